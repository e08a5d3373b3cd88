"""Attempts at a quiz: the versions that were asked, and every step that was taken."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.domain import attempting, quiz
from courses.domain.attempting import Event, Outcome, Terms
from courses.domain.itemkinds import ChoiceItem, ClozeItem, OrderingItem, SlotsItem, Structure
from courses.models.corrections import Correction
from courses.models.immutable import Immutable
from courses.models.items import ItemVersion

GRACE = datetime.timedelta(minutes=1)
"""So long after its end an attempt with a time limit still takes what was on its way."""


class Purpose(models.TextChoices):
    """What a quiz is for. Only a test must be passed; a pre-test is done when it is handed in."""

    TEST = "test", _("Test, needed for the certificate")
    PRACTICE = "practice", _("Practice")
    PRE = "pre", _("Pre-test, before the course")
    POST = "post", _("Post-test, compared with the pre-test")


class Attempt(models.Model):
    """One go at a quiz. What it holds are ids, so it can be read in any language.

    Its rules (`terms`, `due_at`, `purpose`) are pinned when it begins. `percent` and `passed`
    repeat what the steps say, once it is handed in and nothing waits for a trainer.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attempts"
    )
    course_key = models.UUIDField(_("course"))
    quiz_key = models.UUIDField(_("quiz"))
    seed = models.CharField(_("seed"), max_length=32)
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"))
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose, default=Purpose.TEST)
    terms = models.JSONField(_("rules"), default=dict)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    due_at = models.DateTimeField(_("ends"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    regraded_at = models.DateTimeField(_("marked anew"), null=True, blank=True)
    percent = models.DecimalField(
        _("result in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    passed = models.BooleanField(_("passed"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("-started_at",)
        indexes = [models.Index(fields=("user", "quiz_key"))]
        constraints = [
            models.UniqueConstraint(
                fields=("user", "quiz_key"),
                condition=Q(submitted_at__isnull=True),
                name="courses_one_open_attempt",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def rules(self) -> Terms:
        """The rules by which it is marked."""
        return Terms.model_validate(self.terms)

    @property
    def pass_share(self) -> Decimal:
        """The pass mark as a share."""
        return Decimal(self.pass_mark) / 100

    @property
    def share(self) -> Decimal:
        """The result as a share, rounded down to whole percent: nobody reads 80 below 80."""
        return Decimal(int(self.percent or 0)) / 100

    @property
    def open(self) -> bool:
        """Whether answers can still be given, as far as it was not handed in."""
        return self.submitted_at is None

    @property
    def waiting(self) -> bool:
        """Whether it is handed in, and a trainer has still to mark something of it."""
        return self.submitted_at is not None and self.percent is None

    @property
    def ended_by_time(self) -> bool:
        """Whether it was handed in by itself because its time was up."""
        return self.due_at is not None and self.submitted_at == self.due_at

    def is_over(self, now: datetime.datetime | None = None) -> bool:
        """Whether the time of an attempt with a limit is up, the moment of grace included."""
        return self.due_at is not None and (now or timezone.now()) > self.due_at + GRACE


class AttemptItem(Immutable):
    """An item as it is asked in one attempt: pinned to its version."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="asked")
    position = models.PositiveSmallIntegerField(_("position"))
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("item of an attempt")
        verbose_name_plural = _("items of an attempt")
        ordering = ("attempt", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("attempt", "position"), name="courses_attempt_position_once"
            ),
            models.UniqueConstraint(
                fields=("attempt", "version"), name="courses_attempt_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}, {self.position}"

    def mixed(self, names: Iterable[str], of: str = "") -> tuple[str, ...]:
        """Options or slots in the order of this attempt."""
        return quiz.shuffled(tuple(names), f"{self.attempt.seed}:{self.position}{of}")

    @property
    def order(self) -> tuple[str, ...]:
        """The options, or the slots, in the order of this attempt."""
        match structure := self.version.parsed:
            case ChoiceItem(kind="true-false"):
                return structure.options
            case ChoiceItem():
                return self.mixed(structure.options)
            case ClozeItem():
                return tuple(structure.gaps)
            case OrderingItem():
                return self.mixed(structure.order)
            case SlotsItem():
                return self.mixed(structure.slots())
        return ()

    @property
    def key(self) -> Structure:
        """The structure by which it is marked: its version's, or the one that corrects it."""
        corrections = sorted(self.version.corrections.all(), key=lambda one: one.pk)
        return (corrections[-1].marked_by if corrections else self.version).parsed


class AttemptStep(Immutable):
    """One event of an attempt. `client_id` counts an event once, however often it arrives."""

    class Kind(models.TextChoices):
        """What happened."""

        ANSWER = "answer", _("answered")
        CHECK = "check", _("checked")
        SUBMIT = "submit", _("handed in")
        GRADE = "grade", _("marked by a trainer")
        REGRADE = "regrade", _("marked anew")

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    asked = models.ForeignKey(
        AttemptItem, null=True, blank=True, on_delete=models.CASCADE, related_name="steps"
    )
    options = models.JSONField(_("response"), default=list)
    points = models.JSONField(_("points"), default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("marked by"),
    )
    client_id = models.UUIDField(_("id of the event"))
    created_at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of an attempt")
        verbose_name_plural = _("steps of an attempt")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("attempt", "client_id"), name="courses_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.kind}"

    @property
    def event(self) -> Event:
        """The step as the domain replays it."""
        return Event(self.kind, str(self.client_id), tuple(self.options), self.points)


@dataclass(frozen=True)
class Replayed:
    """An attempt, replayed from its steps: every item with its outcome, and the exact result."""

    items: tuple[tuple[AttemptItem, Outcome], ...]
    tokens: dict[int, str]

    @property
    def percent(self) -> Fraction:
        """The exact percentage; what waits for a trainer counts nothing yet."""
        return quiz.percent([outcome.marks for _item, outcome in self.items])

    @property
    def pending(self) -> bool:
        """Whether something waits for a trainer."""
        return any(outcome.pending for _item, outcome in self.items)

    def token(self, asked: AttemptItem) -> str:
        """The id of the answer that stands, which a page hands back; NONE without one."""
        return self.tokens.get(asked.pk, NONE)


NONE = "none"


def result(attempt: Attempt) -> Replayed:
    """Replay an attempt by the keys that hold now; five queries, however many items."""
    asked = attempt.asked.select_related("version__item").prefetch_related(
        "version__texts",
        models.Prefetch(
            "version__corrections", queryset=Correction.objects.select_related("marked_by")
        ),
    )
    steps = attempt.steps.exclude(asked=None).order_by("pk")
    return replayed(attempt, list(asked.order_by("position")), steps, lambda row: row.key)


def replayed(
    attempt: Attempt,
    asked: Iterable[AttemptItem],
    steps: Iterable[AttemptStep],
    key: Callable[[AttemptItem], Structure],
) -> Replayed:
    """Replay an attempt from its items and steps in their order, by any keys; no query."""
    events: dict[int, list[Event]] = defaultdict(list)
    tokens: dict[int, str] = {}
    for step in steps:
        events[step.asked_id].append(step.event)
        if step.kind == AttemptStep.Kind.ANSWER:
            tokens[step.asked_id] = str(step.client_id)
    terms, rows = attempt.rules, []
    for row in asked:
        row.attempt = attempt
        rows.append((row, attempting.outcome(key(row), events[row.pk], terms)))
    return Replayed(tuple(rows), tokens)
