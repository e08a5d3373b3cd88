"""Rules that have not the right shape or make no sense: a sentence each, with its place."""

from typing import Any

import pytest

from assessments.domain import actions, sense
from assessments.domain.shape import ShapeError
from tests.assessments.domain import made
from tests.assessments.domain.test_rules import ALL, EVERYTHING, LIST, library, rule


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"effect": {}}, "rules[0].effect: expected exactly one of include, exclude, replace"),
        ({"effect": {"include": True, "cost": 2}}, "rules[0].effect: expected exactly one of"),
        ({"effect": {"cost": "1.5"}}, "rules[0].effect.cost: expected a whole number or a frac"),
        ({"when": [{"fact": "ldc"}]}, "rules[0].when[0]: expected among with one or more values"),
        ({"when": [{"fact": "people", "among": ["2"]}]}, "rules[0].when[0]: expected at_least or"),
        ({"colour": "red"}, "rules[0].colour: is not a known key"),
    ],
)
def test_a_misshapen_rule_is_told_with_its_place(changes: dict[str, Any], sentence: str) -> None:
    head = made.library(ALL).model_dump()
    with pytest.raises(ShapeError) as refused:
        actions.parse(head, {}, {"rules": [rule({"exclude": True}) | changes]})
    assert refused.value.problems[0].startswith(sentence)


def told(*tables: dict[str, Any], rules: list[dict[str, Any]]) -> list[str]:
    return sense.problems(library(*tables, rules=rules), {"small": made.model()}, LIST)


def test_strange_rules_are_told() -> None:
    bad = {"any_of": ["C77"], "kind": "hard", "lag": -1, "reason": "It must."}
    rules = [
        rule({"cost": 0}, "C99"),
        rule({"duration": -1}, when=[]),
        rule({"exclude": True}, name="c", when=[{"fact": "ghost", "among": ["yes"]}]),
        rule({"exclude": True}, name="d", when=[{"fact": "ldc", "among": ["unknown"]}]),
        rule({"exclude": True}, name="e", when=[{"fact": "people", "at_least": 4, "below": 4}]),
        rule({"needs": bad}, name="f"),
        rule({"replace": "C01"}, "C01", name="g"),
        rule({"replace": "C88"}, "C01", name="h"),
        rule({"exclude": True}, name="i", which={"areas": ["X"]}),
    ]
    assert told(ALL, rules=rules) == [
        "rules: one is named 2 times",
        "rules[0].which.actions: there is no action C99",
        "rules[0].which: no action fits",
        "rules[0].effect.cost: expected a factor above 0, found 0",
        "rules[1].when: expected one or more claims, found none",
        "rules[1].effect.duration: expected a factor above 0, found -1",
        "rules[2].when[0].fact: there is no fact ghost, so that the rule never fires",
        "rules[3].when[0].among: expected yes or no, found 'unknown'",
        "rules[4].when[0]: no number lies within the bounds, so that the rule never fires",
        "rules[5].effect.needs.any_of: there is no action C77",
        "rules[5].effect.needs.lag: expected 0 or more, found -1",
        "rules[6].effect.replace: C01 would replace itself",
        "rules[7].effect.replace: there is no action C88",
        "rules[8].which.areas: X is not among the areas of the release",
        "rules[8].which: no action fits",
    ]


def test_a_rule_whose_claims_exclude_each_other_is_told() -> None:
    both = [{"fact": "ldc", "among": [value]} for value in ("yes", "no")]
    assert told(ALL, rules=[rule({"exclude": True}, when=both)]) == [
        "rules[0].when: ldc cannot be all of this at once, so that the rule never fires"
    ]
    lists = [{"fact": "languages", "among": [value]} for value in ("en", "fr")]
    assert told(ALL, rules=[rule({"exclude": True}, when=lists)]) == []


def test_a_rule_that_asks_for_what_is_taken_out_with_it_is_told() -> None:
    user = made.action_table("C02", needs=[made.need("C03")])
    need = made.action_table("C03", needs=[made.need("C04")])
    rules = [rule({"include": True}, "C02"), rule({"exclude": True}, "C04", name="two")]
    tables = ALL, user, need, made.action_table("C04")
    assert told(*tables, rules=rules) == [
        "rules[0].effect.include: C02, or a hard need of it, is taken out with it"
    ]
    rules[1]["when"] = [{"fact": "ldc", "among": ["no"]}]
    assert told(*tables, rules=rules) == []


def test_circles_that_only_the_rules_make_are_told() -> None:
    user = made.action_table("C02", needs=[made.need("C01")])
    need = {"any_of": ["C02"], "kind": "hard", "reason": "It must."}
    circle = "rules: with them the hard needs of C01, C02 go round in a circle"
    assert told(ALL, user, rules=[rule({"needs": need}, "C01")]) == [circle]
    assert told(ALL, user, rules=[rule({"needs": {**need, "kind": "soft"}}, "C01")]) == []
    first = made.action_table("C03", needs=[made.need("C02")])
    third = made.action_table("C04", effects=EVERYTHING, needs=[made.need("C03")])
    taken = [rule({"replace": "C04"}, "C01")]
    assert told(ALL, user, first, third, rules=taken) == [
        "rules: with them the hard needs of C02, C03, C04 go round in a circle"
    ]


# --- the shipped rules
