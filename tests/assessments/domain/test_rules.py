"""Rules for a country: what fires, what only asks for a look, and what each change does."""

import tomllib
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessments.domain import (
    actions,
    canonical,
    context,
    maturity,
    planning,
    sense,
    sense_of_rules,
)
from assessments.domain.context import Country, Fact
from assessments.domain.planning import Inputs, Plan, Snapshot
from assessments.domain.shape import ShapeError
from tests.assessments.domain import made

CONTENT = Path(__file__).resolve().parents[3] / "assessments" / "content"
FOLDER = CONTENT / "library" / "2026.3"
SUBJECTS = {"ldc": ("yes", "no"), "federal": ("yes", "no"), "languages": ()}
LIST = [
    context.Subject(
        id=name, title=name, source="List", as_of=date(2026, 1, 1), certainty="seen", values=values
    )
    for name, values in SUBJECTS.items()
]
EVERYTHING = [made.effect(name, 4) for name in "abc"]


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rule(effect: dict[str, Any], *which: str, name: str = "one", **more: Any) -> dict[str, Any]:
    """A rule that fires for the least developed countries."""
    told = {"id": name, "when": [{"fact": "ldc", "among": ["yes"]}], "effect": effect, **more}
    return {"which": {"actions": which}, "reason": "The plan assumes it.", **told}


def fact(value: Any = "yes", certainty: Any = "confirmed", **more: Any) -> Fact:
    return Fact(value=value, source="Ministry", as_of=date(2026, 1, 1), certainty=certainty, **more)


def country(**facts: Fact) -> Country:
    return Country(iso3="XMA", names={"en": "A"}, facts=facts)


def library(*tables: dict[str, Any], rules: list[dict[str, Any]]) -> actions.ActionLibrary:
    plain = made.library(*tables)
    read = actions.ActionLibrary.model_validate({**plain.model_dump(), "rules": rules})
    return plain.model_copy(update={"rules": read.rules})


def made_plan(
    *tables: dict[str, Any],
    rules: list[dict[str, Any]],
    facts: Country | None = None,
    answers: dict[str, Any] | None = None,
    population: int | None = None,
    **limits: Any,
) -> Plan:
    """A plan over the small model for a least developed country, or with other facts."""
    return planning.make(
        Inputs(
            snapshots=(Snapshot(made.model(), answers or dict.fromkeys("abc", 0)),),
            library=library(*tables, rules=rules),
            constraints=made.limits(**limits),
            country="XMA",
            population=population,
            facts=country(ldc=fact()) if facts is None else facts,
        )
    )


