"""The answers of a round as the domain takes them, and how far its dimensions are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments import frameworks
from assessments.domain import scoring
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Round


@dataclass(frozen=True, slots=True)
class Progress:
    """How many questions of one dimension have an answer, unknown and not-applicable included."""

    dimension: str
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
    """Count the given answers of every dimension, in the order of the model."""
    return [
        Progress(
            dimension=dimension.id,
            given=sum(indicator.id in answers for indicator in dimension.every()),
            asked=sum(1 for _ in dimension.every()),
        )
        for dimension in model.dimensions
    ]
