"""Quizzes: what they ask, by which rules, and the page that is their door."""

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from cms.press import formatting
from courses.domain.attempting import Terms
from courses.domain.drawing import Candidate, Rule
from courses.forms import QuizForm
from courses.models.attempts import Attempt, Purpose
from courses.models.items import Difficulty, Item, ItemVersion
from courses.models.lessons import Step
from courses.models.pages import CoursePage
from courses.panels import QuestionsPanel


class QuizPage(Step):
    """The door of a quiz: what awaits the learner, and earlier attempts.

    The rules of a quiz are those of its page in the language in which the course was first
    written; so they are the same for everybody.
    """

    class Behaviour(models.TextChoices):
        """When a learner hears about an answer."""

        DEFERRED = "deferred", _("When the quiz is handed in")
        IMMEDIATE = "immediate", _("As soon as an answer is checked; it is then closed")
        RETRY = "retry", _("As soon as an answer is checked; with a hint, to be tried again")

    content_note = models.TextField(
        _("content note"),
        blank=True,
        help_text=_("What may be hard to read, and where support is found. Stands in a box."),
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose, default=Purpose.TEST)
    behaviour = models.CharField(
        _("feedback"), max_length=10, choices=Behaviour, default=Behaviour.DEFERRED
    )
    tries = models.PositiveSmallIntegerField(
        _("checks of an answer"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text=_("Counts where answers can be tried again."),
    )
    penalty = models.PositiveSmallIntegerField(
        _("price of a change in percent"),
        default=30,
        validators=[MaxValueValidator(100)],
        help_text=_("What changing an answer after a check takes from its mark."),
    )
    limit = models.PositiveSmallIntegerField(
        _("time limit in minutes"),
        null=True,
        blank=True,
        help_text=_("Empty: as long as it takes. Set one only where time itself is the matter."),
    )
    most_attempts = models.PositiveSmallIntegerField(
        _("most attempts"), null=True, blank=True, help_text=_("Empty: as many as one likes.")
    )
    wait_hours = models.PositiveSmallIntegerField(
        _("hours between two attempts"), null=True, blank=True
    )
    like = models.CharField(
        _("drawn like"),
        max_length=60,
        blank=True,
        help_text=_("The id of another quiz of this course whose blueprint this one takes."),
    )

    base_form_class = QuizForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("content_note"),
        InlinePanel("quiz_items", heading=_("Items"), label=_("item")),
        InlinePanel("quiz_rules", heading=_("Blueprint"), label=_("line of the blueprint")),
        InlinePanel("quiz_bands", heading=_("What is said of the result"), label=_("band")),
        QuestionsPanel(),
    ]
    settings_panels = [
        *Page.settings_panels,
        FieldPanel("content_id"),
        FieldPanel("minutes"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    *("purpose", "behaviour", "tries", "penalty"),
                    *("limit", "most_attempts", "wait_hours", "like"),
                )
            ],
            heading=_("Rules"),
        ),
    ]
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []
    template = "courses/quiz_page.html"

    class Meta:
        verbose_name = _("quiz")

    @property
    def terms(self) -> Terms:
        """The rules by which an attempt is marked."""
        return Terms(behaviour=self.behaviour, tries=self.tries, penalty=self.penalty)

    def ruling(self, course: CoursePage) -> "QuizPage":
        """The page whose rules hold: the one in the first language of its course, else this."""
        if (
            self.locale_id == course.locale_id
            and course.source_language == course.locale.language_code
        ):
            return self
        same = QuizPage.objects.filter(translation_key=self.translation_key)
        return same.filter(locale__language_code=course.source_language).first() or self

    def rules(self) -> list[Rule]:
        """The blueprint: its own, or that of the quiz that this one is like; none where it names
        its items."""
        rows = QuizRule.objects.filter(page=self)
        if self.like:
            other = f"{self.content_id.partition('/')[0]}/{self.like}"
            rows = QuizRule.objects.filter(page__content_id=other, page__locale=self.locale_id)
        return [row.rule for row in rows.order_by("sort_order")]

    def asked(self) -> int:
        """How many questions an attempt has."""
        return sum(rule.count for rule in self.rules()) or self.quiz_items.count()

    def refusal(self, attempts: Sequence[Attempt]) -> str:
        """Why no attempt can begin after these, newest first, as a sentence; "" where one can."""
        done = [one.submitted_at for one in attempts if one.submitted_at is not None]
        if self.most_attempts is not None and len(done) >= self.most_attempts:
            return ngettext(
                "This quiz can be taken %(count)s time, and you have taken it.",
                "This quiz can be taken %(count)s times, and you have taken them all.",
                self.most_attempts,
            ) % {"count": formatting.number(self.most_attempts, get_language())}
        if self.wait_hours is not None and done:
            begins = max(done) + datetime.timedelta(hours=self.wait_hours)
            if begins > timezone.now():
                moment = formatting.moment(timezone.localtime(begins), get_language())
                told = _("You can take this quiz again from %(moment)s on.")
                return str(told % {"moment": moment})
        return ""

    def band(self, percent: int) -> str:
        """What is said of a result."""
        row = self.quiz_bands.filter(least__lte=percent).order_by("-least").first()
        return row.text if row else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the number of questions and, for a signed-in reader, the attempts so far."""
        context = super().get_context(request, *args, **kwargs)
        attempts: list[Attempt] = []
        if request.user.is_authenticated:
            mine = Attempt.objects.filter(user=request.user, quiz_key=self.translation_key)
            attempts = list(mine[:20])
        ruling = self.ruling(context["course"])
        context.update(
            rules=ruling,
            refusal="" if any(one.open for one in attempts) else ruling.refusal(attempts),
            questions=ruling.asked(),
            attempts=[attempt for attempt in attempts if not attempt.open],
            open_attempt=next((attempt for attempt in attempts if attempt.open), None),
        )
        return context


class QuizItem(Orderable):
    """An item in a quiz."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="quiz_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")

    panels = [FieldPanel("item")]

    class Meta(Orderable.Meta):
        verbose_name = _("item of a quiz")
        constraints = [
            models.UniqueConstraint(fields=("page", "item"), name="courses_quiz_item_once")
        ]