def result(*tables: dict[str, Any], rules: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return made_plan(*tables, rules=rules, **more).result


ALL = made.action_table("C01", effects=EVERYTHING)


def test_a_plan_without_facts_is_what_it_was_before_there_were_rules() -> None:
    plain = library(ALL, rules=[])
    ruled = library(ALL, rules=[rule({"exclude": True})])
    assert canonical.digest(ruled) == canonical.digest(plain)
    inputs = [
        Inputs((Snapshot(made.model(), dict.fromkeys("abc", 0)),), one, made.limits(), "XMA")
        for one in (plain, ruled)
    ]
    before, now = (planning.make(one) for one in inputs)
    assert (before.hash, before.result) == (now.hash, now.result)
    assert "facts" not in now.inputs


def test_a_factor_of_time_acts_on_months_which_are_rounded_to_quarters_once() -> None:
    months = {"optimistic": 3, "likely": 5, "pessimistic": 9}
    table = {**ALL, "months": months}
    for factor, quarters in (("6/5", 2), ("13/10", 3), ("1/2", 1)):
        found = result(table, rules=[rule({"duration": factor})])
        assert len(made.entry(found, "C01")["quarters"]) == quarters
    twice = [rule({"duration": "11/10"}), rule({"duration": "11/10"}, name="two")]
    assert len(made.entry(result(table, rules=twice), "C01")["quarters"]) == 3  # 6.05 months


def test_a_factor_of_money_acts_on_both_ends_and_the_likely_cost_in_whole_dollars() -> None:
    cost = {"set_up": made.money(1001, 4001), "running_per_year": made.money(100, 100)}
    found = result({**ALL, "cost": cost}, rules=[rule({"cost": "13/10"})])
    assert made.entry(found, "C01")["cost"] == {
        "set_up": {"low": 1301, "likely": 2601, "high": 5201},
        "running_per_year": {"low": 130, "likely": 130, "high": 130},
    }
    assert found["rules_fired"] == [
        {
            "id": "one",
            "because": [
                {"fact": "ldc", "value": "yes", "source": "Ministry", "as_of": "2026-01-01"}
                | {"certainty": "confirmed"}
            ],
            "effect": {"does": "cost", "value": canonical.number(Fraction(13, 10))},
            "actions": ["C01"],
        }
    ]
    params = {"rule": "one", **found["rules_fired"][0]["effect"]}
    assert made.entry(found, "C01")["rules_fired"] == [{"code": "rule", "params": params}]


def test_what_a_rule_excludes_is_left_out_by_name_and_so_is_what_needed_it() -> None:
    user = made.action_table("C02", effects=EVERYTHING, needs=[made.need("C01")])
    more = made.action_table("C03", effects=EVERYTHING, needs=[made.need("C02")])
    first = made.action_table("C01")
    found = result(first, user, more, rules=[rule({"exclude": True}, "C01")])
    assert found["actions"] == []
    assert [(one["id"], one["reason"]) for one in found["left_out"]] == [
        ("C01", {"code": "rule", "params": {"rule": "one"}}),
        ("C02", {"code": "need-left-out", "params": {"action": "C01"}}),
        ("C03", {"code": "need-left-out", "params": {"action": "C02"}}),
    ]
    assert "no-action-for-gap" not in {one["code"] for one in found["notices"]}


def test_of_a_group_what_is_left_serves_those_that_need_the_group() -> None:
    small = made.action_table("C01-small", alternatives="C01")
    large = made.action_table("C01-large", alternatives="C01")
    user = made.action_table("C02", effects=EVERYTHING, needs=[made.need("C01")])
    found = result(small, large, user, rules=[rule({"exclude": True}, "C01-small")])
    assert [one["id"] for one in found["actions"]] == ["C01-large", "C02"]
    assert made.left(found) == {"C01-small": "rule"}


def test_what_takes_the_place_of_an_action_brings_what_that_would_have_brought() -> None:
    gone = made.action_table("C01", effects=EVERYTHING)
    user = made.action_table("C02", needs=[made.need("C01")], effects=[made.effect("a", 4)])
    taker = made.action_table("C03")
    found = result(gone, user, taker, rules=[rule({"replace": "C03"}, "C01")])
    assert made.left(found) == {"C01": "rule", "C02": "covered"}
    assert [one["id"] for one in found["actions"]] == ["C03"]
    assert all(gap["closed_by"] == ["C03"] for gap in found["gaps"])
    assert all(one["code"] != "target-not-reached" for one in found["notices"])


def test_no_other_action_takes_the_place_of_a_safeguard() -> None:
    guard = made.action_table("C01", effects=[made.effect("a", 1)])
    risky = made.action_table(
        "C02", effects=EVERYTHING, needs=[made.need("C01")],
        rights={"risk": "high", "safeguards": ["It."]},
    )  # fmt: skip
    taker = made.action_table("C03")
    found = result(guard, risky, taker, rules=[rule({"replace": "C03"}, "C01")])
    assert made.left(found) == {"C01": "rule", "C02": "need-left-out"}


def test_what_a_rule_asks_for_comes_although_no_gap_calls_for_it() -> None:
    other = made.action_table("C02", effects=[made.effect("c", 4, 3)])
    answers = {"a": 0, "b": 0, "c": 3}
    plain = result(ALL, other, rules=[], answers=answers)
    assert "C02" not in made.starts(plain) | made.left(plain)
    found = result(ALL, other, rules=[rule({"include": True}, "C02")], answers=answers)
    assert made.starts(found)["C02"] == "2027-Q1"


@pytest.mark.parametrize("level", [4, 2, "not-applicable", "unknown"])
def test_a_rule_asks_for_nothing_that_is_there_or_could_do_nothing(level: Any) -> None:
    other = made.action_table("C02", effects=[made.effect("c", 4, 3)])
    answers = {"a": 0, "b": 0, "c": level}
    found = result(ALL, other, rules=[rule({"include": True}, "C02")], answers=answers)
    assert "C02" not in made.starts(found)


def test_a_rule_can_name_another_lead_and_one_more_need() -> None:
    need = {"any_of": ["C02"], "kind": "hard", "reason": "It must."}
    rules = [rule({"lead": "finance"}, "C01"), rule({"needs": need}, "C01", name="two")]
    found = result(ALL, made.action_table("C02"), rules=rules)
    assert made.entry(found, "C01")["lead"] == "finance"
    assert made.starts(found) == {"C02": "2027-Q1", "C01": "2027-Q2"}


@pytest.mark.parametrize(
    ("told", "expired"),
    [
        (fact(certainty="seen"), False),
        (fact(certainty="known"), False),
        (fact(valid_until=date(2026, 12, 31)), True),
    ],
)
def test_a_fact_that_is_not_settled_only_asks_for_a_look(told: Fact, expired: bool) -> None:
    rules = [rule({"exclude": True}, "C01"), rule({"cost": 2}, name="two")]
    found = result(ALL, rules=rules, facts=country(ldc=told))
    assert list(made.starts(found)) == ["C01"]
    assert found["rules_fired"] == []
    notices = [one for one in found["notices"] if one["code"] == "check-fact"]
    params = {"fact": "ldc", "value": "yes", "certainty": told.certainty, "expired": expired}
    assert notices == [{"code": "check-fact", "params": params | {"rules": ["one", "two"]}}]


def test_a_fact_that_holds_on_the_first_day_of_the_plan_counts() -> None:
    told = country(ldc=fact(valid_until=date(2027, 1, 1)))
    assert made.left(result(ALL, rules=[rule({"exclude": True})], facts=told)) == {"C01": "rule"}


@pytest.mark.parametrize("told", [fact("unknown", None), fact("yes", "weak"), fact("no", "seen")])
def test_unknown_and_doubtful_facts_do_nothing_and_are_not_told(told: Fact) -> None:
    no = rule({"exclude": True}, name="no", when=[{"fact": "ldc", "among": ["no"]}])
    found = result(ALL, rules=[rule({"exclude": True}), no], facts=country(ldc=told))
    assert list(made.starts(found)) == ["C01"]
    codes = [one["params"]["rules"] for one in found["notices"] if one["code"] == "check-fact"]
    assert codes == ([["no"]] if told.value == "no" else [])


def test_a_private_fact_works_and_is_never_told() -> None:
    told = country(ldc=fact(private=True))
    found = result(ALL, rules=[rule({"exclude": True})], facts=told)
    assert made.left(found) == {"C01": "rule"}
    assert found["rules_fired"][0]["because"] == []
    unsure = country(ldc=fact(certainty="known", private=True))
    found = result(ALL, rules=[rule({"exclude": True})], facts=unsure)
    assert "check-fact" not in {one["code"] for one in found["notices"]}


def test_the_size_follows_the_people_stated_and_without_them_the_population() -> None:
    few = rule({"exclude": True}, when=[{"fact": "people", "below": 4}])
    nothing: dict[str, Any] = {"rules": [few], "facts": country()}
    assert made.left(result(ALL, **nothing, people=3)) == {"C01": "rule"}
    assert made.left(result(ALL, **nothing, people=4)) == {}
    assert made.left(result(ALL, **nothing, people=None, population=200_000)) == {"C01": "rule"}
    assert made.left(result(ALL, **nothing, people=None)) == {}  # two are only assumed


def test_facts_of_another_country_are_refused() -> None:
    with pytest.raises(planning.PlanError, match="facts: expected those of XMA, found XMB"):
        made_plan(ALL, rules=[], facts=country().model_copy(update={"iso3": "XMB"}))


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


SHIPPED = actions.parse(*(toml(FOLDER / f"{n}.toml") for n in ("release", "actions", "rules")))
COUNTRIES = context.parse(toml(CONTENT / "countries.toml"))
MODELS = {
    one.id: one
    for path in sorted(CONTENT.glob("models/*/v1.toml"))
    if (one := maturity.parse(toml(path))).id in ("national-csirt", "cybercrime-starter")
}


def shipped(code: str, people: int = 4, **confirmed: str) -> dict[str, Any]:
    """The plan of a country in which every answer is the lowest, up to the highest stages."""
    where = COUNTRIES.of(code)
    if confirmed:
        day = date(2026, 11, 26)
        where = context.confirm(COUNTRIES, where, confirmed, source="Ministry", as_of=day)
    lowest = [
        Snapshot(model, dict.fromkeys((one.id for one in model.indicators()), 0))
        for model in MODELS.values()
    ]
    limits = made.limits(people=people, horizon=20)
    highest = {name: model.stages[-1].id for name, model in MODELS.items()}
    inputs = Inputs(tuple(lowest), SHIPPED, limits, code, targets=highest, facts=where)
    return planning.make(inputs).result


def test_the_shipped_rules_make_sense() -> None:
    assert list(sense_of_rules.problems(SHIPPED, COUNTRIES.subjects)) == []
    for one in SHIPPED.rules:
        assert one.reason.startswith("The plan assumes"), one.id
        label = ("fragile", "income", "religious", "developed", "island", "landlocked", "poor")
        assert not any(word in one.reason for word in label), one.id


def test_the_three_invented_states_have_different_plans_for_reasons_that_these_state() -> None:
    plans = {code: shipped(code) for code in ("XMA", "XMB", "XMC")}
    fired = {code: {one["id"]: one for one in plan["rules_fired"]} for code, plan in plans.items()}
    assert len({canonical.text(plan["actions"]) for plan in plans.values()}) == 3
    assert {"shared-team", "one-team", "long-ways", "help-from-outside"} <= fired["XMA"].keys()
    assert {"more-time-on-the-list", "after-the-project", "lines-across-borders"} <= fired[
        "XMB"
    ].keys()
    assert {"levels-of-government", "party-to-budapest", "contact-point-there"} <= fired[
        "XMC"
    ].keys()
    assert fired["XMA"]["one-team"]["because"][0]["fact"] == "sids"
    assert made.left(plans["XMA"])["C13-small"] == "rule"
    assert made.left(plans["XMC"])["L05"] == made.left(plans["XMC"])["L06"] == "rule"
    assert made.left(plans["XMC"]).get("C13-small") != "rule"
    for plan in plans.values():
        assert not list(_too_early(plan))


def _too_early(plan: dict[str, Any]) -> Iterator[str]:
    """Name the sensors and laboratories that begin before their oversight is there."""
    ends = {one["id"]: one["end"] for one in plan["actions"]}
    for name, start in made.starts(plan).items():
        guard = {"C15": "C02", "L08": "L03"}.get(name.partition("-")[0])
        if guard is not None and not ends[guard] < start:
            yield name


def test_the_lists_alone_change_no_plan_of_a_real_state_and_ask_for_a_look() -> None:
    togo, nowhere = shipped("TGO"), shipped("PRK", ldc="no", lldc="no", sids="no")
    asked = {one["params"]["fact"] for one in togo["notices"] if one["code"] == "check-fact"}
    assert {"ldc", "malabo"} <= asked
    assert {one["id"] for one in togo["rules_fired"]} == {"fewer-than-eight-people"}
    assert made.starts(togo) == made.starts(nowhere)
    confirmed = shipped("TGO", ldc="yes")
    assert made.starts(confirmed) != made.starts(togo)


def test_without_a_decision_no_act_is_planned_and_its_source_is_not_told() -> None:
    found = shipped("XMA", backing="none")
    kinds = {SHIPPED.action(one["id"]).kind for one in found["actions"] if one["kind"] == "library"}
    assert "law" not in kinds
    assert made.left(found)["C15-function"] == "need-left-out"
    assert "backing" not in canonical.text(found)
