"""Locks, weights and planned people on small libraries: what each does, and what is refused."""

from fractions import Fraction

import pytest

from assessments.domain import constraints, planning
from assessments.domain.shape import ShapeError
from tests.assessments.domain import made
from tests.assessments.domain.test_planning import ALL, NOTHING, action

NEEDY = {**ALL, "needs": [made.need("C02")]}
FREE = {"set_up": made.money(0, 0), "running_per_year": made.money(0, 0)}


def lock(state: str, start: str | None = None) -> dict[str, str]:
    return {"state": state} if start is None else {"state": state, "start": start}


def test_what_is_done_meets_needs_and_costs_nothing() -> None:
    costly = action("C02", made.effect("c", 1), posts=3)
    result = made.plan(NOTHING, NEEDY, costly, locks={"C02": lock("done")})
    assert made.starts(result) == {"C01": "2027-Q1"}
    assert (result["totals"]["posts"], result["left_out"]) == (0, [])
    assert [gap["level"] for gap in result["gaps"]] == [0, 0, 0, 0, 1]


def test_a_stage_that_done_actions_reach_is_no_target_that_was_missed() -> None:
    result = made.plan(NOTHING, ALL, targets={"small": "first"}, locks={"C01": lock("done")})
    assert result["actions"] == result["gaps"] == result["path"] == []
    assert "target-not-reached" not in [one["code"] for one in result["notices"]]


def test_what_is_running_keeps_its_people_before_all_others_and_needs_nothing_more() -> None:
    staff = {"set_up": 3, "running_per_year": 0}
    running = {**action("D01", made.effect("c", 1), area="D"), "staff": staff}
    running |= {"needs": [made.need("C02")]}
    best = {**ALL, "staff": staff}
    result = made.plan(
        NOTHING, best, action("C02"), running, people=1, locks={"D01": lock("running")}
    )
    assert made.starts(result) == {"D01": "2027-Q1", "C01": "2027-Q2"}
    entry = made.entry(result, "D01")
    assert (entry["binding"]["code"], entry["lock"]) == ("running", "running")
    assert made.entry(result, "C01")["binding"]["code"] == "people"


def test_of_what_began_before_the_plan_only_the_rest_is_worked_and_paid() -> None:
    months = {"optimistic": 6, "likely": 12, "pessimistic": 15}
    cost = {"set_up": made.money(8000, 8000), "running_per_year": made.money(0, 0)}
    long = {**ALL, "months": months, "cost": cost, "staff": {"set_up": 8, "running_per_year": 0}}
    result = made.plan(NOTHING, long, locks={"C01": lock("running", "2026-Q2")})
    entry = made.entry(result, "C01")
    assert entry["quarters"] == ["2027-Q1"]
    assert entry["cost"]["set_up"] == {"low": 2000, "likely": 2000, "high": 2000}
    assert Fraction(entry["people"]["set_up"]["exact"]) == 2


def test_no_cap_holds_up_what_is_running() -> None:
    locks = {"C01": lock("running"), "C02": lock("running")}
    tables = [action(name, size="major") for name in locks]
    result = made.plan(NOTHING, *tables, locks=locks, caps={"starts_per_area_in_first_year": 0})
    assert made.starts(result) == {"C01": "2027-Q1", "C02": "2027-Q1"}


def test_a_commitment_starts_in_its_quarter_though_it_closes_nothing() -> None:
    result = made.plan(NOTHING, ALL, action("C02"), locks={"C02": lock("committed", "2027-Q3")})
    assert made.starts(result) == {"C01": "2027-Q1", "C02": "2027-Q3"}
    reason = {"code": "committed", "params": {"quarter": "2027-Q3"}}
    assert made.entry(result, "C02")["because"] == [reason]


def test_a_commitment_that_a_limit_forbids_comes_as_soon_after_as_it_can_and_says_why() -> None:
    locks = {"C02": lock("committed", "2027-Q3")}
    result = made.plan(NOTHING, ALL, action("C02"), locks=locks, blackouts=["2027-Q3"])
    entry = made.entry(result, "C02")
    assert entry["start"] == "2027-Q4"
    assert [one["code"] for one in entry["because"]] == ["blackout", "committed"]
    late = made.plan(NOTHING, ALL, action("C02"), locks=locks, horizon=2)
    assert made.left(late) == {"C02": "horizon"}


