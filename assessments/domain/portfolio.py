"""Many printed plans in, their sums out: by action, by region and by year; nobody is ranked."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from assessments.domain import printed
from assessments.domain.constraints import KINDS, kind_of
from assessments.domain.needs import OWN
from assessments.domain.printed import Action, PrintedPlan
from assessments.domain.quarters import Quarter
from assessments.domain.summed import (
    Band,
    Note,
    OfAction,
    OfRegion,
    OfYear,
    Paid,
    Portfolio,
    Whole,
    Work,
)

OWN_ROW = "own"
"""The one row of all that institutions have added: "own-1" of two countries is not the same."""

Named = tuple[str, PrintedPlan]
"""The name of a file, and the plan in it."""


class PortfolioError(ValueError):
    """Plans that cannot be added up; `problems` holds a sentence for each reason."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def problems(named: Sequence[Named]) -> list[str]:
    """Tell why these plans cannot be added up, a sentence each, with the names of their files."""
    found = [] if named else ["plans: expected one or more, found none"]
    for digest, names in sorted(_grouped(named, lambda one: one[1].hash).items()):
        if len(names) > 1:
            files = ", ".join(sorted(name for name, _ in names))
            found.append(f"hash: {digest[:16]} is there {len(names)} times: {files}")
    for what, why in (
        ("engine", "plans of two engines follow different rules; make them anew with one"),
        ("price_year", "money of two price years cannot be added; make the plans anew with one"),
    ):
        groups = _grouped(named, lambda one, what=what: str(getattr(one[1], what)))  # type: ignore[misc]
        if len(groups) > 1:
            told = "; ".join(
                f"{value} in {', '.join(sorted(name for name, _ in groups[value]))}"
                for value in sorted(groups)
            )
            found.append(f"{what}: expected the same in all plans, found {told}: {why}")
    return found


def add(named: Sequence[Named], regions: Mapping[str, str]) -> Portfolio:
    """Add up plans; `regions` gives the region by country code, as far as it is known.

    The order of the plans changes nothing. Raises PortfolioError with every problem at once.
    """
    if found := problems(named):
        raise PortfolioError(found)
    plans = sorted((plan for _, plan in named), key=lambda plan: plan.hash)
    by_region = _grouped(plans, lambda plan: regions.get(plan.country))
    return Portfolio(
        engine=plans[0].engine,
        price_year=plans[0].price_year,
        libraries=tuple(sorted({plan.library for plan in plans})),
        hashes=tuple(plan.hash for plan in plans),
        totals=Whole(**_whole(plans)),
        actions=tuple(_actions(plans)),
        regions=tuple(
            OfRegion(region=name, **_whole(by_region[name]))
            for name in sorted(by_region, key=lambda name: (name is None, name or ""))
        ),
        years=tuple(_years(plans)),
        notes=tuple(_notes(plans, by_region.get(None, []))),
    )


Key = TypeVar("Key")
Item = TypeVar("Item")


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    groups: dict[Key, list[Item]] = defaultdict(list)
    for one in items:
        groups[key(one)].append(one)
    return dict(groups)


def _head(plans: Sequence[PrintedPlan]) -> dict[str, int]:
    return {"plans": len(plans), "countries": len({plan.country for plan in plans})}


def _band(parts: Iterable[printed.Band]) -> Band:
    parts = list(parts)
    return Band(**{name: sum(getattr(one, name) for one in parts) for name in printed.BANDS})


def _exact(parts: Iterable[printed.Number]) -> Fraction:
    return sum((one.exact for one in parts), Fraction(0))


def _asked(actions: Sequence[Action]) -> dict[str, Any]:
    """What actions ask for, whichever plan each is from."""
    return {
        "set_up": _band(one.cost.set_up for one in actions),
        "running_per_year": _band(one.cost.running_per_year for one in actions),
        "person_months": Work(
            set_up=_exact(one.people.set_up for one in actions),
            running_per_year=_exact(one.people.running_per_year for one in actions),
        ),
        "posts": sum(one.people.posts for one in actions),
    }


