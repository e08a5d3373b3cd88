"""Saving many answers of one institution at once, by the rules of each single one."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef

from assessments import answering
from assessments.models import Answer, Change, ChangeRequest
from assessments.scopes import Reach, Seat
from assessments.services import answers, holding, looking_again
from assessments.services.answers import STRANGE_QUESTION, Sent
from assessments.services.refusals import Refused
from cms.people.models import User


def stored_of(reached: Reach, seat: Seat, client_id: str) -> dict[str, Answer]:
    """Return the answers of a seat's institution, each knowing whether this change is in it.

    One query. `client_id` is the one id of all the changes that are to be saved.
    """
    taken = Change.objects.filter(
        round=reached.round,
        institution=seat.institution,
        indicator=OuterRef("indicator"),
        client_id=client_id,
    )
    rows = reached.round.answers.filter(institution=seat.institution)
    told = rows.select_related("answered_by").annotate(taken=Exists(taken))
    return {row.indicator: row for row in told}


def save_answers(
    *,
    user: User,
    reached: Reach,
    seat: Seat,
    stored: Mapping[str, Answer],
    sent: Mapping[str, Sent],
) -> list[Answer]:
    """Save answers by indicator, all or none; return those that were written.

    The caller holds the transaction in which `reached` was locked and `stored` was read. A change
    that is there already is not written again. Raises PermissionDenied for a part without this
    seat, Overtaken where another answer is stored than those seen, Refused for what is no answer.
    Three queries, whatever the number, as far as the database takes so many values at once; a
    change that somebody asked for settles the request.
    """
    one = answers.taking_answers(reached).round
    holding.not_closing(reached, seat.institution)
    model, parts = answering.model_of(one), part_by_question(reached)
    found = []
    for indicator, change in sent.items():
        if indicator not in parts:
            raise Refused(STRANGE_QUESTION)
        if not seat.has(parts[indicator]):
            raise PermissionDenied
        state, level = answers.checked(model, indicator, change)
        before = stored.get(indicator)
        if before is not None and not answers.is_new(change, before):
            continue
        new = Answer(round=one, institution_id=seat.institution, indicator=indicator)
        new.state, new.level = state, level
        new.answered_by, new.outside = user, seat.outside
        new.confidence, new.note = change.beside(before)
        new.client_id = answers.named(change, before)
        found.append(new)
    answers.write(found)
    asked = ChangeRequest.objects.filter(
        round=one, institution=seat.institution, state=ChangeRequest.State.OPEN
    )
    waiting = set(asked.values_list("indicator", flat=True))
    for new in found:
        if new.indicator in waiting:
            looking_again.answered(new, by=user)
    return found


def part_by_question(reached: Reach) -> dict[str, str]:
    """Name for every question of the round the part in which it is asked."""
    return {
        asked.id: part.id
        for part in answering.parts_of(reached.round)
        for asked in part.indicators()
    }


def seat_of(reached: Reach, institution: str, parts: Iterable[str] = ()) -> Seat | None:
    """Return the seat of an institution that has all these parts; None without."""
    for seat in reached.seats:
        if str(seat.institution) == institution:
            return seat if all(seat.has(part) for part in parts) else None
    return None
