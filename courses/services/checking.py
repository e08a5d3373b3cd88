"""The content checks over the pages of courses, as they were last saved; nothing is written."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef
from wagtail.models import Page

from courses import checked
from courses.domain import checking
from courses.domain.checking import Finding, Lesson
from courses.domain.releases import digest
from courses.models import (
    CoursePage,
    Item,
    LessonPage,
    ModulePage,
    QuizItem,
    QuizPage,
    QuizRule,
)

KEPT = 60 * 60 * 24


@dataclass(frozen=True)
class Checked:
    """A page with what it lacks; the course itself where it is about the whole."""

    pk: int
    title: str
    findings: Sequence[Finding]


def of_courses(courses: Sequence[CoursePage]) -> dict[int, list[Checked]]:
    """Return what these courses lack in their own language, page by page; six queries in all.

    A page without findings is absent.
    """
    lessons = _below(LessonPage, courses)
    quizzes = _quizzes(courses)
    modules = _below(ModulePage, courses)
    told = {page.pk: _told(page) for page in lessons}
    sizes = checked.sizes(one["body"] for one in told.values())
    asked, questions = _asked(courses)
    found = {}
    for course in courses:
        own = [page for page in lessons if page.path.startswith(course.path)]
        pages = [_lesson(page, told[page.pk], course, sizes) for page in own]
        whole = checking.course(
            lessons=len(own),
            quizzes={
                page.draft_title: int(page.named or page.drawn or bool(page.like))
                for page in quizzes
                if page.path.startswith(course.path)
            },
            taught=_taught(told[page.pk] for page in own),
            asked=asked[str(course.translation_key)],
        )
        whole = (*checking.summary(course.summary), *whole, *questions[str(course.translation_key)])
        doors = [page for page in (*modules, *quizzes) if page.path.startswith(course.path)]
        pages += [Checked(one.pk, one.draft_title, tuple(_door(one))) for one in doors]
        order = {one.pk: one.path for one in (*own, *doors)}
        pages.sort(key=lambda one: order[one.pk])
        every = [Checked(course.pk, course.draft_title, whole), *pages]
        found[course.pk] = [one for one in every if one.findings]
    return found


def counts(courses: Sequence[CoursePage]) -> dict[int, int]:
    """Return how many findings each course has; kept until one of its pages is saved again."""
    marks = _marks(courses)
    known = cache.get_many(list(marks.values()))
    missing = [course for course in courses if marks[course.pk] not in known]
    made = {
        marks[key]: sum(len(page.findings) for page in pages)
        for key, pages in (of_courses(missing) if missing else {}).items()
    }
    if made:
        cache.set_many(made, KEPT)
    known |= made
    return {course.pk: known[marks[course.pk]] for course in courses}


def _below(kind: Any, courses: Sequence[CoursePage], **more: Any) -> list[Any]:
    found = kind.objects.select_related("latest_revision").annotate(**more).order_by("path")
    pages = [found.descendant_of(course) for course in courses]
    if not pages:
        return []
    whole = pages[0]
    for one in pages[1:]:
        whole = whole | one
    return list(whole)


def _quizzes(courses: Sequence[CoursePage]) -> list[Any]:
    """The quizzes, with whether they name questions, or have a blueprint."""
    own = {
        "named": Exists(QuizItem.objects.filter(page=OuterRef("pk"))),
        "drawn": Exists(QuizRule.objects.filter(page=OuterRef("pk"))),
    }
    return _below(QuizPage, courses, **own)


def _told(page: LessonPage) -> dict[str, Any]:
    """The texts of a lesson in its newest draft."""
    if page.latest_revision is None:
        return {
            "summary": page.summary,
            "body": page.body.get_prep_value(),
            "outcomes": page.outcomes.get_prep_value(),
        }
    content = page.latest_revision.content
    raw = {name: json.loads(content.get(name) or "[]") for name in ("body", "outcomes")}
    return {"summary": content.get("summary") or "", **raw}


def _lesson(
    page: LessonPage, told: Mapping[str, Any], course: CoursePage, sizes: Mapping[int, int]
) -> Checked:
    language = course.locale.language_code
    one = Lesson(language=language, sizes=sizes, weight=page.weight or 0, **told)
    return Checked(page.pk, page.draft_title, checking.lesson(one))


def _door(page: ModulePage | QuizPage) -> Iterable[Finding]:
    """What the template left on a module or a quiz; an empty summary is no fault there."""
    draft = page.latest_revision
    summary = draft.content.get("summary") if draft else page.summary
    return checking.placeholders([summary or ""])


def _taught(lessons: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {
        block["value"].get("anchor") or "": block["value"].get("text") or ""
        for one in lessons
        for block in one["outcomes"]
    }


def _asked(
    courses: Sequence[CoursePage],
) -> tuple[dict[str, set[str]], dict[str, list[Finding]]]:
    """The outcomes that the questions of each course are about, and what the template left in
    the newest words of those questions; one query."""
    keys = [course.translation_key for course in courses]
    rows = Item.objects.filter(course_key__in=keys, retired=False).order_by("versions__number")
    names = ("course_key", "pk", "versions__structure__objective", "versions__texts__texts")
    asked: dict[str, set[str]] = defaultdict(set)
    newest: dict[tuple[str, int], Any] = {}
    for key, pk, objective, words in rows.values_list(*names):
        asked[str(key)].add(objective or "")
        newest[str(key), pk] = words
    left: dict[str, list[Finding]] = defaultdict(list)
    for (key, _pk), words in newest.items():
        left[key] += checking.question(words or {})
    return asked, left


def _marks(courses: Sequence[CoursePage]) -> dict[int, str]:
    """A name for each course as it stands: it changes with every page that is saved in it."""
    found: dict[int, list[str]] = {course.pk: [] for course in courses}
    paths = {course.path: course.pk for course in courses}
    steps = {len(path) for path in paths}
    rows = Page.objects.order_by("path").values_list("path", "latest_revision_id", "live")
    if paths:
        rows = rows.filter(path__gte=min(paths), path__lt=max(paths) + "~")
    for path, revision, live in rows if paths else ():
        for step in steps:
            if (pk := paths.get(path[:step])) is not None:
                found[pk].append(f"{revision}{live:d}")
    items = dict(
        Item.objects.filter(course_key__in=[course.translation_key for course in courses])
        .order_by()
        .values_list("course_key")
        .annotate(n=Count("versions"))
    )
    return {
        course.pk: "checks:"
        + digest({"items": items.get(course.translation_key, 0), "pages": found[course.pk]})
        for course in courses
    }
