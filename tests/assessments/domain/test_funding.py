"""Money by year and windows of donors, by hand: who pays, and when that lets an action begin."""

from typing import Any

import pytest

from assessments.domain import planning
from tests.assessments.domain import made

NOTHING = {"a": 0, "b": 0, "c": 0}
CLOSES = [made.effect(name, 4) for name in "abc"]


def priced(set_up: int, running: int = 0) -> dict[str, Any]:
    cost = {"set_up": made.money(set_up, set_up), "running_per_year": made.money(running, running)}
    return made.action_table("C01", effects=CLOSES, cost=cost)


def window(**more: Any) -> dict[str, Any]:
    plain = {"id": "donor", "theme": "C", "from": "2027-Q1", "to": "2029-Q4", "amount": 9000}
    return {**plain, **more}


def planned(action: dict[str, Any], **limits: Any) -> dict[str, Any]:
    return made.plan(NOTHING, action, **limits)


def funding(result: dict[str, Any]) -> list[tuple[str, int, int]]:
    return [(one["source"], one["year"], one["amount"]) for one in result["actions"][0]["funding"]]


def test_a_window_pays_first_and_domestic_money_the_rest() -> None:
    result = planned(priced(5000, 400), budget_per_year=2000, donor_windows=[window(amount=4000)])
    paid = [("donor", 2027, 4000), ("domestic", 2027, 1300)]
    assert funding(result) == [*paid, ("domestic", 2028, 400), ("domestic", 2029, 400)]
    first = result["years"][0]
    assert (first["funded"], first["requested"], first["gap"]) == (1300, 4000, 0)
    assert first["themes"] == [{"area": "C", "funded": 1300, "requested": 4000, "gap": 0}]


def test_an_action_waits_until_its_window_opens() -> None:
    result = planned(priced(5000), budget_per_year=0, donor_windows=[window(**{"from": "2027-Q3"})])
    assert made.starts(result) == {"C01": "2027-Q3"}
    assert result["actions"][0]["binding"] == {
        "code": "money",
        "params": {"year": 2027, "needed": 5000, "free": 0},
    }


@pytest.mark.parametrize(
    "wrong", [{"theme": "D"}, {"amount": 4999}, {"from": "2026-Q1", "to": "2026-Q4"}]
)
def test_a_window_of_another_area_or_time_or_with_too_little_does_not_help(
    wrong: dict[str, Any],
) -> None:
    result = planned(priced(5000), budget_per_year=0, donor_windows=[window(**wrong)])
    assert made.left(result) == {"C01": "money"}


def test_running_cost_is_domestic_unless_windows_may_pay_it_inside_the_plan() -> None:
    nothing_yet = {str(year): 0 for year in (2027, 2028, 2029)}
    limits = {"budgets": nothing_yet, "donor_windows": [window()]}
    never = {**limits, "budgets": {**nothing_yet, "2030": 0}}
    assert made.left(planned(priced(5000, 400), **never)) == {"C01": "money"}
    result = planned(priced(5000, 400), constants={"windows_pay_running": True}, **limits)
    assert funding(result) == [("donor", 2027, 5300), ("donor", 2028, 400), ("donor", 2029, 400)]


def test_the_window_that_closes_first_pays_first() -> None:
    windows = [window(id="late"), window(id="soon", to="2027-Q2", amount=3000)]
    result = planned(priced(5000), budget_per_year=0, donor_windows=windows)
    assert funding(result) == [("soon", 2027, 3000), ("late", 2027, 2000)]


def test_where_the_budget_is_unknown_what_no_window_pays_is_to_be_found() -> None:
    result = planned(priced(5000, 400), donor_windows=[window(amount=4000)])
    assert funding(result)[:2] == [("donor", 2027, 4000), ("gap", 2027, 1300)]
    assert [one["gap"] for one in result["years"]] == [1300, 400, 400]


def test_an_action_waits_for_the_year_that_has_the_money() -> None:
    result = planned(priced(5000), budget_per_year=0, budgets={"2028": 6000})
    assert made.starts(result) == {"C01": "2028-Q1"}
    assert funding(result) == [("domestic", 2028, 5000)]


def test_a_year_that_no_budget_names_binds_nothing() -> None:
    result = planned(priced(5000), budgets={"2027": 0})
    assert funding(result) == [("gap", 2028, 5000)]
    assert {"code": "budget-unknown", "params": {}} in result["notices"]


def test_windows_that_make_no_sense_are_refused_all_at_once() -> None:
    windows = [
        window(theme=[], amount=-1),
        window(to="2026-Q1"),
        window(id="domestic", theme=["C", "X"]),
    ]
    with pytest.raises(planning.PlanError) as caught:
        planned(
            priced(1), donor_windows=windows, budgets={"2027": -1}, constants={"restarts": 9999}
        )
    assert caught.value.problems == (
        "budgets.2027: expected 0 or more, found -1",
        "donor_windows[0].theme: expected one area or more, found none",
        "donor_windows[0].amount: expected 0 or more, found -1",
        "donor_windows[1].id: donor is taken already",
        "donor_windows[1].to: expected 2027-Q1 or later, found 2026-Q1",
        "donor_windows[2].id: domestic is taken already",
        "constants.restarts: expected 1000 or fewer, found 9999",
        "donor_windows[2].theme: the library has no area X",
    )
