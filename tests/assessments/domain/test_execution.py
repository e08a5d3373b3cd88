"""Reports on actions: what makes sense, what follows from a state, and what is late."""

import datetime as dt

import pytest

from assessments.domain import execution, weekly
from assessments.domain.execution import Problem, Report
from assessments.domain.quarters import Quarter, of_day

NOW = Quarter(2027, 3)
BEFORE, AFTER = NOW.plus(-1), NOW.plus(1)


@pytest.mark.parametrize(
    "report",
    [
        Report("not-started"),
        Report("running", 40, started=NOW),
        Report("blocked", 10, reason="No budget."),
        Report("blocked", 10, started=BEFORE, reason="No budget."),
        Report("done", 100, started=BEFORE, ended=BEFORE),
        Report("dropped", reason="The law changed."),
    ],
)
def test_a_report_that_makes_sense_has_no_problem(report: Report) -> None:
    assert execution.problems(report, NOW) == []


@pytest.mark.parametrize(
    ("report", "field", "code"),
    [
        (Report("paused"), "status", "unknown"),
        (Report("running", 101, started=NOW), "percent", "out-of-range"),
        (Report("running", -1, started=NOW), "percent", "out-of-range"),
        (Report("running", 40), "started", "missing"),
        (Report("running", 40, started=AFTER), "started", "in-the-future"),
        (Report("done", 100, started=NOW), "ended", "missing"),
        (Report("done", 100, started=NOW, ended=AFTER), "ended", "in-the-future"),
        (Report("done", 100, started=NOW, ended=BEFORE), "ended", "before-start"),
        (Report("blocked", 10, reason="  "), "reason", "missing"),
        (Report("dropped"), "reason", "missing"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field(report: Report, field: str, code: str) -> None:
    assert execution.problems(report, NOW) == [Problem(field, code)]


def test_every_problem_is_told_at_once() -> None:
    found = execution.problems(Report("done", 300), NOW)
    assert [(one.field, one.code) for one in found] == [
        ("percent", "out-of-range"),
        ("started", "missing"),
        ("ended", "missing"),
    ]


def test_what_follows_from_a_state_is_filled_in() -> None:
    full = {"started": BEFORE, "ended": NOW, "reason": "Why."}
    settled = {one: execution.settled(Report(one, 40, **full)) for one in execution.STATUSES}
    assert settled == {
        "not-started": Report("not-started", 0),
        "running": Report("running", 40, started=BEFORE),
        "blocked": Report("blocked", 40, started=BEFORE, reason="Why."),
        "done": Report("done", 100, started=BEFORE, ended=NOW),
        "dropped": Report("dropped", 40, started=BEFORE, reason="Why."),
    }


@pytest.mark.parametrize(
    ("status", "start", "end", "late"),
    [
        ("not-started", -1, 2, "overdue"),
        ("not-started", 0, 2, "due-soon"),
        ("not-started", 1, 2, "due-soon"),
        ("not-started", 2, 3, ""),
        ("running", -3, -1, "overdue"),
        ("running", -3, 0, "due-soon"),
        ("running", -3, 1, ""),
        ("blocked", -3, -1, "overdue"),
        ("done", -3, -1, ""),
        ("dropped", -3, -1, ""),
    ],
)
def test_an_action_is_late_by_its_plan_and_the_quarter_that_it_is(
    status: str, start: int, end: int, late: str
) -> None:
    assert execution.lateness(status, NOW.plus(start), NOW.plus(end), NOW) == late


def test_a_day_lies_in_its_quarter() -> None:
    days = [dt.date(2027, 1, 1), dt.date(2027, 3, 31), dt.date(2027, 4, 1), dt.date(2027, 12, 31)]
    assert [str(of_day(day)) for day in days] == ["2027-Q1", "2027-Q1", "2027-Q2", "2027-Q4"]


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (dt.datetime(2026, 11, 23, 7, 59), None),
        (dt.datetime(2026, 11, 23, 8, 0), "2026-W48"),
        (dt.datetime(2026, 11, 23, 23, 59), "2026-W48"),
        (dt.datetime(2026, 11, 22, 9, 0), None),
        (dt.datetime(2027, 1, 4, 8, 0), "2027-W01"),
        (dt.datetime(2024, 12, 30, 8, 0), "2025-W01"),
    ],
)
def test_a_letter_is_due_on_monday_from_eight(moment: dt.datetime, week: str | None) -> None:
    assert weekly.week_due(moment) == week
