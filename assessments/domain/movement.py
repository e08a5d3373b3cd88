"""Two scorecards side by side: what rose, fell, became clearer or less clear, node by node."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assessments.domain.scorecard import DimensionScore, Scorecard

Direction = Literal["same", "rose", "fell", "narrowed", "widened", "appeared", "vanished"]

Ends = tuple[Fraction | int, Fraction | int]
"""The low and the high end of a range."""


@dataclass(frozen=True, slots=True)
class NodeMove:
    """One node before and after; None where it does not exist on that side."""

    id: str
    before: DimensionScore | None
    after: DimensionScore | None

    @property
    def score(self) -> Direction:
        """Which way the score went, as a share of the most that can be reached."""
        return direction(_shares(self.before), _shares(self.after))

    @property
    def stage(self) -> Direction:
        """Which way the stage went."""
        return direction(_stages(self.before), _stages(self.after))

    @property
    def moved(self) -> bool:
        """Tell whether the score or the stage is another."""
        return self.score != "same" or self.stage != "same"


def nodes(before: Scorecard, after: Scorecard) -> tuple[NodeMove, ...]:
    """Set the nodes of two scorecards side by side, the whole first."""
    return paired(by_id(before), by_id(after))


def by_id(card: Scorecard) -> dict[str, DimensionScore]:
    """Give the whole and every node of a scorecard by its id, each before its factors."""
    return {node.id: node for node in card.whole.nodes()}


def paired(
    before: Mapping[str, DimensionScore], after: Mapping[str, DimensionScore]
) -> tuple[NodeMove, ...]:
    """Set nodes side by side: those of `after` in their order, then those that only were before."""
    names = [*after, *(name for name in before if name not in after)]
    return tuple(NodeMove(name, before.get(name), after.get(name)) for name in names)


def direction(before: Ends | None, after: Ends | None) -> Direction:
    """Tell which way a range went.

    It rose where both ends are higher, and fell where both are lower. Where one end stays, what
    changed is how much is known: it narrowed where the ends came closer, and widened where they
    went apart.
    """
    if before == after:
        return "same"
    if before is None:
        return "appeared"
    if after is None:
        return "vanished"
    low, high = after[0] - before[0], after[1] - before[1]
    if low > 0 and high > 0:
        return "rose"
    if low < 0 and high < 0:
        return "fell"
    return "narrowed" if low >= 0 >= high else "widened"


def _shares(node: DimensionScore | None) -> Ends | None:
    if node is None or node.score is None:
        return None
    return node.score.low / node.top, node.score.high / node.top


def _stages(node: DimensionScore | None) -> Ends | None:
    return None if node is None or node.score is None else (node.stage.low, node.stage.high)
