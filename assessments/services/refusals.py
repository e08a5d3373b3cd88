"""How a service says no: one sentence for the person who can mend it."""

from django.utils.translation import gettext_lazy as _

from cms.people.services import Refused

__all__ = ["CLOSED", "NOT_IN_TEAM", "NOT_OPEN", "Refused"]

CLOSED = _("This assessment has been signed off; its answers can no longer be changed.")
NOT_IN_TEAM = _("This institution does not take part in the assessment.")
NOT_OPEN = _("This assessment takes no answers now: it is being prepared or reviewed.")
