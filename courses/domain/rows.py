"""What an author fills into the rows of a form becomes a question, and a question becomes rows.

Ids hold a question together over its versions and languages, and authors never see them: a row
that stays keeps its id, a new one gets an id that no version of the question ever used.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from string import ascii_lowercase
from typing import Any

Row = Mapping[str, Any]
Filled = Mapping[str, Any]
Tables = tuple[dict[str, Any], dict[str, Any]]
TRUE_FALSE = ("true", "false")
CHOICES = ("single", "multiple", "true-false")


class Ids:
    """Ids for new rows: a letter, then a letter and a number; never one of `used`."""

    def __init__(self, used: Iterable[str]) -> None:
        self.used = set(used)

    def new(self) -> str:
        """An id that was never used."""
        rounds = ((letter, number) for number in count(1) for letter in ascii_lowercase)
        names = (letter if number == 1 else f"{letter}{number}" for letter, number in rounds)
        found = next(name for name in names if name not in self.used)
        self.used.add(found)
        return found

    def of(self, row: Row) -> str:
        """The id of a row, a new one where it has none."""
        return str(row.get("id") or "") or self.new()


class Partners:
    """What can be chosen, each text once: typed anew, it is another one unless only its words
    were mended. `known` are those that there were, in their order, by id."""

    def __init__(self, known: Mapping[str, str], rows: Sequence[Row], ids: Ids) -> None:
        self.known, self.ids = dict(known), ids
        self.texts: dict[str, str] = {}
        self.kept = {row["was"] for row in rows if known.get(row.get("was", "")) == row["text"]}
        self.mended: set[str] = set()

    def take(self, text: str, was: str = "") -> str:
        """The id of a text; `was` is the one that stood in its place."""
        name = self._found(text, was)
        self.texts[name] = text
        return name

    def _found(self, text: str, was: str) -> str:
        if was and self.known.get(was) == text:
            return was
        for name, one in self.texts.items():
            if one == text:
                return name
        for name, one in self.known.items():
            if one == text and name not in self.texts:
                return name
        if was in self.known and was not in self.kept and was not in self.mended:
            self.mended.add(was)
            return was
        return self.ids.new()

    def ordered(self) -> dict[str, str]:
        """All of them: those that there were in their order, then the new ones."""
        names = [name for name in self.known if name in self.texts]
        names += [name for name in self.texts if name not in names]
        return {name: self.texts[name] for name in names}


def composed(filled: Filled, known: Mapping[str, str], used: Iterable[str]) -> Tables:
    """The structure and the words that a form says.

    `known` are the texts of the choices of the version that was edited, by id in their order;
    `used` every id that any version of the question ever had.
    """
    kind = filled["kind"]
    structure = {name: filled.get(name) for name in ("kind", "objective", "difficulty")}
    structure |= {name: filled[name] for name in ("see", "bank") if filled.get(name)}
    words = {"prompt": filled.get("prompt")}
    words |= {"hint": filled["hint"]} if filled.get("hint") else {}
    make = _MAKERS.get(kind, _choice)
    more, said = make(filled, Ids({*used, *known}), known)
    return {**structure, **more}, {**words, **said}


def _choice(filled: Filled, ids: Ids, known: Mapping[str, str]) -> Tables:
    rows = [(ids.of(row), row) for row in filled["rows"]]
    told = {name: {"text": row.get("text"), "feedback": row.get("feedback")} for name, row in rows}
    correct = [name for name, row in rows if row.get("correct")]
    return {"options": [name for name, _row in rows], "correct": correct}, {"options": told}


def _matching(filled: Filled, ids: Ids, known: Mapping[str, str]) -> Tables:
    rows, others = filled["rows"], filled.get("others", ())
    typed = [{"was": row.get("was", ""), "text": row.get("partner", "")} for row in rows]
    partners = Partners(known, typed, ids)
    pairs, slots = {}, {}
    for row, one in zip(rows, typed, strict=True):
        name = ids.of(row)
        pairs[name] = partners.take(one["text"], one["was"])
        slots[name] = {"text": row.get("text"), "feedback": row.get("feedback")}
    for text in others:
        partners.take(text)
    choices = partners.ordered()
    return {"choices": list(choices), "pairs": pairs}, {"slots": slots, "choices": choices}


def _ordering(filled: Filled, ids: Ids, known: Mapping[str, str]) -> Tables:
    last = len(filled["rows"]) + 1
    rows = sorted(filled["rows"], key=lambda row: row.get("place") or last)
    named = [(ids.of(row), row) for row in rows]
    slots = {
        name: {"text": row.get("text"), "feedback": row.get("feedback")} for name, row in named
    }
    return {"order": list(slots)}, {"slots": slots}


def _cloze(filled: Filled, ids: Ids, known: Mapping[str, str]) -> Tables:
    typed = [{"was": row.get("was", ""), "text": row.get("right") or ""} for row in filled["rows"]]
    partners = Partners(known, typed, ids)
    gaps, slots = {}, {}
    for row, one in zip(filled["rows"], typed, strict=True):
        right = partners.take(one["text"], one["was"])
        wrong = [partners.take(text) for text in row.get("wrong", ())]
        gaps[row["id"]] = {"options": _kept_order(row, [right, *wrong]), "correct": right}
        slots[row["id"]] = {"feedback": row.get("feedback")}
    words = {"text": filled.get("text"), "slots": slots, "choices": partners.ordered()}
    return {"gaps": gaps}, words


def _kept_order(row: Row, names: Sequence[str]) -> list[str]:
    """The words of a gap in the order in which they stood; learners see them mixed."""
    before = [name for name in row.get("before", ()) if name in names]
    return [*before, *(name for name in dict.fromkeys(names) if name not in before)]


def _numeric(filled: Filled, ids: Ids, known: Mapping[str, str]) -> Tables:
    named = [(ids.of(row), row) for row in filled.get("rows", ())]
    structure = {"answer": filled.get("answer"), "tolerance": filled.get("tolerance") or "0"}
    words: dict[str, Any] = {"feedback": _verdicts(filled)}
    if named:
        structure["units"] = {name: row.get("factor") for name, row in named}
        words["units"] = {name: row.get("text") for name, row in named}
    return structure, words


def _short(filled: Filled, ids: Ids, known: Mapping[str, str]) -> Tables:
    accepted = {code: list(lines) for code, lines in filled.get("accepted", {}).items() if lines}
    return {"accepted": accepted}, {"feedback": _verdicts(filled)}


def _essay(filled: Filled, ids: Ids, known: Mapping[str, str]) -> Tables:
    named = [(ids.of(row), row) for row in filled["rows"]]
    rubric = [{"id": name, "points": row.get("points")} for name, row in named]
    return {"rubric": rubric}, {"criteria": {name: row.get("text") for name, row in named}}


def _verdicts(filled: Filled) -> dict[str, Any]:
    return {"right": filled.get("right"), "wrong": filled.get("wrong")}


_MAKERS: Mapping[str, Callable[[Filled, Ids, Mapping[str, str]], Tables]] = {
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "numeric": _numeric,
    "short": _short,
    "essay": _essay,
}


def filled(structure: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    """What a form shows of a question. Promise: `composed` of it gives the question again."""
    found = {name: structure[name] for name in ("kind", "objective", "difficulty")}
    found |= {name: structure.get(name) or "" for name in ("see", "bank")}
    found |= {name: words.get(name) or "" for name in ("prompt", "hint", "text")}
    found |= {name: (words.get("feedback") or {}).get(name, "") for name in ("right", "wrong")}
    for name in ("answer", "tolerance", "accepted"):
        if name in structure:
            found[name] = structure[name]
    found["rows"] = list(_rows(structure, words))
    if structure["kind"] == "matching":
        served = set(structure["pairs"].values())
        told = words["choices"]
        found["others"] = [told[name] for name in structure["choices"] if name not in served]
    return found


def _rows(structure: Mapping[str, Any], words: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    slots, choices = words.get("slots", {}), words.get("choices", {})
    match structure["kind"]:
        case "matching":
            for name, partner in structure["pairs"].items():
                yield {"id": name, **slots[name], "was": partner, "partner": choices[partner]}
        case "ordering":
            for place, name in enumerate(structure["order"], start=1):
                yield {"id": name, **slots[name], "place": place}
        case "cloze":
            for name, gap in structure["gaps"].items():
                right = gap["correct"]
                wrong = [choices[one] for one in gap["options"] if one != right]
                row = {"id": name, "was": right, "right": choices[right], "wrong": wrong}
                yield {**row, "before": list(gap["options"]), "feedback": slots[name]["feedback"]}
        case "numeric":
            for name, factor in structure.get("units", {}).items():
                yield {"id": name, "factor": factor, "text": words["units"][name]}
        case "essay":
            for one in structure["rubric"]:
                yield {**one, "text": words["criteria"][one["id"]]}
        case kind if kind in CHOICES:
            for name in structure["options"]:
                told = words["options"][name]
                yield {"id": name, **told, "correct": name in structure["correct"]}


def ids(structure: Mapping[str, Any]) -> set[str]:
    """Every id that a version of a question holds, so that none is used for something else."""
    found = {*structure.get("options", ()), *structure.get("choices", ())}
    found |= {*structure.get("pairs", {}), *structure.get("order", ()), *structure.get("units", {})}
    found |= {one["id"] for one in structure.get("rubric", ())}
    for gap in structure.get("gaps", {}).values():
        found |= set(gap["options"])
    return found
