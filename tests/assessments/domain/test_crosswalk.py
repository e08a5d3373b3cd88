"""From one model to another: never more than is sure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import crosswalk
from assessments.domain.crosswalk import Link, Via
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Answer
from tests.assessments.domain import made


def other(name: str, *asked: dict[str, Any], answers: int = 0) -> MaturityModel:
    """A model of these questions, with its own scale of so many answers if any are named."""
    scales = []
    if answers:
        told = [{"title": str(value), "value": value} for value in range(answers)]
        scales = [{"id": "own", "answers": told}]
        asked = tuple({**one, "scale": "own", "levels": []} for one in asked)
    return made.model(
        id=name,
        gate="mean",
        stages=[made.stage("first", at_least=1)],
        dimensions=[made.dimension("part", *asked)],
        scales=scales,
    )


def refers(name: str, *references: tuple[str, str, str | None]) -> dict[str, Any]:
    told = [
        {"framework": framework, "id": id_, "relation": relation}
        for framework, id_, relation in references
    ]
    for one in told:
        if one["relation"] is None:
            del one["relation"]
    return made.indicator(name, references=told)


def joined(relation: str | None, *, back: bool = False, answers: int = 0) -> Any:
    """Two models with one question each, joined by a relation as read from the first."""
    if back:
        inverse = {"subset": "superset", "superset": "subset"}.get(str(relation), relation)
        return other("one", refers("a")), other("two", refers("b", ("one", "a", inverse)))
    first = other("one", refers("a", ("two", "b", relation)))
    return first, other("two", refers("b"), answers=answers)


def level(source: MaturityModel, target: MaturityModel, answer: Answer) -> Answer | None:
    (one,) = crosswalk.suggest(source, {"a": answer}, target)
    return one.answer


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize(
    ("relation", "expected", "bound", "partial"),
    [
        ("equal", 3, "exact", False),
        ("subset", 3, "at-most", True),
        ("superset", 3, "at-least", True),
        ("intersects", None, "none", False),
    ],
)
def test_a_relation_says_how_a_level_is_meant_in_whichever_model_it_is_declared(
    relation: str, expected: int | None, bound: str, partial: bool, back: bool
) -> None:
    source, target = joined(relation, back=back)
    (one,) = crosswalk.suggest(source, {"a": 3}, target)
    assert (one.indicator, one.answer, one.bound, one.partial) == ("b", expected, bound, partial)
    (origin,) = one.origins
    assert (origin.model, origin.version, origin.indicator) == ("one", 1, "a")
    assert (origin.answer, origin.relation, origin.via) == (3, relation, None)


def test_a_reference_without_a_relation_suggests_nothing() -> None:
    source, target = joined(None)
    assert crosswalk.suggest(source, {"a": 3}, target) == ()


def test_between_scales_the_level_is_the_highest_that_is_not_above_the_answer() -> None:
    source, target = joined("equal", answers=3)
    assert [level(source, target, n) for n in range(5)] == [0, 0, 1, 1, 2]


def test_of_answers_of_one_value_the_first_is_suggested_to_another_scale() -> None:
    source, _ = joined("equal")
    told = [{"title": str(n), "value": value} for n, value in enumerate([0, 1, 1, 2])]
    target = made.model(
        id="two",
        scales=[{"id": "own", "answers": told}],
        dimensions=[made.dimension("part", made.indicator("b", scale="own", levels=[]))],
    )
    assert [level(source, target, n) for n in range(5)] == [0, 0, 1, 1, 3]


def test_unknown_suggests_nothing_and_not_applicable_only_what_is_equal() -> None:
    for relation, expected in [("equal", NOT_APPLICABLE), ("subset", None), ("superset", None)]:
        source, target = joined(relation)
        assert crosswalk.suggest(source, {"a": UNKNOWN}, target) == ()
        assert level(source, target, NOT_APPLICABLE) == expected


def test_two_models_meet_where_both_call_the_same_of_a_third_equal() -> None:
    source = other("one", refers("a", ("Third", "T-1", "equal"), ("Third", "T-2", "subset")))
    target = other(
        "two", refers("b", ("Third", "T-1", "equal")), refers("c", ("Third", "T-2", "equal"))
    )
    assert crosswalk.links(source, target) == (Link("a", "b", "equal", Via("Third", "T-1")),)
    (one,) = crosswalk.suggest(source, {"a": 2}, target)
    assert one.answer == 2
    assert one.origins[0].via == Via("Third", "T-1")


def test_what_is_joined_directly_is_not_joined_by_a_third_as_well() -> None:
    third = ("Third", "T-1", "equal")
    source = other("one", refers("a", ("two", "b", "subset"), third))
    target = other("two", refers("b", third, ("one", "a", "superset")))
    assert crosswalk.links(source, target) == (Link("a", "b", "subset"),)
    assert crosswalk.links(target, source) == (Link("b", "a", "superset"),)


def test_several_answers_together_suggest_no_more_than_each_allows() -> None:
    target = other("two", refers("b"))

    def suggested(*found: tuple[str, int]) -> tuple[Answer | None, str]:
        names = [f"a{n}" for n in range(len(found))]
        asked = [
            refers(name, ("two", "b", relation))
            for name, (relation, _) in zip(names, found, strict=True)
        ]
        answers = {name: level for name, (_, level) in zip(names, found, strict=True)}
        (one,) = crosswalk.suggest(other("one", *asked), answers, target)
        assert len(one.origins) == len(found)
        return one.answer, one.bound

    assert suggested(("equal", 3), ("equal", 2)) == (2, "exact")
    assert suggested(("equal", 3), ("subset", 1)) == (1, "at-most")
    assert suggested(("equal", 1), ("superset", 3)) == (1, "exact")
    assert suggested(("subset", 3), ("subset", 2)) == (2, "at-most")
    assert suggested(("superset", 1), ("superset", 2), ("subset", 4)) == (2, "at-least")
    assert suggested(("superset", 3), ("subset", 1)) == (1, "at-most")
    assert suggested(("intersects", 4), ("subset", 1)) == (1, "at-most")


def test_a_question_whose_condition_does_not_hold_suggests_nothing() -> None:
    waits = {"depends_on": {"all": [{"indicator": "first", "at_least": 1}]}}
    asked = [made.indicator("first"), {**refers("a", ("two", "b", "equal")), **waits}]
    source, target = other("one", *asked), other("two", refers("b"))
    assert crosswalk.suggest(source, {"first": 0, "a": 3}, target) == ()
    assert crosswalk.suggest(source, {"first": 1, "a": 3}, target)[0].answer == 3


RELATIONS = st.sampled_from(["equal", "subset", "superset", "intersects"])


@given(
    st.lists(RELATIONS, min_size=1, max_size=4),
    st.integers(2, 7),
    st.integers(2, 7),
    st.data(),
)
def test_a_better_answer_never_lowers_a_suggestion(
    relations: list[str], own: int, asked: int, data: st.DataObject
) -> None:
    names = [f"a{n}" for n in range(len(relations))]
    pairs = zip(names, relations, strict=True)
    source = other("one", *(refers(n, ("two", "b", r)) for n, r in pairs), answers=own)
    target = other("two", refers("b"), answers=asked)
    before = {name: data.draw(st.integers(0, own - 1)) for name in names}
    better = {name: data.draw(st.integers(low, own - 1)) for name, low in before.items()}
    (low,), (high,) = (crosswalk.suggest(source, one, target) for one in (before, better))
    assert (low.answer is None) == (high.answer is None)
    if isinstance(low.answer, int) and isinstance(high.answer, int):
        assert low.answer <= high.answer


@given(st.integers(2, 7), st.integers(2, 7), st.data())
def test_an_equal_question_never_suggests_a_greater_share(
    own: int, asked: int, data: st.DataObject
) -> None:
    source = other("one", refers("a", ("two", "b", "equal")), answers=own)
    target = other("two", refers("b"), answers=asked)
    answer = data.draw(st.integers(0, own - 1))
    found = level(source, target, answer)
    assert isinstance(found, int)
    shares, top = target.levels_of("b").shares, source.levels_of("a").shares[answer]
    assert shares[found] <= top
    assert found == asked - 1 or shares[found + 1] > top
    if own == asked:
        assert found == answer
