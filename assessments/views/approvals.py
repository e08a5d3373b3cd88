"""Which parts of a round are approved, and who may approve them."""

from collections.abc import Mapping

from assessments import answering, wording
from assessments.models import PartApproval, Round
from assessments.scopes import Reach
from cms.people import roles

CLOSED = (Round.State.REVIEW, Round.State.AGREED)


def of_part(reached: Reach, part: str) -> dict[str, object]:
    """Return what the page of a part says of its approval; one query, none while it is open."""
    one = reached.round
    approval = None
    if one.state not in (Round.State.DRAFT, Round.State.OPEN):
        approval = of_round(one).get(part)
    return {
        "approval": approval,
        "may_approve": one.state in CLOSED and reached.may(roles.SIGN),
    }


def of_round(one: Round) -> dict[str, PartApproval]:
    """Return the approvals of a round by part; one query."""
    return {row.part: row for row in one.approvals.select_related("approved_by")}


def told(one: Round, approved: Mapping[str, str], language: str) -> list[tuple[wording.Text, str]]:
    """Name the parts that were approved on their own when a round was signed, with the role."""
    words = wording.Words(wording.owner(answering.model_of(one)), language)
    return [
        (words(f"{part.id}/title"), str(roles.LABELS[approved[part.id]]))
        for part in answering.parts_of(one)
        if part.id in approved
    ]
