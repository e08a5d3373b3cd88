"""Planning again in mid-course: golden examples on small libraries."""

from typing import Any

import pytest

from assessments.domain import canonical, replanning
from assessments.domain.constraints import Lock
from assessments.domain.quarters import Quarter, parse
from assessments.domain.replanning import Reported
from tests.assessments.domain import made
from tests.assessments.domain.test_planning import ALL, NOTHING, action

NOW = Quarter(2027, 3)
KNOWN = {"C01", "C02", "C03", "D01", "own-1"}


def reported(status: str, started: str | None = None) -> Reported:
    return Reported(status, parse(started) if started else None)


def locks(before: dict[str, Any], **reports: Reported) -> dict[str, Lock]:
    limits = made.limits(locks=before)
    named = {name.replace("_", "-"): one for name, one in reports.items()}
    return dict(replanning.limits(limits, named, NOW, KNOWN).locks)


@pytest.mark.parametrize(
    ("report", "lock"),
    [
        (reported("done", "2027-Q1"), Lock(state="done")),
        (reported("dropped"), Lock(state="forbidden")),
        (reported("running", "2027-Q2"), Lock(state="running", start=Quarter(2027, 2))),
        (reported("blocked", "2027-Q2"), Lock(state="running", start=Quarter(2027, 2))),
        (reported("blocked"), None),
        (reported("not-started"), None),
    ],
)
def test_each_state_has_its_lock(report: Reported, lock: Lock | None) -> None:
    assert locks({}, C01=report) == ({} if lock is None else {"C01": lock})


def test_locks_that_nobody_reported_on_are_kept_and_none_lies_in_the_past() -> None:
    before = {
        "C01": {"state": "done"},
        "C02": {"state": "forbidden"},
        "C03": {"state": "running"},
        "D01": {"state": "committed", "start": "2027-Q2"},
        "own-1": {"state": "committed", "start": "2028-Q1"},
    }
    assert locks(before) == {
        "C01": Lock(state="done"),
        "C02": Lock(state="forbidden"),
        "C03": Lock(state="running", start=Quarter(2027, 1)),
        "D01": Lock(state="committed", start=NOW),
        "own-1": Lock(state="committed", start=Quarter(2028, 1)),
    }


def test_what_was_said_to_run_and_has_not_begun_is_free() -> None:
    assert locks({"C01": {"state": "running"}}, C01=reported("not-started")) == {}


def test_what_the_library_does_not_have_is_locked_no_more() -> None:
    assert locks({}, C99=reported("done"), own_1=reported("done")) == {"own-1": Lock(state="done")}


def test_everything_else_stays_and_the_length_too() -> None:
    before = made.limits(horizon=9, people=3, budgets={"2028": 5000}, blackouts=["2028-Q1"])
    after = replanning.limits(before, {}, NOW, KNOWN)
    assert after == before.model_copy(update={"start": NOW})


def test_golden_a_plan_in_its_third_quarter() -> None:
    """One is done, one runs a quarter late, one was dropped, one waits: only the rest is planned.

    The one person has three person-months a quarter: one of them goes to what runs, so that the
    next action, which takes three, begins after it.
    """
    staff = {"set_up": 3, "running_per_year": 0}
    year = {"optimistic": 6, "likely": 12, "pessimistic": 15}
    tables = [
        action("C01", made.effect("a", 2), staff=staff),
        action("C02", made.effect("b", 3), staff={**staff, "set_up": 4}, months=year),
        action("C03", made.effect("c", 1), staff=staff),
        action("D01", made.effect("c", 2), staff=staff, area="D", needs=[made.need("C01")]),
    ]
    adopted = made.plan(NOTHING, *tables, people=1, targets={"small": "second"})
    assert set(made.starts(adopted)) >= {"C01", "C02", "D01"}
    limits = replanning.limits(
        made.limits(people=1),
        {
            "C01": reported("done", "2027-Q1"),
            "C02": reported("running", "2027-Q2"),
            "C03": reported("dropped"),
            "D01": reported("blocked"),
        },
        NOW,
        KNOWN,
    )
    table = canonical.plain(limits)
    assert table["locks"] == {
        "C01": {"state": "done", "start": None},
        "C02": {"state": "running", "start": "2027-Q2"},
        "C03": {"state": "forbidden", "start": None},
    }
    again = made.plan(
        NOTHING,
        *tables,
        start="2027-Q3",
        people=1,
        locks=table["locks"],
        targets={"small": "second"},
    )
    assert again["start"] == "2027-Q3"
    assert made.starts(again) == {"C02": "2027-Q3", "D01": "2028-Q2"}
    assert made.entry(again, "D01")["binding"]["code"] == "people"
    running = made.entry(again, "C02")
    assert (running["lock"], running["quarters"]) == ("running", ["2027-Q3", "2027-Q4", "2028-Q1"])
    assert "C01" not in made.left(again)
    assert made.left(again).get("C03") in (None, "forbidden")


def test_without_a_report_planning_again_in_the_first_quarter_gives_the_same_dates() -> None:
    first = made.limits()
    limits = replanning.limits(first, {}, first.start, KNOWN)
    assert limits == first
    plain = made.plan(NOTHING, ALL, action("C02"))
    assert made.plan(NOTHING, ALL, action("C02"), start=str(limits.start)) == plain
