"""Random libraries, answers and limits, for the laws of planning."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from assessments.domain import constraints, planning
from assessments.domain.actions import ActionLibrary
from assessments.domain.constraints import Constraints
from assessments.domain.planning import Inputs, Plan, Snapshot
from assessments.domain.quarters import Quarter
from tests.assessments.domain import made

MODEL = made.model(
    stages=[
        made.stage("first", minimum={"a": 1, "b": 1, "c": 1}),
        made.stage("second", minimum={"a": 2, "b": 3, "c": 2}),
        made.stage("third", minimum={"a": 4, "b": 4, "c": 4}),
    ]
)
START = Quarter(2027, 2)


@dataclass(frozen=True)
class Made:
    """What went into a random plan, and what came out."""

    inputs: Inputs
    plan: Plan
    before: dict[str, Any] | None = None

    def again(self, inputs: Inputs) -> Plan:
        """Plan other inputs in the same way: anew, or from the same plan before."""
        return planned(inputs, self.before)

    @property
    def library(self) -> ActionLibrary:
        """The random library."""
        return self.inputs.library

    @property
    def limits(self) -> Constraints:
        """The random limits."""
        return self.inputs.constraints

    @property
    def result(self) -> dict[str, Any]:
        """What came out."""
        return self.plan.result

    @property
    def library_actions(self) -> list[dict[str, Any]]:
        """The placed actions that are not there to look something up."""
        return [one for one in self.result["actions"] if one["kind"] == "library"]


def planned(inputs: Inputs, before: dict[str, Any] | None) -> Plan:
    """Plan anew, or with a plan before as a candidate."""
    return planning.make(inputs) if before is None else planning.improve(inputs, before)


@st.composite
def action_tables(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to six actions; each may need earlier ones, so that there is never a circle."""
    count = draw(st.integers(1, 6))
    tables: list[dict[str, Any]] = []
    for number in range(count):
        names = [table["id"] for table in tables]
        needs = draw(st.lists(st.sampled_from(names), max_size=2)) if names else []
        likely, cost = draw(st.integers(1, 9)), draw(st.integers(0, 9000))
        tables.append(
            made.action_table(
                f"C0{number}",
                area=draw(st.sampled_from("CD")),
                effects=draw(st.lists(_effects(), max_size=3)),
                needs=[made.need(name, lag=draw(st.integers(0, 1))) for name in needs],
                size=draw(st.sampled_from(["major", "minor"])),
                lead=draw(st.sampled_from(["csirt", "justice"])),
                alternatives=draw(st.sampled_from([None, None, "D99"])),
                visible=draw(st.booleans()),
                sitting=draw(st.booleans()),
                posts=draw(st.integers(0, 1)),
                months={"optimistic": 1, "likely": likely, "pessimistic": 9},
                staff=draw(_staff()),
                cost={"set_up": made.money(cost, cost), "running_per_year": made.money(0, cost)},
            )
        )
    return tables


@st.composite
def _effects(draw: st.DrawFn) -> dict[str, Any]:
    below = draw(st.integers(0, 3))
    return made.effect(draw(st.sampled_from("abc")), draw(st.integers(below + 1, 4)), below)


@st.composite
def _staff(draw: st.DrawFn) -> dict[str, int]:
    return {"set_up": draw(st.integers(0, 6)), "running_per_year": draw(st.integers(0, 12))}


@st.composite
def windows(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """A window of a donor, for one area or two."""
    opens = draw(st.integers(-2, 10))
    return {
        "id": f"donor-{number}",
        "theme": draw(st.sampled_from(["C", ["D"], ["C", "D"]])),
        "from": str(START.plus(opens)),
        "to": str(START.plus(opens + draw(st.integers(0, 8)))),
        "amount": draw(st.integers(0, 12_000)),
    }


@st.composite
def locks(draw: st.DrawFn, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Up to two locks on some of these actions, some of them on quarters outside of the plan."""
    found = {}
    for name in draw(st.lists(st.sampled_from(names), max_size=2, unique=True)) if names else ():
        state = draw(st.sampled_from(["done", "running", "committed", "forbidden"]))
        found[name] = {"state": state}
        if state == "committed" or (state == "running" and draw(st.booleans())):
            first = 0 if state == "committed" else -3
            found[name]["start"] = str(START.plus(draw(st.integers(first, 8))))
    return found


@st.composite
def planned_people(draw: st.DrawFn, players: Sequence[str]) -> list[dict[str, Any]]:
    """Other numbers of people from some quarters on, in all or where one institution leads."""
    starts = draw(st.lists(st.integers(-1, 10), max_size=2, unique=True).map(sorted))
    found = [{"from": str(START.plus(n)), "people": draw(st.integers(0, 4))} for n in starts]
    return [one | {"institution": draw(st.sampled_from([None, *players]))} for one in found]


@st.composite
def limits(draw: st.DrawFn, names: Sequence[str] = ()) -> Constraints:
    """Random limits, some of them so narrow that nothing fits; locks on actions of these names."""
    weights = st.sampled_from(["1/2", "3/4", "1", "3/2"])
    horizon = draw(st.integers(1, 12))
    quarters = [str(START.plus(number)) for number in range(horizon)]
    some = st.lists(st.sampled_from(quarters), max_size=4)
    years = st.sampled_from(["2026", "2027", "2028", "2029", "2030"])
    roles = draw(st.sampled_from([{}, dict.fromkeys(["csirt", "justice"], "One body")]))
    players = sorted(set(roles.values())) or ["csirt", "justice"]
    by_player = st.dictionaries(st.sampled_from(players), st.integers(0, 3))
    return constraints.parse(
        {
            "start": str(START),
            "horizon": horizon,
            "fiscal_year_begins": draw(st.integers(1, 4)),
            "people": draw(st.integers(0, 4)),
            "people_by_institution": draw(st.just({}) | by_player),
            "planned_people": draw(st.just([]) | planned_people(players)),
            "locks": draw(locks(names)),
            "weights": draw(st.dictionaries(st.sampled_from("CD"), weights)),
            "budget_per_year": draw(st.none() | st.integers(0, 20_000)),
            "budgets": draw(st.just({}) | st.dictionaries(years, st.integers(0, 20_000))),
            "donor_windows": [draw(windows(n)) for n in range(draw(st.integers(0, 2)))],
            "blackouts": draw(some),
            "sittings": draw(st.none() | some),
            "roles": roles,
            "constants": {
                "restarts": draw(st.sampled_from([0, 5, 30])),
                "windows_pay_running": draw(st.booleans()),
            },
            "caps": {
                "major_at_a_time": draw(st.integers(0, 2)),
                "major_per_lead": draw(st.integers(0, 2)),
                "starts_per_area_in_first_year": draw(st.integers(0, 3)),
            },
        }
    )


@st.composite
def plans(draw: st.DrawFn) -> Made:
    """A random plan with everything that it was made of; some improve one of other limits."""
    library = made.library(*draw(action_tables()))
    names = [one.id for one in library.actions]
    inputs = Inputs(
        snapshots=(Snapshot(MODEL, draw(made.answers_to(MODEL))),),
        library=library,
        constraints=draw(limits(names)),
        country="XMA",
        targets=draw(st.none() | st.sampled_from(["first", "third"]).map(lambda s: {"small": s})),
    )
    other = draw(st.none() | limits(names))
    before = None if other is None else planning.make(replace(inputs, constraints=other)).result
    return Made(inputs, planned(inputs, before), before)
