"""A plan of the site rests on what the institution confirmed of its country, and on no more."""

import html

import pytest
from django.urls import reverse
from django.utils import translation

from assessments import services, wording
from assessments.models import Plan, Round, Snapshot
from cms.people import roles
from tests.assessments import made
from tests.assessments.saying import DAY, browser, confirm


def signed(team: made.Team) -> Snapshot:
    """Return signed answers to the model for which the newest release has rules."""
    one = Round.objects.create(
        institution=team.institution,
        model_slug=made.OFFERED,
        model_version=1,
        title="Round",
        created_by=team[roles.COORDINATOR],
    )
    services.save_answer(
        user=team[roles.RESPONDENT], round_id=one.pk, indicator="legal-basis", value="0"
    )
    return services.sign_off(user=team[roles.APPROVER], round_id=one.pk)


def planned(team: made.Team, snapshot: Snapshot, **limits: object) -> Plan:
    """Make the plan with these limits, the defaults for the rest."""
    return services.make_plan(
        user=team[roles.COORDINATOR], snapshot_id=snapshot.pk, limits=limits, today=DAY
    )


def fired(plan: Plan) -> set[str]:
    """Name the rules that fired."""
    return {one["id"] for one in plan.result["rules_fired"]}


def to_check(plan: Plan) -> set[str]:
    """Name the facts that the plan asks to be checked."""
    notices = plan.result["notices"]
    return {one["params"]["fact"] for one in notices if one["code"] == "check-fact"}


def test_a_listed_fact_asks_for_a_check_and_a_confirmed_one_fires_its_rule(
    kenya: made.Team,
) -> None:
    snapshot = signed(kenya)
    before = planned(kenya, snapshot)
    assert fired(before) == set()
    assert "income" in to_check(before)
    confirm(kenya, income="low")
    after = planned(kenya, snapshot)
    assert "prices-low" in fired(after)
    assert "income" not in to_check(after)
    page = browser(kenya, roles.COORDINATOR).get(f"/en/roadmaps/{after.pk}/").content.decode()
    assert "local pay and services cost four fifths" in page
    assert Plan.objects.get(pk=before.pk).result == before.result


def test_another_institution_of_the_same_state_plans_without_what_this_one_confirmed(
    kenya: made.Team,
) -> None:
    confirm(kenya, income="low")
    other = made.Team(name="Another ministry", country="KEN")
    plan = planned(other, signed(other))
    assert fired(plan) == set()
    assert "income" in to_check(plan)


@pytest.mark.parametrize("backing", ["none", "interested"])
def test_who_asked_for_the_work_tailors_the_plan_and_is_printed_nowhere(
    kenya: made.Team, backing: str
) -> None:
    confirm(kenya, backing=backing)
    plan = planned(kenya, signed(kenya))
    assert plan.result["rules_fired"]
    told = str(plan.result["rules_fired"]) + str(plan.result["notices"])
    assert "backing" not in told


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_a_rule_leaves_out_is_told_with_what_the_rule_assumes(
    kenya: made.Team, language: str
) -> None:
    plan = planned(kenya, signed(kenya), people=9)
    assert any(one["reason"]["code"] == "rule" for one in plan.result["left_out"])
    with translation.override(language):
        address = reverse("assessments:plan", args=[plan.pk])
    page = browser(kenya, roles.COORDINATOR).get(address)
    assert page.status_code == 200
    words = wording.Words(f"actions/{plan.release}", language)
    assert str(words("rule-eight-people-or-more/reason")) in html.unescape(page.content.decode())


def test_the_desk_shows_at_once_what_a_fact_that_was_confirmed_since_changes(
    kenya: made.Team,
) -> None:
    plan = planned(kenya, signed(kenya))
    client = browser(kenya, roles.COORDINATOR)
    address = reverse("assessments:desk", args=[plan.pk])
    before = client.get(address)
    assert not before.context["computed"]
    assert "Nothing is changed yet." in before.content.decode()
    confirm(kenya, income="low")
    after = client.get(address)
    assert after.context["computed"]
    assert "Since this roadmap was made, facts of the country" in after.content.decode()
    costs = [one for one in after.context["effect"].figures if one.before != one.after]
    assert costs
    assert Plan.objects.count() == 1
