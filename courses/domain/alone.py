"""One question or scenario of a course, judged as if the course had nothing else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from courses.domain import itemkinds, questions, staging, toml
from courses.domain.course import Course, ItemText, Outline, Titles, Translation, Words
from courses.domain.itemkinds import Structure
from courses.domain.lesson import Front, LessonText, Text
from courses.domain.problems import BundleError, Problem, listed
from courses.domain.problems import Sentence as _
from courses.domain.scenario import INLINE, Scenario
from courses.domain.scenario import Structure as Plot
from courses.domain.scenario import Text as Told
from courses.domain.values import Model, build, lean


@dataclass(frozen=True)
class Taught:
    """What the lessons of a course teach: `outcomes` by id, and the places `lesson#block`."""

    source: str
    outcomes: Collection[str] = ()
    places: Collection[str] = ()


def item(
    name: str, structure: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]], taught: Taught
) -> tuple[Structure, dict[str, ItemText]]:
    """A question and its words by language, or BundleError with every mistake in them.

    A language may be missing; one that is there is whole.
    """
    kind = structure.get("kind")
    if kind not in itemkinds.KINDS:
        names = listed(list(itemkinds.KINDS))
        raise BundleError([Problem("kind", _("expected one of %(names)s.", names=names))])
    made, wrong = build(itemkinds.KINDS[kind], structure, f"items/{name}.toml")
    words: dict[str, ItemText] = {}
    for language, table in texts.items():
        text, more = build(ItemText, table, f"{language}/items.toml, {name}")
        wrong = [*wrong, *more]
        if text is not None:
            words[language] = text
    if made is None or wrong:
        raise BundleError(wrong)
    accepted = getattr(made, "accepted", {})
    course = _course(taught, [*words, *accepted], words=words, name=name, items={name: made})
    _refuse(one for one in questions.problems(course) if _concerns(one, words))
    return made, words


def _concerns(problem: Problem, words: Collection[str]) -> bool:
    """A language that a question has no words in is no mistake of the question."""
    language = problem.place.partition("/")[0]
    return language in words or not problem.place.endswith("/items.toml")


def scenario(
    name: str, structure: str, texts: Mapping[str, str], taught: Taught
) -> tuple[Plot, dict[str, Told]]:
    """A scenario and its words, from the texts of its files, or BundleError with every mistake."""
    place = f"scenarios/{name}/scenario.toml"
    table, wrong = toml.read(structure, place)
    plot, words = None, {}
    if not wrong:
        plot, wrong = build(Plot, table, place)
    for language, text in texts.items():
        place = f"scenarios/{name}/{language}.toml"
        table, more = toml.read(text, place)
        if not more:
            told, more = build(Told, table, place)
            if told is not None:
                words[language] = told
        wrong = [*wrong, *more]
    if plot is None or wrong:
        raise BundleError(wrong)
    whole = Scenario(structure=plot, texts=words)
    _refuse(staging.problems(_course(taught, words, scenarios={name: whole})))
    return plot, words


def written(value: Plot | Told) -> str:
    """The structure of a scenario, or its words, as the text of a file."""
    return toml.write(lean(value), INLINE)


def _refuse(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise BundleError(found)


def _course(
    taught: Taught,
    languages: Iterable[str],
    *,
    words: Mapping[str, ItemText] | None = None,
    name: str = "",
    items: Mapping[str, Structure] | None = None,
    scenarios: Mapping[str, Scenario] | None = None,
) -> Course:
    """A course that holds nothing but what is judged; its lessons teach what `taught` says."""
    told = {name: {name: text} for name, text in (words or {}).items()}
    codes = dict.fromkeys([taught.source, *languages])
    outline = _part(
        Outline,
        source=taught.source,
        languages={code: Translation(state="draft") for code in codes},
        modules=(),
    )
    return _part(
        Course,
        outline=outline,
        items=items or {},
        scenarios=scenarios or {},
        words={
            code: _part(
                Words,
                titles=_part(Titles, quizzes={}),
                lessons=_lessons(taught) if code == taught.source else {},
                items={name: told[code][code]} if code in told else {},
            )
            for code in codes
        },
    )


def _part(model: type[Model], **fields: Any) -> Model:
    """A value that holds these fields and nothing else."""
    return model.model_construct(**fields)


def _lessons(taught: Taught) -> dict[str, LessonText]:
    """Lessons with nothing but their outcomes, which stand in the first one, and their blocks."""
    blocks: dict[str, list[Text]] = {"": []}
    for place in taught.places:
        lesson, _sign, block = place.partition("#")
        blocks.setdefault(lesson, []).append(_part(Text, id=block, body=""))
    found = {}
    for lesson, parts in blocks.items():
        front = _part(Front, outcomes=dict.fromkeys(taught.outcomes if not lesson else ()))
        found[lesson] = _part(LessonText, front=front, blocks=tuple(parts))
    return found
