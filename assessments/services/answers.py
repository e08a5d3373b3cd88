"""Saving answers: each change once, and none over a newer answer that its sender did not see."""

import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from assessments import answering, scopes
from assessments.domain import scoring
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Change, ChangeRequest, Confidence, Round
from assessments.scopes import Reach, Seat
from assessments.services import approving, holding, looking_again
from assessments.services.refusals import CLOSED, NOT_OPEN, Refused
from cms.people.models import User

STRANGE_ANSWER = _("This is not one of the answers to this question. Choose one of those listed.")
STRANGE_QUESTION = _("This assessment has no such question.")
STRANGE_ID = _("The id of this change is not one that a page gives. Load the page again.")
STRANGE_CONFIDENCE = _("Say how sure you are with one of the choices listed, or not at all.")
LONGEST_NOTE = 2000
LONG_NOTE = _("The note is too long. Write at most 2,000 characters.")
OVERTAKEN = _("Somebody else has answered this question meanwhile.")
ID = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Said:
    """What stands beside an answer: how sure it is (1 to 3, or nothing said), and a note."""

    confidence: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Saved:
    """One answer as it now stands, with all answers of its round.

    `changed` is false where nothing was written: the change, or one that says the same, was
    there already. `answers` are those of the institution that answered; `counts` is false where the
    counts of the parts stay what they were.
    """

    reach: Reach
    answer: Answer
    changed: bool
    answers: Mapping[str, scoring.Answer]
    counts: bool = True

    @property
    def round(self) -> Round:
        """The round of the answer."""
        return self.reach.round


