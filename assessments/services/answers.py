"""Saving answers: each change once, and none over a newer answer that its sender did not see."""

import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from assessments import answering
from assessments.domain import scoring
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Change, Round
from assessments.services.refusals import CLOSED, Refused
from cms.people import roles
from cms.people.models import User

STRANGE_ANSWER = _("This is not one of the answers to this question. Choose one of those listed.")
STRANGE_QUESTION = _("This assessment has no such question.")
STRANGE_ID = _("The id of this change is not one that a page gives. Load the page again.")
OVERTAKEN = _("Somebody else has answered this question meanwhile.")
ID = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Saved:
    """One answer as it now stands, with all answers of its round.

    `changed` is false where nothing was written: the change, or one that says the same, was
    there already.
    """

    round: Round
    answer: Answer
    changed: bool
    answers: Mapping[str, scoring.Answer]


class Overtaken(Refused):
    """Nothing was written: another answer was saved since the sender last looked."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(OVERTAKEN)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class _Sent:
    """One change as it arrived: its id, its answer, and the answers that its sender knew."""

    client_id: str
    value: str
    seen: Collection[str] | None

    def repeats(self, stored: Answer) -> bool:
        """Tell whether this change is written already, or would only say again what stands."""
        if stored.client_id == self.client_id or not self.client_id:
            return stored.value == self.value
        return stored.taken

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
) -> Saved:
    """Save the answer to one indicator: a level such as "2", "unknown" or "not-applicable".

    A change is named by its `client_id`; sent again it is not written again, also when another
    answer has taken its place since. `seen` are the tokens of the answers that the sender knew
    (`Answer.token`, or `models.NO_ANSWER`); None asks for no such check. Raises PermissionDenied
    where the user may not answer, Overtaken where another answer is stored than those seen,
    Refused for a signed round, an unknown indicator, level or id. Four queries.
    """
    sent = _Sent(client_id, value, seen)
    with transaction.atomic():
        one = _locked(user, round_id)
        state, level = _checked(answering.model_of(one), indicator, sent)
        taken = Change.objects.filter(round=one, indicator=indicator, client_id=client_id)
        given = {row.indicator: row for row in one.answers.annotate(taken=Exists(taken))}
        before = given.get(indicator)
        changed = before is None or _is_new(sent, before)
        if changed:
            new = Answer(round=one, indicator=indicator, state=state, level=level, answered_by=user)
            new.client_id = _name(sent, before)
            given[indicator] = _write(new)
    return Saved(one, given[indicator], changed, answering.as_values(given.values()))


def _is_new(sent: _Sent, before: Answer) -> bool:
    """Tell whether the change is to be written; raise Overtaken where it must not be."""
    if sent.repeats(before):
        return False
    if sent.overlooks(before):
        if before.value != sent.value:
            raise Overtaken(before)
        return False
    return True


def _name(sent: _Sent, before: Answer | None) -> str:
    """Return the id under which a change is written: its own, or a fresh one."""
    used = before is not None and before.taken
    return uuid.uuid4().hex if used or not sent.client_id else sent.client_id


def _write(answer: Answer) -> Answer:
    """Insert the answer or write over the former one, and put the change on record, once."""
    Answer.objects.bulk_create(
        [answer],
        update_conflicts=True,
        unique_fields=["round", "indicator"],
        update_fields=["state", "level", "answered_by", "updated_at", "client_id"],
    )
    Change.objects.create(
        round_id=answer.round_id,
        indicator=answer.indicator,
        client_id=answer.client_id,
        made_by_id=answer.answered_by_id,
    )
    return answer


def _locked(user: User, round_id: uuid.UUID) -> Round:
    """Return the round, held until the end of the transaction: nobody signs in between."""
    rounds = Round.objects.open_to(user, roles.ANSWER).select_for_update(of=("self",))
    one = rounds.filter(pk=round_id).first()
    if one is None:
        raise PermissionDenied
    if not one.is_open:
        raise Refused(CLOSED)
    return one


def _checked(model: MaturityModel, indicator: str, sent: _Sent) -> tuple[str, int | None]:
    if not model.has(indicator):
        raise Refused(STRANGE_QUESTION)
    if sent.client_id and not ID.fullmatch(sent.client_id):
        raise Refused(STRANGE_ID)
    if sent.value in (scoring.UNKNOWN, scoring.NOT_APPLICABLE):
        return sent.value, None
    if sent.value not in {str(level) for level in range(model.top_of(indicator) + 1)}:
        raise Refused(STRANGE_ANSWER)
    return Answer.State.LEVEL, int(sent.value)
