"""Evidence as pages name it: what lies at the questions of a part, and where evidence is used."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from assessments import answering, wording
from assessments.domain import asking
from assessments.models import Evidence, EvidenceUse, Round
from cms.people.models import User


@dataclass(frozen=True, slots=True)
class Use:
    """One question at which evidence lies: its round, its words, and the way to it."""

    round: Round
    indicator: str
    title: wording.Text | str
    url: str


def at_questions(user: User, one: Round) -> dict[str, list[Evidence]]:
    """Return what this person may read of the evidence at each question of a round; one query."""
    readable = Evidence.objects.readable_by(user)
    uses = EvidenceUse.objects.filter(round=one, evidence__in=readable.values("pk"))
    found: dict[str, list[Evidence]] = {}
    for use in uses.select_related("evidence").order_by("pk"):
        found.setdefault(use.indicator, []).append(use.evidence)
    return found


def used(uses: Iterable[EvidenceUse]) -> list[Use]:
    """Return where evidence lies, by the words of the questions."""
    return [
        Use(use.round, use.indicator, question(use.round, use.indicator), way(use.round, use))
        for use in uses
    ]


def question(one: Round, indicator: str) -> wording.Text:
    """Return the title of a question in the language of the page."""
    words = wording.Words(wording.owner(answering.model_of(one)), get_language())
    return words(f"{indicator}/title")


def way(one: Round, use: EvidenceUse | str) -> str:
    """Return the address of a question on the page of its part."""
    indicator = use if isinstance(use, str) else use.indicator
    part = asking.asked_in(answering.model_of(one)).get(indicator)
    if part is None:
        return reverse("assessments:round", args=[one.pk])
    return f"{reverse('assessments:dimension', args=[one.pk, part])}#question-{indicator}"


def chosen(rounds: Iterable[Round], named: str) -> Round | None:
    """Return the round that an address names, if it is one of these."""
    try:
        wanted = uuid.UUID(named)
    except ValueError:
        return None
    return next((one for one in rounds if one.pk == wanted), None)


def questions(one: Round) -> list[tuple[wording.Text, list[tuple[str, wording.Text]]]]:
    """Return the questions of a round, by the parts in which they are asked."""
    model = answering.model_of(one)
    words = wording.Words(wording.owner(model), get_language())
    return [
        (
            words(f"{part.id}/title"),
            [(each.id, words(f"{each.id}/title")) for each in part.indicators()],
        )
        for part in asking.parts(model)
    ]
