"""Two snapshots: what moved, also across versions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import comparison, movement
from assessments.domain.comparison import Change, Given
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Answer
from tests.assessments.domain import made
from tests.assessments.domain.test_carrying import move, version

MIRROR = {
    "rose": "fell",
    "became-known": "became-unknown",
    "now-applies": "no-longer-applies",
    "newly-asked": "no-longer-asked",
    "narrowed": "widened",
    "appeared": "vanished",
    "same": "same",
}
MIRROR |= {value: name for name, value in MIRROR.items()}


def changes(before: dict[str, Answer], after: dict[str, Answer]) -> list[Change]:
    found = comparison.compare(Given(made.model(), before), Given(made.model(), after))
    return list(found.changes)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (1, 3, "rose"),
        (3, 1, "fell"),
        (UNKNOWN, 0, "became-known"),
        (4, UNKNOWN, "became-unknown"),
        (NOT_APPLICABLE, 2, "now-applies"),
        (UNKNOWN, NOT_APPLICABLE, "no-longer-applies"),
    ],
)
def test_a_change_of_an_answer_has_a_name(before: Answer, after: Answer, kind: str) -> None:
    (one,) = changes({"a": before}, {"a": after})
    assert (one.indicator, one.kind, one.before, one.after) == ("a", kind, before, after)


def test_a_question_that_was_not_asked_on_one_side_is_told() -> None:
    assert [one.kind for one in changes({"b": 2}, {"a": 2})] == ["newly-asked", "no-longer-asked"]


def test_a_question_whose_condition_fails_no_longer_applies_whatever_was_answered() -> None:
    waits = {"depends_on": {"all": [{"indicator": "a", "at_least": 1}]}}
    parts = [made.dimension("left", made.indicator("a"), made.indicator("b", **waits))]
    model = version(1, dimensions=parts)
    found = comparison.compare(Given(model, {"a": 1, "b": 2}), Given(model, {"a": 0, "b": 2}))
    assert [(one.indicator, one.kind) for one in found.changes] == [
        ("a", "fell"),
        ("b", "no-longer-applies"),
    ]


def test_the_score_and_the_stage_of_every_node_stand_side_by_side() -> None:
    found = comparison.compare(
        Given(made.model(), {"a": 1, "b": 1, "c": 1}), Given(made.model(), {"a": 1, "b": 3, "c": 1})
    )
    assert [(one.id, one.score, one.stage) for one in found.nodes] == [
        ("model", "rose", "same"),
        ("left", "rose", "same"),
        ("right", "same", "same"),
    ]
    left = found.nodes[1]
    assert left.before is not None
    assert left.before.score == movement.by_id(found.before.signed)["left"].score
    assert left.after is not None
    assert left.after.score is not None
    assert left.after.score.low == Fraction(7, 3)
    assert found.whole.id == "model"
    assert found.moved


def test_the_older_answers_are_carried_over_before_they_are_compared() -> None:
    old = version(1, "a", "b", "gone")
    new = version(2, "x", "b", "fresh", former={**move(["a"], ["x"]), "dropped": ["gone"]})
    found = comparison.compare(
        Given(old, {"a": 1, "b": 2, "gone": 3}), Given(new, {"x": 3, "b": 2, "fresh": 0})
    )
    assert [(one.indicator, one.kind, one.before, one.after) for one in found.changes] == [
        ("x", "rose", 1, 3),
        ("fresh", "newly-asked", None, 0),
        ("gone", "no-longer-asked", 3, None),
    ]
    assert found.before.signed.score != found.before.card.score
    assert found.before.carried is not None
    assert found.after.carried is None


def test_what_cannot_be_carried_is_not_compared_but_told() -> None:
    new = version(2, "z", former=move(["a", "b"], ["z"]))
    found = comparison.compare(Given(version(1, "a", "b"), {"a": 1}), Given(new, {"z": 3}))
    assert not found.changes
    assert [one.code for one in found.unclear] == ["part-not-asked"]


def test_a_node_of_one_version_only_stands_on_one_side() -> None:
    old = version(1, dimensions=[made.dimension("before", made.indicator("a"))])
    new = version(2, dimensions=[made.dimension("since", made.indicator("a"))])
    found = comparison.compare(Given(old, {"a": 2}), Given(new, {"a": 2}))
    assert [(one.id, one.score) for one in found.nodes] == [
        ("model", "same"),
        ("since", "appeared"),
        ("before", "vanished"),
    ]


def test_two_models_are_not_compared() -> None:
    with pytest.raises(ValueError, match="expected a newer version"):
        comparison.compare(Given(made.model(), {}), Given(made.model(id="other"), {}))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, "same"),
        (None, (0, 1), "appeared"),
        ((0, 1), None, "vanished"),
        ((1, 2), (2, 3), "rose"),
        ((1, 2), (0, 1), "fell"),
        ((1, 2), (2, 2), "narrowed"),
        ((1, 2), (1, 3), "widened"),
        ((0, 3), (1, 2), "narrowed"),
        ((1, 2), (0, 3), "widened"),
    ],
)
def test_a_range_goes_one_of_seven_ways(
    before: tuple[int, int] | None, after: tuple[int, int] | None, expected: str
) -> None:
    assert movement.direction(before, after) == expected
    assert movement.direction(after, before) == MIRROR[expected]


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Given, Given]:
    """Two sets of answers to one random model, the second perhaps to a newer version of it."""
    model = draw(made.models())
    names = [one.id for one in model.indicators()]
    newer: MaturityModel = draw(
        st.sampled_from(
            [
                model,
                model.model_copy(update={"version": 2}),
                made.model(
                    version=2,
                    gate="mean",
                    stages=[made.stage("s0", at_least=1)],
                    dimensions=[made.dimension("d0", made.indicator(names[0]))],
                    migrations=[{"version": 1, **move(names, [names[0]])}],
                ),
            ]
        )
    )
    return Given(model, draw(made.answers_to(model))), Given(newer, draw(made.answers_to(newer)))


@given(_pairs())
def test_nothing_moves_between_a_snapshot_and_itself(pair: tuple[Given, Given]) -> None:
    for one in pair:
        found = comparison.compare(one, one)
        assert not found.moved
        assert not found.unclear


@given(_pairs())
def test_swapping_the_two_mirrors_everything(pair: tuple[Given, Given]) -> None:
    forth, back = comparison.compare(*pair), comparison.compare(*reversed(pair))
    assert {(one.indicator, MIRROR[one.kind], one.after, one.before) for one in forth.changes} == {
        (one.indicator, one.kind, one.before, one.after) for one in back.changes
    }
    assert {(one.id, MIRROR[one.score], MIRROR[one.stage]) for one in forth.nodes} == {
        (one.id, one.score, one.stage) for one in back.nodes
    }
    assert forth.moved == back.moved
