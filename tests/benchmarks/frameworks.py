"""A large framework: read, checked, scored and explained, with every part of the format in use."""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

from assessments.domain import maturity, scoring, trace
from assessments.domain.maturity import MaturityModel
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN, Answers
from tests.benchmarks import bars

PARTS, FACTORS, INDICATORS, RUNS = 10, 18, 10, 9
STAGES = ("begun", "formed", "established", "steered", "leading")
PARSE_BAR, SCORE_BAR = 0.4, 0.05


def table(factors: int = FACTORS, indicators: int = INDICATORS) -> dict[str, Any]:
    """A model of 1,800 indicators on three floors, half `cumulative`, half `profile`."""
    dimensions = [_dimension(number, factors, indicators) for number in range(PARTS)]
    profiled = [
        one["id"]
        for part in dimensions[1::2]
        for factor in part["factors"]
        for one in factor["indicators"]
    ]
    stages = [
        {"id": name, "title": name, "summary": name, "minimum": dict.fromkeys(profiled, level)}
        for level, name in enumerate(STAGES, start=1)
    ]
    return {
        "id": "large",
        "version": 1,
        "title": "Large",
        "summary": "A large framework.",
        "notice": "A measurement.",
        "source_language": "en",
        "gate": "cumulative",
        "scale": ["none", "one", "two", "three", "four", "five"],
        "met_from": 3,
        "scales": [_scale()],
        "below": "Below",
        "stages": stages,
        "dimensions": dimensions,
    }


def _scale() -> dict[str, Any]:
    values = {"no": 0, "partly": "1/2", "yes": 1}
    return {"id": "in-part", "answers": [{"title": t, "value": v} for t, v in values.items()]}


def _dimension(number: int, factors: int, indicators: int) -> dict[str, Any]:
    gate = "profile" if number % 2 else "cumulative"
    made = [
        {
            "id": f"part-{number}-{factor}",
            "title": "Factor",
            "weight": 1 + factor % 3,
            "indicators": [
                _indicator(f"i-{number}-{factor}-{place}", place, gate)
                for place in range(indicators)
            ],
        }
        for factor in range(factors)
    ]
    return {"id": f"part-{number}", "title": "Part", "gate": gate, "factors": made}


def _indicator(name: str, place: int, gate: str) -> dict[str, Any]:
    levels = [f"What a visitor would see at the level {level}." for level in range(6)]
    one: dict[str, Any] = {"id": name, "title": name, "question": "Is it so?", "levels": levels}
    one["weight"] = 1 + place % 2
    if gate == "cumulative":
        one["stage"] = STAGES[place % len(STAGES)]
        if place % 3 == 0:
            one |= {"scale": "in-part", "levels": []}
    if place % 5 == 4:
        before = f"{name.rsplit('-', 1)[0]}-{place - 1}"
        one["depends_on"] = {"all": [{"indicator": before, "at_least": 1}]}
    return one


def answers(model: MaturityModel) -> Answers:
    """Answers of every kind, some conditions open among them."""
    found: dict[str, int | str] = {}
    for number, one in enumerate(model.indicators()):
        level = number * 7 % (model.top_of(one.id) + 1)
        found[one.id] = {3: UNKNOWN, 6: NOT_APPLICABLE}.get(number % 11, level)
    return found


def figures(environment: Mapping[str, str]) -> str:
    """Time reading and scoring and return the figures as Markdown."""
    raw = table()
    model = maturity.parse(raw)
    assert maturity.problems(model) == []
    given = answers(model)
    card = scoring.score(model, given)
    took = {
        "parse": _median(lambda: maturity.parse(raw)),
        "problems": _median(lambda: maturity.problems(maturity.parse(raw))),
        "score": _median(lambda: scoring.score(model, given)),
        "trace": _median(lambda: trace.of(model, card, given)),
    }
    read, known = took["problems"], took["score"] + took["trace"]
    size = len(list(model.indicators()))
    return (
        f"Framework of {size} indicators on three floors, medians of {RUNS}: parse "
        f"{took['parse'] * 1000:.0f} ms, parse with its problems "
        f"{bars.milliseconds(read, PARSE_BAR)}; score {took['score'] * 1000:.0f} ms, score with "
        f"the trace of every node "
        f"{bars.milliseconds(known, SCORE_BAR)}."
    )


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return statistics.median(took)
