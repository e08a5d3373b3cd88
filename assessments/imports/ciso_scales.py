"""The scores of a CISO Assistant framework as scales, and its bands as stages."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from assessments.imports.ids import Ids
from assessments.imports.sources import Log, Source, Words

WIDEST = 10
"""A span of scores up to this has a level for every whole number; a wider one only those named."""
NOTHING = "Nothing in place"
UNNAMED = ("Not compliant", "Partially compliant", "Compliant")


@dataclass(frozen=True, slots=True)
class Level:
    """A score with its name, and what it means where that is told."""

    value: Fraction
    title: Words
    told: Words | None = None


def exact(value: Fraction) -> int | str:
    """Write a fraction as files do."""
    return value.numerator if value.denominator == 1 else str(value)


class Scales:
    """All scales of the framework: the same answers with the same values are one scale."""

    def __init__(self, framework: Source, ids: Ids, log: Log) -> None:
        self.ids, self.log = ids, log
        self.tables: list[dict[str, Any]] = []
        self._known: dict[object, str] = {}
        listed, self._others = _definitions(framework)
        self.least, self.most = _span(framework, Fraction(0), Fraction(100))
        self.levels = self._levels(framework, listed, self.least, self.most)
        self.all = self._from_zero()

    def model(self) -> dict[str, Any]:
        """The scale of the model, the name of the state below, and a stage for each level."""
        told: dict[str, Any] = {"scale": [one.title.text for one in self.all]}
        for number, one in enumerate(self.all):
            self.log.translate(f"model/scale.{number}", one.title)
        self.log.put(told, "below", self.all[0].title, "model/below")
        if self.all[0].told is not None:
            self.log.lost("the description of the lowest score has no place: no stage bears it")
        top, most = len(self.all) - 1, self.all[-1].value
        told["stages"] = [self._stage(one, one.value / most * top) for one in self.all[1:]]
        self.log.lost(
            "stages: the format has none; each score above the lowest became a stage that is "
            "reached when the mean reaches it"
        )
        return told

    def own(self) -> str | None:
        """The scale of a requirement that names none: that of the model, where it fits."""
        if [one.value for one in self.levels] == list(range(len(self.levels))):
            return None
        return self.named((one.title, one.value) for one in self.levels)

    def of(self, node: Source) -> str | None:
        """The scale of a requirement, by its own bounds and definitions where it has any."""
        keys = ("min_score", "max_score", "scores_definition", "scores_definition_ref")
        if all(node.table.get(key) is None for key in keys):
            return self.own()
        listed, _ = _definitions(node)
        if (name := node.text("scores_definition_ref")) is not None:
            if name not in self._others:
                node.wrong("scores_definition_ref", f"there is no such definition {name}")
            listed = listed or self._others.get(name, [])
        least, most = _span(node, self.least, self.most)
        levels = self._levels(node, listed, least, most)
        return self.named((one.title, one.value) for one in levels)

    def named(self, answers: Iterable[tuple[Words, Fraction]]) -> str:
        """The id of the scale of these answers, which is made unless there is one like it."""
        found = list(answers)
        key = tuple((w.text, tuple(sorted(w.others.items())), value) for w, value in found)
        if key not in self._known:
            name = self.ids.make("scale-" + "-".join(words.text for words, _ in found))
            self._known[key] = name
            told = [{"title": words.text, "value": exact(value)} for words, value in found]
            self.tables.append({"id": name, "answers": told})
            for number, (words, _) in enumerate(found):
                self.log.translate(f"{name}/answers.{number}", words)
        return self._known[key]

    def top(self, scale: str | None) -> int:
        """The number of the highest answer of a scale."""
        if scale is None:
            return len(self.all) - 1
        return next(len(one["answers"]) - 1 for one in self.tables if one["id"] == scale)

    def _from_zero(self) -> list[Level]:
        """Put a level of nothing before the lowest, where scores begin above 0."""
        if self.levels[0].value == 0:
            return self.levels
        self.log.lost(f"scores begin at {self.least}: the name of the state below is {NOTHING}")
        return [Level(Fraction(0), Words(NOTHING)), *self.levels]

    def _stage(self, level: Level, at_least: Fraction) -> dict[str, Any]:
        name = self.ids.make(level.title.text, fallback="stage")
        told: dict[str, Any] = {"id": name, "at_least": exact(at_least)}
        self.log.put(told, "title", level.title, f"{name}/title")
        self.log.put(told, "summary", level.told or level.title, f"{name}/summary")
        return told

    def _levels(
        self, owner: Source, listed: list[Source], least: Fraction, most: Fraction
    ) -> list[Level]:
        """The levels from the least to the most; without names and with a wide span, three."""
        found: dict[Fraction, Level] = {}
        for one in listed:
            value = one.number("score")
            if value is None or not least <= value <= most:
                one.wrong("score", f"expected a number from {least} to {most}")
                continue
            if value in found:
                one.wrong("score", f"the score {value} stands there twice")
            title = one.words("name") or Words(str(value))
            found[value] = Level(value, title, one.words("description"))
        if most - least <= WIDEST:
            for number in range(ceil(least), int(most) + 1):
                found.setdefault(Fraction(number), Level(Fraction(number), Words(f"{number}")))
        if len(found) < 2:
            self.log.lost(
                f"scores from {least} to {most} without names became three levels of our own, in "
                f"English: {', '.join(UNNAMED)}",
                owner.place,
            )
            return [Level(Fraction(n), Words(title)) for n, title in enumerate(UNNAMED)]
        levels = [found[value] for value in sorted(found)]
        if levels[0].value < 0:
            owner.wrong("min_score", "expected 0 or more")
        return levels


def _definitions(owner: Source) -> tuple[list[Source], dict[str, list[Source]]]:
    """The scores that a framework or a requirement names, and those kept for requirements."""
    if not isinstance(owner.table.get("scores_definition"), dict):
        return owner.tables("scores_definition", "score"), {}
    told = owner.table_of("scores_definition", "definition of scores")
    others = told.table_of("alternatives", "definition of scores")
    named = {str(name): others.tables(name, "score") for name in others.table}
    return told.tables("scale", "score"), named


def _span(owner: Source, least: Fraction, most: Fraction) -> tuple[Fraction, Fraction]:
    low, high = owner.number("min_score"), owner.number("max_score")
    low, high = least if low is None else low, most if high is None else high
    if not 0 <= low < high:
        owner.wrong("max_score", f"expected more than the least score {low}, found {high}")
        return Fraction(0), Fraction(1)
    return low, high
