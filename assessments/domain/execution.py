"""Carrying out an action: what can be reported of it, and whether it is late."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from assessments.domain.quarters import Quarter

Status = Literal["not-started", "running", "blocked", "done", "dropped"]
STATUSES: tuple[Status, ...] = get_args(Status)
NOT_STARTED, RUNNING, BLOCKED, DONE, DROPPED = STATUSES
CLOSED = frozenset({DONE, DROPPED})
"""What is in one of these states is never late, and no plan waits for it."""
WHOLE = 100
Lateness = Literal["overdue", "due-soon", ""]


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says of one action: its state, how far it is, and its actual quarters.

    `percent` is a whole number from 0 to 100. `reason` says why it is blocked or dropped.
    """

    status: str
    percent: int = 0
    started: Quarter | None = None
    ended: Quarter | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What of a report makes no sense: the field that is to be mended, and a code."""

    field: str
    code: str


def settled(report: Report) -> Report:
    """Fill in what follows from the state: what has not begun is at 0, what is done at 100.

    A reason stands only where one is asked for, an end only of what is done.
    """
    fixed: dict[str, int] = {NOT_STARTED: 0, DONE: WHOLE}
    return replace(
        report,
        percent=fixed.get(report.status, report.percent),
        started=None if report.status == NOT_STARTED else report.started,
        ended=report.ended if report.status == DONE else None,
        reason=report.reason if report.status in (BLOCKED, DROPPED) else "",
    )


def problems(report: Report, now: Quarter) -> list[Problem]:
    """Tell what of a report makes no sense in the quarter `now`; nothing lies in the future.

    What is running or done has a first quarter, what is done a last one, and whatever is
    blocked or dropped a reason.
    """
    return list(_problems(report, now))


def _problems(report: Report, now: Quarter) -> Iterator[Problem]:
    status, started, ended = report.status, report.started, report.ended
    if status not in STATUSES:
        yield Problem("status", "unknown")
        return
    if not 0 <= report.percent <= WHOLE:
        yield Problem("percent", "out-of-range")
    if started is None and status in (RUNNING, DONE):
        yield Problem("started", "missing")
    if started is not None and started > now:
        yield Problem("started", "in-the-future")
    if status == DONE:
        yield from _end_problems(started, ended, now)
    if status in (BLOCKED, DROPPED) and not report.reason.strip():
        yield Problem("reason", "missing")


def _end_problems(
    started: Quarter | None, ended: Quarter | None, now: Quarter
) -> Iterator[Problem]:
    if ended is None:
        yield Problem("ended", "missing")
    elif ended > now:
        yield Problem("ended", "in-the-future")
    elif started is not None and ended < started:
        yield Problem("ended", "before-start")


def lateness(status: str, start: Quarter, end: Quarter, now: Quarter) -> Lateness:
    """Tell whether an action is late by its plan in the quarter `now`, or soon will be.

    It is overdue when its last quarter is over, or its first one and nobody has begun; it is due
    soon when it should end in this quarter, or should begin in this one or the next.
    """
    if status in CLOSED:
        return ""
    waits = status == NOT_STARTED
    if end < now or (waits and start < now):
        return "overdue"
    if end == now or (waits and start <= now.plus(1)):
        return "due-soon"
    return ""
