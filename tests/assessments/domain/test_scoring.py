"""Scores: exact, and an interval wherever something is not known."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import canonical, scoring
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Interval, Reached
from tests.assessments.domain import made


def test_a_score_is_the_weighted_mean_of_the_dimensions() -> None:
    card = scoring.score(made.model(), {"a": 1, "b": 2, "c": 3})
    assert card.dimensions[0].score == Interval(Fraction(5, 3), Fraction(5, 3))
    assert card.score == Interval(Fraction(7, 3), Fraction(7, 3))


def test_unknown_widens_the_score_and_not_applicable_leaves_it() -> None:
    card = scoring.score(made.model(), {"a": NOT_APPLICABLE, "b": UNKNOWN, "c": 2})
    assert card.dimensions[0].score == Interval(Fraction(0), Fraction(4))
    assert card.score == Interval(Fraction(1), Fraction(3))
    assert card.coverage == scoring.Coverage(1, 1, 1, 0)


def test_a_question_that_was_not_asked_widens_like_an_unknown_one_but_is_told_apart() -> None:
    asked = scoring.score(made.model(), {"a": 1, "b": 2, "c": UNKNOWN})
    silent = scoring.score(made.model(), {"a": 1, "b": 2})
    assert asked.score == silent.score
    assert silent.indicator("c").state == "not-asked"
    assert silent.coverage.not_asked == 1


def test_a_stage_of_a_profile_is_reached_only_with_every_indicator() -> None:
    card = scoring.score(made.model(), {"a": 2, "b": 3, "c": 1})
    assert card.stage == Reached(1, 1)
    assert card.next is not None
    assert (card.next.id, card.next.met, card.next.unmet) == ("second", ("a", "b"), ("c",))
    assert card.next.share == Interval(Fraction(2, 3), Fraction(2, 3))


def test_a_stage_is_an_interval_where_something_is_unknown() -> None:
    card = scoring.score(made.model(), {"a": 2, "b": 3, "c": UNKNOWN})
    assert card.stage == Reached(0, 2)
    assert card.next is not None
    assert card.next.open == ("c",)
    assert card.dimensions[0].stage == Reached(2, 2)


def test_a_stage_of_a_mean_is_a_band_of_the_score() -> None:
    card = scoring.score(made.mean_model(), {"a": 1, "b": 1, "c": UNKNOWN})
    assert card.score == Interval(Fraction(1, 2), Fraction(5, 2))
    assert card.stage == Reached(0, 2)
    assert card.next is not None
    assert card.next.id == "first"
    assert card.next.share == Interval(Fraction(1, 2), Fraction(1))


def test_where_nothing_applies_there_is_no_score_and_no_stage() -> None:
    card = scoring.score(made.model(), dict.fromkeys("abc", NOT_APPLICABLE))
    assert card.score is None
    assert card.stage == Reached(0, 0)


def test_strange_answers_are_all_told() -> None:
    with pytest.raises(scoring.AnswersError) as caught:
        scoring.score(made.model(), {"a": 5, "b": "yes", "c": True, "ghost": 1})
    assert caught.value.problems == (
        "answers.a: expected 0 to 4, found 5",
        "answers.b: expected 0 to 4, unknown or not-applicable, found 'yes'",
        "answers.c: expected 0 to 4, unknown or not-applicable, found True",
        "answers.ghost: there is no such indicator in small",
    )


def test_the_canonical_form_is_exact_and_rounded() -> None:
    told = scoring.as_json(scoring.score(made.model(), {"a": 1, "b": 2, "c": UNKNOWN}))
    assert told["overall"]["low"] == {"exact": "5/6", "value": 0.8333}
    assert told["overall"]["stage"] == {"low": 0, "high": 1}
    assert told["nodes"]["left"]["low"] == {"exact": "5/3", "value": 1.6667}
    assert told["nodes"]["c"]["state"] == "unknown"
    assert canonical.text(told) == canonical.text(told)


@st.composite
def _two_sets(draw: st.DrawFn) -> tuple[MaturityModel, dict[str, int | str], str, int]:
    """A model, answers, one answered indicator, and a level that is not lower."""
    model = draw(made.models())
    answers = draw(made.answers_to(model))
    name = draw(st.sampled_from([one.id for one in model.indicators()]))
    answers[name] = draw(made.LEVELS)
    return model, answers, name, draw(st.integers(int(answers[name]), made.TOP))


@given(_two_sets())
def test_unknown_never_raises_the_low_nor_lowers_the_high(
    case: tuple[MaturityModel, dict[str, int | str], str, int],
) -> None:
    model, answers, name, _ = case
    sure = scoring.score(model, answers)
    unsure = scoring.score(model, {**answers, name: UNKNOWN})
    assert sure.score is not None
    assert unsure.score is not None
    assert unsure.score.low <= sure.score.low <= sure.score.high <= unsure.score.high
    assert unsure.stage.low <= sure.stage.low <= sure.stage.high <= unsure.stage.high


@given(_two_sets())
def test_a_better_answer_never_lowers_anything(
    case: tuple[MaturityModel, dict[str, int | str], str, int],
) -> None:
    model, answers, name, better = case
    before = scoring.score(model, answers)
    after = scoring.score(model, {**answers, name: better})
    assert before.score is not None
    assert after.score is not None
    assert before.score.low <= after.score.low
    assert before.score.high <= after.score.high
    assert before.stage.low <= after.stage.low
    assert before.stage.high <= after.stage.high


@given(st.data())
def test_scores_stay_within_the_scale_and_low_never_passes_high(data: st.DataObject) -> None:
    model = data.draw(made.models())
    card = scoring.score(model, data.draw(made.answers_to(model)))
    for node in (card, *card.dimensions):
        assert node.score is None or 0 <= node.score.low <= node.score.high <= model.top
        assert 0 <= node.stage.low <= node.stage.high <= len(model.stages)
        assert all(0 <= one.share.low <= one.share.high <= 1 for one in node.stages)
