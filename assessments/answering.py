"""The answers of a round as the domain takes them, and how far its parts are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments import frameworks
from assessments.domain import agreement, applying, scoring
from assessments.domain.agreement import Agreed, Position, Standing
from assessments.domain.asking import Part
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Consensus, Round


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


def parts_of(one: Round) -> tuple[Part, ...]:
    """Return the parts in which the round is asked: only its core questions where it is rapid."""
    return frameworks.parts(one.model_slug, one.model_version, rapid=one.is_rapid)


def part_of(one: Round, indicator: str) -> str | None:
    """Name the part in which the round asks a question; None where it does not ask it."""
    places = frameworks.places(one.model_slug, one.model_version, rapid=one.is_rapid)
    return places.get(indicator)


def answers_of(one: Round) -> dict[str, scoring.Answer]:
    """Return what counts, {indicator: level, "unknown" or "not-applicable"}; two queries.

    Where institutions differ and nothing is agreed, nothing counts yet.
    """
    return agreement.counted(standings_of(one))


def standings_of(one: Round) -> dict[str, Standing]:
    """Return what counts of every question that was answered, and why; two queries at most."""
    return standings_among(one.answers.all(), one.consensus.all())


def standings_among(answers: Iterable[Answer], agreed: Iterable[Consensus]) -> dict[str, Standing]:
    """Return what counts of these answers, and why, after what was agreed."""
    return agreement.standings(
        positions_of(answers),
        {
            row.indicator: Agreed(row.level if row.level is not None else row.state, row.seen)
            for row in agreed
        },
    )


def positions_of(answers: Iterable[Answer]) -> dict[str, list[Position]]:
    """Return what every institution answered, by indicator."""
    found: dict[str, list[Position]] = {}
    for row in answers:
        value = row.level if row.level is not None else row.state
        place = found.setdefault(row.indicator, [])
        place.append(Position(str(row.institution_id), value, row.token, row.outside))
    return found


def as_values(answers: Iterable[Answer]) -> dict[str, scoring.Answer]:
    """Return {indicator: level, "unknown" or "not-applicable"} of answers of one institution."""
    return {
        answer.indicator: answer.level if answer.level is not None else answer.state
        for answer in answers
    }


def progress(
    model: MaturityModel, parts: Iterable[Part], answers: Mapping[str, scoring.Answer]
) -> list[Progress]:
    """Count the given answers of every part of a model, in their order."""
    closed = applying.closed(model, answers)
    found = []
    for part in parts:
        names = part.names - closed
        found.append(Progress(part.id, given=len(names & answers.keys()), asked=len(names)))
    return found


def progress_of(one: Round, answers: Mapping[str, scoring.Answer] | None = None) -> list[Progress]:
    """Count the answers of every part of a round: those given, or what counts of all."""
    told = answers_of(one) if answers is None else answers
    return progress(model_of(one), parts_of(one), told)
