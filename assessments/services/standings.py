"""Where the institutions of a person stand: rounds, signatures, plans; few queries for many."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from assessments import answering
from assessments.answering import Progress
from assessments.models import Plan, Round
from assessments.services import together
from cms.people import access, roles
from cms.people.models import Institution, Membership, User

MOST = 20
"""How many institutions of one person are looked at."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is stored of one institution, and what this person may do there.

    `open` is the newest round without a signature, if it was begun after the newest signature on
    its model; `progress` counts its answers, `results` tells whether what came of the newest
    signature is open to this person. `plan` is the newest one made of the newest signature, alone
    or with others. `further` are the newest signed rounds on other models that can be planned
    with it.
    """

    institution: Institution
    may: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    open: Round | None
    progress: tuple[Progress, ...]
    signed: Round | None
    results: bool
    plan: Plan | None
    versions: int
    further: tuple[Round, ...] = ()


def standings(*, user: User) -> list[Standing]:
    """Return the standing of each institution that this person may read; at most seven queries."""
    institutions = list(access.institutions(user, roles.READ)[:MOST])
    if not institutions:
        return []
    members, rounds = _members(institutions), _rounds(user, institutions)
    found = {one.pk: _newest(rounds[one.pk]) for one in institutions}
    prefetch_related_objects([one for one, _ in found.values() if one], "answers", "consensus")
    plans, counts = _plans(user, [signed[0] for _, signed in found.values() if signed])
    return [
        _standing(user, one, members[one.pk], found[one.pk], plans, counts) for one in institutions
    ]


def _standing(
    user: User,
    institution: Institution,
    members: Sequence[Membership],
    rounds: tuple[Round | None, tuple[Round, ...]],
    plans: Mapping[object, Plan],
    counts: Mapping[object, int],
) -> Standing:
    opened, results = rounds
    signed, *further = results or (None,)
    mine = {one.role for one in members if one.user_id == user.pk}
    key = signed.snapshot.pk if signed else None
    return Standing(
        institution=institution,
        may=frozenset().union(*(roles.GRANTS[role] for role in mine)),
        names={
            role: tuple(one.user.display_name for one in members if one.role == role)
            for role in roles.LABELS
        },
        open=opened,
        progress=tuple(_progress(opened)) if opened else (),
        signed=signed,
        results=any(roles.RESULTS in roles.GRANTS[role] for role in mine)
        or bool(signed and signed.results_open),
        plan=plans.get(key),
        versions=counts.get(key, 0),
        further=tuple(further),
    )


def _progress(one: Round) -> list[Progress]:
    return answering.progress_of(one)


def _members(institutions: Sequence[Institution]) -> Mapping[object, list[Membership]]:
    found = defaultdict(list)
    members = Membership.objects.filter(institution__in=institutions, user__is_active=True)
    for one in members.select_related("user").order_by("user__display_name", "pk"):
        found[one.institution_id].append(one)
    return found


def _rounds(user: User, institutions: Sequence[Institution]) -> Mapping[object, list[Round]]:
    found = defaultdict(list)
    rounds = Round.objects.reached_by(user).filter(institution__in=institutions)
    for one in rounds.select_related("snapshot").defer("snapshot__content"):
        found[one.institution_id].append(one)
    return found


def _newest(rounds: Sequence[Round]) -> tuple[Round | None, tuple[Round, ...]]:
    """Return the round to go on with, if any, and what can be planned together, signed last first.

    Of each model the newest result counts.
    """
    signed = sorted(
        (one for one in rounds if one.is_signed), key=lambda one: one.snapshot.signed_at
    )
    after = {one.model_slug: one.snapshot.signed_at for one in signed}
    opened = (
        one
        for one in rounds
        if not one.is_signed
        and (one.model_slug not in after or one.created_at > after[one.model_slug])
    )
    return next(opened, None), tuple(together.planned(reversed(signed)))


def _plans(
    user: User, signed: Sequence[Round]
) -> tuple[Mapping[object, Plan], Mapping[object, int]]:
    """Return the newest plan of each signature, and how many there are, by snapshot."""
    mine = Plan.objects.open_to(user, roles.READ)
    keys = [one.snapshot.pk for one in signed]
    alone = mine.filter(snapshot__in=keys).values_list("snapshot_id", "pk", "created_at")
    joined = mine.filter(further__in=keys).values_list("further", "pk", "created_at")
    rows = sorted(alone.order_by().union(joined.order_by()), key=lambda row: row[2])
    newest = {snapshot: plan for snapshot, plan, _ in rows}
    plans = {one.pk: one for one in mine.filter(pk__in=set(newest.values()))}
    found = {snapshot: plans[plan] for snapshot, plan in newest.items()}
    return found, Counter(snapshot for snapshot, _, _ in rows)
