"""Weighted means of intervals in which some parts may turn out not to apply at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm


@dataclass(frozen=True, slots=True)
class Interval:
    """What is sure (low: unknown counts as the lowest answer) and what may be (high)."""

    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a mean: its weight and interval, and whether it surely applies."""

    weight: Fraction | int
    low: Fraction
    high: Fraction
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of parts: its interval, and whether any of the parts surely applies."""

    low: Fraction
    high: Fraction
    sure: bool


def mean(parts: Iterable[Part]) -> Mean | None:
    """Give the weighted mean of parts, or None where there is none.

    A part that may not apply counts both ways: the low end leaves out those that would raise
    it, the high end those that would lower it. At least one part always counts.
    """
    sure: list[Part] = []
    unsure: list[Part] = []
    for part in parts:
        (sure if part.sure else unsure).append(part)
    if not sure and not unsure:
        return None
    whole = sum(part.weight for part in sure)
    low = _total((part.low, part.weight) for part in sure)
    high = _total((part.high, part.weight) for part in sure)
    if not unsure:
        return Mean(low / whole, high / whole, True)
    return Mean(
        _least(low, whole, [(part.low, part.weight) for part in unsure]),
        -_least(-high, whole, [(-part.high, part.weight) for part in unsure]),
        bool(sure),
    )


def _total(terms: Iterable[tuple[Fraction, Fraction | int]]) -> Fraction:
    """Add up values times weights over one denominator, for sums of fractions are slow."""
    ratios = [(*value.as_integer_ratio(), weight) for value, weight in terms]
    whole = lcm(*{below for _, below, _ in ratios})
    return Fraction(
        sum(above * (whole // below) * weight for above, below, weight in ratios), whole
    )


Terms = Sequence[tuple[Fraction, Fraction | int]]


def _least(sum_: Fraction, whole: Fraction | int, unsure: Terms) -> Fraction:
    """The least mean over every choice of the unsure terms: take them while they lower it."""
    for value, weight in sorted(unsure):
        if whole and value * whole >= sum_:
            break
        sum_ += weight * value
        whole += weight
    return sum_ / whole
