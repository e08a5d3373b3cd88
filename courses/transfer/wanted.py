"""What the pages of a course shall hold: every field, for every page, in one language."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page

from courses.domain import keys
from courses.domain.course import Course, Heading, Lesson, Module, Quiz
from courses.domain.drawing import Rule
from courses.domain.values import lean
from courses.models import CoursePage, Item, LessonPage, ModulePage, QuizPage
from courses.transfer import body, saying

STREAMS = ("outcomes", "body")
LATER = {
    "purpose": "test",
    "behaviour": "deferred",
    "tries": 3,
    "penalty": 30,
    "limit": None,
    "most_attempts": None,
    "wait_hours": None,
    "like": "",
    "level": "",
    "topics": [],
    "prerequisites": [],
    "serves": {},
    "content_note": "",
}
"""Fields that pages did not have from the beginning, each with the value that says nothing."""


@dataclass(frozen=True)
class Wanted:
    """One page: its model, where it hangs (the content id of its parent), its fields.

    A quiz has items or a blueprint, and bands of its result as (percent, text).
    """

    model: type[Page]
    content_id: str
    parent: str
    fields: Mapping[str, Any]
    items: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    bands: tuple[tuple[int, str], ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 over everything that the page shall say."""
        return _digest(_said(self.fields), self.items, self.rules, self.bands)

    def digest_of(self, page: Page) -> str:
        """The same over what a page does say."""
        return self._digest_of(page, _said(self.held(page)))

    def former_digest_of(self, page: Page) -> str:
        """The digest that imports noted before they knew that two HTMLs may say the same."""
        return self._digest_of(page, self.held(page))

    def held(self, page: Page) -> dict[str, Any]:
        """What a page holds in the fields that are wanted."""
        return {name: _held(page, name) for name in self.fields}

    def _digest_of(self, page: Page, held: Mapping[str, Any]) -> str:
        if not isinstance(page, QuizPage):
            return _digest(held)
        return _digest(
            held,
            tuple(entry.item.name for entry in page.quiz_items.select_related("item")),
            tuple(entry.rule for entry in page.quiz_rules.all()),
            tuple((entry.least, entry.text) for entry in page.quiz_bands.all()),
        )


def pages(course: Course, language: str, files: Mapping[str, int | None]) -> Iterator[Wanted]:
    """The pages of a course in one language, parents first, in the order of the outline."""
    titles, outline = course.words[language].titles, course.outline
    state = outline.languages[language]
    yield _wanted(
        CoursePage,
        course,
        "",
        title=titles.title,
        summary=titles.summary or "",
        slug=titles.slug,
        version=outline.version,
        hours=Decimal(str(outline.hours)).quantize(Decimal("0.01")),
        pass_mark=outline.pass_mark,
        level=outline.level or "",
        topics=list(outline.topics),
        prerequisites=list(outline.prerequisites),
        serves={name: list(asked) for name, asked in outline.serves.items()},
        licence=outline.licence,
        source_language=outline.source,
        state=state.state,
        confirmed_by=state.confirmed_by or "",
        confirmed_on=state.confirmed_on,
    )
    for module in outline.modules:
        if (heading := titles.modules.get(module.id)) is not None:
            yield _wanted(ModulePage, course, module.id, **_headed(heading))
            yield from _steps(course, module, language, files)


def _steps(
    course: Course, module: Module, language: str, files: Mapping[str, int | None]
) -> Iterator[Wanted]:
    parent = keys.content_id(course.id, module.id)
    words = course.words[language]
    for step in module.steps:
        if isinstance(step, Quiz) and step.id in words.titles.quizzes:
            yield _quiz(course, step, language, parent)
        elif isinstance(step, Lesson) and step.id in words.lessons:
            yield _lesson(course, step, language, parent, files)


def _lesson(
    course: Course, lesson: Lesson, language: str, parent: str, files: Mapping[str, int | None]
) -> Wanted:
    text = course.words[language].lessons[lesson.id]
    content_id = keys.content_id(course.id, lesson.id)
    fields = {
        "title": text.front.title,
        "summary": text.front.summary or "",
        "slug": text.front.slug,
        "minutes": lesson.minutes,
        "outcomes": body.outcomes(content_id, text),
        "body": body.body(course, content_id, text, files),
    }
    return _wanted(LessonPage, course, lesson.id, parent=parent, **fields)


def _headed(heading: Heading) -> dict[str, Any]:
    return {"title": heading.title, "summary": heading.summary or "", "slug": heading.slug}


def _quiz(course: Course, quiz: Quiz, language: str, parent: str) -> Wanted:
    heading = course.words[language].titles.quizzes[quiz.id]
    fields = {
        **_headed(heading),
        "content_note": heading.content_note or "",
        "minutes": quiz.minutes,
        "purpose": quiz.purpose,
        "behaviour": quiz.behaviour,
        "tries": quiz.tries,
        "penalty": quiz.penalty,
        "limit": quiz.limit,
        "most_attempts": quiz.attempts,
        "wait_hours": quiz.wait,
        "like": quiz.like or "",
    }
    bands = tuple((int(least), text) for least, text in heading.bands.items())
    asked = {"items": quiz.items, "rules": quiz.draw, "bands": bands}
    return _wanted(QuizPage, course, quiz.id, parent=parent, asked=asked, **fields)


def _wanted(
    model: type[Page],
    course: Course,
    part: str,
    *,
    parent: str = "",
    slug: str | None = None,
    asked: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Wanted:
    content_id = keys.content_id(course.id, part)
    fields |= {"content_id": content_id, "slug": slug or part or course.id}
    above = parent or (keys.content_id(course.id) if part else "")
    return Wanted(model, content_id, above, fields, **(asked or {}))


def items_of(wanted: Wanted, items: Mapping[str, Item]) -> list[Item]:
    """The items of a quiz in their order."""
    return [items[name] for name in wanted.items]


def _held(page: Page, name: str) -> Any:
    value = getattr(page, name)
    return value.get_prep_value() if name in STREAMS else value


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: saying.said(value) if name in STREAMS else value for name, value in fields.items()
    }


def _digest(
    fields: Mapping[str, Any],
    items: Sequence[str] = (),
    rules: Sequence[Rule] = (),
    bands: Sequence[tuple[int, str]] = (),
) -> str:
    """SHA-256 of what a page holds. What came later counts only where it says something: a page
    that was imported before is not taken for one that was edited."""
    told = {name: value for name, value in fields.items() if value != LATER.get(name, ...)}
    later = [[lean(rule) for rule in rules], bands] if rules or bands else []
    text = json.dumps(
        [told, items, *later], cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True
    )
    return sha256(text.encode()).hexdigest()
