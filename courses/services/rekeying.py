"""Keys that were wrong: what another key would change in attempts, and the change itself."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people import audit
from cms.people.models import User
from courses.domain import quiz, revising
from courses.domain.itemkinds import Structure
from courses.models import (
    Attempt,
    AttemptItem,
    AttemptStep,
    Correction,
    Item,
    ItemVersion,
)
from courses.models.attempts import Replayed, replayed
from courses.services.attempts import Refused, comes_to, settle
from courses.services.grading import may_grade

AT_ONCE = 1000  # attempts that are replayed together, in five queries
MOST_ITEMS = 200


@dataclass(frozen=True)
class Outlook:
    """What another key changes in the attempts that were handed in.

    Of those that change, `passing` pass now, and `kept` fall below the pass mark and stay passed;
    those in `waiting` have a text that a trainer marks first. `open` ones are marked by the new
    key when they are handed in.
    """

    attempts: int = 0
    higher: int = 0
    lower: int = 0
    passing: int = 0
    kept: int = 0
    waiting: int = 0
    open: int = 0

    @property
    def changed(self) -> int:
        """How many results become others."""
        return self.higher + self.lower

    @property
    def same(self) -> int:
        """How many results stay as they are."""
        return self.attempts - self.changed - self.waiting

    @property
    def seal(self) -> str:
        """What tells this outlook from another one."""
        parts = (self.attempts, self.higher, self.lower, self.passing, self.kept, self.waiting)
        return "-".join(map(str, parts))


@dataclass(frozen=True)
class Version:
    """A version of an item: how many attempts asked it, and the version whose key counts."""

    version: ItemVersion
    attempts: int
    counts: ItemVersion


def changed_items(*, user: User) -> QuerySet[Item]:
    """The items that were changed since they were first asked, the newest change first."""
    _require_grader(user)
    items = Item.objects.annotate(
        made=Count("versions"),
        newest=Max("versions__created_at"),
        essays=Count("versions", filter=Q(versions__structure__kind="essay")),
    )
    return items.filter(made__gt=1, essays=0).order_by("-newest", "pk")[:MOST_ITEMS]


def item_versions(*, user: User, item: Item) -> list[Version]:
    """The versions of an item, oldest first."""
    _require_grader(user)
    rows = item.versions.order_by("number").prefetch_related("texts", "corrections__marked_by")
    handed_in = AttemptItem.objects.filter(
        version__item=item, attempt__submitted_at__isnull=False
    ).values_list("version")
    asked = dict(handed_in.annotate(Count("pk")))
    return [Version(row, asked.get(row.pk, 0), _counting(row)) for row in rows]


def outlook(*, user: User, version: ItemVersion, marked_by: ItemVersion) -> Outlook:
    """Say what `correct` would change, and change nothing. Raises what `correct` raises.

    Five queries for a thousand attempts.
    """
    _require_fitting(user, version, marked_by)
    counts: dict[str, int] = defaultdict(int)
    for attempt, told in _told_anew(_affected(version), version, marked_by):
        counts["attempts"] += 1
        for name in _changes(attempt, told):
            counts[name] += 1
    unfinished = Attempt.objects.filter(submitted_at__isnull=True, asked__version=version)
    return Outlook(**counts, open=unfinished.count())


def correct(*, user: User, version: ItemVersion, marked_by: ItemVersion, reason: str) -> int:
    """Let the answers to a version be marked by the key of another one of the same item.

    Every attempt that was handed in is replayed; nobody loses what was passed. Returns how many
    results have changed. Raises Refused where the two ask for different things, and where that
    key counts already.
    """
    _require_fitting(user, version, marked_by)
    with transaction.atomic():
        held = _affected(version).select_for_update(of=("self",)).select_related("user")
        another = [
            attempt
            for attempt, told in _told_anew(held, version, marked_by)
            if comes_to(attempt, told) != (attempt.percent, attempt.passed)
        ]
        Correction.objects.create(version=version, marked_by=marked_by, reason=reason, made_by=user)
        changed = sum(_regraded(attempt, user) for attempt in another)
        detail = {
            "item": version.item.content_id,
            "asked": version.number,
            "key": marked_by.number,
            "changed": changed,
        }
        audit.record(actor=user, verb="item.corrected", subject=version.item, detail=detail)
    return changed


def _require_grader(user: User) -> None:
    if not may_grade(user):
        raise PermissionDenied


def _require_fitting(user: User, version: ItemVersion, marked_by: ItemVersion) -> None:
    _require_grader(user)
    if version.item_id != marked_by.item_id or not _alike(version, marked_by):
        raise Refused(_("The two versions do not offer the same answers. Choose another one."))
    if _counting(version).pk == marked_by.pk:
        raise Refused(_("This key counts already."))


def _counting(version: ItemVersion) -> ItemVersion:
    """The version whose key counts for the answers to a version."""
    corrections = sorted(version.corrections.all(), key=lambda one: one.pk)
    return corrections[-1].marked_by if corrections else version


def _alike(version: ItemVersion, other: ItemVersion) -> bool:
    return revising.asks(version.parsed) == revising.asks(other.parsed)


def _affected(version: ItemVersion) -> QuerySet[Attempt]:
    asking = AttemptItem.objects.filter(attempt=OuterRef("pk"), version=version)
    return Attempt.objects.filter(Exists(asking), submitted_at__isnull=False).order_by("pk")


def _told_anew(
    attempts: QuerySet[Attempt], version: ItemVersion, marked_by: ItemVersion
) -> Iterator[tuple[Attempt, Replayed]]:
    """Each attempt, replayed as if the answers to `version` were marked by another key."""
    rows = list(attempts)
    keys: dict[int, Structure] = {version.pk: marked_by.parsed}
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        asked, steps = _of(some)
        _read_keys(keys, {row.version_id for held in asked.values() for row in held})
        for attempt in some:
            held, done = asked[attempt.pk], steps[attempt.pk]
            yield attempt, replayed(attempt, held, done, lambda row: keys[row.version_id])


def _of(
    attempts: Sequence[Attempt],
) -> tuple[Mapping[UUID, list[AttemptItem]], Mapping[UUID, list[AttemptStep]]]:
    asked: dict[UUID, list[AttemptItem]] = defaultdict(list)
    steps: dict[UUID, list[AttemptStep]] = defaultdict(list)
    for row in AttemptItem.objects.filter(attempt__in=attempts).order_by("position"):
        asked[row.attempt_id].append(row)
    for step in AttemptStep.objects.filter(attempt__in=attempts, asked__isnull=False).order_by(
        "pk"
    ):
        steps[step.attempt_id].append(step)
    return asked, steps


def _read_keys(keys: dict[int, Structure], wanted: set[int]) -> None:
    """Add the structures by which versions are marked now, for those not known yet."""
    missing = ItemVersion.objects.filter(pk__in=wanted - set(keys))
    for version in missing.prefetch_related("corrections__marked_by"):
        keys[version.pk] = _counting(version).parsed


def _changes(attempt: Attempt, told: Replayed) -> Iterator[str]:
    if told.pending:
        yield "waiting"
        return
    percent, passed = comes_to(attempt, told)
    before = attempt.percent or 0
    if (percent, passed) == (attempt.percent, attempt.passed):
        return
    yield "lower" if (percent or 0) < before else "higher"
    if passed and not attempt.passed:
        yield "passing"
    if attempt.passed and not quiz.passed(told.percent, attempt.pass_mark):
        yield "kept"


def _regraded(attempt: Attempt, user: User) -> bool:
    if not settle(attempt):
        return False
    attempt.regraded_at = timezone.now()
    attempt.save(update_fields=["regraded_at"])
    AttemptStep.objects.create(
        attempt=attempt, kind=AttemptStep.Kind.REGRADE, made_by=user, client_id=uuid4()
    )
    return True
