"""Questions and scenarios written one by one: rows, ids that stay, problems with their place."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import bundles
from courses.domain import alone, beginnings, itemkinds, revising, rows, stored, toml
from courses.domain.course import Course
from courses.domain.problems import BundleError
from courses.domain.scenario import Structure
from tests.courses.domain.random_items import structures

COURSES = [bundles.load(slug) for slug in bundles.shipped()]
ITEMS = [(course, name) for course in COURSES for name in course.items]


def taught(course: Course) -> alone.Taught:
    lessons = course.words[course.outline.source].lessons
    outcomes = {one for text in lessons.values() for one in text.front.outcomes}
    places = {f"{name}#{block.id}" for name, text in lessons.items() for block in text.blocks}
    return alone.Taught(course.outline.source, outcomes, places)


@dataclass
class Held:
    """A question as it is stored."""

    structure: dict[str, Any]
    words: dict[str, Any]

    def again(self) -> tuple[dict[str, Any], dict[str, Any]]:
        choices = self.words.get("choices", {})
        known = {name: choices[name] for name in self.structure.get("choices", choices)}
        return rows.composed(
            rows.filled(self.structure, self.words), known, rows.ids(self.structure)
        )


def judged(structure: dict[str, Any], words: dict[str, Any]) -> tuple[Any, Any]:
    made, said = alone.item("q", structure, {"en": words}, alone.Taught("en", {"o"}, {"l#b"}))
    return made, said["en"]


@pytest.mark.parametrize(("course", "name"), ITEMS, ids=[name for _course, name in ITEMS])
def test_a_shipped_question_is_the_same_after_it_was_shown_as_rows(course: Course, name: str):
    source = course.outline.source
    structure = stored.item(course.items[name])
    words = stored.item(course.words[source].items[name])
    made, said = Held(structure, words).again()
    found, told = alone.item(name, made, {source: said}, taught(course))
    assert (found, told[source]) == (course.items[name], course.words[source].items[name])


def words_for(structure: Any, texts: st.DataObject) -> dict[str, Any]:
    """Any words that a question of this structure can have; the same text may stand twice."""
    line = st.sampled_from(("one", "two", "three", "four"))
    said: dict[str, Any] = {"prompt": "Why?"}
    for table, names in structure.words().items():
        said[table] = {name: texts.draw(line) for name in names}
    if "options" in said:
        said["options"] = {
            name: {"text": text, "feedback": "So."} for name, text in said["options"].items()
        }
    if "slots" in said:
        gap = structure.kind == "cloze"
        said["slots"] = {
            name: {"feedback": "So."} if gap else {"text": text, "feedback": "So."}
            for name, text in said["slots"].items()
        }
    if structure.kind == "cloze":
        said["text"] = " ".join(f"{{{name}}}" for name in structure.gaps)
    if structure.kind in ("numeric", "short"):
        said["feedback"] = {"right": "Yes.", "wrong": "No."}
    return {name: one for name, one in said.items() if one != {}}


@given(structures(), st.data())
def test_law_any_question_is_the_same_after_it_was_shown_as_rows(structure: Any, data: Any):
    table, words = stored.item(structure), words_for(structure, data)
    said = words.get("choices", {})
    if len(set(said.values())) < len(said):
        return  # two choices that read alike are one: nobody could tell them apart
    made, told = Held(table, words).again()
    assert (itemkinds.parse(made), told) == (structure, words)


def test_a_row_that_stays_keeps_its_id_and_a_new_one_gets_one_that_was_never_used():
    filled = {
        "kind": "single",
        "objective": "o",
        "difficulty": "easy",
        "prompt": "Who?",
        "rows": [
            {"id": "b", "text": "The team", "feedback": "Yes.", "correct": True},
            {"id": "", "text": "Nobody", "feedback": "No.", "correct": False},
        ],
    }
    structure, words = rows.composed(filled, {}, {"a", "b", "c"})
    assert structure["options"] == ["b", "d"]
    assert structure["correct"] == ["b"]
    assert words["options"]["d"]["text"] == "Nobody"


def test_the_words_of_a_partner_are_mended_without_making_another_one_of_it():
    known = {"red": "TLP RED", "amber": "TLP:AMBER"}
    filled = {
        "kind": "matching",
        "objective": "o",
        "difficulty": "easy",
        "prompt": "Match.",
        "rows": [
            {"id": "x", "text": "X", "feedback": ".", "was": "red", "partner": "TLP:RED"},
            {"id": "y", "text": "Y", "feedback": ".", "was": "amber", "partner": "TLP:AMBER"},
            {"id": "z", "text": "Z", "feedback": ".", "was": "amber", "partner": "TLP:CLEAR"},
        ],
        "others": ["TLP:GREEN"],
    }
    structure, words = rows.composed(filled, known, {"x", "y", "z"})
    assert words["choices"] == {
        "red": "TLP:RED",
        "amber": "TLP:AMBER",
        "a": "TLP:CLEAR",
        "b": "TLP:GREEN",
    }
    assert structure["pairs"] == {"x": "red", "y": "amber", "z": "a"}


CHOICE = {"kind": "single", "objective": "o", "difficulty": "easy"}
OPTIONS = {name: {"text": name.upper(), "feedback": "So."} for name in ("a", "b", "c")}
SAID = {"prompt": "Which?", "options": OPTIONS}


def choice(correct: str, *options: str, **more: Any) -> Any:
    table = {**CHOICE, "options": list(options), "correct": [correct], **more}
    told = {**SAID, "options": {name: OPTIONS[name] for name in options}}
    return judged(table, told)[0]


def test_what_an_edit_is_hangs_on_what_can_be_answered_and_what_is_right():
    before = choice("a", "a", "b")
    asks = {"prompt": "Which?"}
    assert revising.edit(before, before, asks, asks) == "nothing"
    assert revising.edit(before, before, asks, {"prompt": "Who?"}) == "words"
    assert revising.edit(before, choice("a", "a", "b", bank="final"), asks, asks) == "tags"
    assert revising.edit(before, choice("b", "a", "b"), asks, asks) == "key"
    assert revising.edit(before, choice("a", "a", "b", "c"), asks, asks) == "question"


@given(structures())
def test_law_an_edit_of_nothing_is_nothing(structure: Any):
    assert revising.edit(structure, structure, {}, {}) == "nothing"


def problems(structure: dict[str, Any], words: dict[str, Any]) -> list[str]:
    with pytest.raises(BundleError) as caught:
        judged(structure, words)
    return [str(one) for one in caught.value.problems]


def test_every_mistake_of_a_question_is_told_with_its_place():
    wrong = {**CHOICE, "objective": "other", "options": ["a", "b"], "correct": [], "see": "l#c"}
    found = problems(wrong, {"prompt": "Which?", "options": {"a": OPTIONS["a"]}})
    assert found == [
        "items/q.toml, objective: no lesson has the outcome `other`.",
        "items/q.toml, see: no block is `l#c`; expected `lesson#block`.",
        "items/q.toml, correct: no option is correct.",
        "items/q.toml, correct: a single choice has one correct option, found 0.",
        "en/items.toml, q.options: `b` is missing.",
    ]
    assert problems({**CHOICE, "kind": "poem"}, SAID)[0].startswith("kind: expected one of")
    assert (
        "en/items.toml, q, prompt: "
        in problems({**CHOICE, "options": ["a", "b"], "correct": ["a"]}, {"prompt": "Two\nlines"})[
            0
        ]
    )


def test_a_question_can_be_accepted_in_languages_that_it_has_no_words_in_yet():
    table = {**CHOICE, "kind": "short", "accepted": {"en": ["a list"], "fr": ["une liste"]}}
    made, _said = judged(table, {"prompt": "What?", "feedback": {"right": "Yes.", "wrong": "No."}})
    assert set(made.accepted) == {"en", "fr"}


SCENARIOS = [(course, name) for course in COURSES for name in course.scenarios]


@pytest.mark.parametrize(
    ("course", "name"), SCENARIOS[:2], ids=[name for _c, name in SCENARIOS[:2]]
)
def test_a_shipped_scenario_is_the_same_after_it_was_shown_as_text(course: Course, name: str):
    held = course.scenarios[name]
    texts = {code: alone.written(text) for code, text in held.texts.items()}
    found = alone.scenario(name, alone.written(held.structure), texts, taught(course))
    assert found == (held.structure, dict(held.texts))


def test_mistakes_of_a_scenario_are_told_with_their_place():
    course, name = SCENARIOS[0]
    held = course.scenarios[name]
    source = course.outline.source
    words = {source: alone.written(held.texts[source])}
    with pytest.raises(BundleError, match=r"scenario\.toml: this is not valid TOML"):
        alone.scenario(name, "scenes = [", words, taught(course))
    lost = alone.written(held.structure).replace(f'start = "{held.structure.start}"', 'start = "x"')
    with pytest.raises(BundleError, match=r"start: no scene is called `x`"):
        alone.scenario(name, lost, words, taught(course))


def test_what_a_new_scenario_begins_as_can_be_played():
    structure = beginnings.structure("flood")
    table, _wrong = toml.read(structure, "")
    words = beginnings.words(Structure.model_validate(table))
    found, told = alone.scenario("flood", structure, {"fr": words}, alone.Taught("fr"))
    assert len(found.endings) == 3
    assert told["fr"].scenes.keys() == {scene.id for scene in found.scenes}
    assert beginnings.unwritten(words)
    assert not beginnings.unwritten(words.replace("…", "Oui"))
