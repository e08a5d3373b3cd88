"""Planning again in mid-course: what is done and running becomes locks of the next plan."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessments.domain.constraints import Constraints, Lock
from assessments.domain.execution import BLOCKED, DONE, DROPPED, NOT_STARTED, RUNNING
from assessments.domain.quarters import Quarter


@dataclass(frozen=True, slots=True)
class Reported:
    """The state of an action as it was reported last, and the quarter in which it began."""

    status: str
    started: Quarter | None = None


def limits(
    before: Constraints, reports: Mapping[str, Reported], now: Quarter, known: Collection[str]
) -> Constraints:
    """Give the limits with which to plan again from the quarter `now`.

    `before` are those of the adopted plan; the new one has as many quarters. `reports` are by
    action: what is done, runs, or was dropped is locked so, with the quarter in which it really
    began; what is blocked before it began is free. What nobody reported on keeps its lock; what
    was to begin in a quarter that is over is to begin now. Only actions that are `known` can be
    locked. `docs/planning.md` has the table.
    """
    kept = {name: _kept(lock, before.start, now) for name, lock in before.locks.items()}
    for name, report in reports.items():
        lock = _lock(report)
        if lock is not None:
            kept[name] = lock
        elif name in kept and kept[name].state == RUNNING:
            del kept[name]
    locks = {name: lock for name, lock in kept.items() if name in known}
    return before.model_copy(update={"start": now, "locks": locks})


def _lock(report: Reported) -> Lock | None:
    """Give the lock that follows from a report; None where the action is free."""
    if report.status == DONE:
        return Lock(state="done")
    if report.status == DROPPED:
        return Lock(state="forbidden")
    if report.status in (RUNNING, BLOCKED) and report.started is not None:
        return Lock(state="running", start=report.started)
    return None


def _kept(lock: Lock, began: Quarter, now: Quarter) -> Lock:
    """Carry a lock of the plan before over to a later start."""
    if lock.state == "running":
        return lock.model_copy(update={"start": lock.start or began})
    if lock.start is not None:
        return lock.model_copy(update={"start": max(lock.start, now)})
    return lock


def has_moved(reports: Mapping[str, Reported]) -> bool:
    """Tell whether anything was reported that a new plan would take into account."""
    return any(one.status != NOT_STARTED for one in reports.values())