class QuizRule(Orderable):
    """A line of a blueprint: so many items of an objective, a difficulty, a bank."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="quiz_rules")
    count = models.PositiveSmallIntegerField(
        _("number of items"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    objective = models.CharField(
        _("objective"), max_length=60, blank=True, help_text=_("The id of an outcome; empty: any.")
    )
    difficulty = models.CharField(_("difficulty"), max_length=6, choices=Difficulty, blank=True)
    bank = models.CharField(
        _("bank"), max_length=60, blank=True, help_text=_("The id of a bank; empty: any.")
    )

    panels = [FieldPanel(name) for name in ("count", "objective", "difficulty", "bank")]

    class Meta(Orderable.Meta):
        verbose_name = _("line of a blueprint")

    @property
    def rule(self) -> Rule:
        """The line as a value."""
        return Rule(
            count=self.count,
            objective=self.objective or None,
            difficulty=self.difficulty or None,
            bank=self.bank or None,
        )


class QuizBand(Orderable):
    """What is said to whoever reaches so many percent."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="quiz_bands")
    least = models.PositiveSmallIntegerField(
        _("from percent"), default=0, validators=[MaxValueValidator(100)]
    )
    text = models.CharField(_("text"), max_length=400)

    panels = [FieldPanel("least"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("band of a result")


def bank(course_key: Any) -> dict[Candidate, int]:
    """The newest version of every item of a course that can be drawn; one query.

    An item that is retired is drawn no more.
    """
    rows = ItemVersion.objects.filter(item__course_key=course_key, item__retired=False)
    tags = ("objective", "difficulty", "bank")
    named = {f"tag_{name}": F(f"structure__{name}") for name in tags}
    found = {}
    values = rows.order_by("number").annotate(**named)
    for pk, content_id, *told in values.values_list("pk", "item__content_id", *named):
        name = content_id.rpartition("/")[2]
        found[name] = (pk, told)
    return {
        Candidate(name, objective, difficulty, group or None): pk
        for name, (pk, (objective, difficulty, group)) in found.items()
    }


def newest(items: Collection[int]) -> dict[int, int]:
    """The newest version of each item, by primary keys; one query."""
    rows = ItemVersion.objects.filter(item__in=items).order_by("number")
    return dict(rows.values_list("item_id", "pk"))
