"""The outline of a course that leaves: everything about it that is no word."""

from typing import Any

from courses.domain.course import Course, Outline
from courses.models import LessonPage, QuizPage
from courses.transfer.leaving.collected import Collected
from courses.transfer.leaving.tree import Spoken, Step, Tree

PLACE = "course.toml"


def of(pages: Tree, collected: Collected, former: Course | None) -> Outline | None:
    """The outline; None where a problem is collected."""
    page = pages.first.course
    order = dict.fromkeys([*(former.outline.languages if former else ()), *pages.languages])
    spoken = {code: pages.languages[code] for code in order if code in pages.languages}
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
        "languages": {code: _state(one) for code, one in spoken.items()},
        "modules": [_module(module.name, steps) for module, steps in pages.first.modules],
    }
    told = collected.built(Outline, _without_nothing(table), PLACE)
    return former.outline if former is not None and former.outline == told else told


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
