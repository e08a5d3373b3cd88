"""Which questions and scenarios are read together with a page: of a quiz those that it asks or may
draw, of a course all of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, WorkflowState

from courses.domain.drawing import Candidate, Rule
from courses.models import CoursePage, Item, Proposal, QuizPage

TAGS = ("objective", "difficulty", "bank")


@dataclass(frozen=True)
class Scope:
    """What is read with a page: everything of the course, or what a quiz names or may draw."""

    everything: bool = False
    named: frozenset[int] = frozenset()
    rules: tuple[Rule, ...] = ()

    def holds(self, item: int | None, structure: Mapping[str, Any], *, retired: bool) -> bool:
        """Whether a question belongs to it, by its key and its tags."""
        if item in self.named:
            return True
        if retired:
            return False
        return self.everything or any(rule.fits(_candidate(structure)) for rule in self.rules)


def of(page: Page, course: CoursePage) -> Scope:
    """Return what is read with a page as it is held here; nothing with a page of another kind."""
    if isinstance(page, CoursePage):
        return Scope(everything=True)
    if not isinstance(page, QuizPage):
        return Scope()
    quiz = page.ruling(course)
    own = () if quiz.like else (row.rule for row in quiz.quiz_rules.all())
    return Scope(
        named=frozenset(row.item_id for row in quiz.quiz_items.all()),
        rules=tuple(quiz.rules() if quiz.like else own),
    )


def in_review(course: CoursePage) -> Iterator[tuple[Page, Scope]]:
    """Yield the pages of a course, in its own language, that wait for a reader, as they were
    submitted, each with what is read with it."""
    waiting = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    below = Page.objects.descendant_of(course, inclusive=True)
    for row in below.filter(pk__in=[int(pk) for pk in waiting.values_list("object_id", flat=True)]):
        page = row.get_latest_revision_as_object()
        if isinstance(page, CoursePage | QuizPage):
            yield page, of(page, course)


def _candidate(structure: Mapping[str, Any]) -> Candidate:
    objective, difficulty, bank = (structure.get(name) for name in TAGS)
    return Candidate("", str(objective), str(difficulty), bank)


def is_first(page: Page, course: CoursePage) -> bool:
    """Whether a page is in the language in which questions of its course are written: the first
    one of the course, or the only one that is there."""
    code, source = page.locale.language_code, course.source_language
    if code == source:
        return True
    pages = CoursePage.objects.filter(translation_key=course.translation_key).order_by("path")
    codes = list(pages.values_list("locale__language_code", flat=True))
    return source not in codes and codes[0] == code


def proposals(page: Page, course: CoursePage) -> list[Proposal]:
    """Return what is proposed and read with a page; only in the language of the questions."""
    rows = Proposal.objects.filter(course_key=course.translation_key).select_related("author")
    found = list(rows)
    if not found or not is_first(page, course):
        return []
    scope, known = of(page, course), items(found)
    return [one for one in found if holds(scope, one, known.get(one.content_id))]


def items(found: Iterable[Proposal]) -> dict[str, int]:
    """Return the keys of the questions that are proposed anew, by their ids; one query."""
    rows = Item.objects.filter(content_id__in=[one.content_id for one in found])
    return dict(rows.values_list("content_id", "pk"))


def holds(scope: Scope, one: Proposal, item: int | None) -> bool:
    """Whether something proposed belongs to a scope."""
    if one.kind == Proposal.Kind.SCENARIO:
        return scope.everything
    return scope.holds(item, one.structure, retired=False)
