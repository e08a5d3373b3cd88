"""A trace says of every number what it comes of, and of every stage what it lacks."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import canonical, scoring, trace
from assessments.domain.intervals import Interval, Part, mean
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN
from assessments.domain.trace import Step
from tests.assessments.domain import made

STAGES = ("stage-reached", "stage-open", "stage-not-reached")


def params(steps: Sequence[Step], code: str) -> list[Mapping[str, Any]]:
    return [step.params for step in steps if step.code == code]


def again(told: Mapping[str, Any]) -> Interval:
    """Work a score out from the numbers of its step alone."""
    terms: list[Part] = []
    streams: dict[str, list[Part]] = {}
    for one in told["parts"]:
        share = one["low"] / one["top"], one["high"] / one["top"]
        into = streams.setdefault(one["stage"], []) if "stage" in one else terms
        into.append(Part(one["weight"], *share, one["sure"]))
    for stream in streams.values():
        found = mean(stream)
        assert found is not None
        terms.append(Part(1, found.low, found.high, found.sure))
    whole = mean(terms)
    assert whole is not None
    return Interval(whole.low * told["top"], whole.high * told["top"])


@given(st.data())
def test_a_score_can_be_worked_out_again_from_its_step(data: st.DataObject) -> None:
    model = data.draw(made.models())
    answers = data.draw(made.answers_to(model))
    card = scoring.score(model, answers)
    for name, steps in trace.of(model, card, answers).items():
        node, scores = card.node(name), params(steps, "score")
        if node.score is None:
            assert [step.code for step in steps][-1] == "nothing-applies"
            assert not scores
        else:
            assert again(scores[0]) == node.score == Interval(scores[0]["low"], scores[0]["high"])


@given(st.data())
def test_every_stage_of_every_node_has_its_step(data: st.DataObject) -> None:
    model = data.draw(made.models())
    answers = data.draw(made.answers_to(model))
    card = scoring.score(model, answers)
    for name, steps in trace.of(model, card, answers).items():
        node = card.node(name)
        if node.score is None:
            continue
        told = [(step.code, step.params["number"]) for step in steps if step.code in STAGES]
        for code, number in told:
            surely, perhaps = number <= node.stage.low, number <= node.stage.high
            assert code == STAGES[0 if surely else 1 if perhaps else 2]
        assert [number for _, number in told] == list(range(1, len(model.stages) + 1))
        assert trace.node(model, card, name, answers) == steps


def test_the_steps_name_what_is_left_out_what_is_open_and_what_is_lacking() -> None:
    condition = {"all": [{"indicator": "a", "at_least": 2}]}
    parts = [
        made.dimension("left", made.indicator("a"), made.indicator("b", depends_on=condition)),
        made.dimension("right", made.indicator("c")),
    ]
    model = made.model(dimensions=parts)
    answers: dict[str, int | str] = {"a": UNKNOWN, "b": 1, "c": NOT_APPLICABLE}
    told = trace.of(model, scoring.score(model, answers), answers)
    assert params(told["left"], "unknown") == [{"indicators": ["a"]}]
    assert params(told["left"], "condition-open") == [{"indicators": ["b"]}]
    second = params(told["left"], "stage-open")[1]
    assert second["after"] == "first"
    assert second["because"] == [
        {"id": "a", "state": "unknown", "is": None, "needs": 2},
        {"id": "b", "state": "answered", "is": 1, "needs": 3},
    ]
    assert params(told["right"], "not-applicable") == [{"indicators": ["c"], "target": None}]
    assert told["right"][-1].code == "nothing-applies"
    shut: dict[str, int | str] = {**answers, "a": 1}
    steps = trace.node(model, scoring.score(model, shut), "left", shut)
    assert params(steps, "condition-not-met") == [{"indicator": "b", "because": ["a"]}]


def test_what_counts_at_a_target_is_a_part_of_the_score() -> None:
    aim = [{"id": "aim", "title": "Aim", "minimum": {"a": 3}}]
    model = made.mean_model(not_applicable="at-target", targets=aim)
    answers: dict[str, int | str] = {"a": NOT_APPLICABLE, "b": NOT_APPLICABLE, "c": 1}
    steps = trace.node(model, scoring.score(model, answers), "left", answers)
    assert params(steps, "not-applicable") == [
        {"indicators": ["b"], "target": None},
        {"indicators": ["a"], "target": "aim"},
    ]
    assert [one["id"] for one in params(steps, "score")[0]["parts"]] == ["a"]
    assert params(steps, "score")[0]["low"] == Fraction(3)


def test_the_canonical_form_of_a_trace_is_the_same_twice() -> None:
    model = made.model()
    card = scoring.score(model, {"a": 1})
    told = [canonical.text(trace.as_json(trace.of(model, card, {"a": 1}))) for _ in range(2)]
    assert told[0] == told[1]
    assert '"code":"stage-not-reached"' in told[0]
