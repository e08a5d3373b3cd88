"""Workshop: the coordinator enters answers for the institutions in the room; they confirm them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from assessments import answering, scopes
from assessments.models import Answer, Delegation, Round
from assessments.scopes import Reach, Seat
from assessments.services import holding
from assessments.services.answers import STRANGE_QUESTION, Saved, Sent, put
from assessments.services.refusals import CLOSED, NOT_IN_TEAM, NOT_OPEN, Refused
from cms.people import audit, roles
from cms.people.models import Institution, User


@dataclass(frozen=True, slots=True)
class Entered:
    """What became of the answers of several institutions, by institution.

    `saved` stand; `refused` were not written, each with its reason (`Overtaken` holds the other
    answer).
    """

    saved: Mapping[uuid.UUID, Saved]
    refused: Mapping[uuid.UUID, Refused]


def in_room(one: Round, part: str) -> list[Institution]:
    """Return the institutions for which a part is entered: the round's own, then the guests.

    Guests are those that take part and to which the part was given; two queries.
    """
    given = Delegation.objects.filter(round=one, part=part).values("institution")
    joined = one.participations.exclude(institution=one.institution_id).filter(
        institution__in=given
    )
    guests = Institution.objects.filter(pk__in=joined.values("institution"))
    return [one.institution, *guests.order_by("name", "pk")]


def enter_on_behalf(
    *, user: User, round_id: uuid.UUID, indicator: str, entries: Mapping[uuid.UUID, Sent]
) -> Entered:
    """Save what several institutions answer to one question, in one transaction.

    Those of other institutions than the round's are marked until they confirm them. What one of
    them answered meanwhile is not written over: tokens decide, as in `save_answer`. Raises
    PermissionDenied unless the user coordinates the round, Refused where it takes no answers,
    has no such question, or an institution does not answer it; one that is being deleted is
    refused alone.
    """
    saved: dict[uuid.UUID, Saved] = {}
    refused: dict[uuid.UUID, Refused] = {}
    with transaction.atomic():
        reached = _led(scopes.reach(user, round_id, locked=True))
        one = reached.round
        holding.not_closing(reached, one.institution_id)
        part = answering.part_of(one, indicator)
        if part is None:
            raise Refused(STRANGE_QUESTION)
        seats = {row.pk: _seat(row, part) for row in in_room(one, part)}
        if not seats.keys() >= entries.keys():
            raise Refused(NOT_IN_TEAM)
        for name, sent in entries.items():
            guest = name != one.institution_id
            try:
                holding.not_closing(reached, name)
                saved[name] = put(reached, seats[name], indicator, sent, user=user, on_behalf=guest)
            except Refused as no:
                refused[name] = no
        count = sum(row.changed for name, row in saved.items() if name != one.institution_id)
        if count:
            _record(user, "answer.entered_on_behalf", one, {"answers": count})
    return Entered(saved, refused)


def confirm_on_behalf(*, user: User, round_id: uuid.UUID, part: str, institution: str = "") -> int:
    """Say for an institution that what was entered for it in a part is its answer; count them.

    Raises PermissionDenied for whoever has no seat of it at the part, Refused for a round that
    is signed. Nothing else about the answers changes.
    """
    with transaction.atomic():
        reached = scopes.reach(user, round_id, locked=True)
        seat = reached.seat(part, institution) if reached else None
        if reached is None or seat is None:
            raise PermissionDenied
        one = reached.round
        if one.is_signed:
            raise Refused(CLOSED)
        holding.not_closing(reached, seat.institution)
        names = [
            asked.id
            for found in answering.parts_of(one)
            if found.id == part
            for asked in found.indicators()
        ]
        rows = one.answers.filter(institution=seat.institution, indicator__in=names, on_behalf=True)
        count = rows.update(on_behalf=False)
        if count:
            detail = {"part": part, "institution": str(seat.institution), "answers": count}
            _record(user, "answers.confirmed", one, detail)
    return count


def confirm_entered(
    *, user: User, round_id: uuid.UUID, institution_id: uuid.UUID, seen: Mapping[str, str]
) -> int:
    """Say for an institution that what was entered for it is its answer; count them.

    `seen` are the tokens of the answers that the person has looked at, by indicator: what was
    entered or changed since stays marked. Raises PermissionDenied for whoever has no seat of the
    institution, Refused for a round that is signed.
    """
    with transaction.atomic():
        reached = scopes.reach(user, round_id, locked=True)
        if reached is None or institution_id not in {seat.institution for seat in reached.seats}:
            raise PermissionDenied
        if reached.round.is_signed:
            raise Refused(CLOSED)
        holding.not_closing(reached, institution_id)
        rows = [
            row for row in entered(reached, institution_id) if seen.get(row.indicator) == row.token
        ]
        Answer.objects.filter(pk__in=[row.pk for row in rows]).update(on_behalf=False)
        if rows:
            detail = {"institution": str(institution_id), "answers": len(rows)}
            _record(user, "answers.confirmed", reached.round, detail)
    return len(rows)


def entered(reached: Reach, institution: uuid.UUID) -> list[Answer]:
    """Return what waits for confirmation in the parts that a person answers for an institution.

    In the order of the questions; one query.
    """
    rows = reached.round.answers.filter(institution=institution, on_behalf=True)
    found = {row.indicator: row for row in rows.select_related("answered_by")}
    return [
        found[asked.id]
        for part in answering.parts_of(reached.round)
        if (seat := reached.seat(part.id, str(institution))) and seat.institution == institution
        for asked in part.indicators()
        if asked.id in found
    ]


def _led(reached: Reach | None) -> Reach:
    """Return the reach of the coordinator of an open round; raise elsewhere."""
    if reached is None or roles.MANAGE not in reached.held:
        raise PermissionDenied
    if not reached.round.is_open:
        raise Refused(CLOSED if reached.round.is_signed else NOT_OPEN)
    return reached


def _seat(institution: Institution, part: str) -> Seat:
    return Seat(institution.pk, frozenset({part}), outside=institution.kind in Institution.OUTSIDE)


def _record(user: User, verb: str, one: Round, detail: dict[str, object]) -> None:
    audit.record(actor=user, verb=verb, institution=one.institution, subject=one, detail=detail)
