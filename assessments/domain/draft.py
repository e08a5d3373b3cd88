"""Snapshots, library and limits in, a computed draft out: every step kept for the explanation."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from assessments.domain import (
    constraints,
    gaps,
    ground,
    outcome,
    scoring,
    search,
    selection,
    tailoring,
)
from assessments.domain.actions import Action, ActionLibrary
from assessments.domain.constraints import LONGEST_HORIZON, Constraints, Lock
from assessments.domain.context import Country
from assessments.domain.gaps import Gap
from assessments.domain.maturity import MaturityModel
from assessments.domain.outcome import Levels, Milestone, Stages
from assessments.domain.schedule import Kept, Placed, Schedule, Task, place
from assessments.domain.scorecard import Scorecard
from assessments.domain.scoring import Answers
from assessments.domain.search import Found
from assessments.domain.selection import Candidate, Selection, Verify
from assessments.domain.tailoring import Tailored

RUNNING_RANK, COMMITTED_RANK, NEEDED_RANK, VERIFY_RANK, QUICK_RANK, RANK = range(-3, 3)
"""What is running first, then what is committed and what that needs; then as ever."""
FOR_WANT_OF_TIME = frozenset(
    {
        "horizon",
        "blackout",
        "sitting",
        "cap-area",
        "cap-major",
        "cap-lead",
        "people",
        "people-of",
        "money",
        "need-left-out",
    }
)
"""Reasons for leaving something out that a longer plan may not have."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was signed: the answers to one version of one model."""

    model: MaturityModel
    answers: Answers


@dataclass(frozen=True)
class Draft:
    """The results of every step; models, answers and scorecards by model id, sorted by it."""

    models: Mapping[str, MaturityModel]
    answers: Mapping[str, Answers]
    cards: Mapping[str, Scorecard]
    people: int
    targets: Mapping[str, int]
    gaps: tuple[Gap, ...]
    tailored: Tailored
    selection: Selection
    found: Found
    levels: Levels
    done: tuple[tuple[Placed, Action], ...]

    @property
    def schedule(self) -> Schedule:
        """The schedule that was kept."""
        return self.found.schedule

    @cached_property
    def longer(self) -> Mapping[str, int]:
        """Of what was left out for want of time: after how many quarters it would be finished.

        The longest plan that can be made tells, in the order of priority, with every other limit
        as it is; what does not fit into that one either is not named. A plan of just so many
        quarters may choose otherwise, where people are few.
        """
        limits = self.schedule.ledger.limits
        late = {one.task.id for one in self.schedule.left if one.reason.code in FOR_WANT_OF_TIME}
        if not late or limits.horizon == LONGEST_HORIZON:
            return {}
        long = limits.model_copy(update={"horizon": LONGEST_HORIZON})
        placed = place(tasks(self.selection, long), long, self.people).placed
        ends = {one.task.id: one.end + 1 for one in placed if one.task.id in late}
        return {name: quarters for name, quarters in ends.items() if quarters > limits.horizon}

    @cached_property
    def stages(self) -> Stages:
        """The stages of its models at any levels."""
        return Stages(self.models, self.answers)

    @cached_property
    def path(self) -> tuple[Milestone, ...]:
        """The stages reached and when, as planned."""
        return outcome.path(self.stages, self.levels, self.done)

    def path_without(self, actions: Collection[str]) -> tuple[Milestone, ...]:
        """The stages reached and when, without some of the actions."""
        done = [(one, action) for one, action in self.done if action.id not in actions]
        return outcome.path(self.stages, self.levels, done)

    @cached_property
    def final(self) -> Levels:
        """The levels at the end of the plan."""
        return outcome.after(self.levels, [action for _, action in self.done])


def compute(
    *,
    snapshots: Iterable[Snapshot],
    library: ActionLibrary,
    limits: Constraints,
    population: int | None,
    wishes: Mapping[str, str],
    previous: Mapping[str, Kept] | None = None,
    country: Country | None = None,
) -> Draft:
    """Go through the steps: score, targets, tailor, gaps, candidates, value, schedule, improve.

    `previous` holds the dates of a plan before, which are then a candidate too.
    """
    ordered = sorted(snapshots, key=lambda one: one.model.id)
    models = {one.model.id: one.model for one in ordered}
    answers = {one.model.id: one.answers for one in ordered}
    cards = {one.model.id: scoring.score(one.model, one.answers) for one in ordered}
    targets = {
        name: gaps.target(model, cards[name], limits.horizon, wishes.get(name))
        for name, model in models.items()
    }
    tailored = tailoring.tailor(library, country, limits, population)
    tailored = replace(tailored, library=ground.what_remains(tailored.library, limits))
    stands = ground.of(tailored.library, cards, outcome.today(cards), limits)
    barred = selection.barred(tailored, stands)
    found = gaps.with_steps(
        stands.still_open(
            gap for name in models for gap in gaps.find(models[name], cards[name], targets[name])
        ),
        tailored.without({*barred, *stands.named("done")}),
    )
    selected = selection.select(found, tailored, stands, _weights(models), limits, barred)
    people = limits.people
    if people is None:
        people = constraints.people_assumed(limits, population)
    best = search.best(tasks(selected, limits), limits, people, previous)
    known = {one.action.id: one.action for one in selected.candidates}
    return Draft(
        models=models,
        answers=answers,
        cards=cards,
        people=people,
        targets=targets,
        gaps=found,
        tailored=tailored,
        selection=selected,
        found=best,
        levels=stands.levels,
        done=tuple(
            (one, known[one.task.id]) for one in best.schedule.placed if one.task.id in known
        ),
    )


