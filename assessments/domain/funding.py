"""Placed actions in, who pays for them out: domestic money, windows of donors, or nobody yet."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assessments.domain.constraints import DOMESTIC, GAP, KINDS, kind_of
from assessments.domain.ledger import Ledger
from assessments.domain.purse import UNBOUND
from assessments.domain.schedule import Placed


def of(placed: Placed, ledger: Ledger) -> list[dict[str, Any]]:
    """List who pays what of an action in which fiscal year of the plan, in whole US dollars.

    Domestic money pays what windows do not; in a year of which nobody knows the budget that is a
    gap: money to be found. The parts add up to the likely cost inside the plan.
    """
    purse, horizon = ledger.purse, ledger.limits.horizon
    found = []
    for year, dollars in _cost(placed, ledger).items():
        windows: dict[str, int] = {}
        for window, number, part in purse.paid.get(placed.task.id, ()):
            if purse.year[number] == year and number < horizon:
                name = purse.windows[window].id
                windows[name] = windows.get(name, 0) + part
        rest = dollars - sum(windows.values())
        home = GAP if purse.left[year] == UNBOUND else DOMESTIC
        named = {**windows, home: rest}
        found += [
            {"source": source, "year": purse.first + year, "amount": amount}
            for source, amount in named.items()
            if amount
        ]
    return found


def _cost(placed: Placed, ledger: Ledger) -> dict[int, int]:
    """The likely cost by year inside the plan: set-up in the quarters of work, then running."""
    purse, task = ledger.purse, placed.task
    found: dict[int, int] = {}
    count = len(placed.quarters)
    for place, number in enumerate(placed.quarters):
        part = task.money * (place + 1) // count - task.money * place // count
        found[purse.year[number]] = found.get(purse.year[number], 0) + part
    for place, number in enumerate(range(placed.end + 1, ledger.limits.horizon)):
        part = task.running_money * (place + 1) // 4 - task.running_money * place // 4
        found[purse.year[number]] = found.get(purse.year[number], 0) + part
    return found


def by_year(
    actions: Iterable[Mapping[str, Any]], years: Sequence[int]
) -> dict[int, dict[str, Any]]:
    """Add up what is funded, requested of donors and still to be found: by year, by area in it.

    `actions` are entries of a plan, with their `area` and `funding`.
    """
    rows: dict[int, dict[str, dict[str, int]]] = {year: {} for year in years}
    for action in actions:
        for part in action["funding"]:
            row = rows[part["year"]].setdefault(action["area"], _nothing())
            row[kind_of(part["source"])] += part["amount"]
    return {
        year: {kind: sum(row[kind] for row in themes.values()) for kind in _nothing()}
        | {"themes": [{"area": area, **themes[area]} for area in sorted(themes)]}
        for year, themes in rows.items()
    }


def _nothing() -> dict[str, int]:
    return dict.fromkeys(KINDS, 0)
