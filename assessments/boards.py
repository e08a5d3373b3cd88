"""The board of an adopted plan in the words of a language: every action with what was reported."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from assessments import leads, library, roadmap_steps, wording
from assessments.domain import execution, quarters
from assessments.domain.quarters import Quarter
from assessments.models import ActionProgress, Plan
from assessments.titles import Titles
from cms.people.models import User

MINE, OVERDUE, BLOCKED = FILTERS = ("mine", "overdue", "blocked")


@dataclass(frozen=True, slots=True)
class Entry:
    """One action on the board: what its plan says of it, and what was reported."""

    id: str
    title: wording.Text | str
    lead: str
    start: str
    end: str
    when: str
    quarters: tuple[str, ...]
    status: str
    percent: int
    owner_id: int | None
    owner: str
    reason: str
    lateness: str
    began: str
    ended: str

    @property
    def status_label(self) -> str:
        """The state in the language in force."""
        return str(ActionProgress.Status(self.status).label)

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1."""
        return self.percent / execution.WHOLE

    @property
    def is_overdue(self) -> bool:
        """Tell whether it should have begun or ended before this quarter."""
        return self.lateness == "overdue"

    @property
    def is_due_soon(self) -> bool:
        """Tell whether it should end now, or begin now or next."""
        return self.lateness == "due-soon"

    def fits(self, wanted: str, user: User) -> bool:
        """Tell whether a filter of FILTERS keeps it; any other word keeps everything."""
        return {
            MINE: self.owner_id == user.pk,
            OVERDUE: self.is_overdue,
            BLOCKED: self.status == execution.BLOCKED,
        }.get(wanted, True)


class Board:
    """What stands on the board of an adopted plan in one quarter; `only` hers, if it is given."""

    def __init__(self, plan: Plan, language: str, now: Quarter, only: User | None = None) -> None:
        self.plan, self.language, self.now, self.only = plan, language, now, only
        self._titles: dict[object, Titles] = {}

    @cached_property
    def rows(self) -> Mapping[str, ActionProgress]:
        """What was reported, by action; two queries."""
        found = ActionProgress.objects.filter(
            institution=self.plan.institution_id, snapshot=self.plan.snapshot_id
        )
        # A plan is large, and most actions share one: it is fetched once
        plans = Plan.objects.defer("content").select_related("institution", "snapshot__round")
        rows = found.select_related("owner", "changed_by")
        return {one.action: one for one in rows.prefetch_related(Prefetch("plan", plans))}

    @cached_property
    def planned(self) -> Mapping[str, Mapping[str, Any]]:
        """What the adopted plan plans, by action, by start."""
        return {one["id"]: one for one in self.plan.result["actions"]}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The actions of the plan, then those that only plans before it planned."""
        names = [*self.planned, *(one for one in sorted(self.rows) if one not in self.planned)]
        return tuple(self._entry(name) for name in names if self.has(name))

    @property
    def quarters(self) -> list[str]:
        """Every quarter in which something is planned, in the order of time."""
        return sorted({quarter for one in self.entries for quarter in one.quarters})

    def has(self, action: str) -> bool:
        """Tell whether an action stands on the board."""
        row = self.rows.get(action)
        if self.only is not None:
            return row is not None and row.owner_id == self.only.pk
        return row is not None or action in self.planned

    def entry(self, action: str) -> Entry:
        """Return an action that stands on the board."""
        return self._entry(action)

    def plan_of(self, action: str) -> Plan:
        """Return the plan that plans an action, or the last that did."""
        return self.plan if action in self.planned else self.rows[action].plan

    def _entry(self, name: str) -> Entry:
        row = self.rows.get(name)
        source = self.plan_of(name)
        one = _planned(source, name) if name not in self.planned else self.planned[name]
        status = row.status if row else execution.NOT_STARTED
        start, end = one["start"], one["end"]
        return Entry(
            id=name,
            title=self._titles_of(source).action(name),
            lead=one.get("institution") or leads.name(one["lead"]),
            start=start,
            end=end,
            when=roadmap_steps.period(start, end, self.language),
            quarters=tuple(one["quarters"]),
            status=status,
            percent=row.percent if row else 0,
            owner_id=row.owner_id if row else None,
            owner=owner_of(row),
            reason=row.reason if row else "",
            lateness=execution.lateness(
                status, quarters.parse(start), quarters.parse(end), self.now
            ),
            began=row.started if row else "",
            ended=row.ended if row else "",
        )

    def _titles_of(self, plan: Plan) -> Titles:
        if plan.pk not in self._titles:
            self._titles[plan.pk] = Titles(plan.result, self.language)
        return self._titles[plan.pk]


def owner_of(row: ActionProgress | None) -> str:
    """Return the name of the person or the institution that carries an action out."""
    if row is None:
        return ""
    return row.owner.display_name if row.owner else row.owner_name


def lesson_ids(board: Board, user: User) -> list[str]:
    """Return the lessons that the actions on a board recommend, in the order of the plan.

    Those of her own actions, if she carries out any; else those of all that she sees.
    """
    mine = [one.id for one in board.entries if one.owner_id == user.pk]
    wanted = mine or [one.id for one in board.entries]
    known = {one.id: one for one in library.planned_with(board.plan.result).actions}
    recommended = (known[name].lessons for name in wanted if name in known)
    return list(dict.fromkeys(lesson for lessons in recommended for lesson in lessons))


def kept(
    entries: Iterable[Entry], user: User, wanted: str = "", quarter: str = ""
) -> tuple[Entry, ...]:
    """Return the entries that pass a filter, and that are planned in a quarter if one is named."""
    return tuple(
        one
        for one in entries
        if one.fits(wanted, user) and (not quarter or quarter in one.quarters)
    )


def _planned(plan: Plan, action: str) -> Mapping[str, Any]:
    return next(one for one in plan.result["actions"] if one["id"] == action)
