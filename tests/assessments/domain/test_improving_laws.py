"""The laws of restarts and of a plan before: never worse, within every limit, the same anywhere."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import canonical, constraints, draft, planning, quarters, schedule, search
from assessments.domain.constraints import Constraints, Lock
from assessments.domain.planning import Inputs
from assessments.domain.rehearsal import Rehearsal
from tests.assessments.domain.random_plans import START, Made, limits, planned, plans, windows


def worth(result: dict[str, Any]) -> Fraction:
    """Value times the quarters that remain after the end, from what the plan prints."""
    ends = [START.plus(number) for number in range(result["horizon"])]
    remaining = {str(quarter): len(ends) - place for place, quarter in enumerate(ends)}
    return sum(
        (
            Fraction(one["value"]["exact"]) * remaining[one["end"]]
            for one in result["actions"]
            if one["value"] is not None
        ),
        Fraction(0),
    )


def with_restarts(inputs: Inputs, restarts: int) -> Inputs:
    constants = inputs.constraints.constants.model_copy(update={"restarts": restarts})
    return replace(
        inputs, constraints=inputs.constraints.model_copy(update={"constants": constants})
    )


@given(plans())
def test_restarts_never_lower_the_worth(made: Made) -> None:
    without, few, many = (
        planning.make(with_restarts(made.inputs, number)).result for number in (0, 10, 40)
    )
    assert worth(without) <= worth(few) <= worth(many)
    assert worth(many) == Fraction(many["search"]["worth"]["exact"])
    assert worth(without) == Fraction(many["search"]["first"]["exact"])
    assert (many["search"]["kept"] == "restart") == (worth(many) > worth(without))


@given(plans(), st.integers(1, 50))
def test_a_rehearsal_reaches_what_the_schedule_reaches(made: Made, number: int) -> None:
    people = made.limits.people or 0
    drafted = draft.compute(
        snapshots=made.inputs.snapshots,
        library=made.library,
        limits=made.limits,
        population=None,
        wishes=made.inputs.targets or {},
    )
    net = schedule.net_of(draft.tasks(drafted.selection, made.limits))
    order = search.shuffled(net, number)
    rehearsed = Rehearsal(net, made.limits, people).worth(order)
    assert rehearsed == schedule.run(net, made.limits, people, order).weighed


@st.composite
def wider(draw: st.DrawFn, narrow: Constraints) -> Constraints:
    """Limits of which every one is at least as wide."""
    more = st.integers(0, 3)
    table = canonical.plain(narrow)
    table["constants"] = {"restarts": draw(st.sampled_from([0, 5]))} | {
        "windows_pay_running": narrow.constants.windows_pay_running
    }
    table["people"] += draw(more)
    named = table["people_by_institution"]
    table["people_by_institution"] = {name: one + draw(more) for name, one in named.items()}
    for one in table["planned_people"]:
        one["people"] += draw(more)
    table["weights"] = {area: draw(st.sampled_from(["1/2", "1"])) for area in table["weights"]}
    dollars = st.integers(0, 9000)
    if table["budget_per_year"] is not None:
        table["budget_per_year"] = draw(st.none() | dollars.map(table["budget_per_year"].__add__))
    table["budgets"] = {year: one + draw(dollars) for year, one in table["budgets"].items()}
    for one in table["donor_windows"]:
        one["amount"] += draw(dollars)
        one["theme"] = draw(st.sampled_from([one["theme"], ["C", "D"]]))
        one["from"] = str(quarters.parse(one["from"]).plus(-draw(more)))
        one["to"] = str(quarters.parse(one["to"]).plus(draw(more)))
    table["donor_windows"] += [draw(windows(9))] * draw(st.integers(0, 1))
    table["blackouts"] = [one for one in table["blackouts"] if draw(st.booleans())]
    if table["sittings"] is not None:
        extra = [str(START.plus(draw(st.integers(0, 11)))) for _ in range(draw(more))]
        table["sittings"] = draw(st.sampled_from([None, table["sittings"] + extra]))
    table["caps"] = {name: one + draw(more) for name, one in table["caps"].items()}
    return constraints.parse(table)


@given(plans())
def test_the_plan_before_is_kept_only_as_long_as_its_locks(made: Made) -> None:
    name = made.library.actions[0].id
    locked = {**made.limits.locks, name: Lock(state="committed", start=START)}
    changed = made.limits.model_copy(update={"locks": locked})
    other = replace(made.inputs, constraints=changed)
    again = planning.improve(other, made.result).result
    assert again["actions"] == planning.make(other).result["actions"] or locked == made.limits.locks


@given(st.data())
def test_wider_limits_with_the_plan_before_never_lower_the_worth(data: st.DataObject) -> None:
    made = data.draw(plans())
    wide = replace(made.inputs, constraints=data.draw(wider(made.limits)))
    improved = planning.improve(wide, made.result)
    assert worth(improved.result) >= worth(made.result)
    assert worth(improved.result) >= worth(planning.make(wide).result)


@given(plans(), limits())
def test_the_plan_before_is_among_the_inputs(made: Made, other: Constraints) -> None:
    changed = replace(made.inputs, constraints=other)
    first, again = (planning.improve(changed, made.result) for _ in range(2))
    assert canonical.text(first.result) == canonical.text(again.result)
    assert first.hash == again.hash == canonical.digest(first.inputs)
    assert first.hash != planning.make(changed).hash
    assert first.inputs["previous"]["hash"] == made.plan.hash


@given(plans())
def test_a_plan_that_an_older_engine_stored_can_be_improved(made: Made) -> None:
    old = {**made.result, "actions": [dict(one) for one in made.result["actions"]]}
    for one in old["actions"]:
        del one["funding"]
    assert planned(made.inputs, old).inputs["previous"]["hash"] == made.plan.hash
