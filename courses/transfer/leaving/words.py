"""The words of a course that leaves, in one language: titles, lessons."""

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.models import Page

from courses.domain.course import Course, Titles, Words
from courses.domain.lesson import Front, LessonText
from courses.models import LessonPage, QuizPage
from courses.transfer.leaving import blocks
from courses.transfer.leaving.collected import Collected
from courses.transfer.leaving.tree import Spoken, Tree
from courses.transfer.saying import one_line


def of(pages: Tree, code: str, collected: Collected, former: Course | None) -> dict[str, Any]:
    """The words in a language, still without those of items."""
    spoken, first = pages.languages[code], pages.first
    before = former.words.get(code) if former else None
    titles = _titles(pages, spoken, f"{code}/course.toml", collected)
    if before is not None and before.titles == titles:
        titles = before.titles
    lessons = {}
    for name, step in first.steps.items():
        mine = spoken.steps.get(name)
        if isinstance(mine, LessonPage) and isinstance(step, LessonPage):
            text = _lesson(pages, mine, step, before, collected)
            lessons[name] = _preferred(before.lessons if before else {}, name, text)
    return {"titles": titles, "lessons": lessons, "items": {}}


def look_at(pages: Tree, collected: Collected) -> None:
    """Let `collected` see the facts and sources of all languages, before any is written."""
    for _place, name, raw in _found(pages, "facts"):
        facts = blocks.facts_of(raw["value"], name)
        collected.look_at("fact", ((wish, told) for wish, told, _text in facts))
    for _place, name, raw in _found(pages, "sources"):
        collected.look_at("source", blocks.sources_of(raw["value"], name))
    for place, name, raw in _found(pages, "sources"):
        for wish, told in blocks.sources_of(raw["value"], name):
            collected.source(told, wish, place)


def _found(pages: Tree, kind: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The blocks of a kind in all languages: their place, their lesson, what they hold."""
    for code, spoken in pages.languages.items():
        for name, step in spoken.steps.items():
            for raw in step.body.get_prep_value() if isinstance(step, LessonPage) else ():
                if raw["type"] == kind:
                    yield f"{code}/{name}.md", name, raw


def _preferred(former: Mapping[str, Any], name: str, new: Any) -> Any:
    """What was imported, where it says the same: a database gives tables back in other orders."""
    return former[name] if name in former and former[name] == new else new


def _titles(pages: Tree, spoken: Spoken, place: str, collected: Collected) -> Titles | None:
    known = {module.name for module, _steps in pages.first.modules}
    order = [module.name for module, _steps in pages.first.modules]
    modules = {one.name: one for one, _steps in spoken.modules if one.name in known}
    table: dict[str, Any] = _headed(spoken.course, pages.course_id)
    table["modules"] = {name: _headed(modules[name], name) for name in order if name in modules}
    table["quizzes"] = {
        name: _quiz(spoken.steps[name])
        for name, step in pages.first.steps.items()
        if isinstance(step, QuizPage) and isinstance(spoken.steps.get(name), QuizPage)
    }
    return collected.built(Titles, table, place)


def _quiz(page: QuizPage) -> dict[str, Any]:
    bands = {
        str(band.least): one_line(band.text) for band in page.quiz_bands.order_by("sort_order")
    }
    told = {"content_note": one_line(page.content_note), "bands": bands}
    return _headed(page, page.name) | {name: one for name, one in told.items() if one}


def _headed(page: Page, usual: str) -> dict[str, Any]:
    told = {"title": one_line(page.title), "summary": one_line(page.summary)}
    told["slug"] = page.slug if page.slug != usual else ""
    return {name: text for name, text in told.items() if text}


def _lesson(
    pages: Tree, page: LessonPage, first: LessonPage, before: Words | None, collected: Collected
) -> LessonText | None:
    code = page.locale.language_code
    place = f"{code}/{page.name}.md"
    names = blocks.Names(first.body.get_prep_value())
    outcomes = blocks.Names(first.outcomes.get_prep_value())
    front = collected.built(
        Front,
        {
            **_headed(page, page.name),
            "outcomes": {
                outcomes.of(one, at): one_line(one["value"]["text"])
                for at, one in enumerate(page.outcomes.get_prep_value())
            },
        },
        f"{place}, front matter",
    )
    former = before.lessons.get(page.name) if before else None
    writer = blocks.Writer(collected, page.name, place, former)
    written = [
        writer.block(one, names.of(one, at)) for at, one in enumerate(page.body.get_prep_value())
    ]
    if front is None or None in written:
        return None
    return LessonText(front=front, blocks=tuple(one for one in written if one is not None))
