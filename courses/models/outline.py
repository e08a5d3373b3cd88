"""The outline of a course, read in one query, and how far a learner is in it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from math import ceil
from operator import or_
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from wagtail.models import Page

from cms.people.models import User
from cms.people.prepared import Prepared
from cms.press.templatetags.formatting import number
from courses.domain import progress
from courses.models.attempts import Purpose
from courses.models.learning import Completion


@dataclass(frozen=True)
class Entry:
    """A lesson or a quiz in an outline. `key` is the same in every language.

    `optional` is what counts towards nothing, such as a pre-test: nobody needs it to complete.
    """

    key: UUID
    kind: str
    content_id: str
    title: str
    url: str
    minutes: int
    weight: int | None = 0
    optional: bool = False

    @cached_property
    def note(self) -> SafeString:
        """How long it takes, as words of the language in which it is first asked."""
        long = minutes(self.minutes)
        return format_html(gettext("{minutes}, optional"), minutes=long) if self.optional else long


@dataclass
class Section:
    """A module: its title and what is in it."""

    title: str
    url: str
    summary: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """What a course consists of, in order, in one language."""

    sections: Sequence[Section]

    @property
    def entries(self) -> list[Entry]:
        """All lessons and quizzes in their order."""
        return [entry for section in self.sections for entry in section.entries]

    @property
    def lessons(self) -> int:
        """How many of them are lessons."""
        return sum(entry.kind == "lesson" for entry in self.entries)

    @property
    def minutes(self) -> int:
        """How long everything takes."""
        return sum(entry.minutes for entry in self.entries)

    @property
    def weight(self) -> int | None:
        """How many bytes all lessons have; None where one of them was never weighed."""
        weights = [entry.weight for entry in self.entries]
        return None if None in weights else sum(filter(None, weights))

    def find(self, key: UUID | None) -> Entry | None:
        """The entry of this key, if the course has it."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def measure(self, completed: Collection[UUID]) -> progress.Progress[UUID]:
        """How far somebody is who has completed these keys; what is optional does not count."""
        needed = [entry.key for entry in self.entries if not entry.optional]
        return progress.measure(needed, completed)

    def opening(self, completed: Collection[UUID]) -> Entry | None:
        """What may be done first and counts towards nothing, while nothing is completed."""
        if completed or not self.entries or not self.entries[0].optional:
            return None
        return self.entries[0]

    def around(self, key: UUID) -> tuple[Entry | None, Entry | None]:
        """The entries before and after this one."""
        before, after = progress.neighbours([entry.key for entry in self.entries], key)
        return self.find(before), self.find(after)


def of(courses: Sequence[Page], request: HttpRequest | None = None) -> dict[int, Outline]:
    """The outlines of course pages by their primary key; one query for all of them."""
    sections: dict[int, list[Section]] = {course.pk: [] for course in courses}
    for row in _rows(courses):
        course = next(one for one in courses if row["path"].startswith(one.path))
        url = (course.get_url(request) or "") + row["url_path"].removeprefix(course.url_path)
        if row["modulepage__pk"]:
            section = Section(row["title"], url, row["modulepage__summary"])
            sections[course.pk].append(section)
        elif sections[course.pk] and (entry := _entry(row, url)):
            sections[course.pk][-1].entries.append(entry)
    return {key: Outline(tuple(found)) for key, found in sections.items()}


def one(course: Page, request: HttpRequest | None = None) -> Outline:
    """The outline of one course; where the request lends a memory, it is read only once."""

    def find() -> Outline:
        return of([course], request)[course.pk]

    if request is None or not hasattr(request, "remember"):
        return find()
    return request.remember(("outline", course.pk, request.get_host()), find)


def _rows(courses: Sequence[Page]) -> Iterable[Mapping[str, Any]]:
    if not courses:
        return []
    below = reduce(or_, (Q(path__startswith=one.path, depth__gt=one.depth) for one in courses))
    joined = [f"{kind}page__{name}" for kind in ("lesson", "quiz") for name in _JOINED]
    columns = ("path", "url_path", "title", "translation_key", "modulepage__pk", *joined)
    pages = Page.objects.live().filter(below).order_by("path")
    return pages.values(*columns, "modulepage__summary", "lessonpage__weight", "quizpage__purpose")


_JOINED = ("pk", "content_id", "minutes")


def _entry(row: Mapping[str, Any], url: str) -> Entry | None:
    for kind in ("lesson", "quiz"):
        if row[f"{kind}page__pk"]:
            weight = row["lessonpage__weight"] if kind == "lesson" else 0
            rest = (row["title"], url, row[f"{kind}page__minutes"], weight)
            optional = row["quizpage__purpose"] not in (None, Purpose.TEST)
            name = row[f"{kind}page__content_id"]
            return Entry(row["translation_key"], kind, name, *rest, optional)
    return None


def completed(user: User | AnonymousUser, course_keys: Sequence[UUID]) -> frozenset[UUID]:
    """The keys that this person has completed in these courses; none for a visitor."""
    if not user.is_authenticated:
        return frozenset()
    if len(course_keys) == 1:
        rows = _COMPLETED.rows(user=user.pk, course=course_keys[0])
        return frozenset(row.item_key for row in rows)
    done = Completion.objects.filter(user=user, course_key__in=course_keys)
    return frozenset(done.values_list("item_key", flat=True))


_COMPLETED = Prepared(
    lambda user, course: Completion.objects.filter(user=user, course_key=course).only("item_key"),
    user=(models.BigAutoField(), -1),
    course=(models.UUIDField(), UUID(int=1)),
)


def steps(
    entries: Iterable[Entry], done: Collection[UUID], here: UUID | None = None
) -> list[dict[str, str]]:
    """The entries as steps of the trail that the frame draws."""

    def state(entry: Entry) -> str:
        if entry.key == here:
            return "here"
        return "done" if entry.key in done else "ahead"

    return [
        {"title": entry.title, "url": entry.url, "note": entry.note, "state": state(entry)}
        for entry in entries
    ]


def minutes(count: int) -> SafeString:
    """A duration in words, for people: 9 minutes, about 2 hours. The number is isolated HTML."""
    if count < 90:
        pattern = ngettext("%(count)s minute", "%(count)s minutes", count)
        return format_html(pattern.replace("%(count)s", "{}"), number(count))
    hours = round(count / 30) / 2
    pattern = ngettext("about %(hours)s hour", "about %(hours)s hours", ceil(hours))
    return format_html(pattern.replace("%(hours)s", "{}"), number(hours))