def _weights(models: Mapping[str, MaturityModel]) -> dict[tuple[str, str], Fraction]:
    """The share of every dimension in the score of its model."""
    return {
        (name, one.id): Fraction(one.weight, sum(part.weight for part in model.dimensions))
        for name, model in models.items()
        for one in model.dimensions
    }


def tasks(selected: Selection, limits: Constraints) -> tuple[Task, ...]:
    """Tell the schedule what it has to know: locks, verifications, quick wins, then the rest."""
    ranks = _ranks(selected.candidates, limits)
    return (
        *(_verification(one, limits) for one in selected.verify),
        *(_task(one, ranks.get(one.action.id, RANK), limits) for one in selected.candidates),
    )


def _ranks(candidates: tuple[Candidate, ...], limits: Constraints) -> dict[str, int]:
    """Give the rank of all that comes before the rest: what is locked, its needs, quick wins."""
    ranks = dict.fromkeys(_quick_wins(candidates, limits), QUICK_RANK)
    needs = {one.action.id: [name for n in one.needs for name in n.options] for one in candidates}
    waiting = [name for name in needs if name in limits.locked("committed")]
    while waiting:
        for name in needs[waiting.pop()]:
            if ranks.get(name) != NEEDED_RANK:
                ranks[name] = NEEDED_RANK
                waiting.append(name)
    ranks |= dict.fromkeys(limits.locked("committed"), COMMITTED_RANK)
    return ranks | dict.fromkeys(limits.locked("running"), RUNNING_RANK)


def _quick_wins(candidates: Iterable[Candidate], limits: Constraints) -> set[str]:
    """Choose the best quick wins of each institution; candidates come in the order of priority."""
    chosen: dict[str, list[str]] = {}
    for one in candidates:
        wins = chosen.setdefault(limits.player(one.action.lead), [])
        free = one.action.id not in limits.locks
        if free and one.quick_win and one.closes and len(wins) < limits.caps.quick_wins_per_lead:
            wins.append(one.action.id)
    return {name for wins in chosen.values() for name in wins}


def _verification(verify: Verify, limits: Constraints) -> Task:
    return Task(
        id=verify.id,
        rank=VERIFY_RANK,
        priority=Fraction(0),
        duration=1,
        gaps={verify.id: 1},
        staff=limits.constants.verify_person_months,
    )


def _task(candidate: Candidate, rank: int, limits: Constraints) -> Task:
    action, lock = candidate.action, limits.locks.get(candidate.action.id)
    waits = {
        **dict.fromkeys(candidate.builds_on, "builds-on"),
        **dict.fromkeys(candidate.verify, "verify"),
    }
    return Task(
        id=action.id,
        rank=rank,
        priority=candidate.priority,
        value=candidate.value,
        weight=limits.weights.get(action.area, Fraction(1)),
        duration=action.quarters,
        gaps=_gaps(candidate),
        needs=tuple((need.options, need.lag) for need in candidate.needs),
        waits={} if lock else waits,
        group=action.alternatives,
        area=action.area,
        lead=limits.player(action.lead),
        major=action.size == "major",
        sitting=action.sitting,
        quick=selection.is_quick(action, limits.constants) and bool(candidate.closes),
        money=action.cost.set_up.likely,
        running_money=action.cost.running_per_year.likely,
        staff=action.staff.set_up,
        running_staff=action.staff.running_per_year,
        posts=action.posts,
        lock=lock.state if lock and lock.state in ("running", "committed") else None,
        earliest=_earliest(lock, limits),
    )


def _earliest(lock: Lock | None, limits: Constraints) -> int:
    """The quarter, counted from 0, from which a task may be placed; the horizon if it is later."""
    if lock is None or lock.start is None:
        return 0
    return min(max(lock.start.minus(limits.start), 0), limits.horizon)


def _gaps(candidate: Candidate) -> dict[str, int]:
    """What a task closes; what a rule or people ask for counts as a gap of the nearest stage."""
    found = {f"{gap.name}@{gap.required}": gap.ahead for gap in candidate.closes}
    if candidate.asked_by is not None:
        found[f"{candidate.asked_by}/{candidate.action.id}"] = 1
    if candidate.wished:
        found[f"wish/{candidate.action.id}"] = 1
    return found
