"""The laws of locks, weights and planned people, tried on random libraries, answers and limits."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import constraints, planning
from assessments.domain.constraints import Lock
from assessments.domain.planning import Inputs
from tests.assessments.domain import made as making
from tests.assessments.domain.random_plans import START, Made, plans


def with_limits(inputs: Inputs, **more: Any) -> Inputs:
    return replace(inputs, constraints=inputs.constraints.model_copy(update=more))


def told(result: dict[str, Any]) -> set[str]:
    """Every action that a plan speaks of: planned, or left out with a reason."""
    return {one["id"] for part in ("actions", "left_out") for one in result[part]}


@given(plans(), st.data())
def test_what_is_forbidden_is_never_planned_nor_what_cannot_do_without_it(
    made: Made, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([one.id for one in made.library.actions]))
    result = made.again(with_limits(made.inputs, locks={name: Lock(state="forbidden")})).result
    assert name not in making.starts(result)
    for one in result["actions"]:
        assert name not in [reason["params"].get("action") for reason in one["because"]]
    for one in result["left_out"]:
        assert one["id"] != name or one["reason"]["code"] == "forbidden"


@given(plans(), st.data())
def test_what_is_done_is_never_planned_and_brings_nothing_new(
    made: Made, data: st.DataObject
) -> None:
    names = [one.id for one in made.library.actions]
    done = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    free = made.again(with_limits(made.inputs, locks={})).result
    result = made.again(
        with_limits(made.inputs, locks={name: Lock(state="done") for name in done})
    ).result
    assert told(result) <= told(free) - set(done)
    assert len(result["gaps"]) <= len(free["gaps"])


@given(plans(), st.data())
def test_a_commitment_that_fits_starts_in_its_quarter(made: Made, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(made.library.actions))
    quarter = START.plus(data.draw(st.integers(0, made.limits.horizon - 1)))
    bare = one.model_copy(update={"needs": ()})
    locked = with_limits(made.inputs, locks={one.id: Lock(state="committed", start=quarter)})
    alone = made.library.model_copy(update={"actions": (bare,)})
    others = tuple(bare if other.id == one.id else other for other in made.library.actions)
    whole = made.library.model_copy(update={"actions": others})
    fits = making.starts(planning.make(replace(locked, library=alone)).result).get(one.id)
    found = planning.make(replace(locked, library=whole)).result
    assert making.starts(found).get(one.id) == fits
    if fits == str(quarter):
        assert making.entry(found, one.id)["binding"] == {
            "code": "committed",
            "params": {"quarter": fits},
        }
    elif fits is not None:
        assert making.entry(found, one.id)["binding"]["code"] != "committed"


@given(plans())
def test_weights_change_the_order_and_nothing_else(made: Made) -> None:
    without = made.again(with_limits(made.inputs, weights={})).result
    assert told(without) == told(made.result)
    values = {one["id"]: one["value"] for one in without["actions"]}
    for one in made.result["actions"]:
        assert values.get(one["id"], one["value"]) == one["value"]
    assert without["gaps"] == [
        {**gap, "closed_by": other["closed_by"]}
        for gap, other in zip(made.result["gaps"], without["gaps"], strict=True)
    ]


@given(plans())
def test_people_planned_from_the_start_take_the_place_of_those_there_are(made: Made) -> None:
    people = made.limits.people or 0
    table = [{"from": str(START), "people": people}]
    planned = constraints.parse({"start": str(START), "planned_people": table}).planned_people
    one = planning.make(with_limits(made.inputs, planned_people=(), people=people)).result
    other = planning.make(with_limits(made.inputs, planned_people=planned, people=9)).result
    assert making.starts(one) == making.starts(other)
    assert one["left_out"] == other["left_out"]


@given(plans())
def test_a_running_action_has_what_it_needs_and_pays_only_what_is_left(made: Made) -> None:
    whole = {one.id: one.cost.set_up.likely for one in made.library.actions}
    for one in made.result["actions"]:
        if one["lock"] == "running":
            assert "after" not in {reason["code"] for reason in one["because"]}
            lock = made.limits.locks[one["id"]]
            began = lock.start is not None and lock.start < START
            paid = one["cost"]["set_up"]["likely"]
            assert paid <= whole[one["id"]] if began else paid == whole[one["id"]]
