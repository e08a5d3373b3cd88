"""Scores: exact, and an interval wherever something is not known."""

from fractions import Fraction

import pytest

from assessments.domain import canonical, maturity, scoring
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


def _conditional(**more: object) -> MaturityModel:
    """The small model as a mean; b is asked only where a is at least 2."""
    condition = {"all": [{"indicator": "a", "at_least": 2}]}
    left = made.dimension("left", made.indicator("a"), made.indicator("b", depends_on=condition))
    return made.mean_model(dimensions=[left, made.dimension("right", made.indicator("c"))], **more)


def test_a_question_whose_condition_is_open_counts_both_ways() -> None:
    model = _conditional()
    met = scoring.score(model, {"a": 2, "b": 0, "c": 1}).node("left").score
    unmet = scoring.score(model, {"a": 1, "b": 0, "c": 1}).node("left").score
    unsure = scoring.score(model, {"a": UNKNOWN, "b": 0, "c": 1}).node("left").score
    assert met == Interval(Fraction(1), Fraction(1))
    assert unmet == Interval(Fraction(1), Fraction(1))
    assert unsure == Interval(Fraction(0), Fraction(4))


def test_what_is_not_asked_counts_at_no_target_whatever_was_answered() -> None:
    aim = [{"id": "aim", "title": "Aim", "minimum": {"b": 4}}]
    model = _conditional(not_applicable="at-target", targets=aim)
    asked = scoring.score(model, {"a": 2, "b": NOT_APPLICABLE, "c": 1})
    assert asked.node("left").score == Interval(Fraction(3), Fraction(3))
    silent = scoring.score(model, {"a": 1, "b": NOT_APPLICABLE, "c": 1})
    assert silent.node("left").score == Interval(Fraction(1), Fraction(1))
    assert silent.indicator("b").score is None


def test_what_the_target_does_not_speak_of_is_left_out() -> None:
    aim = [{"id": "aim", "title": "Aim", "minimum": {"a": 4}}]
    model = made.mean_model(not_applicable="at-target", targets=aim)
    card = scoring.score(model, {"a": 2, "b": NOT_APPLICABLE, "c": 1})
    assert card.node("left").score == Interval(Fraction(2), Fraction(2))


def test_an_answer_to_a_question_that_is_not_asked_contradicts_nothing() -> None:
    claims = [{"indicator": "b", "at_least": 3}, {"indicator": "c", "at_most": 1}]
    model = _conditional(contradictions=[{"id": "odd", "text": "Odd.", "all": claims}])
    assert scoring.score(model, {"a": 2, "b": 4, "c": 1}).contradictions == ("odd",)
    assert scoring.score(model, {"a": 1, "b": 4, "c": 1}).contradictions == ()
    assert scoring.score(model, {"a": 2, "b": 4, "c": UNKNOWN}).contradictions == ()


def test_a_long_chain_of_conditions_is_read_to_its_end() -> None:
    names = [f"i{n}" for n in range(2000)]
    chain = [
        made.indicator(name, depends_on={"all": [{"indicator": before, "at_least": 1}]})
        for before, name in zip(names[1:], names, strict=False)
    ]
    parts = [made.dimension("left", *chain, made.indicator(names[-1]))]
    model = made.mean_model(dimensions=parts)
    assert maturity.problems(model) == []
    assert scoring.score(model, dict.fromkeys(names, 1)).coverage.answered == 2000
    shut = scoring.score(model, {**dict.fromkeys(names, 1), names[-1]: 0})
    assert shut.coverage.not_applicable == 1999


def test_confidence_is_the_weighted_mean_of_what_was_stated_and_changes_no_score() -> None:
    answers = {"a": 1, "b": 2, "c": UNKNOWN}
    plain = scoring.score(made.model(), answers)
    card = scoring.score(made.model(), answers, {"a": 1, "b": 3})
    assert plain.whole.confidence is None
    assert card.dimensions[0].confidence == scoring.Confidence(Fraction(7, 3), 2)
    assert card.dimensions[1].confidence is None
    assert [one.score for one in card.whole.nodes()] == [one.score for one in plain.whole.nodes()]
    assert card.stages == plain.stages


def test_confidence_beyond_its_range_or_of_no_answer_is_told() -> None:
    with pytest.raises(scoring.AnswersError) as caught:
        scoring.score(made.model(), {"a": 1, "b": UNKNOWN}, {"a": 4, "b": 2, "ghost": 1})
    assert caught.value.problems == (
        "confidence.a: expected 1 to 3, found 4",
        "confidence.b: is stated of no answer",
        "confidence.ghost: is stated of no answer",
    )
