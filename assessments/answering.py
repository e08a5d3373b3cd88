"""The answers of a round as the domain takes them, and how far its parts are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments import frameworks
from assessments.domain import applying, asking, scoring
from assessments.domain.conditions import NO
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Round


@dataclass(frozen=True, slots=True)
class Progress:
    """How many questions of one part have an answer, unknown and not-applicable included.

    A question that does not arise after the answers to others is not among them.
    """

    part: str
    given: int
    asked: int

    @property
    def is_complete(self) -> bool:
        """Tell whether every question has an answer."""
        return self.given == self.asked


def model_of(one: Round) -> MaturityModel:
    """Return the version of the model that this round answers, also when newer ones exist."""
    return frameworks.model(one.model_slug, one.model_version)


def answers_of(one: Round) -> dict[str, scoring.Answer]:
    """Return {indicator: level, "unknown" or "not-applicable"}; one query."""
    return as_values(one.answers.all())


def as_values(answers: Iterable[Answer]) -> dict[str, scoring.Answer]:
    """Return {indicator: level, "unknown" or "not-applicable"} of answers."""
    return {
        answer.indicator: answer.level if answer.level is not None else answer.state
        for answer in answers
    }


def progress(model: MaturityModel, answers: Mapping[str, scoring.Answer]) -> list[Progress]:
    """Count the given answers of every part, in the order of the model."""
    holds = applying.applies(model, answers)
    found = []
    for part in asking.parts(model):
        names = [one.id for one in part.indicators() if holds[one.id] != NO]
        given = sum(name in answers for name in names)
        found.append(Progress(part=part.id, given=given, asked=len(names)))
    return found
