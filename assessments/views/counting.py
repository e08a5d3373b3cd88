"""What counts at each question of a part, for whoever reviews the answers of several institutions.

The page of a part holds the answers of one institution; without this its approver would approve
what she does not see.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments import answering
from assessments.domain import agreement, scoring
from assessments.domain.agreement import Standing
from assessments.domain.asking import Part
from assessments.models import Answer, Round
from assessments.scopes import Reach
from assessments.views import parts, positions


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of one question in words, "" where nothing does, and why."""

    said: str
    why: str


def wanted(reached: Reach) -> bool:
    """Tell whether the page shows what counts: to who sees all of it, once answers are closed."""
    closed = reached.round.state not in (Round.State.DRAFT, Round.State.OPEN)
    return closed and reached.sees_everything


def outline(
    reached: Reach, answers: Mapping[str, scoring.Answer], part: Part, given: Sequence[Answer]
) -> dict[str, object]:
    """Return the outline of a part's page; of what counts, where that is wanted.

    `answers` are those of the institution whose page it is, `given` the rows of everybody, or none
    where it is not wanted. One query more, once others answered.
    """
    one = reached.round
    if all(row.institution_id == one.institution_id for row in given):
        return parts.outline(reached, answers, part) | {"counting": {}}
    standings = answering.standings_among(given, one.consensus.all())
    counted = {
        row.id: _counted(one, row.id, standings[row.id])
        for row in part.indicators()
        if row.id in standings and (standings[row.id].kind != "one" or row.id not in answers)
    }
    found = parts.outline(reached, agreement.counted(standings), part, compares=True)
    return found | {"counting": counted}


def _counted(one: Round, name: str, found: Standing) -> Counted:
    said = positions.said(answering.model_of(one), name, found)
    return Counted(said, str(positions.WHY[found.kind]))
