"""How a service says no: one sentence for the person in front of the page."""

from django.utils.functional import Promise


class Refused(ValueError):
    """Something cannot be done, for a reason that the person in front of the page should read."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
