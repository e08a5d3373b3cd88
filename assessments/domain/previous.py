"""The result of a plan before in, the dates that a new plan may keep out."""

from collections.abc import Mapping
from typing import Any

from assessments.domain import canonical, quarters
from assessments.domain.constraints import RESERVED_SOURCES, Constraints
from assessments.domain.schedule import Kept


def read(result: Mapping[str, Any], limits: Constraints) -> dict[str, Kept]:
    """Read the dates of a stored plan, counted from the start of a new one.

    What was begun before the new start has no date to keep. A result that an older engine wrote
    without funding keeps its dates, and windows are asked anew. Where the locks are not the same,
    or count from another start, none is kept: what is locked comes before what was planned.
    """
    start = limits.start
    if canonical.plain(limits.locks) != result.get("locks", {}):
        return {}
    if limits.locks and str(start) != result["start"]:
        return {}
    worked = {
        one["id"]: tuple(quarters.parse(name).minus(start) for name in one["quarters"])
        for one in result["actions"]
    }
    return {
        one["id"]: Kept(
            quarters=worked[one["id"]],
            split=_split(one),
            broke=frozenset(
                name for name, other in worked.items() if other[-1] >= worked[one["id"]][0]
            ),
        )
        for one in result["actions"]
        if worked[one["id"]][0] >= 0
    }


def frozen(result: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a new plan takes from the one before, for its frozen inputs."""
    return {
        "hash": result["hash"],
        "actions": [
            {"id": one["id"], "quarters": one["quarters"], "funding": one.get("funding")}
            for one in result["actions"]
        ],
    }


def _split(action: Mapping[str, Any]) -> dict[tuple[str, int], int] | None:
    if "funding" not in action:
        return None
    return {
        (one["source"], one["year"]): one["amount"]
        for one in action["funding"]
        if one["source"] not in RESERVED_SOURCES
    }
