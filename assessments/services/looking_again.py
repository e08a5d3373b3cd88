"""Requests to look at an answer again: by reviewers, to the institution whose answer it is."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import answering
from assessments.models import Answer, ChangeRequest, Round
from assessments.services import holding, letters
from assessments.services.refusals import CLOSED, NOT_IN_TEAM, Refused
from cms.people import audit, roles
from cms.people.models import Institution, User

State = ChangeRequest.State
LONGEST = 1000
NOT_NOW = _("An answer can be looked at again while answers are open or in review.")
NO_ANSWER = _("This institution has not answered the question.")
NO_REASON = _("Say what the institution should look at, in a sentence or more.")
LONG_REASON = _("The reason is too long. Write at most 1,000 characters.")


@transaction.atomic
def ask_again(
    *, user: User, round_id: uuid.UUID, indicator: str, institution_id: str, reason: str
) -> ChangeRequest:
    """Ask an institution to look at its answer again, and write to those who answer for it.

    Asking again while it is open renews the reason. Raises PermissionDenied unless the user
    reviews for the institution of the round; Refused in a state where nothing can be changed,
    where the institution has not answered or takes part no more, or without a reason.
    """
    one = _reviewing(user, round_id)
    if one.state not in (Round.State.OPEN, Round.State.REVIEW):
        raise Refused(NOT_NOW)
    if not reason.strip():
        raise Refused(NO_REASON)
    if len(reason) > LONGEST:
        raise Refused(LONG_REASON)
    answer = next(
        (
            row
            for row in one.answers.filter(indicator=indicator).select_related("institution")
            if str(row.institution_id) == institution_id
        ),
        None,
    )
    if answer is None:
        raise Refused(NO_ANSWER)
    if not _is_in_team(one, answer.institution_id):
        raise Refused(NOT_IN_TEAM)
    row, _made = ChangeRequest.objects.update_or_create(
        round=one,
        indicator=indicator,
        institution=answer.institution,
        state=State.OPEN,
        defaults={"reason": reason.strip(), "asked_by": user},
    )
    event = _record(user, "change.requested", row)
    part = answering.part_of(one, indicator)
    if part is not None:
        letters.asked_again(row, part, event_id=event, by=user)
    return row


@transaction.atomic
def ask_no_more(*, user: User, round_id: uuid.UUID, request_id: int) -> None:
    """Withdraw a request; permission as for `ask_again`. One that is settled stays as it is."""
    one = _reviewing(user, round_id)
    row = one.requests.select_related("round__institution").filter(pk=request_id).first()
    if row is None:
        raise PermissionDenied
    if row.state == State.OPEN:
        _settle(row, State.WITHDRAWN)
        _record(user, "change.withdrawn", row)


def answered(answer: Answer, *, by: User) -> None:
    """Settle the open request for an answer that was just changed; call in its transaction."""
    rows = ChangeRequest.objects.filter(
        round=answer.round_id,
        indicator=answer.indicator,
        institution=answer.institution_id,
        state=State.OPEN,
    )
    for row in rows.select_related("round__institution"):
        _settle(row, State.ANSWERED)
        _record(by, "change.answered", row)


def let_go(institution: Institution, *, by: User | None, rounds: Iterable[Round] = ()) -> None:
    """Close what an institution was asked in these rounds, for it has left, and tell who asked.

    Without rounds: in every one. `by` is None where the institution is deleted. The caller has
    the permission; call it in the transaction in which it leaves.
    """
    rows = ChangeRequest.objects.filter(institution=institution, state=State.OPEN)
    if rounds:
        rows = rows.filter(round__in=rounds)
    for row in rows.select_related("round__institution", "institution", "asked_by"):
        _settle(row, State.WITHDRAWN)
        _record(by, "change.withdrawn", row)
        letters.let_go(row)


def _settle(row: ChangeRequest, state: str) -> None:
    row.state, row.settled_at = state, timezone.now()
    row.save(update_fields=["state", "settled_at"])


def _is_in_team(one: Round, institution_id: uuid.UUID) -> bool:
    own = institution_id == one.institution_id
    return own or one.participations.filter(institution=institution_id).exists()


def _reviewing(user: User, round_id: uuid.UUID) -> Round:
    one = holding.held(user, roles.REVIEW, round_id)
    if one.is_signed:
        raise Refused(CLOSED)
    return one


def _record(user: User | None, verb: str, row: ChangeRequest) -> int:
    event = audit.record(
        actor=user,
        verb=verb,
        institution=row.round.institution,
        subject=row.round,
        detail={"indicator": row.indicator, "institution": str(row.institution_id)},
    )
    return event.pk
