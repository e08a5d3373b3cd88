"""The laws of tailoring, tried on random rules, facts, libraries, answers and limits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import actions, canonical, planning, quarters, tailoring
from assessments.domain.actions import ActionLibrary
from assessments.domain.context import Country, Fact
from assessments.domain.planning import Inputs, Plan, Snapshot
from tests.assessments.domain import made
from tests.assessments.domain.random_plans import MODEL, START, action_tables, limits

FACTS = ("island", "federal", "treaty")
DAY = quarters.first_day(START)
KEPT = ("actions", "left_out", "years", "totals", "path", "gaps", "rules_fired", "people")
"""What of a plan a fact that is not settled may not touch: all but the notices and the hash."""


@dataclass(frozen=True)
class Tailored:
    """A random plan for a country, what went into it, and the rules."""

    inputs: Inputs
    plan: Plan

    @property
    def result(self) -> Mapping[str, Any]:
        """What came out."""
        return self.plan.result

    @property
    def library(self) -> ActionLibrary:
        """The library as the rules made it, with what they took out."""
        limits = self.inputs.constraints
        return tailoring.tailor(self.inputs.library, self.inputs.facts, limits, None).library


@st.composite
def _rules(draw: st.DrawFn, names: list[str]) -> list[dict[str, Any]]:
    """Up to four rules; what replaces or must come first stands earlier, so no circle is made."""
    found = []
    for number in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(names) - 1))
        effects: list[dict[str, Any]] = [
            {"include": True},
            {"exclude": True},
            {"cost": draw(st.sampled_from(["1/2", "13/10"]))},
            {"duration": draw(st.sampled_from(["1/2", "13/10"]))},
            {"lead": "finance"},
        ]
        if place:
            before = draw(st.sampled_from(names[:place]))
            need = {"any_of": [before], "kind": draw(st.sampled_from(["hard", "soft"]))}
            effects += [{"replace": before}, {"needs": {**need, "reason": "It must."}}]
        claims = st.builds(
            lambda fact, value: {"fact": fact, "among": [value]},
            st.sampled_from(FACTS),
            st.sampled_from(["yes", "no"]),
        )
        found.append(
            {
                "id": f"rule-{number}",
                "when": draw(st.lists(claims, min_size=1, max_size=2)),
                "which": {"actions": [names[place]]},
                "effect": draw(st.sampled_from(effects)),
                "reason": "The plan assumes it.",
            }
        )
    return found


def fact(value: str, *, certainty: Any = "confirmed", until: date | None = None) -> Fact:
    return Fact(value=value, source="S", as_of=DAY, valid_until=until, certainty=certainty)


SETTLED = st.sampled_from(["yes", "no"]).map(fact)
UNKNOWN = fact("unknown", certainty=None)
OPEN = st.builds(
    fact, st.sampled_from(["yes", "no"]), certainty=st.sampled_from(["seen", "known", "weak"])
) | st.builds(
    fact, st.sampled_from(["yes", "no"]), until=st.integers(1, 9).map(lambda n: DAY - timedelta(n))
)


@st.composite
def tailored(draw: st.DrawFn, facts: st.SearchStrategy[Fact] = SETTLED) -> Tailored:
    """A random plan for a country; now and then an action is a risk to rights."""
    tables = draw(action_tables())
    for table in tables:
        if table["needs"] and draw(st.booleans()):
            table["rights"] = {"risk": "high", "safeguards": ["It."]}
    plain = made.library(*tables)
    rules = draw(_rules([table["id"] for table in tables]))
    read = actions.parse(plain.model_dump(), {}, {"rules": rules})
    inputs = Inputs(
        snapshots=(Snapshot(MODEL, draw(made.answers_to(MODEL))),),
        library=plain.model_copy(update={"rules": read.rules}),
        constraints=draw(limits()),
        country="XMA",
        targets={"small": "third"},
        facts=Country(iso3="XMA", names={"en": "A"}, facts={name: draw(facts) for name in FACTS}),
    )
    return Tailored(inputs, planning.make(inputs))


def with_facts(inputs: Inputs, facts: Mapping[str, Fact]) -> Inputs:
    assert inputs.facts is not None
    return replace(inputs, facts=inputs.facts.model_copy(update={"facts": facts}))


@given(tailored(OPEN | SETTLED))
def test_facts_that_nobody_confirmed_or_that_expired_change_nothing(one: Tailored) -> None:
    assert one.inputs.facts is not None
    known = {
        name: fact if fact.settled(DAY) else UNKNOWN
        for name, fact in one.inputs.facts.facts.items()
    }
    bare = planning.make(with_facts(one.inputs, known)).result
    assert [one.result[key] for key in KEPT] == [bare[key] for key in KEPT]


@given(tailored())
def test_no_rule_lets_a_risk_to_rights_begin_before_its_safeguard(one: Tailored) -> None:
    found = {entry["id"]: entry for entry in one.result["actions"]}
    known = {action.id: action for action in one.inputs.library.actions}
    levels = one.inputs.snapshots[0].answers
    there = levels.get("a") in (made.TOP, "not-applicable")
    for name, entry in found.items():
        if name not in known or known[name].rights.risk != "high" or there:
            continue
        for need in known[name].needs:
            ends = [
                found[other]["end"]
                for other in actions.options(one.inputs.library, need)
                if other in found
            ]
            assert min(ends) < entry["start"]


@given(tailored())
def test_a_rule_takes_nothing_out_of_a_plan_silently(one: Tailored) -> None:
    planned = {entry["id"] for entry in one.result["actions"]}
    left = {entry["id"]: entry["reason"] for entry in one.result["left_out"]}
    assert not planned & left.keys()
    assert len(left) == len(one.result["left_out"])
    for gap in one.result["gaps"]:
        name = f"small/{gap['indicator']}"
        for action in one.library.actions:
            for effect in action.effects:
                if effect.indicator == name and effect.builds_on < gap["required"] <= effect.to:
                    assert action.id in planned | left.keys()
    fired = {rule["id"]: rule for rule in one.result["rules_fired"]}
    for name, reason in left.items():
        if reason["code"] == "rule":
            assert name in fired[reason["params"]["rule"]]["actions"]
        if reason["code"] == "need-left-out":
            assert reason["params"]["action"] not in planned


@given(tailored())
def test_equal_facts_give_equal_bytes_whatever_the_names_and_their_order(one: Tailored) -> None:
    assert one.inputs.facts is not None
    turned = dict(reversed(one.inputs.facts.facts.items()))
    other = with_facts(one.inputs, turned)
    assert other.facts is not None
    other = replace(other, facts=other.facts.model_copy(update={"names": {"en": "B", "fr": "C"}}))
    again = planning.make(other)
    assert again.hash == one.plan.hash
    assert canonical.text(again.result) == canonical.text(one.result)


@given(tailored())
def test_no_limit_is_broken_by_what_rules_ask_for(one: Tailored) -> None:
    caps = one.inputs.constraints.caps
    sizes = {action.id: action.size for action in one.library.actions}
    for number in range(one.inputs.constraints.horizon):
        quarter = str(START.plus(number))
        busy = [
            entry["id"]
            for entry in one.result["actions"]
            if sizes.get(entry["id"]) == "major" and entry["start"] <= quarter <= entry["end"]
        ]
        assert len(busy) <= caps.major_at_a_time
    for year in one.result["years"]:
        budget = one.inputs.constraints.budget(year["year"])
        assert budget is None or year["funded"] <= budget


@given(tailored())
def test_where_all_targets_are_met_rules_ask_for_nothing(one: Tailored) -> None:
    top = dict.fromkeys((indicator.id for indicator in MODEL.indicators()), MODEL.top)
    inputs = replace(one.inputs, snapshots=(Snapshot(MODEL, top),))
    found = planning.make(inputs).result
    assert found["actions"] == found["left_out"] == found["rules_fired"] == []
