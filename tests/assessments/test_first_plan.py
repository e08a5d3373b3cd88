"""The first plan of a country with nothing in place: what an expert would and would not accept."""

import re
from pathlib import Path
from typing import Any

import pytest

from assessments import library
from assessments.domain import constraints, planning, quarters
from assessments.domain.maturity import MaturityModel

ROOT = Path(__file__).resolve().parents[2]
START = "2027-Q1"
LONGEST_MONTHS = 36
LATER_THAN_THAT: dict[str, str] = {}  # an action that may end later, with the reason
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


def planned(model: MaturityModel, target: str | None = None, **limits: Any) -> dict[str, Any]:
    nothing = {one.id: 0 for one in model.indicators()}
    return planning.make(
        planning.Inputs(
            snapshots=(planning.Snapshot(model, nothing),),
            library=library.release_for(model.id),
            constraints=constraints.parse({"start": START, **limits}),
            country="XMA",
            targets={model.id: target} if target else None,
        )
    ).result


def end_month(quarter: str) -> int:
    """The month, counted from the start of the plan, at whose end a quarter ends."""
    return (quarters.parse(quarter).minus(quarters.parse(START)) + 1) * 3


def test_without_limits_everything_ends_within_three_years(model: MaturityModel) -> None:
    made = planned(model, model.stages[-1].id, **LIFTED)
    late = {one["id"] for one in made["actions"] if end_month(one["end"]) > LONGEST_MONTHS}
    assert late == set(LATER_THAN_THAT)
    assert made["path"][-1]["stage"] == model.stages[-1].id
    reasons = {one["reason"]["code"] for one in made["left_out"]}
    assert reasons <= {"alternative", "covered"}  # no limit is left that could shut anything out


def test_the_first_year_names_a_contact_signs_procedures_and_protects(
    model: MaturityModel,
) -> None:
    made = planned(model)
    first_year = {one["id"] for one in made["actions"] if end_month(one["start"]) <= 12}
    assert first_year & {"C04-function", "C04-small"}
    assert {"C09", "T07"} <= first_year
    feeds = next(one for one in made["actions"] if one["id"] == "C07")
    assert end_month(feeds["end"]) <= 15  # free, but three starts of the area are allowed
    assert made["actions"][0]["start"] == START


def test_law_and_design_hold_back_nothing_that_works_by_decision(model: MaturityModel) -> None:
    release = library.release_for(model.id)
    hard = {
        (one.id, name)
        for one in release.actions
        for need in one.needs
        if need.kind == "hard"
        for name in need.any_of
    }
    waiting_for_law = {one for one, name in hard if name == "C02"}
    assert waiting_for_law == {"C15-function", "C15-small", "C15-standard"}
    assert not {name for _one, name in hard} - {"C02", "C04"}


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
    page = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
    table = page.split("<!-- table: latest -->")[1].split("\n\n")[0]
    rows = re.findall(r"^\| (\S+) \| (\S+) to (\S+) \| (\S+) \| (.+) \|$", table, re.M)
    assert [row[:4] for row in rows] == [
        (one["id"], one["start"], one["end"], one["binding"]["code"]) for one in latest
    ]
    assert all(len(row[4]) > 40 for row in rows)
