"""Answers to an older version: what they suggest for a newer one, and what they do not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import carrying, scoring, succession
from assessments.domain.carrying import Source, Suggestion
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Interval
from tests.assessments.domain import made

YES_OR_NO = {
    "scales": [
        {"id": "yes-or-no", "answers": [{"title": "no", "value": 0}, {"title": "yes", "value": 1}]}
    ]
}


def version(number: int, *names: str, former: Any = None, **more: Any) -> MaturityModel:
    """A version of the small model that asks these questions, with one map for the former one."""
    maps = [] if former is None else [{"version": number - 1, **former}]
    asked = [made.indicator(name) for name in names]
    return made.model(
        **{
            "version": number,
            "gate": "mean",
            "stages": [made.stage("first", at_least=2)],
            "dimensions": [made.dimension("left", *asked)],
            "migrations": maps,
            **more,
        }
    )


def move(old: list[str], new: list[str], *levels: int) -> dict[str, Any]:
    return {"moves": [{"old": old, "new": new, "levels": list(levels)}]}


def test_what_is_not_named_keeps_its_id() -> None:
    carried = carrying.carry(version(1, "a", "b"), version(2, "a", "c"), {"a": 3, "b": UNKNOWN})
    assert carried.suggestions == (Suggestion("a", 3, "same", (Source("a", 3),), True),)
    assert carried.dropped == ("b",)
    assert carried.fresh == ("c",)


def test_a_renamed_question_takes_its_answer_along_by_the_map_of_levels() -> None:
    new = version(2, "z", former=move(["a"], ["z"], 0, 1, 1, 2, 4))
    levels = [carrying.carry(version(1, "a"), new, {"a": n}).answers["z"] for n in range(5)]
    assert levels == [0, 1, 1, 2, 4]
    carried = carrying.carry(version(1, "a"), new, {"a": NOT_APPLICABLE})
    assert carried.suggestions == (
        Suggestion("z", NOT_APPLICABLE, "renamed", (Source("a", NOT_APPLICABLE),), True),
    )


def test_a_split_question_suggests_its_answer_to_each_part_but_not_surely() -> None:
    carried = carrying.carry(
        version(1, "a"), version(2, "x", "y", former=move(["a"], ["x", "y"])), {"a": 2}
    )
    assert [(one.indicator, one.answer, one.kind, one.sure) for one in carried.suggestions] == [
        ("x", 2, "split", False),
        ("y", 2, "split", False),
    ]


@pytest.mark.parametrize(
    ("answers", "expected", "sure"),
    [
        ({"a": 3, "b": 1}, 1, False),
        ({"a": 3, "b": 3}, 3, True),
        ({"a": 3, "b": UNKNOWN}, UNKNOWN, False),
        ({"a": 3, "b": NOT_APPLICABLE}, 3, False),
        ({"a": UNKNOWN, "b": NOT_APPLICABLE}, UNKNOWN, False),
        ({"a": NOT_APPLICABLE, "b": NOT_APPLICABLE}, NOT_APPLICABLE, True),
    ],
)
def test_merged_questions_suggest_their_lowest_answer(
    answers: Answers, expected: Answer, sure: bool
) -> None:
    new = version(2, "z", former=move(["a", "b"], ["z"]))
    (one,) = carrying.carry(version(1, "a", "b"), new, answers).suggestions
    assert (one.answer, one.kind, one.sure) == (expected, "merged", sure)
    assert [source.indicator for source in one.sources] == ["a", "b"]


def test_merged_questions_of_which_one_was_never_asked_suggest_nothing() -> None:
    new = version(2, "z", former=move(["a", "b"], ["z"]))
    carried = carrying.carry(version(1, "a", "b"), new, {"a": 4})
    assert not carried.suggestions
    assert [(one.indicator, one.code) for one in carried.unclear] == [("z", "part-not-asked")]
    assert carried.dropped == ()
    assert carried.fresh == ("z",)


def test_another_number_of_answers_without_a_map_suggests_nothing_and_is_told() -> None:
    asked = made.indicator("a", scale="yes-or-no", levels=[])
    new = version(2, dimensions=[made.dimension("left", asked)], **YES_OR_NO)
    carried = carrying.carry(version(1, "a"), new, {"a": 1})
    assert not carried.suggestions
    assert [(one.indicator, one.code) for one in carried.unclear] == [("a", "levels-differ")]


def test_another_number_of_answers_with_a_map_is_carried_as_far_as_the_map_reaches() -> None:
    asked = made.indicator("a", scale="yes-or-no", levels=[])
    more = {"dimensions": [made.dimension("left", asked)], **YES_OR_NO}
    new = version(2, former=move(["a"], ["a"], 0, 0, 0, 1), **more)
    assert carrying.carry(version(1, "a"), new, {"a": 3}).answers == {"a": 1}
    (one,) = carrying.carry(version(1, "a"), new, {"a": 4}).unclear
    assert (one.code, one.sources) == ("level-not-mapped", (Source("a", 4),))


def test_an_indicator_that_was_dropped_leads_nowhere_even_where_its_id_is_there() -> None:
    new = version(2, "a", "b", former={"dropped": ["a"]})
    carried = carrying.carry(version(1, "a", "b"), new, {"a": 4, "b": 2})
    assert carried.answers == {"b": 2}
    assert carried.dropped == ("a",)


def test_over_several_versions_the_answers_go_through_each() -> None:
    second = version(2, "x", "b", former=move(["a"], ["x"], 0, 0, 1, 2, 3))
    third = version(3, "y", former=move(["x", "b"], ["y"]))
    carried = carrying.carry(version(1, "a", "b"), third, {"a": 4, "b": 4}, [second])
    assert carried.suggestions == (
        Suggestion("y", 3, "merged", (Source("a", 4), Source("b", 4)), False),
    )
    assert (carried.before, carried.version) == (1, 3)


def test_a_direct_map_goes_before_a_way_through_others() -> None:
    second = version(2, "x", former=move(["a"], ["x"]))
    third = version(3, "x", migrations=[{"version": 1, **move(["a"], ["x"], 0, 0, 0, 0, 1)}])
    assert carrying.carry(version(1, "a"), third, {"a": 4}, [second]).answers == {"x": 1}


def test_where_a_version_between_is_not_known_an_id_that_stayed_is_not_sure() -> None:
    third = version(3, "a", "b", former=move(["b"], ["b"]))
    (one,) = carrying.carry(version(1, "a"), third, {"a": 2}).suggestions
    assert (one.answer, one.sure) == (2, False)


def test_the_preview_scores_both_sides_node_by_node() -> None:
    new = version(2, "z", "c", former=move(["a", "b"], ["z"]))
    preview = carrying.preview(version(1, "a", "b"), new, {"a": 2, "b": 4})
    assert preview.before.score == Interval(3, 3)  # type: ignore[arg-type]
    assert preview.after.score == Interval(1, 3)  # type: ignore[arg-type]
    assert [(one.id, one.score, one.stage) for one in preview.nodes] == [
        ("model", "widened", "widened"),
        ("left", "widened", "widened"),
    ]


def test_a_map_that_does_not_fit_the_older_version_is_told_with_its_place() -> None:
    old = version(1, "a", "b", "c")
    wrong = {**move(["a", "ghost"], ["z"], 0, 1), "dropped": ["spirit"]}
    assert list(succession.misfits(old, version(2, "z", "b", former=wrong))) == [
        "migrations[0].moves[0].levels: expected 5, one for each answer to a, found 2",
        "migrations[0]: version 1 has no indicator ghost",
        "migrations[0]: version 1 has no indicator spirit",
        "migrations[0].dropped: c is asked no more; name it here or in a move",
    ]
    right = {**move(["a"], ["z"]), "dropped": ["c"]}
    assert list(succession.misfits(old, version(2, "z", "b", former=right))) == []


def test_two_models_and_a_way_back_are_refused_in_words() -> None:
    with pytest.raises(ValueError, match="expected a newer version of small/2, found small/1"):
        carrying.carry(version(2, "a"), version(1, "a"), {})
    with pytest.raises(ValueError, match="found other/1"):
        carrying.carry(version(1, "a"), version(1, "a", id="other"), {})
    with pytest.raises(scoring.AnswersError, match="no such indicator"):
        carrying.carry(version(1, "a"), version(2, "a"), {"ghost": 1})


@st.composite
def _asked(draw: st.DrawFn) -> tuple[MaturityModel, dict[str, Answer]]:
    model = draw(made.models())
    return model, draw(made.answers_to(model))


ANSWERS = st.integers(0, made.TOP) | st.sampled_from([UNKNOWN, NOT_APPLICABLE])


@given(_asked())
def test_a_version_that_changes_nothing_carries_everything_as_it_was(
    asked: tuple[MaturityModel, dict[str, Answer]],
) -> None:
    model, answers = asked
    for newer in (model, model.model_copy(update={"version": 2})):
        carried = carrying.carry(model, newer, answers)
        assert carried.answers == answers
        assert all(one.sure and one.kind == "same" for one in carried.suggestions)
        preview = carrying.preview(model, newer, answers)
        assert not any(one.moved for one in preview.nodes)


@given(st.dictionaries(st.sampled_from("abcd"), ANSWERS), st.data())
def test_every_old_answer_is_suggested_unclear_or_dropped_and_fits_the_new_version(
    answers: dict[str, Answer], data: st.DataObject
) -> None:
    kinds = st.sampled_from(["same", "renamed", "split", "merged", "dropped"])
    chosen = data.draw(kinds)
    former: dict[str, Any] = {
        "same": {},
        "renamed": move(["a"], ["x"], 0, 0, 1, 3, 4),
        "split": move(["a"], ["x", "y"]),
        "merged": move(["a", "b"], ["x"]),
        "dropped": {"dropped": ["a"]},
    }[chosen]
    old, new = version(1, *"abcd"), version(2, *"bcdxy", former=former)
    carried = carrying.carry(old, new, answers)
    assert scoring.problems(new, carried.answers) == []
    told = {s.indicator for one in carried.suggestions for s in one.sources}
    told |= {s.indicator for one in carried.unclear for s in one.sources}
    assert told | set(carried.dropped) == set(answers)
    assert not told & set(carried.dropped)
    assert set(carried.fresh) | set(carried.answers) == {one.id for one in new.indicators()}
