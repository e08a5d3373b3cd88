"""Rules for a country: what fires, what only asks for a look, and what each change does."""

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessments.domain import (
    actions,
    canonical,
    context,
    planning,
)
from assessments.domain.context import Country, Fact
from assessments.domain.planning import Inputs, Plan, Snapshot
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
