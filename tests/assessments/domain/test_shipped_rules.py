"""The rules that are shipped: they make sense, and the invented states have plans of their own."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from assessments.domain import actions, canonical, context, maturity, planning, sense_of_rules
from assessments.domain.planning import Inputs, Snapshot
from tests.assessments.domain import made
from tests.assessments.domain.test_rules import CONTENT, toml

FOLDER = max((CONTENT / "library").iterdir())
SHIPPED = actions.parse(*(toml(FOLDER / f"{n}.toml") for n in ("release", "actions", "rules")))
COUNTRIES = context.parse(toml(CONTENT / "countries.toml"))
MODELS = {
    one.id: one
    for path in sorted(CONTENT.glob("models/*/v1.toml"))
    if (one := maturity.parse(toml(path))).id in ("national-csirt", "cybercrime-cooperation")
}


def shipped(code: str, people: int = 4, horizon: int = 20, **confirmed: str) -> dict[str, Any]:
    """The plan of a country in which every answer is the lowest, up to the highest stages."""
    where = COUNTRIES.of(code)
    if confirmed:
        day = date(2026, 11, 26)
        where = context.confirm(COUNTRIES, where, confirmed, source="Ministry", as_of=day)
    lowest = [
        Snapshot(model, dict.fromkeys((one.id for one in model.indicators()), 0))
        for model in MODELS.values()
    ]
    limits = made.limits(people=people, horizon=horizon)
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
    assert made.left(plans["XMC"])["L05-budapest"] == made.left(plans["XMC"])["L06"] == "rule"
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