class Overtaken(Refused):
    """Nothing was written: another answer was saved since the sender last looked."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(OVERTAKEN)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Sent:
    """One change as it arrived: its id, its answer, and the answers that its sender knew."""

    client_id: str
    value: str
    seen: Collection[str] | None
    said: Said | None

    def repeats(self, stored: Answer) -> bool:
        """Tell whether this change is written already, or would only say again what stands."""
        if stored.client_id == self.client_id or not self.client_id:
            return self.says_the_same(stored)
        return stored.taken

    def says_the_same(self, stored: Answer) -> bool:
        """Tell whether answer, note and confidence are those that stand."""
        return stored.value == self.value and self.beside(stored) == (
            stored.confidence,
            stored.note,
        )

    def beside(self, before: Answer | None) -> tuple[int | None, str]:
        """Return confidence and note as they are to be stored."""
        if self.said is not None:
            return self.said.confidence, self.said.note
        return (before.confidence, before.note) if before else (None, "")

    def overlooks(self, stored: Answer) -> bool:
        """Tell whether the stored answer is one that the sender had not seen.

        A plain form carries one id until it is loaded anew: the page that wrote the stored
        answer may change its mind.
        """
        known = self.seen is None or stored.token in self.seen
        return not known and stored.client_id != self.client_id


def save_answer(
    *,
    user: User,
    round_id: uuid.UUID,
    indicator: str,
    value: str,
    client_id: str = "",
    seen: Collection[str] | None = None,
    institution: str = "",
    said: Said | None = None,
) -> Saved:
    """Save the answer to one indicator: a level such as "2", "unknown" or "not-applicable".

    It is that of the named institution, or without a name of the first as which the user may
    answer there. `said` holds the note and how sure the answer is; None leaves both as they are.

    A change is named by its `client_id`; sent again it is not written again, also when another
    answer has taken its place since. `seen` are the tokens of the answers that the sender knew
    (`Answer.token`, or `models.NO_ANSWER`); None asks for no such check. Raises PermissionDenied
    where the user may not answer, Overtaken where another answer is stored than those seen,
    Refused for a round that takes no answers, an unknown indicator, level or id, or a note that
    is too long. While a round is reviewed it takes those answers that a reviewer asks to look at
    again; that settles the request and takes back the approval of the part. Four queries in an
    open round.
    """
    sent = Sent(client_id, value, seen, said)
    with transaction.atomic():
        reached = scopes.reach(user, round_id, locked=True)
        seat = _seat(reached, indicator, institution)
        return put(reached, seat, indicator, sent, user=user)


def put(
    reached: Reach, seat: Seat, indicator: str, sent: Sent, *, user: User, on_behalf: bool = False
) -> Saved:
    """Write one change from a seat, inside the transaction of a caller who has looked at both.

    Raises Overtaken and Refused as `save_answer`, before anything is written.
    """
    one, mine = reached.round, {"institution_id": seat.institution}
    state, level = checked(answering.model_of(one), indicator, sent)
    taken = Change.objects.filter(round=one, indicator=indicator, client_id=sent.client_id, **mine)
    asked = ChangeRequest.objects.filter(
        round=one, indicator=indicator, state=ChangeRequest.State.OPEN, **mine
    )
    rows = one.answers.filter(**mine).annotate(taken=Exists(taken), asked=Exists(asked))
    given = {row.indicator: row for row in rows}
    before = given.get(indicator)
    is_asked = before is not None and before.asked
    if not one.is_open and not is_asked:
        raise Refused(NOT_OPEN)
    changed = before is None or is_new(sent, before)
    if changed:
        new = Answer(round=one, indicator=indicator, state=state, level=level, **mine)
        new.answered_by, new.outside, new.on_behalf = user, seat.outside, on_behalf
        new.confidence, new.note = sent.beside(before)
        new.client_id = named(sent, before)
        given[indicator] = new
        write([new])
        if is_asked:
            looking_again.answered(new, by=user)
        if not one.is_open:
            approving.withdraw_approval(user=user, one=one, part=_part(one, indicator))
    counts = before is None or indicator in answering.model_of(one).deciding
    return Saved(reached, given[indicator], changed, answering.as_values(given.values()), counts)


def is_new(sent: Sent, before: Answer) -> bool:
    """Tell whether the change is to be written; raise Overtaken where it must not be."""
    if sent.repeats(before):
        return False
    if sent.overlooks(before):
        if not sent.says_the_same(before):
            raise Overtaken(before)
        return False
    return True


def named(sent: Sent, before: Answer | None) -> str:
    """Return the id under which a change is written: its own, or a fresh one."""
    used = before is not None and before.taken
    return uuid.uuid4().hex if used or not sent.client_id else sent.client_id


def write(answers: Sequence[Answer]) -> None:
    """Insert answers or write over the former ones, and put each change on record, once.

    Two queries for few; the caller has checked them and holds the transaction.
    """
    Answer.objects.bulk_create(
        answers,
        update_conflicts=True,
        unique_fields=["round", "institution", "indicator"],
        update_fields=[
            *("state", "level", "confidence", "note", "outside", "on_behalf"),
            *("answered_by", "updated_at", "client_id"),
        ],
    )
    Change.objects.bulk_create(
        Change(
            round_id=answer.round_id,
            institution_id=answer.institution_id,
            indicator=answer.indicator,
            client_id=answer.client_id,
            made_by_id=answer.answered_by_id,
        )
        for answer in answers
    )


def _seat(reached: Reach | None, indicator: str, institution: str) -> Seat:
    """Return the seat from which the question is answered; raise where there is none."""
    if reached is None or not reached.seats:
        raise PermissionDenied
    if reached.round.state != Round.State.REVIEW:
        taking_answers(reached)
    seat = reached.seat(_part(reached.round, indicator), institution)
    if seat is None:
        raise PermissionDenied
    holding.not_closing(reached, seat.institution)
    return seat


def _part(one: Round, indicator: str) -> str:
    part = answering.part_of(one, indicator)
    if part is None:
        raise Refused(STRANGE_QUESTION)
    return part


def taking_answers(reached: Reach | None) -> Reach:
    """Return a reach from which something can be answered now; raise where there is none."""
    if reached is None or not reached.seats:
        raise PermissionDenied
    if not reached.round.is_open:
        raise Refused(CLOSED if reached.round.is_signed else NOT_OPEN)
    return reached


def checked(model: MaturityModel, indicator: str, sent: Sent) -> tuple[str, int | None]:
    """Return state and level of an answer; Refused where it is none, or its note too long."""
    if sent.said and len(sent.said.note) > LONGEST_NOTE:
        raise Refused(LONG_NOTE)
    if sent.said and sent.said.confidence not in (None, *Confidence.values):
        raise Refused(STRANGE_CONFIDENCE)
    if sent.client_id and not ID.fullmatch(sent.client_id):
        raise Refused(STRANGE_ID)
    if sent.value in (scoring.UNKNOWN, scoring.NOT_APPLICABLE):
        return sent.value, None
    if sent.value not in {str(level) for level in range(model.top_of(indicator) + 1)}:
        raise Refused(STRANGE_ANSWER)
    return Answer.State.LEVEL, int(sent.value)
