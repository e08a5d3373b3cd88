"""The rules of scoring written a second time, for answers that are all known: no intervals."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from assessments.domain.applying import NOT_APPLICABLE, Answers
from assessments.domain.conditions import Condition
from assessments.domain.framework import Dimension, Gate, Indicator, MaturityModel, Stage

Share = Fraction | None
Weighed = list[tuple[Fraction, Fraction]]


def average(terms: Iterable[tuple[Fraction, Fraction]]) -> Share:
    """The mean of values with weights, None of nothing."""
    listed = list(terms)
    whole = sum(weight for weight, _ in listed)
    return sum((w * v for w, v in listed), Fraction(0)) / whole if listed else None


class Hand:
    """One model with answers that are levels or not applicable, none of them missing."""

    def __init__(self, model: MaturityModel, answers: Answers) -> None:
        self.model, self.answers = model, answers

    def asked(self, one: Indicator) -> bool:
        depends = one.depends_on
        if depends is None:
            return True
        some = not depends.any or any(self.met(condition) for condition in depends.any)
        return some and all(self.met(condition) for condition in depends.all)

    def met(self, condition: Condition) -> bool:
        given = self.answers[condition.indicator]
        asked = self.asked(self.model.indicator(condition.indicator))
        return asked and isinstance(given, int) and condition.holds_at(given)

    def leaf(self, one: Indicator) -> Share:
        """The share of an indicator in its own top, None where it does not count."""
        given = self.answers[one.id]
        if given == NOT_APPLICABLE and self.model.not_applicable == "at-target":
            given = self.model.targets[0].minimum.get(one.id, NOT_APPLICABLE)
        if not self.asked(one) or given == NOT_APPLICABLE:
            return None
        values = self.model.levels_of(one.id).values
        return values[int(given)] / values[-1]

    def terms(self, gate: Gate, own: Iterable[Indicator], factors: Iterable[Dimension]) -> Weighed:
        found: Weighed = []
        streams: dict[str, Weighed] = {}
        for one in own:
            if (share := self.leaf(one)) is not None:
                points = self.model.levels_of(one.id).values[-1] if gate == "points" else 1
                into = streams.setdefault(one.stage or "", []) if gate == "mean_sum" else found
                into.append((Fraction(one.weight * points), share))
        found += [(Fraction(1), average(stream) or Fraction(0)) for stream in streams.values()]
        flat = gate == "points" or (self.model.mean == "flat" and gate != "mean_sum")
        for factor in factors:
            if flat and (factor.gate or gate) == gate:
                found += self.terms(gate, factor.indicators, factor.factors)
            elif (share := self.share(factor, gate)) is not None:
                found.append((Fraction(factor.weight), share))
        return found

    def share(self, node: Dimension, above: Gate) -> Share:
        """The share of a node in the top of its gate."""
        return average(self.terms(node.gate or above, node.indicators, node.factors))

    def stage(self, gate: Gate, own: Iterable[Indicator], factors: Iterable[Dimension]) -> int:
        """How many stages a node has reached without a gap."""
        own, factors = tuple(own), tuple(factors)
        share = average(self.terms(gate, own, factors))
        count = 0
        for stage in self.model.stages if share is not None else ():
            if gate in ("mean", "mean_sum", "points"):
                tops = {"mean_sum": len(self.model.stages), "points": 1}
                reached = share >= stage.at_least / tops.get(self.model.gate, self.model.top)
            else:
                reached = self.reaches(stage, gate, own, factors)
            if not reached:
                break
            count += 1
        return count

    def reaches(
        self, stage: Stage, gate: Gate, own: Iterable[Indicator], factors: Iterable[Dimension]
    ) -> bool:
        """Tell whether a node meets a stage that goes by indicators."""
        for one in own:
            given = self.answers[one.id]
            if self.asked(one) and given != NOT_APPLICABLE:
                if gate == "profile" and given < stage.minimum[one.id]:
                    return False
                met_from = self.model.levels_of(one.id).met_from
                if gate == "cumulative" and one.stage == stage.id and given < met_from:
                    return False
        for factor in factors:
            own_gate = factor.gate or gate
            if own_gate == gate:
                met = self.reaches(stage, gate, factor.indicators, factor.factors)
            else:
                number = self.model.stage_number(stage.id)
                met = self.stage(own_gate, factor.indicators, factor.factors) >= number
                met = met or self.share(factor, gate) is None
            if not met:
                return False
        return True

    def nodes(self) -> Mapping[str, tuple[Share, int]]:
        """The share and the stage of every node by its id."""
        whole = self.model.gate, (), self.model.dimensions
        found = {"model": (average(self.terms(*whole)), self.stage(*whole))}
        for node in self.model.nodes():
            parts = self.model.gate_of(node.id), node.indicators, node.factors
            found[node.id] = average(self.terms(*parts)), self.stage(*parts)
        return found
