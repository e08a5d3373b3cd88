"""An institution's own actions: planned beside the library, or refused with every problem."""

from typing import Any

import pytest

from assessments.domain import canonical, own, planning, sense
from assessments.domain.own import OwnAction
from assessments.domain.shape import ShapeError
from tests.assessments.domain import made
from tests.assessments.domain.test_planning import ALL, NOTHING, action


def added(name: str, **more: Any) -> OwnAction:
    table = made.action_table(name, **more)
    for key in ("steps", "kind", "size", "source", "certainty"):
        del table[key]
    return own.parse(
        {"language": "en"} | table | {key: more[key] for key in ("size",) if key in more}
    )


def inputs(*actions: OwnAction, tables: tuple[Any, ...] = (ALL,), **more: Any) -> planning.Inputs:
    return planning.Inputs(
        snapshots=(planning.Snapshot(made.model(), NOTHING),),
        library=made.library(*tables),
        constraints=made.limits(**more),
        country="XMA",
        own=actions,
    )


def needs(*names: str) -> list[dict[str, Any]]:
    return [{"any_of": [name], "kind": "hard", "reason": "It must."} for name in names]


def test_an_action_that_raises_nothing_is_planned_because_it_is_wished_for() -> None:
    result = planning.make(inputs(added("own-1", title="جدار", language="ar"))).result
    assert made.starts(result) == {"C01": "2027-Q1", "own-1": "2027-Q1"}
    assert [one["own"] for one in result["actions"]] == [False, True]
    assert (result["own"][0]["title"], result["own"][0]["language"]) == ("جدار", "ar")
    assert own.parse(result["own"][0]) == added("own-1", title="جدار", language="ar")


def test_one_that_closes_a_gap_competes_with_those_of_the_library() -> None:
    better = added("own-1", effects=[made.effect(name, 4) for name in "abc"], staff=_staff(0))
    result = planning.make(inputs(better)).result
    assert made.starts(result) == {"own-1": "2027-Q1"}
    assert made.left(result) == {"C01": "covered"}


def test_it_changes_no_priority_of_the_library() -> None:
    dear = added("own-1", effects=[made.effect("c", 1)], months=_months(60))
    plain, more = (planning.make(one).result for one in (inputs(), inputs(dear)))
    assert made.entry(plain, "C01")["priority"] == made.entry(more, "C01")["priority"]


def test_what_it_needs_comes_first_and_may_be_an_action_of_the_library() -> None:
    first = added("own-2", needs=needs("C02"))
    second = added("own-1", needs=needs("own-2"), area="D")
    result = planning.make(inputs(first, second, tables=(ALL, action("C02")))).result
    assert made.starts(result) == {
        "C01": "2027-Q1",
        "C02": "2027-Q1",
        "own-2": "2027-Q2",
        "own-1": "2027-Q3",
    }
    assert made.entry(result, "C02")["lost_if_skipped"]["actions"] == ["own-2", "own-1"]


def test_a_need_that_the_answers_show_to_be_there_is_met() -> None:
    there = action("C02", made.effect("a", 1))
    one = inputs(added("own-1", needs=needs("C02")), tables=(ALL, there))
    answers = {"a": 1, "b": 0, "c": 0}
    snapshot = planning.Snapshot(made.model(), answers)
    result = planning.make(
        planning.Inputs((snapshot,), one.library, one.constraints, "XMA", own=one.own)
    ).result
    assert made.starts(result) == {"C01": "2027-Q1", "own-1": "2027-Q1"}


def test_it_can_be_locked_like_any_other() -> None:
    result = planning.make(inputs(added("own-1"), locks={"own-1": {"state": "forbidden"}})).result
    assert made.left(result) == {"own-1": "forbidden"}


def test_it_is_among_the_frozen_inputs_whatever_the_order() -> None:
    one, other = added("own-1"), added("own-2", title="Other")
    plans = [planning.make(inputs(*pair)) for pair in ((one, other), (other, one))]
    assert plans[0].hash == plans[1].hash == canonical.digest(plans[0].inputs)
    assert canonical.text(plans[0].result) == canonical.text(plans[1].result)
    assert planning.make(inputs(one)).hash != plans[0].hash
    told = {**other.model_dump(), "title": "Another"}
    assert planning.make(inputs(one, own.parse(told))).hash != plans[0].hash


def test_a_circle_is_named_as_one_goes_round_it() -> None:
    three = (
        added("own-1", needs=needs("own-2")),
        added("own-2", needs=needs("own-1")),
        added("own-3", needs=needs("own-1", "own-3")),
    )
    assert planning.problems(inputs(*three)) == [
        "own: own-1 needs own-2 needs own-1, which is a circle"
    ]
    alone = added("own-3", needs=needs("own-3"))
    assert planning.problems(inputs(alone)) == ["own: own-3 needs own-3, which is a circle"]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    one = added(
        "own-1",
        area="Q",
        needs=needs("own-9"),
        effects=[made.effect("ghost", 1), made.effect("a", 9)],
        months=_months(0),
    )
    dear = {"set_up": made.money(0, 900_000), "running_per_year": made.money(0, 0)}
    assert planning.problems(inputs(one, added("own-1", cost=dear))) == [
        "own[0].months: expected 1 <= optimistic <= likely <= pessimistic",
        "own[1].size: expected major above 500000 USD",
        "own[0].id: own-1 is used 2 times",
        "own[0].area: the library has no area Q",
        "own[0].needs[0].any_of: there is no action own-9",
        "own[0].effects[0].indicator: there is no small/ghost",
        "own[0].effects[1]: expected 0 <= builds_on < to <= 4, found 0 and 9",
        "own[1].id: own-1 is used 2 times",
    ]


def test_an_id_of_the_library_is_refused() -> None:
    with pytest.raises(ShapeError, match="id: expected an id like"):
        added("C01")


def test_a_release_may_not_take_the_ids_of_institutions() -> None:
    library = made.library(action("own-1"))
    told = [one for one in sense.problems(library, {}) if ".id" in one]
    assert told == ["actions[0].id: own-1 is for institutions, whose ids begin with own-"]


def _staff(months: int) -> dict[str, int]:
    return {"set_up": months, "running_per_year": 0}


def _months(number: int) -> dict[str, int]:
    return dict.fromkeys(("optimistic", "likely", "pessimistic"), number)


def test_what_does_not_belong_into_a_plan_is_left_out_and_what_it_needs_is_not() -> None:
    elsewhere = [{"indicator": "other/x", "to": 1}]
    here = added("own-1", needs=needs("own-2", "Z09"), effects=[made.effect("a", 1), *elsewhere])
    needed = added("own-2", effects=elsewhere)
    others = (added("own-3", effects=elsewhere), added("own-4", area="Q"))
    found = own.fitted((here, needed, *others), made.library(ALL), [made.model()])
    assert [one.id for one in found] == ["own-1", "own-2"]
    assert [effect.indicator for effect in found[0].effects] == ["small/a"]
    assert [need.any_of for need in found[0].needs] == [("own-2",)]
    assert found[1].effects == ()
    assert planning.problems(inputs(*found)) == []
