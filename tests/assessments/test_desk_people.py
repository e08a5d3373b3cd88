"""People by institution on the planning desk: a number for each that leads, and what it moves."""

from django.test import Client

from assessments import given, players, services
from assessments.domain import constraints, quarters
from assessments.models import Plan
from assessments.reasons import sentence
from tests.assessments.trying import desk, filled, recomputed, saved, text, tried


def busiest(plan: Plan) -> str:
    """The role that leads most of a plan."""
    leads = [one["lead"] for one in plan.result["actions"]]
    return max(sorted(set(leads)), key=leads.count)


def test_every_institution_that_leads_is_asked_for_its_people(
    coordinator: Client, plan: Plan
) -> None:
    form = coordinator.get(desk(plan)).context["form"]
    asked = {name.removeprefix("people-") for name in form.fields if name.startswith("people-")}
    assert busiest(plan) in asked
    assert asked <= {one["lead"] for one in plan.result["actions"]}
    labels = [str(form.fields[f"people-{role}"].label) for role in asked]
    assert all(label.startswith("People at <bdi>") for label in labels)


def test_few_people_of_one_institution_move_what_the_planner_moves(
    coordinator: Client, plan: Plan
) -> None:
    role = busiest(plan)
    found = tried(plan, people=9, people_by_institution={role: 1}).result
    wide = tried(plan, people=9).result
    assert {one["id"]: one["start"] for one in found["actions"]} != {
        one["id"]: one["start"] for one in wide["actions"]
    }
    sent = filled(coordinator, desk(plan), people="9", **{f"people-{role}": "1"})
    response = coordinator.post(desk(plan), sent)
    page = text(response.content.decode())
    assert "people of 1 institution named" in page
    variant = saved(coordinator, plan, "One", people="9", **{f"people-{role}": "1"})
    made = services.adopt_variant(user=variant.created_by, variant_id=variant.pk)
    assert made.result["actions"] == found["actions"]
    assert given.of(made).limits.people_by_institution == {role: 1}


def test_an_institution_without_people_says_why_its_actions_fall_out(
    coordinator: Client, plan: Plan
) -> None:
    page = text(recomputed(coordinator, plan, **{f"people-{busiest(plan)}": "0"}))
    assert "Too few people of " in page


def test_people_planned_for_an_institution_reach_the_limits_under_its_name(
    coordinator: Client, plan: Plan
) -> None:
    role, first = busiest(plan), quarters.parse(plan.result["start"])
    changes = {
        f"role-{role}": "The Agency",
        f"people-{role}": "1",
        "planned-0-from": str(first.plus(2)),
        "planned-0-people": "3",
        "planned-0-institution": role,
        "planned-1-from": str(first.plus(2)),
        "planned-1-people": "9",
    }
    variant = saved(coordinator, plan, "Named", **changes)
    limits = services.read_variant(variant).limits
    assert limits["people_by_institution"] == {"The Agency": 1}
    row = {"from": str(first.plus(2)), "people": 3}
    assert limits["planned_people"] == [
        {**row, "institution": "The Agency"},
        {**row, "people": 9},
    ]
    form = coordinator.get(f"{desk(plan)}?variant={variant.pk}").context["form"]
    assert form[f"people-{role}"].value() == "1"
    assert form["planned-0-institution"].value() == role
    assert "The Agency" in form.fields[f"people-{role}"].label


def test_two_numbers_for_one_institution_are_refused(coordinator: Client, plan: Plan) -> None:
    role, other = sorted({one["lead"] for one in plan.result["actions"]} - {"coordinator"})[:2]
    names = {f"role-{role}": "One body", f"role-{other}": "One body"}
    sent = filled(coordinator, desk(plan), **names)
    sent |= {f"people-{role}": "1", f"people-{other}": "2"}
    response = coordinator.post(desk(plan), sent)
    assert response.status_code == 422
    assert "plays another role too, with another number of people" in response.content.decode()
    response = coordinator.post(desk(plan), sent | {f"people-{other}": "1"})
    assert response.status_code == 200


def test_an_institution_keeps_its_people_when_it_gets_another_name() -> None:
    rows = [{"from": "2027-Q3", "people": 4, "institution": "csirt"}]
    table = {"start": "2027-Q1", "people_by_institution": {"csirt": 2}, "planned_people": rows}
    limits = constraints.parse(table)
    carried = players.carried(limits, {"csirt": "CERT", "justice": "Court"})
    assert carried == {
        "people_by_institution": {"CERT": 2},
        "planned_people": [{**rows[0], "institution": "CERT"}],
    }
    assert players.carried(limits, {}) == {
        "people_by_institution": {"csirt": 2},
        "planned_people": rows,
    }
    roles = {"csirt": "CERT", "justice": "CERT"}
    both = constraints.parse(
        {"start": "2027-Q1", "roles": roles, "people_by_institution": {"CERT": 2}}
    )
    kept = players.carried(both, {"csirt": "New", "justice": "CERT"})["people_by_institution"]
    assert kept == {"CERT": 2}
    assert players.leading(both, ["csirt", "justice"]) == {"csirt": "CERT"}


def test_the_name_of_an_institution_is_escaped_in_its_label() -> None:
    assert sentence("People at %(institution)s", institution="<i>") == (
        "People at <bdi>&lt;i&gt;</bdi>"
    )
