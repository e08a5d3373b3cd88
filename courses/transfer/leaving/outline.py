"""The outline of a course that leaves: everything about it that is no word."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wagtail.models import Page

from courses.domain.course import Course, Outline
from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _
from courses.models import LessonPage, QuizPage
from courses.transfer.leaving.collected import Collected
from courses.transfer.leaving.tree import Spoken, Step, Tree

PLACE = "course.toml"
COURSE_FIELDS = (
    *("version", "licence", "source_language", "hours", "pass_mark"),
    *("level", "topics", "prerequisites", "serves"),
)
STEP_FIELDS = ("minutes",)
QUIZ_FIELDS = (
    *("purpose", "behaviour", "tries", "penalty"),
    *("limit", "most_attempts", "wait_hours", "like"),
)


def of(pages: Tree, collected: Collected, former: Course | None) -> Outline | None:
    """The outline; None where a problem is collected."""
    page = pages.first.course
    known = former.outline if former else None
    spoken = _as_before(pages.languages, known.languages if known else ())
    table = {
        "id": pages.course_id,
        "version": page.version,
        "licence": page.licence,
        "source": pages.source,
        "hours": float(page.hours),
        "pass_mark": page.pass_mark,
        "level": page.level or None,
        "topics": list(page.topics),
        "prerequisites": list(page.prerequisites) or None,
        "serves": _as_before(page.serves, known.serves if known else ()) or None,
        "languages": {code: _state(one) for code, one in spoken.items()},
        "modules": [_module(module.name, steps) for module, steps in pages.first.modules],
    }
    told = collected.built(Outline, _without_nothing(table), PLACE)
    return known if known == told else told


def _as_before(table: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """The table in the order its names had in the former file; a database need not keep it."""
    return {name: table[name] for name in dict.fromkeys([*known, *table]) if name in table}


def _state(spoken: Spoken) -> dict[str, Any]:
    page = spoken.course
    told = {"state": page.state, "confirmed_by": page.confirmed_by or None}
    return _without_nothing({**told, "confirmed_on": page.confirmed_on})


def _module(name: str, steps: list[Step]) -> dict[str, Any]:
    lessons = [
        {"id": step.name, "minutes": step.minutes} for step in steps if isinstance(step, LessonPage)
    ]
    quizzes = [step for step in steps if isinstance(step, QuizPage)]
    told: dict[str, Any] = {"id": name, "lessons": lessons}
    if quizzes:
        told["quiz"] = _quiz(quizzes[0])
    if len(quizzes) > 1:
        told["quizzes"] = [_quiz(one) for one in quizzes[1:]]
    usual = [*(one["id"] for one in lessons), *(one.name for one in quizzes)]
    order = [step.name for step in steps]
    return told if order == usual else {**told, "order": order}


def _quiz(page: QuizPage) -> dict[str, Any]:
    told = {
        "id": page.name,
        "minutes": page.minutes,
        "purpose": page.purpose,
        "behaviour": page.behaviour,
        "tries": page.tries,
        "penalty": page.penalty,
        "limit": page.limit,
        "attempts": page.most_attempts,
        "wait": page.wait_hours,
        "like": page.like or None,
        "items": [entry.item.name for entry in page.quiz_items.select_related("item")],
        "draw": [
            _without_nothing(row.rule.model_dump())
            for row in page.quiz_rules.order_by("sort_order")
        ],
    }
    return _without_nothing(told)


def _without_nothing(table: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if value is not None}


def note_differences(pages: Tree, collected: Collected) -> None:
    """Say where a translation has other values than the source: a bundle has them once."""
    first = pages.first
    for code, spoken in pages.languages.items():
        place = f"{code}: {pages.course_id}"
        _note(place, spoken.course, first.course, COURSE_FIELDS, collected)
        for name, step in spoken.steps.items():
            known = first.steps.get(name)
            if known is not None and type(known) is type(step):
                fields = (*STEP_FIELDS, *(QUIZ_FIELDS if isinstance(step, QuizPage) else ()))
                _note(f"{place}/{name}", step, known, fields, collected)


def _note(place: str, page: Page, first: Page, fields: Sequence[str], collected: Collected) -> None:
    other = [name for name in fields if getattr(page, name) != getattr(first, name)]
    if other:
        told = ", ".join(f"`{name}`" for name in other)
        sentence = _("%(told)s differ from the source, whose values leave.", told=told)
        collected.notes.append(Problem(place, sentence))