def test_what_a_commitment_needs_comes_before_what_closes_more() -> None:
    staff = {"set_up": 3, "running_per_year": 0}
    needy = {**action("C03", made.effect("c", 1)), "needs": [made.need("C02")]}
    tables = [{**ALL, "staff": staff}, action("C02", staff=staff), needy]
    locks = {"C03": lock("committed", "2027-Q2")}
    result = made.plan(NOTHING, *tables, people=1, locks=locks)
    assert made.starts(result) == {"C02": "2027-Q1", "C03": "2027-Q2", "C01": "2027-Q3"}


def test_what_needs_something_forbidden_is_left_out_and_says_so() -> None:
    result = made.plan(NOTHING, NEEDY, action("C02"), locks={"C02": lock("forbidden")})
    assert result["actions"] == []
    assert [one["reason"] for one in result["left_out"]] == [
        {"code": "need-left-out", "params": {"action": "C02"}},
        {"code": "forbidden", "params": {}},
    ]
    assert "no-action-for-gap" not in [one["code"] for one in result["notices"]]


def test_a_weight_moves_an_area_forward_and_leaves_the_value_as_it_is() -> None:
    staff = {"set_up": 3, "running_per_year": 0}
    one = action("C01", made.effect("a", 4), made.effect("b", 4), staff=staff, area="C")
    two = action("D01", made.effect("c", 4), staff=staff, area="D")
    plain = made.plan(NOTHING, one, two, people=1)
    other = made.plan(NOTHING, one, two, people=1, weights={"C": "1/2", "D": "3/2"})
    assert made.starts(plain) == {"C01": "2027-Q1", "D01": "2027-Q2"}
    assert made.starts(other) == {"D01": "2027-Q1", "C01": "2027-Q2"}
    assert [made.entry(p, "D01")["value"] for p in (plain, other)] == [
        made.entry(plain, "D01")["value"]
    ] * 2


def test_people_who_come_later_do_what_those_there_are_could_not() -> None:
    heavy = {**ALL, "staff": {"set_up": 6, "running_per_year": 0}}
    planned = [{"from": "2027-Q3", "people": 2}]
    result = made.plan(NOTHING, heavy, people=1, planned_people=planned)
    assert made.starts(result) == {"C01": "2027-Q3"}
    assert made.entry(result, "C01")["binding"]["code"] == "people"
    assert result["planned_people"] == [{**one, "institution": None} for one in planned]


def test_duties_are_not_taken_on_that_fewer_people_could_not_carry() -> None:
    kept = {**ALL, "staff": {"set_up": 1, "running_per_year": 12}}
    result = made.plan(NOTHING, kept, people=1, planned_people=[{"from": "2029-Q4", "people": 0}])
    assert made.left(result) == {"C01": "people"}


def test_locks_and_weights_that_make_no_sense_are_told_all_at_once() -> None:
    limits = {
        "locks": {
            "C01": lock("committed"),
            "C02": lock("committed", "2026-Q4"),
            "C03": lock("done", "2027-Q1"),
            "own-9": lock("forbidden"),
        },
        "weights": {"C": "2", "Q": 1},
        "planned_people": [{"from": "2028-Q1", "people": -1}, {"from": "2028-Q1", "people": 3}],
    }
    with pytest.raises(planning.PlanError) as caught:
        made.plan(NOTHING, ALL, action("C02"), action("C03"), **limits)
    assert caught.value.problems == (
        "planned_people[0].people: expected 0 or more, found -1",
        "planned_people[1].from: expected later than 2028-Q1, found 2028-Q1",
        "locks.C01.start: is missing; what is committed begins in a quarter",
        "locks.C02.start: expected 2027-Q1 or later for what is committed, found 2026-Q4",
        "locks.C03.start: expected none for what is done, found 2027-Q1",
        "weights.C: expected 1/2 to 3/2, found 2",
        "locks.own-9: there is no action own-9",
        "weights.Q: the library has no area Q",
    )


def test_a_lock_in_an_unknown_state_is_refused_by_its_name() -> None:
    with pytest.raises(ShapeError, match=r"locks\.C01\.state"):
        constraints.parse({"start": "2027-Q1", "locks": {"C01": {"state": "paused"}}})
