"""Maturity models: shape and sense."""

import pytest

from assessments.domain import maturity
from assessments.domain.shape import ShapeError
from tests.assessments.domain import made


def test_a_whole_model_is_parsed_and_makes_sense() -> None:
    model = made.model()
    assert maturity.problems(model) == []
    assert [one.id for one in model.indicators()] == ["a", "b", "c"]
    assert model.dimension_of("c").id == "right"
    assert model.stage_number("second") == 2
    assert model.top == 4


def test_all_problems_of_shape_come_at_once_each_with_its_place() -> None:
    table = made.model_table(version="one", gate="best", colour="red")
    del table["dimensions"][0]["indicators"][1]["question"]
    table["dimensions"][0]["indicators"][0]["levels"].pop()
    table["stages"][0]["minimum"]["a"] = True
    with pytest.raises(ShapeError) as caught:
        maturity.parse(table)
    assert sorted(caught.value.problems) == [
        "colour: is not a known key",
        "dimensions[0].indicators[0].levels: expected 5, found 4",
        "dimensions[0].indicators[1].question: is missing",
        "gate: expected 'mean', 'profile', 'cumulative', 'mean_sum' or 'points', found 'best'",
        "stages[0].minimum.a: expected a whole number, found True",
        "version: expected a whole number, found 'one'",
    ]


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("title", "  ", "title: expected a text, found an empty one"),
        ("title", 7, "title: expected a text, found 7"),
        ("dimensions", "none", "dimensions: expected a list, found 'none'"),
        ("dimensions", ["none"], "dimensions[0]: expected a table, found 'none'"),
        ("id", "Big One", "id: expected an id like"),
    ],
)
def test_a_wrong_value_is_told_in_a_sentence(key: str, value: object, told: str) -> None:
    with pytest.raises(ShapeError) as caught:
        maturity.parse(made.model_table(**{key: value}))
    assert caught.value.problems[0].startswith(told)


def test_a_score_of_a_stage_is_no_decimal() -> None:
    with pytest.raises(ShapeError, match="at_least: expected a whole number or a fraction"):
        made.model(stages=[made.stage("first", at_least=2.5)])


def test_a_model_without_anything_is_refused_in_sentences() -> None:
    model = made.model(version=0, scale=["one"], stages=[], dimensions=[])
    assert maturity.problems(model) == [
        "version: expected 1 or more, found 0",
        "scale: expected two levels or more, found 1",
        "stages: expected one or more, found none",
        "dimensions: expected one or more, found none",
    ]


def test_repeated_ids_are_told() -> None:
    twice = [made.dimension("a", made.indicator("a")), made.dimension("model", made.indicator("b"))]
    found = maturity.problems(made.model(dimensions=twice, stages=[]))
    assert any(told.startswith("ids: a is used 2 times") for told in found)
    assert any(told.startswith("ids: model is kept for the model itself") for told in found)


def test_zero_weights_and_empty_dimensions_are_told() -> None:
    parts = [
        made.dimension("left", made.indicator("a", weight=0), weight=0),
        made.dimension("right"),
    ]
    found = maturity.problems(made.model(dimensions=parts, stages=[]))
    assert "dimensions[0].weight: expected 1 or more, found 0" in found
    assert "dimensions[0].indicators[0].weight: expected 1 or more, found 0" in found
    assert "dimensions[1].indicators: expected one or more, found none" in found


def test_profiles_that_fall_dangle_stand_still_or_leave_out_are_told() -> None:
    stages = [
        made.stage("first", minimum={"a": 2, "b": 1, "c": 1}),
        made.stage("second", minimum={"a": 1, "b": 1, "ghost": 1}),
        made.stage("third", minimum={"a": 1, "b": 1, "c": 9}),
        made.stage("fourth", minimum={"a": 1, "b": 1, "c": 9}, at_least=3),
    ]
    assert sorted(maturity.problems(made.model(stages=stages))) == [
        "stages[1].minimum.a: falls from 2 to 1",
        "stages[1].minimum.c: is missing; write 0 where nothing is asked",
        "stages[1].minimum.ghost: there is no such indicator",
        "stages[2].minimum.c: expected 0 to 4, found 9",
        "stages[3].at_least: a stage of the gate profile has a minimum, not a score",
        "stages[3].minimum.c: expected 0 to 4, found 9",
        "stages[3].minimum: asks for no more than the stage before it",
    ]


def test_bands_of_a_mean_rise_and_stay_within_the_scale() -> None:
    stages = [
        made.stage("first", at_least=2),
        made.stage("second", at_least="3/2"),
        made.stage("third", at_least=5, minimum={"a": 1}),
        made.stage("fourth"),
    ]
    assert sorted(maturity.problems(made.model(gate="mean", stages=stages))) == [
        "stages[1].at_least: expected more than 2 and at most 4, found 3/2",
        "stages[2].at_least: expected more than 3/2 and at most 4, found 5",
        "stages[2].minimum: a stage of the gate mean has a score in at_least, not a minimum",
        "stages[3].at_least: is missing",
    ]
