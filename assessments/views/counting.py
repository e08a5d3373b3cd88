"""What counts at each question of a part, for whoever reviews the answers of several institutions.

The page of a part holds the answers of one institution; without this its approver would approve
what she does not see.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments import answering
from assessments.domain import agreement, scoring
from assessments.domain.agreement import Standing
from assessments.domain.asking import Part
from assessments.models import Round
from assessments.scopes import Reach
from assessments.views import parts, positions


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of one question in words, "" where nothing does, and why."""

    said: str
    why: str


def outline(reached: Reach, answers: Mapping[str, scoring.Answer], part: Part) -> dict[str, object]:
    """Return the outline of a part's page; of what counts, once the answers are closed.

    `answers` are those of the institution whose page it is. Two queries more, once others answered.
    """
    one = reached.round
    closed = one.state not in (Round.State.DRAFT, Round.State.OPEN)
    given = list(one.answers.all()) if closed and reached.sees_everything else []
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
