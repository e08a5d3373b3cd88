"""Agreeing where institutions differ: the coordinator writes down on what, and why."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import answering
from assessments.domain import scoring
from assessments.domain.agreement import Position
from assessments.models import Consensus, Round
from assessments.services import approving, holding
from assessments.services.refusals import CLOSED, Refused
from cms.people import audit, roles
from cms.people.models import User

LONGEST = 2000
NOT_NOW = _("The team agrees while answers are open or in review. Give the assessment back first.")
STRANGE_QUESTION = _("This assessment has no such question.")
STRANGE_ANSWER = _("Choose one of the answers listed as the one that the team agrees on.")
NO_REASON = _("Say why the team agrees on this answer, in a sentence or more.")
LONG_REASON = _("The reason is too long. Write at most 2,000 characters.")
NOTHING_APART = _("One institution alone has answered this question: there is nothing to agree on.")
MOVED = _(
    "Not saved: meanwhile an institution has answered this question anew. The answers below are "
    "those of now. Look at them, and agree once more."
)


class Moved(Refused):
    """Nothing was written: the answers are others than those that were compared."""

    def __init__(self) -> None:
        super().__init__(MOVED)


@transaction.atomic
def agree(
    *,
    user: User,
    round_id: uuid.UUID,
    indicator: str,
    value: str,
    rationale: str,
    seen: Mapping[str, str],
) -> Consensus:
    """Write down on which answer the team agrees, and why; agreeing again takes its place.

    `seen` are the answers that were compared, {institution id: token}. Raises PermissionDenied
    unless the user coordinates the institution of the round; Moved where the answers are others
    than those seen; Refused where the round takes nothing now, for an unknown question or answer,
    without a reason, or where nobody differs. It takes back the approval of the part.
    """
    one, part = _place(user, round_id, indicator)
    positions = answering.positions_of(one.answers.filter(indicator=indicator)).get(indicator, [])
    _check_text(rationale)
    if len(positions) < 2 and not any(row.outside for row in positions):
        raise Refused(NOTHING_APART)
    now = tokens(positions)
    if dict(seen) != now:
        raise Moved
    state, level = _checked(one, indicator, value)
    row, _made = Consensus.objects.update_or_create(
        round=one,
        indicator=indicator,
        defaults={
            "state": state,
            "level": level,
            "rationale": rationale.strip(),
            "seen": now,
            "decided_by": user,
        },
    )
    _record(user, "consensus.reached", one, indicator)
    approving.withdraw_approval(user=user, one=one, part=part)
    return row


@transaction.atomic
def disagree(*, user: User, round_id: uuid.UUID, indicator: str) -> None:
    """Withdraw what was agreed; the answers of the institutions stand. Raises as `agree`.

    Where nothing was agreed nothing happens.
    """
    one, part = _place(user, round_id, indicator)
    count, _rows = Consensus.objects.filter(round=one, indicator=indicator).delete()
    if count:
        _record(user, "consensus.withdrawn", one, indicator)
        approving.withdraw_approval(user=user, one=one, part=part)


def tokens(positions: list[Position]) -> dict[str, str]:
    """Name the answers that are compared: {institution id: token}."""
    return {row.institution: row.token for row in positions}


def _place(user: User, round_id: uuid.UUID, indicator: str) -> tuple[Round, str]:
    one = holding.held(user, roles.MANAGE, round_id)
    if one.is_signed:
        raise Refused(CLOSED)
    if one.state not in (Round.State.OPEN, Round.State.REVIEW):
        raise Refused(NOT_NOW)
    part = answering.part_of(one, indicator)
    if part is None:
        raise Refused(STRANGE_QUESTION)
    return one, part


def _check_text(rationale: str) -> None:
    if not rationale.strip():
        raise Refused(NO_REASON)
    if len(rationale) > LONGEST:
        raise Refused(LONG_REASON)


def _checked(one: Round, indicator: str, value: str) -> tuple[str, int | None]:
    if value in (scoring.UNKNOWN, scoring.NOT_APPLICABLE):
        return value, None
    top = answering.model_of(one).top_of(indicator)
    if value not in {str(level) for level in range(top + 1)}:
        raise Refused(STRANGE_ANSWER)
    return "level", int(value)


def _record(user: User, verb: str, one: Round, indicator: str) -> None:
    audit.record(
        actor=user,
        verb=verb,
        institution=one.institution,
        subject=one,
        detail={"indicator": indicator},
    )
