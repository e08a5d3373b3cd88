"""A maturity model as frozen values: parse() answers for its shape, problems() for its sense."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Literal

from assessments.domain.shape import Exact, Id, ShapeError, Truth, Value, Whole, Words, read

MODEL = "model"

__all__ = [
    "MODEL",
    "Dimension",
    "Indicator",
    "MaturityModel",
    "Reference",
    "ShapeError",
    "Stage",
    "parse",
    "problems",
]


class Reference(Value):
    """The id of something comparable in another framework; never its text."""

    framework: Words
    id: Words


class Indicator(Value):
    """One question, and what a visitor would see at each level of it."""

    id: Id
    title: Words
    question: Words
    why: Words
    levels: tuple[Words, ...]
    evidence: tuple[Words, ...] = ()
    weight: Whole = 1
    core: Truth = False
    references: tuple[Reference, ...] = ()


class Dimension(Value):
    """Indicators that are asked, scored and shown together."""

    id: Id
    title: Words
    summary: Words
    weight: Whole = 1
    indicators: tuple[Indicator, ...]


class Stage(Value):
    """A stage of the whole model: a vector of least levels (profile) or a least score (mean)."""

    id: Id
    title: Words
    summary: Words
    minimum: Mapping[Id, Whole] = {}
    at_least: Exact | None = None


class MaturityModel(Value):
    """A published version of a model. Stages rise; stage 0 is the state `below` the first.

    The models that it `replaces` are read on for what was signed on them, but offered no more.
    """

    id: Id
    version: Whole
    title: Words
    summary: Words
    notice: Words
    source_language: Words
    demonstration: Truth = False
    replaces: tuple[Id, ...] = ()
    gate: Literal["mean", "profile"]
    scale: tuple[Words, ...]
    below: Words
    stages: tuple[Stage, ...]
    dimensions: tuple[Dimension, ...]

    @property
    def top(self) -> int:
        """The highest level of the scale."""
        return len(self.scale) - 1

    def indicators(self) -> Iterator[Indicator]:
        """All indicators, in the order in which they are asked."""
        for dimension in self.dimensions:
            yield from dimension.indicators

    def dimension_of(self, indicator: str) -> Dimension:
        """The dimension of an indicator; KeyError if there is no such indicator."""
        for dimension in self.dimensions:
            if any(one.id == indicator for one in dimension.indicators):
                return dimension
        raise KeyError(indicator)

    def indicator(self, indicator: str) -> Indicator:
        """The indicator of that id; KeyError if there is none."""
        for one in self.indicators():
            if one.id == indicator:
                return one
        raise KeyError(indicator)

    def stage_number(self, stage: str) -> int:
        """The place of a stage, from 1; KeyError if there is no such stage."""
        for number, one in enumerate(self.stages, start=1):
            if one.id == stage:
                return number
        raise KeyError(stage)


def parse(mapping: Mapping[str, Any]) -> MaturityModel:
    """Make a model of what a TOML file held, or raise ShapeError with every problem at once.

    >>> parse({"id": "x"})                                          # doctest: +SKIP
    ShapeError: version: is missing ...
    """
    return read(MaturityModel, mapping, more=_level_counts(mapping))


def _level_counts(mapping: Mapping[str, Any]) -> list[str]:
    """Count the levels of every indicator in the raw mapping, whatever else is wrong with it."""
    scale = mapping.get("scale")
    if not isinstance(scale, list) or not scale:
        return []
    found = []
    for d, dimension in enumerate(_tables(mapping.get("dimensions"))):
        for i, indicator in enumerate(_tables(dimension.get("indicators"))):
            levels = indicator.get("levels")
            if isinstance(levels, list) and len(levels) != len(scale):
                found.append(
                    f"dimensions[{d}].indicators[{i}].levels: "
                    f"expected {len(scale)}, found {len(levels)}"
                )
    return found


def _tables(value: object) -> list[Mapping[str, Any]]:
    """The list of tables, or for anything else an empty one; other places are told by the shape."""
    if not isinstance(value, list):
        return []
    return [one if isinstance(one, Mapping) else {} for one in value]


def problems(model: MaturityModel) -> list[str]:
    """Tell what makes no sense in a well-shaped model, a sentence each with its path."""
    return [
        *_repeated_ids(model),
        *_weights(model),
        *_sizes(model),
        *(_profile_problems(model) if model.gate == "profile" else _mean_problems(model)),
    ]


def _repeated_ids(model: MaturityModel) -> Iterator[str]:
    """Dimensions, indicators and stages share one space of ids: texts are found by id alone."""
    uses = Counter([MODEL])
    uses.update(one.id for one in model.dimensions)
    uses.update(one.id for one in model.indicators())
    uses.update(one.id for one in model.stages)
    for name, times in uses.items():
        if times > 1:
            what = "is kept for the model itself" if name == MODEL else f"is used {times} times"
            yield f"ids: {name} {what}; dimensions, indicators and stages share one space of ids"


def _weights(model: MaturityModel) -> Iterator[str]:
    for d, dimension in enumerate(model.dimensions):
        if dimension.weight < 1:
            yield f"dimensions[{d}].weight: expected 1 or more, found {dimension.weight}"
        for i, one in enumerate(dimension.indicators):
            if one.weight < 1:
                path = f"dimensions[{d}].indicators[{i}].weight"
                yield f"{path}: expected 1 or more, found {one.weight}"


def _sizes(model: MaturityModel) -> Iterator[str]:
    if model.version < 1:
        yield f"version: expected 1 or more, found {model.version}"
    if len(model.scale) < 2:
        yield f"scale: expected two levels or more, found {len(model.scale)}"
    if not model.stages:
        yield "stages: expected one or more, found none"
    if not model.dimensions:
        yield "dimensions: expected one or more, found none"
    for d, dimension in enumerate(model.dimensions):
        if not dimension.indicators:
            yield f"dimensions[{d}].indicators: expected one or more, found none"


def _profile_problems(model: MaturityModel) -> Iterator[str]:
    known = [one.id for one in model.indicators()]
    before: Mapping[str, int] = {}
    for s, stage in enumerate(model.stages):
        path = f"stages[{s}]"
        if stage.at_least is not None:
            yield f"{path}.at_least: a stage of the gate profile has a minimum, not a score"
        for name, level in stage.minimum.items():
            if name not in known:
                yield f"{path}.minimum.{name}: there is no such indicator"
            elif not 0 <= level <= model.top:
                yield f"{path}.minimum.{name}: expected 0 to {model.top}, found {level}"
        for name in known:
            if name not in stage.minimum:
                yield f"{path}.minimum.{name}: is missing; write 0 where nothing is asked"
            elif stage.minimum[name] < before.get(name, 0):
                yield f"{path}.minimum.{name}: falls from {before[name]} to {stage.minimum[name]}"
        if s and all(stage.minimum.get(name) == before.get(name) for name in known):
            yield f"{path}.minimum: asks for no more than the stage before it"
        before = stage.minimum


def _mean_problems(model: MaturityModel) -> Iterator[str]:
    before = Fraction(0)
    for s, stage in enumerate(model.stages):
        path = f"stages[{s}]"
        if stage.minimum:
            yield f"{path}.minimum: a stage of the gate mean has a score in at_least, not a minimum"
        if stage.at_least is None:
            yield f"{path}.at_least: is missing"
            continue
        if not before < stage.at_least <= model.top:
            yield (
                f"{path}.at_least: expected more than {before} and at most {model.top}, "
                f"found {stage.at_least}"
            )
        before = stage.at_least
