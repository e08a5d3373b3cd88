"""The planning desk: change any limit, see what it does, keep nothing until one says so."""

import re

import pytest
from django.test import Client

from assessments import given, services
from assessments.domain import quarters
from assessments.models import Plan, PlanVariant
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.trying import desk, filled, recomputed, saved, text, tried


def test_the_filled_form_gives_the_plan_as_it_is(coordinator: Client, plan: Plan) -> None:
    assert "Nothing is changed yet" in coordinator.get(desk(plan)).content.decode()
    assert "The same actions at the same dates." in recomputed(coordinator, plan)


def test_recomputing_keeps_nothing(coordinator: Client, plan: Plan) -> None:
    events = AuditEvent.objects.count()
    recomputed(coordinator, plan, people="6", budget="100000", horizon="8")
    assert Plan.objects.get() == plan
    assert not PlanVariant.objects.exists()
    assert AuditEvent.objects.count() == events


def test_more_people_move_what_the_planner_moves(coordinator: Client, plan: Plan) -> None:
    found = tried(plan, people=6).result
    before = {one["id"]: one for one in plan.result["actions"]}
    moved = [
        one
        for one in found["actions"]
        if one["id"] in before and one["start"] != before[one["id"]]["start"]
    ]
    assert moved
    assert all(one["start"] < before[one["id"]]["start"] for one in moved)
    response = coordinator.post(desk(plan), filled(coordinator, desk(plan), people="6"))
    effect = response.context["effect"]
    dated = [one for one in moved if (one["end"]) != before[one["id"]]["end"]]
    assert len(effect.moves) >= len(dated) > 0
    entering = {one["id"] for one in found["actions"]} - before.keys()
    assert len(effect.enters) == len(entering)
    assert "quarters earlier" in str(effect.told)


def test_money_that_is_short_puts_off_and_more_money_brings_back(
    coordinator: Client, plan: Plan
) -> None:
    poor = saved(coordinator, plan, "Poor", budget="40000")
    made_of_it = services.adopt_variant(user=poor.created_by, variant_id=poor.pk)
    assert made_of_it.result["actions"] == tried(plan, budget_per_year=40000).result["actions"]
    response = coordinator.post(
        desk(made_of_it), filled(coordinator, desk(made_of_it), budget="900000")
    )
    rich = tried(plan, budget_per_year=900_000).result
    before = {one["id"] for one in made_of_it.result["actions"]}
    entering = [one for one in rich["actions"] if one["id"] not in before]
    assert entering
    assert len(response.context["effect"].enters) == len(entering)


def test_what_falls_out_says_why(coordinator: Client, plan: Plan) -> None:
    page = recomputed(coordinator, plan, budget="0")
    assert "There is no money: only what needs none is planned." in page
    assert re.search(r"\d+ actions fall out", page)
    assert "Waits for money" in page


def test_every_group_reaches_the_limits(coordinator: Client, plan: Plan) -> None:
    first = quarters.parse(plan.result["start"])
    year, action = first.year, plan.result["actions"][0]["id"]
    variant = saved(
        coordinator,
        plan,
        "Everything",
        fiscal="3",
        **{f"target-{made.OFFERED}": "starting"},
        budget="500,000",
        people="5",
        **{
            f"budget-{year}": "250000",
            "window-0-id": "World Fund",
            "window-0-amount": "750,000",
            "window-0-from": str(first),
            "window-0-to": str(first.plus(5)),
            "window-0-areas": ["C", "S"],
            "planned-0-from": str(first.plus(4)),
            "planned-0-people": "9",
            "weight-C": "3/2",
            f"lock-{action}": f"committed:{first.plus(1)}",
            "currency": "xof",
            "rate": "655.957",
            "rate_on": "2026-11-20",
        },
    )
    wish = services.read_variant(variant)
    limits = wish.limits
    assert (limits["fiscal_year_begins"], limits["budgets"]) == (3, {str(year): 250_000})
    assert wish.targets == {made.OFFERED: "starting"}
    assert limits["donor_windows"] == [
        {
            "id": "world-fund",
            "theme": ["C", "S"],
            "from": str(first),
            "to": str(first.plus(5)),
            "amount": 750_000,
        }
    ]
    assert limits["planned_people"] == [{"from": str(first.plus(4)), "people": 9}]
    assert limits["weights"] == {"C": "3/2"}
    assert limits["locks"] == {action: {"state": "committed", "start": str(first.plus(1))}}
    assert limits["currency"] == {"code": "XOF", "per_dollar": "655.957", "on": "2026-11-20"}


def test_sums_are_shown_in_another_currency_too(coordinator: Client, plan: Plan) -> None:
    page = text(recomputed(coordinator, plan, currency="XOF", rate="600", rate_on="2026-11-20"))
    assert "(about XOF " in page
    assert "one US dollar is XOF 600, on 20 Nov 2026" in page


def test_a_fragment_holds_the_effect_and_what_the_groups_say(
    coordinator: Client, plan: Plan
) -> None:
    sent = filled(coordinator, desk(plan), people="6")
    response = coordinator.post(desk(plan), sent, headers={"HX-Request": "true"})
    part = response.content.decode()
    assert "<html" not in part
    assert "<form" not in part
    assert 'data-told="people"><bdi>6</bdi> people' in part
    wrong = coordinator.post(desk(plan), sent | {"people": "0"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 422
    assert 'href="#id_people"' in wrong.content.decode()


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_desk_stands_in_every_language(coordinator: Client, plan: Plan, language: str) -> None:
    page = coordinator.post(desk(plan, language), {"people": "6", "rate": "6,5"}).content.decode()
    assert 'id="limits"' in page


def test_other_pages_lead_to_the_desk(coordinator: Client, plan: Plan) -> None:
    for name in ("plan", "refine"):
        assert desk(plan) in coordinator.get(desk(plan, "en", name)).content.decode()


def test_targets_of_a_plan_are_read_back_and_make_another_plan(team: made.Team, plan: Plan) -> None:
    new = services.make_plan(
        user=team[roles.COORDINATOR],
        snapshot_id=plan.snapshot_id,
        limits={"start": plan.result["start"]},
        targets={made.OFFERED: "starting"},
    )
    assert new.result["models"][0]["target"] == "starting"
    assert given.of(new).targets == {made.OFFERED: "starting"}
    assert not given.of(new).is_default
    assert given.of(plan).targets == {}
    assert new.sha256 != plan.sha256
