"""How a service says no: one sentence for the person who can mend it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLOSED = _("This assessment has been signed off; its answers can no longer be changed.")


class Refused(ValueError):
    """Something cannot be done, for a reason that the person in front of the page should read."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
