"""Comments on a question: written, answered, resolved; who may see them may write them."""

import uuid
from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import answering, audience, scopes, threads
from assessments.models import Comment
from assessments.scopes import Reach
from assessments.services import holding, letters
from assessments.services.refusals import CLOSED, Refused
from cms.people import audit
from cms.people.models import User

LONGEST = 2000
STRANGE_QUESTION = _("This assessment has no such question.")
NO_TEXT = _("Write your comment first.")
LONG_TEXT = _("The comment is too long. Write at most 2,000 characters.")
STRANGE_AUDIENCE = _("Choose one of the two groups listed as those who see it.")
CANNOT_SEE = _("Somebody whom you name could not see this comment. Choose only people listed.")
GONE = _("This comment is no longer there. Load the page again.")


@transaction.atomic
def comment(
    *,
    user: User,
    round_id: uuid.UUID,
    indicator: str,
    text: str,
    visibility: str = Comment.Visibility.TEAM,
    parent: int | None = None,
    mentions: Collection[int] = (),
) -> Comment:
    """Write a comment on a question, or a reply, and tell those whom it names by letter.

    A reply is seen by those who see the comment that began the thread. Raises PermissionDenied
    where the user sees no comments there; Refused for a signed round, without a text, for a
    thread that she does not see, and where somebody named could not see it.
    """
    reached, part = _talking(user, round_id, indicator)
    one, root = reached.round, _root(reached, part, indicator, parent)
    _check(text, visibility)
    row = Comment(round=one, indicator=indicator, parent=root, author=user, text=text.strip())
    row.by_reviewer = reached.sees_everything
    seat = None if row.by_reviewer else reached.seat(part)
    row.institution_id = seat.institution if seat else one.institution_id
    row.visibility = root.visibility if root else visibility
    named = _named(row, part, mentions)
    row.save()
    row.mentions.set(named)
    _record(user, "comment.written", row)
    letters.mentioned(row, named, by=user)
    return row


@transaction.atomic
def resolve(
    *, user: User, round_id: uuid.UUID, indicator: str, comment_id: int, resolved: bool = True
) -> Comment:
    """Say that a thread is settled, or open it again; who sees it may. Twice is once.

    Raises as `comment`.
    """
    reached, part = _talking(user, round_id, indicator)
    row = _root(reached, part, indicator, comment_id)
    if row is None:
        raise Refused(GONE)
    if bool(row.resolved_at) != resolved:
        row.resolved_at, row.resolved_by = (timezone.now(), user) if resolved else (None, None)
        row.save(update_fields=["resolved_at", "resolved_by"])
        _record(user, "comment.resolved" if resolved else "comment.reopened", row)
    return row


def _talking(user: User, round_id: uuid.UUID, indicator: str) -> tuple[Reach, str]:
    reached = scopes.reach(user, round_id)
    if reached is None:
        raise PermissionDenied
    part = answering.part_of(reached.round, indicator)
    if part is None:
        raise Refused(STRANGE_QUESTION)
    if reached.emergency or not threads.may_talk(reached, part):
        raise PermissionDenied
    seat = None if reached.sees_everything else reached.seat(part)
    holding.not_closing(reached, seat.institution if seat else reached.round.institution_id)
    if reached.round.is_signed:
        raise Refused(CLOSED)
    return reached, part


def _root(reached: Reach, part: str, indicator: str, wanted: int | None) -> Comment | None:
    """Return the comment that began a thread; refuse one that is not open to the person."""
    if wanted is None:
        return None
    row = threads.seen(reached, part).filter(pk=wanted, indicator=indicator).first()
    if row is None:
        raise Refused(GONE)
    return row


def _check(text: str, visibility: str) -> None:
    if not text.strip():
        raise Refused(NO_TEXT)
    if len(text) > LONGEST:
        raise Refused(LONG_TEXT)
    if visibility not in Comment.Visibility.values:
        raise Refused(STRANGE_AUDIENCE)


def _named(row: Comment, part: str, wanted: Collection[int]) -> list[User]:
    """Return the people named; refuse anybody who could not see the comment."""
    if not wanted:
        return []
    root = row.parent or row
    found = audience.of_thread(
        audience.of_part(row.round, part),
        for_team=root.visibility == Comment.Visibility.TEAM,
        by_reviewer=root.by_reviewer,
        institution=root.institution_id,
    )
    people = {one.user.pk: one.user for one in found}
    if not set(wanted) <= set(people):
        raise Refused(CANNOT_SEE)
    return [people[key] for key in dict.fromkeys(wanted)]


def _record(user: User, verb: str, row: Comment) -> None:
    audit.record(
        actor=user,
        verb=verb,
        institution=row.round.institution,
        subject=row.round,
        detail={"comment": row.pk, "indicator": row.indicator},
    )
