"""What always holds of scores, tried on random models of every gate."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.domain import applying, intervals, maturity, scoring
from assessments.domain.framework import Dimension
from assessments.domain.intervals import Part
from assessments.domain.maturity import GATES, Gate, MaturityModel
from assessments.domain.scorecard import DimensionScore, Scorecard
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN
from tests.assessments.domain import made
from tests.assessments.domain.by_hand import Hand

Case = tuple[MaturityModel, dict[str, int | str], str]


@st.composite
def cases(draw: st.DrawFn, *, least: int = 0) -> Case:
    """A model, answers, and the name of an indicator, one that others depend on if `least`."""
    model = draw(made.models(least=least))
    answers = draw(made.answers_to(model))
    names = [one.id for one in model.indicators()]
    if least:
        depends = [one.depends_on for one in model.indicators() if one.depends_on]
        names = sorted({condition.indicator for one in depends for condition in one.conditions()})
        assume(names)
    return model, answers, draw(st.sampled_from(names))


def nodes(one: Scorecard, other: Scorecard) -> Iterator[tuple[DimensionScore, DimensionScore]]:
    """The nodes of two scorecards of one model, those that have a score in both."""
    for mine, yours in zip(one.whole.nodes(), other.whole.nodes(), strict=True):
        if mine.score is not None and yours.score is not None:
            yield mine, yours


def is_inside(inner: Scorecard, outer: Scorecard) -> bool:
    """Tell whether every score, stage and share of a stage lies within the other's."""
    for mine, yours in nodes(inner, outer):
        assert mine.score is not None
        assert yours.score is not None
        pairs: list[tuple[Any, Any]] = [(mine.score, yours.score), (mine.stage, yours.stage)]
        pairs += [(a.share, b.share) for a, b in zip(mine.stages, yours.stages, strict=True)]
        if not all(b.low <= a.low <= a.high <= b.high for a, b in pairs):
            return False
    return True


@pytest.mark.parametrize("gate", GATES)
@given(data=st.data())
def test_random_models_of_every_gate_make_sense(gate: Gate, data: st.DataObject) -> None:
    model = data.draw(made.models(gates=[gate]))
    assert model.gate == gate
    assert maturity.problems(model) == []


@given(st.data())
def test_known_answers_give_what_the_rules_give_a_second_time(data: st.DataObject) -> None:
    model = data.draw(made.models())
    answers = data.draw(made.answers_to(model, known=True))
    card = scoring.score(model, answers)
    by_hand = Hand(model, answers).nodes()
    for node in card.whole.nodes():
        share, stage = by_hand[node.id]
        found = None if node.score is None else (node.score.low, node.score.high)
        assert found == (None if share is None else (share * node.top, share * node.top))
        assert (node.stage.low, node.stage.high) == (stage, stage)


@given(cases())
def test_a_level_in_place_of_unknown_gives_an_interval_inside_the_former(case: Case) -> None:
    model, answers, name = case
    for silence in ({name: UNKNOWN}, {}):
        rest = {key: answer for key, answer in answers.items() if key != name}
        unsure = scoring.score(model, {**rest, **silence})
        for level in range(model.top_of(name) + 1):
            assert is_inside(scoring.score(model, {**rest, name: level}), unsure)


@given(cases(least=2))
def test_an_open_condition_counts_both_ways(case: Case) -> None:
    model, answers, name = case
    unsure = scoring.score(model, {**answers, name: UNKNOWN})
    told = applying.applies(model, {**answers, name: UNKNOWN})
    assume("open" in told.values())
    for level in range(model.top_of(name) + 1):
        assert is_inside(scoring.score(model, {**answers, name: level}), unsure)


