"""Ranges of money: shared factors widen the sum, delays move it, and the draws keep the plan."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given

from assessments.domain import draws
from tests.assessments.domain import made
from tests.assessments.domain.random_plans import Made, plans

NOTHING = {"a": 0, "b": 0, "c": 0}
SURE = {"optimistic": 3, "likely": 3, "pessimistic": 3}


def priced(name: str, low: int, high: int, **more: Any) -> dict[str, Any]:
    cost = {"set_up": made.money(low, high), "running_per_year": made.money(0, 0)}
    effects = [made.effect(one, 4) for one in more.pop("closes", "abc")]
    return made.action_table(name, effects=effects, **{"cost": cost, "months": SURE, **more})


def told(row: Mapping[str, Any]) -> tuple[int, int]:
    return row["likely"], row["cautious"]


def test_a_sure_cost_has_no_range() -> None:
    result = made.plan(NOTHING, priced("C01", 900, 900))
    assert told(result["totals"]) == told(result["years"][0]) == (900, 900)


def test_one_action_is_likely_in_the_middle_of_its_band_and_cautious_above() -> None:
    likely, cautious = told(made.plan(NOTHING, priced("C01", 1000, 4000))["totals"])
    assert 1900 < likely < 2100
    assert 2500 < cautious < 3100  # 37 % of the way up from the middle


def test_what_all_actions_share_keeps_the_range_of_the_sum_wide() -> None:
    one = told(made.plan(NOTHING, priced("C01", 1000, 4000))["totals"])
    parts = [priced(f"C0{n}", 1000, 4000, closes=one) for n, one in enumerate("abc")]
    likely, cautious = told(made.plan(NOTHING, *parts)["totals"])
    assert 3 * one[0] < likely < cautious < 3 * one[1]
    assert cautious - likely > (one[1] - one[0]) * 2  # independent draws would give 1.7 times


def test_a_delay_moves_cost_to_the_next_year_and_none_of_it_away() -> None:
    late = {"optimistic": 3, "likely": 12, "pessimistic": 24}
    result = made.plan(NOTHING, priced("C01", 8000, 8000, months=late))
    first, second = result["years"][:2]
    assert (first["set_up"]["likely"], second["set_up"]["likely"]) == (8000, 0)
    assert second["cautious"] > 0
    assert told(result["totals"]) == (8000, 8000)


def test_what_waits_is_late_when_what_it_waits_for_is_late() -> None:
    slow = {"optimistic": 21, "likely": 21, "pessimistic": 36}
    first = priced("C02", 0, 0, closes="", months=slow)
    result = made.plan(NOTHING, priced("C01", 5000, 5000, needs=[made.need("C02")]), first)
    assert made.starts(result) == {"C02": "2027-Q1", "C01": "2028-Q4"}
    assert [one["cautious"] for one in result["years"]] == [0, 5000, 5000]


def test_what_waits_never_begins_before_its_date() -> None:
    quick = {"optimistic": 3, "likely": 12, "pessimistic": 12}
    first = priced("C02", 0, 0, closes="", months=quick)
    result = made.plan(NOTHING, priced("C01", 5000, 5000, needs=[made.need("C02")]), first)
    assert [told(one) for one in result["years"]] == [(0, 0), (5000, 5000), (0, 0)]


@given(plans())
def test_every_range_lies_between_what_is_cheapest_and_what_is_dearest(made: Made) -> None:
    rows = [*made.result["years"], made.result["totals"]]
    actions = [one["cost"] for one in made.result["actions"]]
    years = made.limits.horizon / 4
    most = sum(
        one["set_up"]["high"] + one["running_per_year"]["high"] * years + 1 for one in actions
    )
    for row in rows:
        assert 0 <= row["likely"] <= row["cautious"] <= most
    least = sum(one["set_up"]["low"] for one in actions)
    assert made.result["totals"]["likely"] >= least


def test_the_draws_are_those_of_the_standard() -> None:
    assert draws.coarse("", 4).hex() == "46b9dd2b"  # SHAKE-256 of the empty text, FIPS 202
    assert draws.fine("", 2) == (0x46B9, 0xDD2B)