def _starts(starts: Iterable[Quarter]) -> dict[str, Quarter | None]:
    starts = list(starts)
    return {"first_start": min(starts, default=None), "last_start": max(starts, default=None)}


def _paid(parts: Iterable[tuple[PrintedPlan, Action]], year: int | None = None) -> Paid | None:
    """Add up who pays, in one year or in all; None where no plan says so."""
    stating = [(plan, one) for plan, one in parts if plan.says_who_pays]
    if not stating:
        return None
    sums: Counter[str] = Counter()
    for _, action in stating:
        for part in action.funding or ():
            if year in (None, part.year):
                sums[kind_of(part.source)] += part.amount
    return Paid(
        plans=len({plan.hash for plan, _ in stating}),
        **{kind: sums[kind] for kind in KINDS},
    )


def _parts(plans: Iterable[PrintedPlan]) -> list[tuple[PrintedPlan, Action]]:
    return [(plan, one) for plan in plans for one in plan.actions]


def _whole(plans: Sequence[PrintedPlan]) -> dict[str, Any]:
    parts = _parts(plans)
    return {
        **_head(plans),
        **_asked([action for _, action in parts]),
        **_starts(plan.start for plan in plans),
        "funding": _paid(parts),
        "running_in_plan": _band(plan.totals.running_in_plan for plan in plans),
        "person_months_in_plan": _exact(
            year.person_months for plan in plans for year in plan.years
        ),
    }


def _actions(plans: Sequence[PrintedPlan]) -> Iterable[OfAction]:
    groups = _grouped(_parts(plans), lambda part: (_row(part[1].id), part[1].kind))
    for name, kind in sorted(groups):
        parts = groups[name, kind]
        yield OfAction(
            id=name,
            kind=kind,
            **_head([plan for plan, _ in parts]),
            **_asked([action for _, action in parts]),
            **_starts(action.start for _, action in parts),
            funding=_paid(parts),
        )


def _row(name: str) -> str:
    """Name the row of an action; what institutions have added shares one."""
    return OWN_ROW if name.startswith(OWN) else name


def _years(plans: Sequence[PrintedPlan]) -> Iterable[OfYear]:
    groups = _grouped(
        [(plan, year) for plan in plans for year in plan.years], lambda part: part[1].year
    )
    for number in sorted(groups):
        within = [plan for plan, _ in groups[number]]
        rows = [row for _, row in groups[number]]
        parts = [(one, row) for plan, row in groups[number] for one in plan.actions]
        yield OfYear(
            year=number,
            **_head(within),
            set_up=_band(row.set_up for row in rows),
            running=_band(row.running for row in rows),
            person_months=_exact(row.person_months for row in rows),
            posts=sum(one.people.posts for one, row in parts if one.end in row.quarters),
            funding=_paid(_parts(within), number),
            **_starts(one.start for one, row in parts if one.start in row.quarters),
        )


def _notes(plans: Sequence[PrintedPlan], nowhere: Sequence[PrintedPlan]) -> Iterable[Note]:
    libraries = Counter(plan.library for plan in plans)
    if len(libraries) > 1:
        yield Note(code="libraries-differ", params={"plans": dict(sorted(libraries.items()))})
    begins = sorted({first for plan in plans for first in _fiscal(plan)})
    if len(begins) > 1:
        yield Note(code="fiscal-years-differ", params={"begin": begins})
    if silent := sum(not plan.says_who_pays for plan in plans):
        yield Note(code="funding-not-stated", params={"plans": silent, "of": len(plans)})
    if nowhere:
        yield Note(code="region-not-given", params={"plans": len(nowhere), "of": len(plans)})


def _fiscal(plan: PrintedPlan) -> set[int]:
    """The quarter with which fiscal years begin, where the plan holds a whole change of year."""
    later = sorted(plan.years, key=lambda one: one.year)[1:]
    return {min(one.quarters).number for one in later if one.quarters}
