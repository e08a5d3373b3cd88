"""The first plan of a country with nothing in place: what an expert would and would not accept."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assessments import library
from assessments.domain import actions, constraints, context, planning, quarters
from assessments.domain.context import Country
from assessments.domain.maturity import MaturityModel

ROOT = Path(__file__).resolve().parents[2]
START = "2027-Q1"
LONGEST_MONTHS = 36
OFFERED = tuple(one.id for one in library.offered())
TOGETHER = "+".join(OFFERED)
LIFTED = {
    "horizon": 20,
    "people": 1000,
    "caps": {
        "major_at_a_time": 99,
        "major_per_lead": 99,
        "starts_per_area_in_first_year": 99,
        "quick_wins_per_lead": 99,
    },
}


@pytest.fixture(scope="module")
def model() -> MaturityModel:
    return library.model("national-csirt")


def planned(
    *models: MaturityModel, top: bool = False, facts: Country | None = None, **limits: Any
) -> dict[str, Any]:
    """The plan of a country with nothing in place; with `top` it aims at the highest stages."""
    return planning.make(
        planning.Inputs(
            snapshots=tuple(
                planning.Snapshot(one, {other.id: 0 for other in one.indicators()})
                for one in models
            ),
            library=library.release_for(*(one.id for one in models)),
            constraints=constraints.parse({"start": START, **limits}),
            country="XMA",
            targets={one.id: one.stages[-1].id for one in models} if top else None,
            facts=facts,
        )
    ).result


def _table(name: str) -> str:
    page = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
    return page.split(f"<!-- table: {name} -->")[1].split("\n\n")[0]


def end_month(quarter: str) -> int:
    """The month, counted from the start of the plan, at whose end a quarter ends."""
    return (quarters.parse(quarter).minus(quarters.parse(START)) + 1) * 3


@pytest.mark.parametrize("names", [*OFFERED, TOGETHER])
def test_without_limits_everything_ends_within_three_years(names: str) -> None:
    models = [library.model(name) for name in names.split("+")]
    made = planned(*models, top=True, **LIFTED)
    ends = {end_month(one["end"]) for one in made["actions"]}
    assert max(ends) <= LONGEST_MONTHS
    months = _table("latest-month").split("\n")[3:]
    assert f"| {' + '.join(names.split('+'))} | {max(ends)} |" in months
    reached = {(one["model"], one["stage"]) for one in made["path"]}
    assert {(one.id, one.stages[-1].id) for one in models} <= reached
    reasons = {one["reason"]["code"] for one in made["left_out"]}
    assert reasons <= {"alternative", "covered"}  # no limit is left that could shut anything out


@pytest.mark.parametrize(
    ("status", "path", "months"),
    [
        ({"budapest": "invited"}, "L05-budapest", 36),
        ({"un-cybercrime": "signed"}, "L05-un", 27),
        ({"malabo": "signed"}, "L05-regional", 27),
    ],
)
def test_every_path_to_a_treaty_ends_within_three_years_after_its_law(
    status: dict[str, str], path: str, months: int
) -> None:
    nowhere = dict.fromkeys(("budapest", "un-cybercrime", "malabo"), "none") | status
    lists = library.countries()
    said = nowhere | {"contact-point": "no"}
    facts = context.confirm(
        lists, lists.of("XMA"), said, source="Ministry", as_of=date(2026, 11, 26)
    )
    made = planned(library.model("cybercrime-cooperation"), top=True, facts=facts, **LIFTED)
    ends = {one["id"]: end_month(one["end"]) for one in made["actions"]}
    assert ends["L03"] < ends["L02"] < ends["L04"] <= ends[path] == months
    assert f"| {path} | {months} |" in _table("paths").split("\n")[3:]


def test_the_first_year_names_a_contact_takes_free_feeds_and_protects(
    model: MaturityModel,
) -> None:
    made = planned(model)
    first_year = {one["id"] for one in made["actions"] if end_month(one["start"]) <= 12}
    assert first_year & {"C04-function", "C04-small"}
    assert {"C07", "T07"} <= first_year
    assert made["actions"][0]["start"] == START


def test_law_holds_back_little_that_works_by_decision(model: MaturityModel) -> None:
    release = library.release_for(model.id)
    hard = {
        (one.id, name)
        for one in release.actions
        for need in one.needs
        if need.kind == "hard"
        for name in actions.options(release, need)
    }
    waiting = {(one, name) for one, name in hard if release.action(name).kind == "law"}
    sensors = {("C15-function", "C02"), ("C15-small", "C02"), ("C15-standard", "C02")}
    treaties = {("L05-budapest", "L04"), ("L05-un", "L02"), ("L05-regional", "L02")}
    others = {("L04", "L02"), ("I03", "I02"), ("E02", "E01")} | treaties
    assert waiting == sensors | others


def test_a_plan_of_one_model_is_not_flooded_with_actions_of_other_subjects(
    model: MaturityModel,
) -> None:
    release = library.release_for(model.id)
    serving = {
        one.id
        for one in release.actions
        if any(effect.indicator.startswith(f"{model.id}/") for effect in one.effects)
    }
    made = planned(model)
    assert {one["id"] for one in made["actions"] + made["left_out"]} <= serving
    assert {one["id"] for one in made["actions"] if one["id"][0] in "LDAE"} == set()


def test_every_date_has_its_reason_and_nothing_is_left_out_in_silence(
    model: MaturityModel,
) -> None:
    for limits in ({}, {"people": 4}, {"people": 15, "budget_per_year": 300_000}):
        made = planned(model, **limits)
        assert all(one["because"][0] == one["binding"] for one in made["actions"])
        named = {one["id"] for one in made["actions"] + made["left_out"]}
        closing = {
            one.id
            for one in library.release_for(model.id).actions
            for effect in one.effects
            for gap in made["gaps"]
            if effect.indicator == f"{gap['model']}/{gap['indicator']}"
            and effect.builds_on < gap["required"] <= effect.to
        }
        assert closing <= named


def test_the_ten_latest_actions_stand_in_the_docs_with_their_reason(model: MaturityModel) -> None:
    made = planned(model)
    latest = sorted(made["actions"], key=lambda one: (one["end"], one["start"], one["id"]))[-10:]
    rows = re.findall(r"^\| (\S+) \| (\S+) to (\S+) \| (\S+) \| (.+) \|$", _table("latest"), re.M)
    assert [row[:4] for row in rows] == [
        (one["id"], one["start"], one["end"], one["binding"]["code"]) for one in latest
    ]
    assert all(len(row[4]) > 40 for row in rows)
