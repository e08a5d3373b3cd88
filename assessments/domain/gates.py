"""What the gates are: which go by bands of the score, which by stages, and how far each reaches."""

from fractions import Fraction

from assessments.domain.framework import Gate, MaturityModel

BANDED: frozenset[Gate] = frozenset({"mean", "mean_sum", "points"})
"""A stage is a band of the score."""

STAGED: frozenset[Gate] = frozenset({"cumulative", "mean_sum"})
"""Every indicator belongs to a stage."""


def gate_top(model: MaturityModel, gate: Gate) -> Fraction:
    """The highest score of a gate: the top level, the number of stages, or for points 1."""
    if gate == "mean_sum":
        return Fraction(len(model.stages))
    return Fraction(1) if gate == "points" else Fraction(model.top)


def band(model: MaturityModel, gate: Gate, number: int) -> Fraction:
    """Where a stage begins, counted from 1, in the score of a gate.

    The model names it in the score of its own gate; a node of another gate has it in proportion.
    """
    least = model.stages[number - 1].at_least or Fraction(0)
    return least * gate_top(model, gate) / gate_top(model, model.gate)
