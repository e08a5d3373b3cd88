"""Whether the scenarios of a course make sense in it: what they refer to, and their words."""

import json
from collections.abc import Iterator
from functools import lru_cache

from courses.domain import plots
from courses.domain.course import Course
from courses.domain.problems import Problem, same
from courses.domain.problems import Sentence as _
from courses.domain.scenario import Scenario, Structure, Text
from courses.domain.values import lean


def problems(course: Course) -> list[Problem]:
    """Every mistake in the scenarios of a course: of the graph, of references, of words."""
    found: list[Problem] = []
    for name, scenario in course.scenarios.items():
        place = f"scenarios/{name}/scenario.toml"
        if scenario.structure.id != name:
            found.append(
                Problem(
                    f"{place}, id", _("expected `%(name)s`, the name of the folder.", name=name)
                )
            )
        found += _plot(json.dumps(lean(scenario.structure)), place)
        found += _references(course, scenario.structure, place)
        found += _texts(course, name, scenario)
    return found


@lru_cache(maxsize=32)
def _plot(written: str, place: str) -> tuple[Problem, ...]:
    """Following all stories takes about a second, and the same course is read again and again."""
    return tuple(plots.problems(Structure.model_validate_json(written), place))


def _references(course: Course, structure: Structure, place: str) -> Iterator[Problem]:
    words = course.words.get(course.outline.source)
    lessons = words.lessons if words else {}
    outcomes = {outcome for lesson in lessons.values() for outcome in lesson.front.outcomes}
    for outcome in structure.objectives:
        if outcome not in outcomes:
            yield Problem(
                f"{place}, objectives",
                _("no lesson has the outcome `%(objective)s`.", objective=outcome),
            )
    blocks = {f"{lesson}#{block.id}" for lesson, text in lessons.items() for block in text.blocks}
    for scene, choice in structure.choices():
        where = f"{place}, scenes.{scene.id}.choices.{choice.id}"
        if choice.see and choice.see not in blocks:
            yield Problem(
                f"{where}.see", _("no block is `%(see)s`; expected `lesson#block`.", see=choice.see)
            )
        for norm in sorted(set(choice.norms) - set(structure.norms)):
            yield Problem(
                f"{where}.norms", _("`%(norm)s` is not among `norms` of the scenario.", norm=norm)
            )


def _texts(course: Course, name: str, scenario: Scenario) -> Iterator[Problem]:
    for language, text in scenario.texts.items():
        place = f"scenarios/{name}/{language}.toml"
        named = text.confirmed_by is not None and text.confirmed_on is not None
        if (text.state == "confirmed") != named:
            sentence = _("`confirmed` needs `confirmed_by` and `confirmed_on`, and only it.")
            yield Problem(f"{place}, state", sentence)
        yield from _words(scenario.structure, text, place)
    source = scenario.texts.get(course.outline.source)
    for language, text in scenario.texts.items():
        found, expected = len(text.debrief.questions), len((source or text).debrief.questions)
        if found != expected:
            where = f"scenarios/{name}/{language}.toml, debrief.questions"
            sentence = _(
                "expected %(expected)s questions as in `%(language)s`, found %(found)s.",
                expected=expected,
                language=course.outline.source,
                found=found,
            )
            yield Problem(where, sentence)


def _words(structure: Structure, text: Text, place: str) -> Iterator[Problem]:
    scenes = [scene.id for scene in structure.scenes]
    yield from same(f"{place}, states", structure.states, text.states)
    yield from same(f"{place}, scenes", scenes, text.scenes)
    for scene in structure.scenes:
        if scene.id in text.scenes:
            choices = [choice.id for choice in scene.choices]
            where = f"{place}, scenes.{scene.id}.choices"
            yield from same(where, choices, text.scenes[scene.id].choices)
    injects = [inject.id for inject in structure.injects]
    yield from same(f"{place}, injects", injects, text.injects)
    yield from same(f"{place}, evidence", [x.id for x in structure.evidence], text.evidence)
    yield from same(f"{place}, debrief.endings", structure.endings, text.debrief.endings)
