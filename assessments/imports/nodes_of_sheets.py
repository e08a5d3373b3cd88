"""The tree of a workbook: parts within parts, their indicators, and what hangs on each of these."""

from collections.abc import Iterable
from typing import Any

from assessments.imports import columns
from assessments.imports.grid import Grid, Row

Table = dict[str, Any]
CONDITION = ("indicator", "at_least", "at_most", "among")


def tree(grid: Grid, places: dict[str, str]) -> list[Table]:
    """Give the dimensions of the mapping; what hangs on nothing is told in the grid."""
    parts = _keyed(grid, columns.PARTS)
    indicators = _keyed(grid, columns.INDICATORS)
    rows = {id(table): row for row, table in (*parts.values(), *indicators.values())}
    roots = _hung(grid, parts.values(), parts, "factors", at_the_top=True)
    _hung(grid, indicators.values(), parts, "indicators", at_the_top=False)
    _details(grid, {name: table for name, (_, table) in indicators.items()})
    _placed(roots, rows, places)
    if len(_reached(roots)) < len(parts):
        lost = sorted(parts.keys() - _reached(roots))[:5]
        grid.problems.append(f"Parts: {', '.join(lost)} lie within each other, in a circle")
    return roots


def condition(row: Row) -> Table:
    """The condition that a row holds, empty if it holds none."""
    return {key: row.values[key] for key in CONDITION if key in row.values}


def _keyed(grid: Grid, sheet: columns.Sheet) -> dict[str, tuple[Row, Table]]:
    """The rows of a sheet by their id; without an id, or with one used above, a row is told."""
    told: dict[str, tuple[Row, Table]] = {}
    for row in grid.of(sheet):
        name = row.values.get("id")
        if name is None:
            grid.problems.append(f"{row.place('id')}: the id is missing")
        elif name in told:
            first = told[name][0].number
            grid.problems.append(f"{row.place('id')}: the id {name} stands already in row {first}")
        else:
            told[name] = row, {key: one for key, one in row.values.items() if key != "owner"}
    return told


def _hung(
    grid: Grid,
    tables: Iterable[tuple[Row, Table]],
    parts: dict[str, tuple[Row, Table]],
    key: str,
    *,
    at_the_top: bool,
) -> list[Table]:
    """Hang each table in the part that it names; give those that name none and need none."""
    roots = []
    for row, table in tables:
        owner = row.values.get("owner")
        if owner in parts:
            parts[owner][1].setdefault(key, []).append(table)
        elif owner is not None or not at_the_top:
            told = "the part is missing" if owner is None else f"there is no part {owner}"
            grid.problems.append(f"{row.place('owner')}: {told}")
        if owner not in parts:
            roots.append(table)
    return roots


def _reached(roots: list[Table]) -> set[str]:
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        table = waiting.pop()
        reached.add(table["id"])
        waiting += table.get("factors", [])
    return reached


def _placed(roots: list[Table], rows: dict[int, Row], places: dict[str, str]) -> None:
    """Note for every path of the tree the row that it came from."""
    waiting = [(f"dimensions[{n}]", one) for n, one in enumerate(roots)]
    while waiting:
        path, table = waiting.pop()
        row = rows[id(table)]
        places[path] = row.place()
        places |= {f"{path}.{key}": row.place(key) for key in row.letters}
        for key in ("factors", "indicators"):
            waiting += [(f"{path}.{key}[{n}]", one) for n, one in enumerate(table.get(key, ()))]


def _details(grid: Grid, indicators: dict[str, Table]) -> None:
    """Give the indicators what the sheets of levels, evidence, conditions and references hold."""
    for row, table in _owned(grid, columns.LEVELS, indicators):
        levels = table.setdefault("levels", [])
        if row.values.get("level") != len(levels):
            told = f"expected the level {len(levels)}; the levels stand in their order"
            grid.problems.append(f"{row.place('level')}: {told}")
        levels.append(row.values.get("text", ""))
    for row, table in _owned(grid, columns.EVIDENCE, indicators):
        table.setdefault("evidence", []).append(row.values.get("text", ""))
    for row, table in _owned(grid, columns.REFERENCES, indicators):
        other = {key: one for key, one in row.values.items() if key != "owner"}
        table.setdefault("references", []).append(other)
    for row, table in _owned(grid, columns.CONDITIONS, indicators):
        kind = row.values.get("kind")
        if kind not in ("all", "any"):
            grid.problems.append(f"{row.place('kind')}: expected all or any")
            continue
        table.setdefault("depends_on", {}).setdefault(kind, []).append(condition(row))


def _owned(
    grid: Grid, sheet: columns.Sheet, indicators: dict[str, Table]
) -> Iterable[tuple[Row, Table]]:
    for row in grid.of(sheet):
        name = row.values.get("owner")
        if name in indicators:
            yield row, indicators[name]
        else:
            told = "the indicator is missing" if name is None else f"there is no indicator {name}"
            grid.problems.append(f"{row.place('owner')}: {told}")
