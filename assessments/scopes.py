"""What one person may do in one round: the one place that is asked.

A round belongs to an institution; others answer the parts that were given to them. Default deny:
whoever has no seat sees nothing, and a seat opens the parts given to it, for its own institution.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import DateTimeField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from assessments.models import Participation, Round
from assessments.models.tenancy import RoundQuerySet
from cms.people import access, roles
from cms.people.models import Institution, User
from cms.people.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Seat:
    """As which institution a person answers, and which parts; `parts` None: every part.

    `but` are the parts that were given to others; `outside` marks a view from outside.
    """

    institution: uuid.UUID
    parts: frozenset[str] | None
    but: frozenset[str] = frozenset()
    outside: bool = False

    def has(self, part: str) -> bool:
        """Tell whether this seat answers the part."""
        return part not in self.but if self.parts is None else part in self.parts


@dataclass(frozen=True, slots=True)
class Reach:
    """A round, and what a person may do there.

    `held` are the capabilities in the institution of the round; `leads` the other institutions
    that take part and that this person coordinates. `emergency` marks an administrator who reads
    by emergency access, `closing` an institution that is being deleted: it takes no answers;
    `watched` tells that somebody reads there by emergency access.
    """

    round: Round
    held: frozenset[str]
    seats: tuple[Seat, ...]
    leads: frozenset[uuid.UUID]
    emergency: bool = False
    closing: bool = False
    watched: bool = False

    def may(self, capability: str) -> bool:
        """Tell whether the person has this capability over the whole round."""
        if capability == roles.RESULTS and self.round.results_open:
            return roles.READ in self.held
        return capability in self.held

    @property
    def sees_everything(self) -> bool:
        """Tell whether every part and every institution's answers are open to the person."""
        return self.emergency or roles.REVIEW in self.held

    def sees(self, part: str) -> bool:
        """Tell whether a part is open to the person."""
        return self.may(roles.RESULTS) or any(seat.has(part) for seat in self.seats)

    def answering(self, part: str) -> tuple[Seat, ...]:
        """Return the seats from which the person answers a part; that of the round first."""
        return tuple(seat for seat in self.seats if seat.has(part))

    def seat(self, part: str, wanted: str = "") -> Seat | None:
        """Return the seat of the wanted institution at a part, else the first; None without."""
        every = self.answering(part)
        return next((one for one in every if not wanted or str(one.institution) == wanted), None)


@dataclass(frozen=True, slots=True)
class _Given:
    """One delegated part as the query tells it."""

    part: str
    institution: uuid.UUID
    person: int | None
    outside: bool
    sits: bool
    leads: bool


def reach(user: User | AnonymousUser, round_id: uuid.UUID, *, locked: bool = False) -> Reach | None:
    """Return what a person may do in a round, or None where it does not exist for her.

    One query; `locked` holds the round until the end of the transaction.
    """
    if not user.is_authenticated or not user.is_active:
        return None
    if locked and not connection.in_atomic_block:
        raise TransactionManagementError("A round can be held inside a transaction only.")
    asked = _written(locked=locked, administers=user.is_superuser)
    found = asked.rows(person=user.pk, round_id=round_id, now=timezone.now())
    if not found:
        return None
    one = found[0]
    held = frozenset().union(*(roles.GRANTS[row.role] for row in found if row.role))
    if one.emergency:
        held |= roles.IN_AN_EMERGENCY
    takes_part = one.takes_part and one.state != Round.State.DRAFT
    if not held and not takes_part:
        return None
    given = {_of(row) for row in found if row.given_part}
    seats = tuple(_seats(one, user, held, given, takes_part=takes_part))
    leads = frozenset(row.institution for row in given if row.leads) - {one.institution_id}
    return Reach(one, held, seats, leads, one.emergency, one.closing, one.watched)


@cache
def _written(*, locked: bool, administers: bool) -> Prepared[Round]:
    """Return the query that `reach` asks, written once."""

    def build(person: int, round_id: uuid.UUID, now: datetime.datetime) -> QuerySet[Round]:
        rows = Round.objects.select_related("institution").filter(pk=round_id)
        if locked:
            rows = rows.select_for_update(of=("self",))
        return _told(rows, User(pk=person, is_superuser=administers), now)

    return Prepared(
        build,
        person=(User._meta.pk, -71),
        round_id=(Round._meta.pk, uuid.UUID(int=71)),
        now=(DateTimeField(), datetime.datetime(2071, 1, 1, tzinfo=datetime.UTC)),
    )


def _told(rows: RoundQuerySet, user: User, now: datetime.datetime) -> RoundQuerySet:
    """Join the roles of a person in the institution, and all delegated parts; one row a pair."""
    asked = OuterRef("delegations__institution")
    there = Participation.objects.filter(
        round=OuterRef("pk"), institution__in=access.institutions(user, roles.ANSWER)
    )
    return rows.annotate(
        mine=FilteredRelation(
            "institution__memberships", condition=Q(institution__memberships__user=user)
        ),
        role=F("mine__role"),
        given_part=F("delegations__part"),
        given_to=F("delegations__institution"),
        given_person=F("delegations__person"),
        given_kind=F("delegations__institution__kind"),
        sits=Exists(access.institutions(user, roles.ANSWER).filter(pk=asked)),
        leads=Exists(access.institutions(user, roles.MANAGE).filter(pk=asked)),
        takes_part=Exists(there),
        emergency=Exists(access.emergencies(user, now).filter(institution=OuterRef("institution"))),
        closing=Exists(access.closing().filter(institution=OuterRef("institution"))),
        watched=Exists(access.running(now).filter(institution=OuterRef("institution"))),
    )


def _of(row: Round) -> _Given:
    outside = row.given_kind in Institution.OUTSIDE
    return _Given(row.given_part, row.given_to, row.given_person, outside, row.sits, row.leads)


def _seats(
    one: Round, user: User, held: frozenset[str], given: Iterable[_Given], *, takes_part: bool
) -> Iterator[Seat]:
    """Yield the seats of a person: in the institution of the round first, then by others."""
    own, others = one.institution_id, defaultdict(set)
    outside = {row.institution for row in given if row.outside}
    named = {(row.part, row.institution) for row in given if row.person is not None}
    for row in given:
        free = row.person is None and (row.part, row.institution) not in named
        if row.sits and (free or row.person == user.pk or row.leads):
            others[row.institution].add(row.part)
    if roles.MANAGE in held and roles.ANSWER in held:
        yield Seat(own, None)
    elif roles.ANSWER in held:
        yield Seat(own, None, frozenset(row.part for row in given) - others.get(own, set()))
    if takes_part:
        for name in sorted(others, key=str):
            if name != own:
                yield Seat(name, frozenset(others[name]), outside=name in outside)
