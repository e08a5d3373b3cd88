"""The loop of an institution: assess, roadmap, learn, do, assess again; where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments import lessons, roadmap_steps, services
from assessments.loop import advice, trail
from assessments.loop.advice import Advice
from assessments.loop.state import State
from assessments.titles import Titles
from cms.people import roles
from cms.people.models import User

SHOWN = 5
"""How many actions and lessons a page lists."""


@dataclass(frozen=True, slots=True)
class Task:
    """An action that is under way or comes next."""

    title: object
    when: str


@dataclass(frozen=True, slots=True)
class Loop:
    """The loop of one institution, ready to be shown."""

    id: str
    institution: str
    steps: Sequence[dict[str, Any]]
    advice: Advice
    under_way: bool
    tasks: tuple[Task, ...]
    more: int
    lessons: tuple[lessons.Lesson, ...]
    plan_id: str
    manages: bool


def loops(*, user: User, language: str, today: date) -> list[Loop]:
    """Return the loop of every institution that this person may read.

    At most seven queries, however many institutions there are.
    """
    states = [State(one, today) for one in services.standings(user=user)]
    known = lessons.links({name for one in states for name in one.lesson_ids}, language)
    return [_loop(one, known, language) for one in states]


def _loop(state: State, known: Any, language: str) -> Loop:
    found = [known[name] for name in state.lesson_ids if name in known]
    actions = state.under_way or state.coming
    one = state.standing
    return Loop(
        id=str(one.institution.pk),
        institution=one.institution.name_in(language),
        steps=trail.steps(state, len(found), language),
        advice=advice.of(state, found, language),
        under_way=bool(state.under_way),
        tasks=_tasks(state, language),
        more=max(0, len(actions) - SHOWN),
        lessons=tuple(found[:SHOWN]),
        plan_id=str(one.plan.pk) if one.plan else "",
        manages=roles.MANAGE in one.may,
    )


def _tasks(state: State, language: str) -> tuple[Task, ...]:
    plan = state.standing.plan
    if plan is None:
        return ()
    titles = Titles(plan.result, language)
    return tuple(
        Task(titles.action(one["id"]), roadmap_steps.period(one["start"], one["end"], language))
        for one in (state.under_way or state.coming)[:SHOWN]
    )