@given(cases(), st.data())
def test_a_better_answer_never_lowers_anything(case: Case, data: st.DataObject) -> None:
    model, answers, name = case
    levels = st.integers(0, model.top_of(name))
    worse, better = sorted(data.draw(st.tuples(levels, levels)))
    poor, good = {**answers, name: worse}, {**answers, name: better}
    assume(applying.applies(model, poor) == applying.applies(model, good))
    for before, after in nodes(scoring.score(model, poor), scoring.score(model, good)):
        assert before.score is not None
        assert after.score is not None
        assert before.score.low <= after.score.low
        assert before.score.high <= after.score.high
        assert before.stage.low <= after.stage.low
        assert before.stage.high <= after.stage.high


@given(cases())
def test_what_does_not_apply_is_left_out_of_low_and_high_alike(case: Case) -> None:
    model, answers, name = case
    absent = scoring.score(model, {**answers, name: NOT_APPLICABLE}).indicator(name)
    assert absent.state == "not-applicable"
    assert absent.score is None or absent.score.low == absent.score.high
    if model.not_applicable == "excluded":
        assert absent.score is None


@given(cases())
def test_scores_stay_within_the_top_and_low_never_passes_high(case: Case) -> None:
    model, answers, _ = case
    for node in scoring.score(model, answers).whole.nodes():
        assert node.score is None or 0 <= node.score.low <= node.score.high <= node.top
        assert 0 <= node.stage.low <= node.stage.high <= len(model.stages)
        assert all(0 <= one.share.low <= one.share.high <= 1 for one in node.stages)


@given(cases())
def test_the_whole_of_a_single_node_is_that_node(case: Case) -> None:
    model, answers, _ = case
    root = Dimension(id="all", title="All", factors=model.dimensions)
    whole = scoring.score(model.model_copy(update={"dimensions": (root,)}), answers).whole
    former = scoring.score(model, answers).whole
    for one in (whole.factors[0], former):
        assert (whole.score, whole.stage, whole.sure) == (one.score, one.stage, one.sure)
        assert whole.stages == one.stages


@given(cases())
def test_the_order_of_the_answers_changes_nothing(case: Case) -> None:
    model, answers, _ = case
    assert scoring.score(model, answers) == scoring.score(model, dict(reversed(answers.items())))


def heavier(node: Dimension, times: int) -> Dimension:
    """The node with every weight multiplied."""
    found = [one.model_copy(update={"weight": one.weight * times}) for one in node.indicators]
    below = tuple(heavier(factor, times) for factor in node.factors)
    changed = {"weight": node.weight * times, "indicators": tuple(found), "factors": below}
    return node.model_copy(update=changed)


@given(cases(), st.integers(2, 9))
def test_weights_are_only_proportions(case: Case, times: int) -> None:
    model, answers, _ = case
    parts = tuple(heavier(node, times) for node in model.dimensions)
    other = MaturityModel.model_validate(dict(model) | {"dimensions": parts})
    assert scoring.score(model, answers) == scoring.score(other, answers)


SHARES = st.fractions(0, 1, max_denominator=6)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    low, high = sorted(draw(st.tuples(SHARES, SHARES)))
    return Part(draw(st.integers(1, 4)), low, high, draw(st.booleans()))


@given(st.lists(parts(), max_size=6))
def test_a_mean_of_what_may_not_apply_is_that_of_every_choice(terms: list[Part]) -> None:
    found = intervals.mean(terms)
    sure = [one for one in terms if one.sure]
    unsure = [one for one in terms if not one.sure]
    choices = chain.from_iterable(combinations(unsure, n) for n in range(len(unsure) + 1))
    every = [(*sure, *choice) for choice in choices if sure or choice]
    if not every:
        assert found is None
        return
    assert found is not None
    assert found.low == min(_mean(one, [part.low for part in one]) for one in every)
    assert found.high == max(_mean(one, [part.high for part in one]) for one in every)
    assert found.sure == bool(sure)


def _mean(terms: tuple[Part, ...], values: list[Fraction]) -> Fraction:
    weights = [Fraction(one.weight) for one in terms]
    return sum((w * v for w, v in zip(weights, values, strict=True)), Fraction(0)) / sum(weights)
