"""The days of grace of an institution: whoever starts or changes something asks here first."""

import uuid

from django.utils.translation import gettext_lazy as _

from cms.people import access
from cms.people.models import InstitutionDeletion
from cms.people.refusals import Refused

CLOSING = _(
    "This institution is being deleted: nothing can be started or changed in it any more. Any of "
    "its coordinators can call that off."
)


def pending(institution_id: uuid.UUID) -> InstitutionDeletion | None:
    """Return the deletion that is asked for and neither called off nor done."""
    return access.closing().filter(institution=institution_id).first()


def refuse(institution_id: uuid.UUID) -> None:
    """Raise Refused where an institution is being deleted; one query.

    What takes back from others what was lent to them (shared results, invitations, the public
    confirmation of a plan, emergency access) does not ask: it stays possible to the last day.
    """
    if pending(institution_id):
        raise Refused(CLOSING)
