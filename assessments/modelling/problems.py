"""Problems of a draft as its pages list them: each leads to the place that it names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.domain import drafting
from assessments.models import ModelDraft


@dataclass(frozen=True, slots=True)
class Linked:
    """A sentence, the address of the page on which it is mended, and what that page is for."""

    sentence: str
    url: str
    label: str


def linked(draft: ModelDraft, sentences: Iterable[str]) -> list[Linked]:
    """Give each sentence the way to its place."""
    return [_linked(draft, sentence) for sentence in sentences]


def _linked(draft: ModelDraft, sentence: str) -> Linked:
    place = drafting.place_of(sentence)
    if place:
        try:
            thing = drafting.find(draft.content, place)
        except drafting.Nowhere:
            place = ""
        else:
            label = thing.get("title") or thing.get("text") or thing.get("id") or place
            url = reverse("modelling:edit", args=[draft.pk, place])
            return Linked(sentence, url, str(label))
    if sentence.startswith(("dimensions:", "stages:", "targets:", "ids:", "depends_on:")):
        return Linked(sentence, reverse("modelling:draft", args=[draft.pk]), _("The whole model"))
    url = reverse("modelling:general", args=[draft.pk])
    return Linked(sentence, url, _("What holds for the whole model"))
