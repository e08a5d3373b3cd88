"""The figures on plans in `docs/content.md`: what of the next stage ends in time, and who begins.

A full round in each of the three fictional states: the same answers, their own facts. An action
counts for the next stage if it closes a gap of it; one that a limit shut out counts as not ended,
one that another makes superfluous does not count.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from assessments import headless, library
from assessments.domain import planning, quarters
from assessments.domain.actions import ActionLibrary
from cms import showcase

FINISHED = ("national-csirt", "national-strategy", "cybercrime-cooperation")
CASES = {name: showcase.CASES[name] for name in FINISHED}
"""The golden case of each finished model."""
PEOPLE = (4, 2)
WITHIN, FIRST_YEAR = 12, 4
SUPERFLUOUS = ("alternative", "covered", "rule")


def plan(model: str, state: str, people: int, folder: Path) -> planning.Plan:
    """The plan of a fictional state on a model, with so many people."""
    limits = folder / "limits.toml"
    limits.write_text(f"people = {people}\n", encoding="utf-8")
    cases = library.cases(model)["cases"]
    answers = next(one for one in cases if one["id"] == CASES[model])["answers"]
    return headless.plan(
        [(library.model(model), dict(answers))],
        headless.read_constraints(str(limits), showcase.DAY),
        state,
        headless.read_facts(state, None),
    )


def share(result: dict[str, Any]) -> tuple[int, int]:
    """How many actions of the next stage end in time, of how many."""
    model = result["models"][0]["id"]
    stages = [one.id for one in library.model(model).stages]
    near = min((gap["stage"] for gap in result["gaps"]), key=stages.index)
    counted = [one for one in result["actions"] if _serves(one, near)]
    gaps = [one for one in result["gaps"] if one["stage"] == near]
    open_gaps = {f"{one['model']}/{one['indicator']}" for one in gaps}
    shut = list(_shut_out(result, open_gaps, library.release_for(model)))
    ended = sum(end(result, one) <= WITHIN for one in counted)
    return ended, len(counted) + len(shut)


def late_leads(result: dict[str, Any]) -> tuple[int, list[str]]:
    """How many institutions lead something, and which of them end nothing in the first year."""
    first: dict[str, int] = {}
    for one in result["actions"]:
        first[one["lead"]] = min(end(result, one), first.get(one["lead"], 99))
    return len(first), sorted(lead for lead, number in first.items() if number > FIRST_YEAR)


def end(result: dict[str, Any], one: dict[str, Any]) -> int:
    """In which quarter of the plan an action ends, counted from 1."""
    return quarters.parse(one["end"]).minus(quarters.parse(result["start"])) + 1


def _serves(one: dict[str, Any], stage: str) -> bool:
    return any(closed["stage"] == stage for closed in one["closes"])


def _shut_out(result: dict[str, Any], open_gaps: set[str], release: ActionLibrary) -> Iterator[str]:
    placed = {_group(release, one["id"]) for one in result["actions"]}
    groups = set()
    for one in result["left_out"]:
        group = _group(release, one["id"])
        if one["reason"]["code"] in SUPERFLUOUS or group in placed | groups:
            continue
        if any(effect.indicator in open_gaps for effect in release.action(one["id"]).effects):
            groups.add(group)
            yield group


def _group(release: ActionLibrary, name: str) -> str:
    known = {one.id: one.alternatives for one in release.actions}
    return known.get(name) or name


def rows(folder: Path) -> Iterator[str]:
    """The table of `docs/content.md`: a row for each model, state and number of people."""
    for model, state, people in product(CASES, showcase.STATES, PEOPLE):
        result = plan(model, state, people, folder).result
        ended, counted = share(result)
        leads, late = late_leads(result)
        cells = (model, state, people, counted, ended, leads, ", ".join(late) or "none")
        yield f"| {' | '.join(map(str, cells))} |"
