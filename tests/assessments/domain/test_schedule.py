"""The schedule by itself: turns, ledgers, quarters, and canonical text."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import canonical, quarters, schedule
from assessments.domain.quarters import Quarter
from assessments.domain.task import Reason, Task, spread
from tests.assessments.domain import made


def task(name: str, **more: object) -> Task:
    plain = {"rank": 0, "priority": Fraction(1), "duration": 1, "gaps": {name: 1}}
    return Task(id=name, **{**plain, **more})


def order(*tasks: Task) -> list[tuple[str, int]]:
    found = schedule.place(tasks, made.limits(horizon=20), people=9)
    assert not found.left
    return [(one.task.id, one.start) for one in found.placed]


def test_rank_comes_before_distance_and_distance_before_priority() -> None:
    heavy = {"staff": Fraction(27)}
    tasks = [
        task("far", gaps={"a": 2}, priority=Fraction(9), **heavy),
        task("near", **heavy),
        task("first", rank=-1, gaps={"c": 3}, **heavy),
        task("dear", priority=Fraction(2), **heavy),
    ]
    assert order(*tasks) == [("first", 0), ("dear", 1), ("near", 2), ("far", 3)]


def test_what_is_needed_for_the_nearest_stage_is_near_itself() -> None:
    heavy = {"staff": Fraction(27)}
    tasks = [
        task("far", gaps={"a": 2}, priority=Fraction(9), **heavy),
        task("root", gaps={}, **heavy),
        task("near", needs=((("root",), 0),), **heavy),
    ]
    assert order(*tasks) == [("root", 0), ("near", 1), ("far", 2)]


def test_tasks_that_wait_for_each_other_are_not_lost() -> None:
    one = task("one", waits={"two": "builds-on"})
    two = task("two", waits={"one": "builds-on"})
    assert sorted(order(one, two)) == [("one", 0), ("two", 1)]


def test_a_long_chain_is_no_problem() -> None:
    chain = [task("t0")] + [task(f"t{n}", needs=(((f"t{n - 1}",), 0),)) for n in range(1, 2000)]
    found = schedule.place(chain, made.limits(horizon=20), people=9)
    assert len(found.placed) == 20
    reasons = {one.task.id: one.reason.code for one in found.left}
    assert (reasons["t20"], reasons["t21"]) == ("horizon", "need-left-out")


def test_any_of_several_tasks_meets_a_need_and_the_earliest_counts() -> None:
    user = task("user", needs=((("slow", "quick"), 0),))
    assert order(task("slow", duration=4), task("quick"), user)[-1] == ("user", 1)


def test_a_need_that_is_not_among_the_tasks_leaves_out_what_needs_it() -> None:
    found = schedule.place([task("one", needs=((("ghost",), 0),))], made.limits(), people=9)
    assert found.left[0].reason == Reason("need-left-out", {"action": "ghost"})


@given(st.integers(0, 10**6), st.integers(1, 20))
def test_a_sum_is_spread_in_whole_parts_that_add_up(whole: int, parts: int) -> None:
    found = spread(whole, parts)
    assert sum(found) == whole
    assert max(found) - min(found) <= 1


def test_the_next_quarter_begins_after_the_day() -> None:
    assert quarters.next_quarter(date(2026, 11, 23)) == Quarter(2027, 1)
    assert str(quarters.next_quarter(date(2027, 1, 1))) == "2027-Q2"


def test_quarters_are_counted_across_years() -> None:
    start = quarters.parse("2027-Q3")
    assert str(start.plus(6)) == "2029-Q1"
    assert start.plus(6).minus(start) == 6
    assert start.plus(-3) == Quarter(2026, 4)


def test_a_fiscal_year_is_named_by_the_year_in_which_it_begins() -> None:
    april = [quarters.fiscal_year(Quarter(2027, number), 2) for number in (1, 2, 3, 4)]
    assert april == [2026, 2027, 2027, 2027]


@pytest.mark.parametrize("wrong", ["2027-Q5", "2027", "Q1", 2027, None])
def test_what_is_no_quarter_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="expected a quarter"):
        quarters.parse(wrong)


def test_canonical_text_does_not_depend_on_the_order_of_keys() -> None:
    one = {"b": [Fraction(7, 18), Quarter(2027, 1)], "a": "فيلامار"}
    other = {"a": "فيلامار", "b": (Fraction(7, 18), Quarter(2027, 1))}
    expected = '{"a":"فيلامار","b":[{"exact":"7/18","value":0.3889},"2027-Q1"]}'
    assert canonical.text(one) == canonical.text(other) == expected
    assert canonical.digest(one) == canonical.digest(canonical.plain(one))


def test_a_decimal_has_no_canonical_form() -> None:
    with pytest.raises(TypeError, match="float has no canonical form"):
        canonical.text({"value": 0.1})
