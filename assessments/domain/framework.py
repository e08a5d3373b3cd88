"""A maturity framework as frozen values: nodes, indicators, scales, stages, targets and rules."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal

from assessments.domain import rings
from assessments.domain.conditions import Condition, DependsOn
from assessments.domain.shape import Exact, Id, Truth, Value, Whole, Words

MODEL = "model"

Gate = Literal["mean", "profile", "cumulative", "mean_sum", "points"]
GATES: tuple[Gate, ...] = ("mean", "profile", "cumulative", "mean_sum", "points")
Relation = Literal["equal", "subset", "superset", "intersects"]


class Reference(Value):
    """The id of something comparable in another framework, and how the two relate.

    `subset`: this indicator covers a part of the other; `superset`: it covers more than it.
    Without a relation the reference only points, and suggests nothing.
    """

    framework: Words
    id: Words
    relation: Relation | None = None


class Option(Value):
    """One answer of a named set, and its value; values never fall from one to the next."""

    title: Words
    value: Exact


class Scale(Value):
    """A named set of answers. From the answer `met_from` on an indicator counts as met."""

    id: Id
    title: Words | None = None
    answers: tuple[Option, ...]
    met_from: Whole | None = None


class Indicator(Value):
    """One question, and what a visitor would see at each level of it.

    `scale` names a set of answers of its own; without one the levels are those of the model.
    `stage` is what it belongs to under the gates `cumulative` and `mean_sum`.
    """

    id: Id
    title: Words
    question: Words
    why: Words | None = None
    levels: tuple[Words, ...] = ()
    evidence: tuple[Words, ...] = ()
    weight: Whole = 1
    core: Truth = False
    scale: Id | None = None
    stage: Id | None = None
    depends_on: DependsOn | None = None
    references: tuple[Reference, ...] = ()


class Dimension(Value):
    """A node of the tree: indicators, and factors below it, scored and shown together."""

    id: Id
    title: Words
    summary: Words | None = None
    weight: Whole = 1
    gate: Gate | None = None
    indicators: tuple[Indicator, ...] = ()
    factors: tuple["Dimension", ...] = ()

    def every(self) -> Iterator[Indicator]:
        """All indicators at and below this node, in the order in which they are asked."""
        yield from self.indicators
        for factor in self.factors:
            yield from factor.every()

    def nodes(self) -> Iterator["Dimension"]:
        """This node and all below it, each before its factors."""
        yield self
        for factor in self.factors:
            yield from factor.nodes()


class Stage(Value):
    """A stage of the whole model: a vector of least levels (profile), or a least score."""

    id: Id
    title: Words
    summary: Words
    minimum: Mapping[Id, Whole] = {}
    at_least: Exact | None = None


class Target(Value):
    """A named profile to aim at: a level for each indicator that it speaks of."""

    id: Id
    title: Words
    summary: Words | None = None
    minimum: Mapping[Id, Whole]


class Contradiction(Value):
    """Conditions that cannot all be true together; shown as a warning, never counted."""

    id: Id
    text: Words
    all: tuple[Condition, ...]


class Move(Value):
    """Indicators of the former version and what became of them: renamed, split or merged.

    `levels` gives for each old level the new one; without it levels keep their number.
    """

    old: tuple[Id, ...]
    new: tuple[Id, ...]
    levels: tuple[Whole, ...] = ()


class Migration(Value):
    """How answers to an older version carry over. What is not named keeps its id."""

    version: Whole
    moves: tuple[Move, ...] = ()
    dropped: tuple[Id, ...] = ()


class Levels(Value):
    """The answers of one indicator: their values in order, and from which on it is met."""

    values: tuple[Exact, ...]
    met_from: Whole

    @property
    def top(self) -> int:
        """The number of the highest answer."""
        return len(self.values) - 1

    @property
    def most(self) -> Fraction | int:
        """The value of the highest answer, as an integer where it is one."""
        most = self.values[-1]
        return most.numerator if most.denominator == 1 else most

    @cached_property
    def shares(self) -> tuple[Fraction, ...]:
        """Each value as a share of the highest."""
        return tuple(value / self.values[-1] for value in self.values)


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
    gate: Gate
    mean: Literal["nested", "flat"] = "nested"
    not_applicable: Literal["excluded", "at-target"] = "excluded"
    scale: tuple[Words, ...]
    met_from: Whole | None = None
    scales: tuple[Scale, ...] = ()
    below: Words
    stages: tuple[Stage, ...]
    targets: tuple[Target, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    migrations: tuple[Migration, ...] = ()
    dimensions: tuple[Dimension, ...]

    @property
    def top(self) -> int:
        """The highest level of the scale."""
        return len(self.scale) - 1

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {one.id: one for dimension in self.dimensions for one in dimension.every()}

    @cached_property
    def _dimensions(self) -> dict[str, Dimension]:
        return {one.id: dimension for dimension in self.dimensions for one in dimension.every()}

    @cached_property
    def _gates(self) -> dict[str, Gate]:
        return dict(_governed(self.dimensions, self.gate))

    @cached_property
    def conditioned(self) -> tuple[Indicator, ...]:
        """The indicators that are asked under a condition, each after all that its own names."""
        found = {one.id: one.depends_on for one in self.indicators() if one.depends_on}
        needs = {
            name: {condition.indicator for condition in one.conditions()}
            for name, one in found.items()
        }
        return tuple(self._indicators[name] for name in rings.in_order(needs))

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The indicators whose answers decide whether others are asked."""
        return frozenset(
            condition.indicator
            for one in self.conditioned
            if one.depends_on
            for condition in one.depends_on.conditions()
        )

    @cached_property
    def _levels(self) -> dict[str | None, Levels]:
        values = tuple(Fraction(level) for level in range(self.top + 1))
        own = self.top if self.met_from is None else self.met_from
        found: dict[str | None, Levels] = {None: Levels(values=values, met_from=own)}
        for scale in self.scales:
            last = len(scale.answers) - 1
            met = last if scale.met_from is None else scale.met_from
            values = tuple(one.value for one in scale.answers)
            found[scale.id] = Levels(values=values, met_from=met)
        return found

    def indicators(self) -> Iterator[Indicator]:
        """All indicators, in the order in which they are asked."""
        for dimension in self.dimensions:
            yield from dimension.every()

    def nodes(self) -> Iterator[Dimension]:
        """All nodes, each before its factors."""
        for dimension in self.dimensions:
            yield from dimension.nodes()

    def dimension_of(self, indicator: str) -> Dimension:
        """The dimension at the top, above an indicator; KeyError if there is no such indicator."""
        return self._dimensions[indicator]

    def indicator(self, indicator: str) -> Indicator:
        """The indicator of that id; KeyError if there is none."""
        return self._indicators[indicator]

    def has(self, indicator: str) -> bool:
        """Tell whether there is an indicator of that id."""
        return indicator in self._indicators

    def gate_of(self, name: str) -> Gate:
        """The gate that governs a node or an indicator; KeyError if there is none of that id."""
        return self._gates[name]

    def levels_of(self, indicator: str) -> Levels:
        """The answers of an indicator; KeyError if there is no such indicator or scale."""
        return self._levels[self._indicators[indicator].scale]

    def top_of(self, indicator: str) -> int:
        """The highest answer of an indicator; that of the model where its scale is not known."""
        found = self._levels.get(self._indicators[indicator].scale)
        return self.top if found is None else found.top

    def level_paths(self, indicator: str) -> tuple[str, ...]:
        """Say under which paths the texts of the answers to an indicator are found."""
        one = self.indicator(indicator)
        count = range(self.levels_of(indicator).top + 1)
        if one.levels:
            return tuple(f"{one.id}/levels.{level}" for level in count)
        if one.scale is not None:
            return tuple(f"{one.scale}/answers.{level}" for level in count)
        return tuple(f"{MODEL}/scale.{level}" for level in count)

    def stage_number(self, stage: str) -> int:
        """The place of a stage, from 1; KeyError if there is no such stage."""
        for number, one in enumerate(self.stages, start=1):
            if one.id == stage:
                return number
        raise KeyError(stage)


def _governed(nodes: tuple[Dimension, ...], gate: Gate) -> Iterator[tuple[str, Gate]]:
    """Each node and indicator with the gate of the nearest node that names one."""
    for node in nodes:
        own = node.gate or gate
        yield node.id, own
        yield from ((one.id, own) for one in node.indicators)
        yield from _governed(node.factors, own)
