"""The pages on scoring and planning say what the code does."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from assessments.domain import (
    applying,
    conditions,
    constraints,
    formats,
    framework,
    maturity,
    scoring,
    trace,
)
from assessments.domain.maturity import MaturityModel
from assessments.domain.scorecard import DimensionScore, IndicatorScore, Interval, Reached

ROOT = Path(__file__).resolve().parents[3]
Row = dict[str, str]


def table(page: str, name: str) -> list[Row]:
    """Read the table of a page that follows the mark of that name."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    lines = text.split(f"<!-- table: {name} -->\n", 1)[1].split("\n\n", 1)[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


EXAMPLES = ("cumulative", "profile", "mean", "mean-sum", "points")
FOLDER = ROOT / "docs" / "examples" / "models"
NONE = "-"


def example(name: str) -> tuple[MaturityModel, dict[str, Any]]:
    """A model of the page and its answers, from their files."""
    model = maturity.parse(tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")))
    file = tomllib.loads((FOLDER / f"{name}.answers.toml").read_text("utf-8"))
    return model, dict(formats.answers(file).answers)


def asked(model: MaturityModel, given: Mapping[str, Any], one: IndicatorScore) -> Row:
    """What the page says of an indicator, in every column that it may have."""
    indicator = model.indicator(one.id)
    part = next(node.id for node in model.nodes() if indicator in node.indicators)
    told = {"part": part, "indicator": one.id, "weight": str(indicator.weight)}
    told |= {"answer": str(given.get(one.id, "not-asked")), "stage": str(indicator.stage)}
    told |= {"asked": applying.applies(model, given)[one.id]}
    told |= {"possible": str(model.levels_of(one.id).most)}
    for stage in model.stages:
        told[stage.id] = str(stage.minimum.get(one.id, NONE))
    return told | ends("low", "high", one.score)


def ends(low: str, high: str, found: Interval | Reached | None) -> Row:
    return {
        low: NONE if found is None else str(found.low),
        high: NONE if found is None else str(found.high),
    }


def scored(node: DimensionScore) -> Row:
    """What the page says of a node."""
    return {
        "part": "the whole" if node.id == maturity.MODEL else node.id,
        **ends("low", "high", node.score),
        **ends("stages, surely", "stages, at most", node.stage),
        **ends("share, low", "share, high", node.next and node.next.share),
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_examples_are_what_the_engine_gives_for_their_files(name: str) -> None:
    model, given = example(name)
    assert maturity.problems(model) == []
    assert (model.gate, model.id) == (name.replace("-", "_"), f"example-{name}")
    card = scoring.score(model, given)
    rows = table("scoring.md", name)
    found = [asked(model, given, one) for one in card.whole.indicators]
    assert rows == [{head: told[head] for head in rows[0]} for told in found]
    top, *rest = card.whole.nodes()
    assert table("scoring.md", f"{name} result") == [scored(one) for one in (*rest, top)]


def test_the_nested_mean_of_the_page_is_what_the_engine_gives() -> None:
    model, given = example("mean")
    nested = model.model_copy(update={"mean": "nested"})
    top, *rest = scoring.score(nested, given).whole.nodes()
    assert table("scoring.md", "mean nested result") == [scored(one) for one in (*rest, top)]
    assert scoring.score(model, given).contradictions == ("courses-without-staff",)


def test_an_open_condition_counts_both_ways_as_the_page_says() -> None:
    model, given = example("cumulative")
    found = []
    for deputy in (0, 1, 2, 3, scoring.UNKNOWN):
        changed = {**given, "deputy": deputy}
        staff = scoring.score(model, changed).node("staff").score
        holds = applying.applies(model, changed)["handover"]
        told = {"deputy": str(deputy), "handover is asked": holds}
        found.append(told | ends("staff, low", "staff, high", staff))
    assert table("scoring.md", "both ways") == found


def test_every_step_of_a_trace_stands_on_the_page_with_its_parameters() -> None:
    rows = {row["code"].strip("`"): row["parameters"] for row in table("scoring.md", "steps")}
    code = (ROOT / "assessments" / "domain" / "trace.py").read_text(encoding="utf-8")
    written = set(re.findall(r'"((?:stage|condition|nothing|not)-[a-z-]+|unknown|score)"', code))
    assert written - {"score"} == rows.keys() - {"score"}
    for name in EXAMPLES:
        model, given = example(name)
        for steps in trace.of(model, scoring.score(model, given), given).values():
            for step in steps:
                named = set(re.findall(r"`([a-z]+)`", rows[step.code]))
                assert named <= step.params.keys(), step
                assert step.params.keys() - named <= LACKING, step


LACKING = {"score", "needs", "because", "after"}
"""What a stage lacks: told in the sentences below the table."""


VALUES = {
    "model": framework.MaturityModel,
    "scale": framework.Scale,
    "stage": framework.Stage,
    "dimension": framework.Dimension,
    "indicator": framework.Indicator,
    "depends_on": conditions.DependsOn,
    "condition": conditions.Condition,
    "reference": framework.Reference,
    "target": framework.Target,
    "contradiction": framework.Contradiction,
    "migration": framework.Migration,
    "move": framework.Move,
}


@pytest.mark.parametrize("name", VALUES)
def test_every_key_of_a_model_stands_in_its_table(name: str) -> None:
    rows = table("assessment-models.md", name)
    keys = [key for row in rows for key in re.findall(r"`([a-z_]+)`", row["key"])]
    assert sorted(keys) == sorted(VALUES[name].model_fields)


def test_every_constant_stands_in_the_table_with_its_default() -> None:
    limits = constraints.parse({"start": "2027-Q1"})
    found = {name: str(getattr(limits, name)) for name in ("horizon", "fiscal_year_begins")}
    for group in ("constants", "caps"):
        part = getattr(limits, group)
        found |= {f"{group}.{name}": str(getattr(part, name)) for name in type(part).model_fields}
    assert {row["name"]: row["default"] for row in table("planning.md", "constants")} == found


def test_the_people_assumed_for_a_population_stand_in_the_table() -> None:
    rows = [(row["population below"], int(row["people"])) for row in table("planning.md", "people")]
    assert rows == [
        ("any" if below is None else str(below), people)
        for below, people in constraints.PEOPLE_BY_POPULATION
    ]
    assert [constraints.people_for(n) for n in (None, 1, 300_000, 2_000_000, 10_000_000)] == [
        2,
        2,
        4,
        8,
        15,
    ]


def test_every_code_of_the_planner_stands_in_the_table() -> None:
    code = "".join(
        (ROOT / "assessments" / "domain" / name).read_text(encoding="utf-8")
        for name in ("ledger.py", "schedule.py", "draft.py", "selection.py")
    )
    found = set(re.findall(r'Reason\(\s*"([a-z-]+)"', code)) | {"verify", "builds-on"}
    assert {row["code"] for row in table("planning.md", "codes")} == found


def test_every_shipped_rule_stands_in_the_table_with_its_factor() -> None:
    folder = max((ROOT / "assessments" / "content" / "library").iterdir())
    file = tomllib.loads((folder / "rules.toml").read_text(encoding="utf-8"))
    found = [
        (one["id"], "; ".join(map(_claimed, one["when"])), _done(one)) for one in file["rules"]
    ]
    rows = table("planning.md", "rules")
    assert [(row["rule"], row["fact"], row["effect"]) for row in rows] == found
    page = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
    assert f"The rules of {folder.name}; factors" in page


def _claimed(claim: dict[str, Any]) -> str:
    bounds = [f" {name} {claim[key]}" for key, name in _BOUNDS.items() if key in claim]
    told = " or ".join(claim.get("among", ())) or "".join(bounds).strip()
    return f"{claim['fact']} {told}"


_BOUNDS = {"at_least": "from", "below": "below"}


def _done(rule: dict[str, Any]) -> str:
    ((does, value),) = rule["effect"].items()
    return does if value is True else f"{does} {value}"


def test_every_notice_of_the_planner_stands_on_the_page() -> None:
    code = (ROOT / "assessments" / "domain" / "explanation.py").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
    codes = re.findall(r'found\.append\(\s*\(+"([a-z-]+)"', code)
    assert len(codes) == 8
    assert all(f"`{name}`" in page for name in codes)
