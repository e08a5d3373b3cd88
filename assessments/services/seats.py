"""Who answers what: institutions that take part, parts given to them, parts handed in."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import answering, scopes
from assessments.models import Delegation, Participation, Round
from assessments.scopes import Reach
from assessments.services import holding, letters, looking_again
from assessments.services.refusals import CLOSED, NOT_IN_TEAM, Refused
from cms.people import access, audit, closing, roles
from cms.people.models import Institution, Membership, User

STRANGE_PART = _("This assessment has no such part.")
CANNOT_ANSWER = _("This person may not answer for the institution. Give her the role first.")
OWN_ROUND = _("This is the institution’s own assessment; it takes part already.")


@transaction.atomic
def take_part(*, user: User, round_id: uuid.UUID, institution: Institution) -> Participation:
    """Let an institution take part; its coordinator accepts. Twice is once.

    The caller has made sure that the institution of the round asked for it. Raises
    PermissionDenied unless the user coordinates the institution that joins.
    """
    access.require(user, roles.MANAGE, institution)
    closing.refuse(institution.pk)
    one = Round.objects.select_related("institution").get(pk=round_id)
    if one.is_signed:
        raise Refused(CLOSED)
    if one.institution_id == institution.pk:
        raise Refused(OWN_ROUND)
    closing.refuse(one.institution_id)
    row, made = Participation.objects.get_or_create(
        round=one, institution=institution, defaults={"joined_by": user}
    )
    if made:
        _record(user, "round.joined", one, {"institution": str(institution.pk)})
    return row


@transaction.atomic
def stop_taking_part(*, user: User, round_id: uuid.UUID, institution_id: uuid.UUID) -> None:
    """End the part of an institution: by its own coordinator or that of the round.

    What it answered stays on record; its seats are gone, and so are the open requests to look at
    its answers again, of which their askers are told. Refused while the institution whose
    coordinator does it is being deleted.
    """
    rows = Participation.objects.select_for_update().filter(round=round_id)
    row = rows.filter(institution=institution_id).select_related("round", "institution").first()
    if row is None:
        raise PermissionDenied
    one = row.round
    if access.may(user, roles.MANAGE, one.institution):
        closing.refuse(one.institution_id)
    else:
        access.require(user, roles.MANAGE, row.institution)
        closing.refuse(institution_id)
    Delegation.objects.filter(round=one, institution=row.institution).delete()
    row.delete()
    _record(user, "round.left", one, {"institution": str(institution_id)})
    looking_again.let_go(row.institution, by=user, rounds=[one])


@transaction.atomic
def delegate(
    *,
    user: User,
    round_id: uuid.UUID,
    parts: Sequence[str],
    institution_id: uuid.UUID,
    person: User | None = None,
    deadline: date | None = None,
    note: str = "",
) -> list[Delegation]:
    """Give parts to an institution of the team, or to one of its people, and write to them.

    The coordinator of the round gives to anybody in the team; that of an institution which takes
    part passes what it has on to its own people. Giving again renews deadline and note. Refused
    while the institution for which she acts, or that of the round, is being deleted.
    """
    reached = _leading(user, round_id, institution_id)
    one = reached.round
    known = {part.id for part in answering.parts_of(one)}
    if not parts or not known.issuperset(parts):
        raise Refused(STRANGE_PART)
    institution = _in_team(one, institution_id)
    if person is not None and not access.may(person, roles.ANSWER, institution):
        raise Refused(CANNOT_ANSWER)
    if roles.MANAGE not in reached.held and not _has(one, institution, parts):
        raise PermissionDenied
    rows = []
    for part in parts:
        row, _made = Delegation.objects.update_or_create(
            round=one,
            part=part,
            institution=institution,
            person=person,
            defaults={"deadline": deadline, "note": note, "given_by": user},
        )
        detail = {"part": part, "institution": str(institution.pk)}
        _record(user, "part.given", one, detail | ({"person": person.pk} if person else {}))
        rows.append(row)
    if one.is_open:
        letters.given(rows, by=user)
    return rows


@transaction.atomic
def delegate_all(
    targets: Iterable[tuple[uuid.UUID, User | None]],
    *,
    user: User,
    round_id: uuid.UUID,
    parts: Sequence[str],
    deadline: date | None = None,
    note: str = "",
) -> list[Delegation]:
    """Give parts to several institutions or people, to all of them or to none; as `delegate`."""
    return [
        row
        for institution, person in targets
        for row in delegate(
            user=user,
            round_id=round_id,
            parts=parts,
            institution_id=institution,
            person=person,
            deadline=deadline,
            note=note,
        )
    ]


@transaction.atomic
def take_back(*, user: User, round_id: uuid.UUID, delegation_id: int) -> None:
    """Take a part back; answers that were given stay. Permission as for `delegate`."""
    row = Delegation.objects.filter(pk=delegation_id, round=round_id).first()
    if row is None:
        raise PermissionDenied
    reached = _leading(user, round_id, row.institution_id)
    if roles.MANAGE not in reached.held and row.person_id is None:
        raise PermissionDenied  # only who gave it to the institution takes it from there
    detail = {"part": row.part, "institution": str(row.institution_id)}
    row.delete()
    _record(user, "part.taken", reached.round, detail)


@transaction.atomic
def hand_in(
    *, user: User, round_id: uuid.UUID, part: str, institution: str = "", done: bool = True
) -> int:
    """Say for an institution that its answers to a part stand, or that it goes on; count rows.

    Answering stays possible while the round is open. Raises PermissionDenied without a seat,
    Refused while the institution, or that of the round, is being deleted.
    """
    reached = scopes.reach(user, round_id, locked=True)
    seat = reached.seat(part, institution) if reached else None
    if reached is None or seat is None:
        raise PermissionDenied
    if not reached.round.is_open:
        raise Refused(CLOSED)
    holding.not_closing(reached, seat.institution)
    rows = Delegation.objects.filter(round=round_id, part=part, institution=seat.institution)
    moment, by = (timezone.now(), user) if done else (None, None)
    count = rows.update(done_at=moment, done_by=by)
    if count:
        detail = {"part": part, "institution": str(seat.institution)}
        _record(user, "part.handed_in" if done else "part.resumed", reached.round, detail)
    return count


def people_who_answer(institution: Institution) -> list[User]:
    """Return the people of an institution to whom a part can be given."""
    held = Membership.objects.filter(
        institution=institution, role__in=roles.granting(roles.ANSWER), user__is_active=True
    )
    return list(User.objects.filter(pk__in=held.values("user")).order_by("display_name", "pk"))


def _leading(user: User, round_id: uuid.UUID, institution_id: uuid.UUID) -> Reach:
    """Return the reach of a coordinator of the round or of the institution; raise elsewhere."""
    reached = scopes.reach(user, round_id, locked=True)
    if reached is None:
        raise PermissionDenied
    if roles.MANAGE not in reached.held and institution_id not in reached.leads:
        raise PermissionDenied
    if reached.round.is_signed:
        raise Refused(CLOSED)
    own = reached.round.institution_id
    holding.not_closing(reached, own if roles.MANAGE in reached.held else institution_id)
    return reached


def _in_team(one: Round, institution_id: uuid.UUID) -> Institution:
    if institution_id == one.institution_id:
        return one.institution
    row = one.participations.filter(institution=institution_id).select_related("institution")
    found = row.first()
    if found is None:
        raise Refused(NOT_IN_TEAM)
    return found.institution


def _has(one: Round, institution: Institution, parts: Sequence[str]) -> bool:
    """Tell whether all parts were given to the institution as a whole."""
    given = Delegation.objects.filter(round=one, institution=institution, person=None)
    return set(parts) <= set(given.values_list("part", flat=True))


def _record(user: User, verb: str, one: Round, detail: dict[str, object]) -> None:
    audit.record(actor=user, verb=verb, institution=one.institution, subject=one, detail=detail)
