"""The door for other rooms: lessons by their content id, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse

from cms.people.models import User
from courses import bundles, services
from courses.domain.course import Course
from courses.domain.problems import BundleError
from courses.models import CoursePage, LearningPath, LessonPage, outline

Broken = BundleError
"""A shipped course that cannot be read; `manage.py check --deploy` tells what is wrong with it."""


@dataclass(frozen=True)
class Lesson:
    """A lesson as another room shows it."""

    title: str
    url: str
    minutes: str


def lessons(ids: Iterable[str], language: str) -> dict[str, Lesson]:
    """The published lessons among `ids` ("course/lesson") in a language, in the order asked.

    What is not published in that language is absent. One query, however many ids.
    """
    wanted = list(dict.fromkeys(ids))
    pages = LessonPage.objects.live().filter(content_id__in=wanted, locale__language_code=language)
    found = {
        page.content_id: Lesson(page.title, page.get_url() or "", outline.minutes(page.minutes))
        for page in pages.defer("body", "outcomes").order_by("path")
    }
    return {name: found[name] for name in wanted if name in found}


def teaching(subjects: Iterable[str], language: str) -> dict[str, list[Lesson]]:
    """The published lessons that help to answer questions of an assessment well, by question.

    `subjects` are ids such as "national-csirt/reachability"; a course says of each outcome what it
    serves. Two queries, one if no course serves any of them.
    """
    wanted = dict.fromkeys(subjects)
    courses = CoursePage.objects.live().filter(locale__language_code=language).exclude(serves={})
    serving: dict[str, list[str]] = {}
    for content_id, serves in courses.order_by("path").values_list("content_id", "serves"):
        for outcome, served in serves.items():
            serving[f"{content_id}/{outcome}"] = [name for name in served if name in wanted]
    named = {outcome.rpartition("/")[0] for outcome, served in serving.items() if served}
    found: dict[str, list[Lesson]] = {}
    for page in _lessons_of(named, language) if named else ():
        lesson = Lesson(page.title, page.get_url() or "", outline.minutes(page.minutes))
        course = page.content_id.partition("/")[0]
        taught = [f"{course}/{one['value'].get('anchor')}" for one in page.outcomes.raw_data]
        for subject in dict.fromkeys(name for one in taught for name in serving.get(one, ())):
            found.setdefault(subject, []).append(lesson)
    return {name: found[name] for name in wanted if name in found}


def _lessons_of(courses: Iterable[str], language: str) -> Iterable[LessonPage]:
    inside = reduce(or_, (Q(content_id__startswith=f"{name}/") for name in courses))
    pages = LessonPage.objects.live().filter(inside, locale__language_code=language)
    return pages.defer("body").order_by("path")


def serving() -> dict[str, list[str]]:
    """What the courses that come with this version serve: the outcomes by question."""
    found: dict[str, list[str]] = {}
    for name in bundles.shipped():
        for outcome, served in _bundle(name).outline.serves.items():
            for subject in served:
                found.setdefault(subject, []).append(f"{name}/{outcome}")
    return found


def make_path(*, user: User, lessons: Iterable[str]) -> str:
    """Make somebody's path of lessons, or renew it, and return the address of its page.

    It holds the ids and that a roadmap asked for it: nothing of which one, or why. Lessons that
    are not published yet may be among the ids; they join when they are.
    """
    origin = LearningPath.Origin.ROADMAP
    path = services.make_path(user=user, origin=origin, lessons=lessons)
    return reverse("courses:path", args=[path.pk])


def shipped(ids: Iterable[str], language: str) -> dict[str, Lesson]:
    """The lessons among `ids` that come with this version as files, without a site and an address.

    In the language if the bundle has it; a lesson that it lacks is absent.
    """
    found = {}
    for name in dict.fromkeys(ids):
        course_id, _, lesson_id = name.partition("/")
        course = _bundle(course_id) if course_id in bundles.shipped() else None
        words = course.words.get(language) if course else None
        if course and words and lesson_id in words.lessons:
            minutes = next(one.minutes for one in course.outline.lessons if one.id == lesson_id)
            title = words.lessons[lesson_id].front.title
            found[name] = Lesson(title, "", outline.minutes(minutes))
    return found


@cache
def _bundle(name: str) -> Course:
    return bundles.load(name)


def lesson(content_id: str, language: str) -> Lesson | None:
    """One published lesson in a language, or None."""
    return lessons([content_id], language).get(content_id)
