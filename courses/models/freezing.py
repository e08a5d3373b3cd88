"""What a course consists of now, as the content of a release; and the next release of it."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction

from courses.domain import releases as rules
from courses.models.items import ItemVersion
from courses.models.lessons import LessonPage
from courses.models.pages import CoursePage
from courses.models.quizzes import QuizPage, bank
from courses.models.releases import CourseRelease, latest


def freeze(course: CoursePage, notes: str = "") -> CourseRelease | None:
    """Make the next release of a course where what it lists has changed; else return None.

    Numbers go on from the version of the course, which certificates printed before there were
    releases. The caller has asked for permission and puts it on record.
    """
    source = _source(course)
    content = content_of(source)
    sha256 = rules.digest(content)
    last = latest([source.translation_key]).get(source.translation_key)
    if last is not None and last.sha256 == sha256:
        return None
    number = max(last.number + 1 if last else 1, source.version)
    try:
        with transaction.atomic():
            return CourseRelease.objects.create(
                course_key=source.translation_key,
                course_id=source.content_id,
                number=number,
                content=content,
                sha256=sha256,
                notes=notes,
            )
    except IntegrityError:  # made in the same moment by somebody else
        return None


def current(course: CoursePage) -> CourseRelease:
    """The newest release of a course; made where it has none of its present version yet."""
    key = course.translation_key
    newest = latest([key]).get(key)
    if newest is not None and newest.content["version"] >= course.version:
        return newest
    return freeze(course) or latest([key])[key]


def content_of(course: CoursePage) -> rules.Content:
    """What a course consists of in the language of this page; the same number of queries however
    long it is."""
    lessons = {one.pk: one for one in LessonPage.objects.live().descendant_of(course)}
    quizzes = list(
        QuizPage.objects.live()
        .descendant_of(course)
        .prefetch_related("quiz_items__item", "quiz_rules")
    )
    steps = sorted([*lessons.values(), *quizzes], key=lambda page: page.path)
    asked = _asked(course, quizzes)
    versions = _versions(item for items in asked.values() for item in items)
    language = course.locale.language_code
    return {
        "course": course.content_id,
        "version": course.version,
        "hours": str(course.hours),
        "pass_mark": course.pass_mark,
        "parts": [
            _lesson(page)
            if isinstance(page, LessonPage)
            else _quiz(page, [versions[item] for item in asked[page.pk]], language)
            for page in steps
        ],
    }


def _source(course: CoursePage) -> CoursePage:
    """The page of the course in the language that it was first written in, if that is live."""
    pages = CoursePage.objects.live().filter(translation_key=course.translation_key)
    found = pages.filter(locale__language_code=course.source_language).select_related("locale")
    return found.first() or course


def _asked(course: CoursePage, quizzes: Iterable[QuizPage]) -> dict[int, list[int]]:
    """The items that each quiz names, or that its blueprint may draw; by the key of its page."""
    by_name = {page.name: page for page in quizzes}
    lines = {
        page.pk: [row.rule for row in by_name.get(page.like, page).quiz_rules.all()]
        for page in by_name.values()
    }
    pool = bank(course.translation_key) if any(lines.values()) else {}
    items = dict(ItemVersion.objects.filter(pk__in=pool.values()).values_list("pk", "item_id"))
    return {
        page.pk: [
            items[version]
            for one, version in pool.items()
            if any(rule.fits(one) for rule in lines[page.pk])
        ]
        or [row.item_id for row in sorted(page.quiz_items.all(), key=lambda row: row.sort_order)]
        for page in by_name.values()
    }


def _versions(items: Iterable[int]) -> dict[int, ItemVersion]:
    """The newest version of each of these items."""
    found = ItemVersion.objects.filter(item__in=list(items)).order_by("number")
    return {one.item_id: one for one in found.select_related("item").prefetch_related("texts")}


def _lesson(page: LessonPage) -> dict[str, Any]:
    says = {
        "title": page.title,
        "summary": page.summary,
        "outcomes": page.outcomes.get_prep_value(),
        "body": page.body.get_prep_value(),
    }
    return _part(page, "lesson", says)


def _quiz(page: QuizPage, versions: list[ItemVersion], language: str) -> dict[str, Any]:
    items = [
        {
            "id": one.item.name,
            "version": one.number,
            "sha256": rules.digest({"structure": one.structure, "words": _words(one, language)}),
        }
        for one in versions
    ]
    rules_of = [row.rule.model_dump(mode="json") for row in page.quiz_rules.all()]
    says = {"title": page.title, "summary": page.summary, "items": items}
    says |= {"rules": rules_of} if rules_of else {}
    return {**_part(page, "quiz", says), "items": items}


def _words(version: ItemVersion, language: str) -> Any:
    return version.wording(language).texts


def _part(page: LessonPage | QuizPage, kind: str, says: rules.Content) -> dict[str, Any]:
    return {
        "id": page.content_id,
        "key": str(page.translation_key),
        "kind": kind,
        "minutes": page.minutes,
        "sha256": rules.digest(says),
    }
