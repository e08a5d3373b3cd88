"""Five questions that refine a plan: every one can be skipped, and nothing typed is lost."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import services
from assessments.domain import quarters
from assessments.models import Plan
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made

OWN = "Ministry of Digital Affairs"


@pytest.fixture
def plan(team: made.Team) -> Plan:
    """The plan that one click made."""
    snapshot = made.signed(team)
    return services.make_plan(user=team[roles.COORDINATOR], snapshot_id=snapshot.pk)


@pytest.fixture
def coordinator(team: made.Team) -> Client:
    """The coordinator's browser."""
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    return client


def address(name: str, plan: Plan, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"assessments:{name}", args=[plan.pk])


def refined(client: Client, plan: Plan, language: str = "en", **answers: object) -> Plan:
    """Return the plan that these answers make; what is not named is skipped."""
    response = client.post(address("refine", plan, language), _names(answers))
    assert response.status_code == 302, response.content.decode()
    return Plan.objects.get(pk=re.search(r"roadmaps/([0-9a-f-]+)/", response["Location"])[1])


def refused(client: Client, plan: Plan, language: str = "en", **answers: object) -> str:
    """Return the page that says why no plan was made, and check that none was."""
    count = Plan.objects.count()
    response = client.post(address("refine", plan, language), _names(answers))
    assert response.status_code == 422
    assert Plan.objects.count() == count
    return response.content.decode()


def _names(answers: dict[str, object]) -> dict[str, object]:
    return {name.replace("_", "-"): value for name, value in answers.items()}


def limits(plan: Plan) -> dict[str, object]:
    return json.loads(plan.content)["constraints"]


def test_who_skips_everything_gets_the_plan_that_is_there(coordinator: Client, plan: Plan) -> None:
    response = coordinator.post(address("refine", plan), follow=True)
    assert response.redirect_chain[-1][0] == address("plan", plan)
    assert "Nothing changed" in response.content.decode()
    assert Plan.objects.count() == 1


def test_every_answer_reaches_the_limits_and_the_former_plan_stays(
    coordinator: Client, plan: Plan
) -> None:
    first = quarters.parse(plan.result["start"])
    dark, sits = str(first.plus(2)), [str(first.plus(1)), str(first.plus(5))]
    new = refined(
        coordinator,
        plan,
        start=str(first.plus(1)),
        horizon="16",
        budget="1,500,000",
        people="6",
        blackouts=[dark],
        sittings=sits,
        role_csirt=OWN,
        vacant_csirt_host="on",
    )
    found = limits(new)
    assert found["start"] == str(first.plus(1))
    assert (found["horizon"], found["budget_per_year"], found["people"]) == (16, 1_500_000, 6)
    assert (found["blackouts"], found["sittings"]) == ([dark], sits)
    assert (found["roles"], found["vacant"]) == ({"csirt": OWN}, ["csirt-host"])
    assert found["caps"] == limits(plan)["caps"]
    assert Plan.objects.filter(pk=plan.pk).exists()
    assert AuditEvent.objects.filter(verb="plan.made", subject_id=str(new.pk)).exists()


def test_the_form_is_filled_with_what_the_plan_was_made_with(
    coordinator: Client, plan: Plan
) -> None:
    dark = quarters.parse(plan.result["start"]).plus(2)
    answers = {"horizon": "8", "budget": "250000", "people": "3", "blackouts": [str(dark)]}
    new = refined(coordinator, plan, **answers, role_csirt=OWN, vacant_csirt_host="on")
    page = coordinator.get(address("refine", new, "fr")).content.decode()
    assert '<option value="8" selected>' in page
    assert 'value="250\u202f000"' in page
    assert 'name="people" value="3"' in page
    assert f'name="blackouts" value="{dark}" checked' in page
    assert re.search(rf'name="role-csirt" value="{OWN}"', page)
    assert re.search(r'name="vacant-csirt-host"[^>]* checked', page)


def test_sending_the_filled_form_again_changes_nothing(coordinator: Client, plan: Plan) -> None:
    new = refined(coordinator, plan, horizon="8", budget="250000", role_csirt=OWN)
    form = coordinator.get(address("refine", new)).context["form"]
    same = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    response = coordinator.post(address("refine", new), same)
    assert response["Location"] == address("plan", new)


def test_no_money_is_not_the_same_as_unknown_money(coordinator: Client, plan: Plan) -> None:
    new = refined(coordinator, plan, budget="0")
    assert limits(plan)["budget_per_year"] is None
    assert limits(new)["budget_per_year"] == 0
    assert all(not one["cost"]["set_up"]["likely"] for one in new.result["actions"])
    page = coordinator.get(address("plan", new)).content.decode()
    assert "Waits for money" in page
    assert "<bdi>USD\xa00</bdi> a year" in page


@pytest.mark.parametrize(
    ("language", "typed"), [("en", "1,200"), ("fr", "1\xa0200"), ("es", "1.200"), ("ar", "١٬٢٠٠")]
)
def test_numbers_are_read_as_the_reader_writes_them(
    coordinator: Client, plan: Plan, language: str, typed: str
) -> None:
    new = refined(coordinator, plan, language, budget=typed)
    assert limits(new)["budget_per_year"] == 1200


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("budget", "five million", "Write a whole number in figures, such as"),
        ("budget", "1.5", "Write a whole number in figures, such as"),
        ("budget", "-1", "Money cannot be less than 0"),
        ("budget", "9" * 20, "at most"),
        ("budget", "9" * 5000, "Write a whole number"),
        ("people", "0", "Without people nothing can be done"),
        ("people", "-3", "Without people nothing can be done"),
        ("people", "three", "such as <bdi>12</bdi>|such as 12"),
        ("start", "2020-Q1", "begins in this quarter or a later one"),
        ("start", "soon", "begins in this quarter or a later one"),
        ("horizon", "7", "one of the lengths listed"),
        ("horizon", "900", "one of the lengths listed"),
        ("blackouts", "2019-Q1", "2019-Q1 is none of the quarters listed"),
        ("sittings", "never", "never is none of the quarters listed"),
        ("role-csirt", "x" * 201, "at most 200 characters"),
    ],
)
def test_what_makes_no_sense_is_told_at_its_field_and_nothing_is_lost(
    coordinator: Client, plan: Plan, field: str, typed: str, sentence: str
) -> None:
    others = {"budget": "777", "people": "9", "role-csirt-host": "Kept <b>institution</b>"}
    page = refused(coordinator, plan, **{**others, field: typed})
    assert re.search(sentence, page)
    assert "Nothing that you entered is lost" in page
    assert "Kept &lt;b&gt;institution&lt;/b&gt;" in page
    for name, value in others.items():
        if name != field and "role" not in name:
            assert f'value="{value}"' in page


def test_a_plan_without_a_quarter_to_work_in_is_refused(coordinator: Client, plan: Plan) -> None:
    first = quarters.parse(plan.result["start"])
    every = [str(first.plus(number)) for number in range(8)]
    page = refused(coordinator, plan, start=every[0], horizon="8", blackouts=every)
    assert "Leave at least one to work in" in page
    assert page.count(" checked") == 8


def test_where_one_quarter_is_left_the_plan_says_what_it_could_not_do(
    coordinator: Client, plan: Plan
) -> None:
    first = quarters.parse(plan.result["start"])
    most = [str(first.plus(number)) for number in range(1, 8)]
    new = refined(coordinator, plan, start=str(first), horizon="8", blackouts=most)
    page = coordinator.get(address("plan", new)).content.decode()
    assert new.result["left_out"]
    assert "What was left out, and why" in page


def test_ticks_outside_the_plan_make_no_other_plan(coordinator: Client, plan: Plan) -> None:
    last = quarters.parse(plan.result["end"])
    assert refined(coordinator, plan, blackouts=[str(last.plus(3))]) == plan


def test_a_parliament_that_sits_outside_the_plan_only_is_asked_about(
    coordinator: Client, plan: Plan
) -> None:
    after = quarters.parse(plan.result["end"]).plus(2)
    assert "lies within the roadmap" in refused(coordinator, plan, sittings=[str(after)])


def test_a_role_is_played_or_vacant(coordinator: Client, plan: Plan) -> None:
    page = refused(coordinator, plan, role_csirt=OWN, vacant_csirt="on")
    assert "Keep one of the two" in page


def test_one_institution_is_one_however_its_name_is_typed(coordinator: Client, plan: Plan) -> None:
    new = refined(coordinator, plan, role_csirt=f" {OWN.lower()} ", role_csirt_host=f"{OWN}")
    assert len(set(limits(new)["roles"].values())) == 1


def test_the_own_institution_is_filled_in_where_it_played_before(
    team: made.Team, coordinator: Client, plan: Plan
) -> None:
    refined(coordinator, plan, role_csirt=OWN, role_csirt_host="Somebody else")
    later = made.planned(team, title="Next round")
    page = coordinator.get(address("refine", later)).content.decode()
    assert f'name="role-csirt" value="{OWN}"' in page
    assert "Somebody else" not in page


def test_the_new_plan_says_in_one_sentence_what_changed(coordinator: Client, plan: Plan) -> None:
    response = coordinator.post(
        address("refine", plan), {"budget": "0", "people": "1"}, follow=True
    )
    page = response.content.decode()
    assert "Compared with the former roadmap:" in page
    assert f"instead of <bdi>{len(plan.result['actions'])}</bdi>" in page
    assert "likely set-up cost is" in page


def test_a_plan_shows_its_versions_and_which_is_the_newest(coordinator: Client, plan: Plan) -> None:
    alone = coordinator.get(address("plan", plan)).content.decode()
    assert "were made of these answers" not in alone
    new = refined(coordinator, plan, budget="0")
    page = coordinator.get(address("plan", plan)).content.decode()
    assert "2 roadmaps were made of these answers" in page
    assert "a newer one is there" in page
    assert address("plan", new) in page
    assert "Compared with this one:" in page
    assert page.index("newest") < page.index("this one")


def test_a_plan_shows_who_plays_its_roles(coordinator: Client, plan: Plan) -> None:
    new = refined(coordinator, plan, role_csirt="وزارة <i>", vacant_csirt_host="on")
    page = coordinator.get(address("plan", new)).content.decode()
    assert "<dd><bdi>وزارة &lt;i&gt;</bdi></dd>" in page
    assert "nobody yet" in page
    assert "Nobody plays this role yet" in page


def test_a_plan_that_began_in_the_past_begins_anew(team: made.Team, coordinator: Client) -> None:
    snapshot = made.signed(team)
    old = services.make_plan(
        user=team[roles.COORDINATOR], snapshot_id=snapshot.pk, limits={"start": "2020-Q1"}
    )
    page = coordinator.get(address("refine", old)).content.decode()
    assert "A new one cannot begin in the past" in page
    assert refined(coordinator, old).result["start"] > "2025"


def test_only_roles_that_lead_an_action_are_asked_for(coordinator: Client, plan: Plan) -> None:
    page = coordinator.get(address("refine", plan)).content.decode()
    assert set(re.findall(r'name="role-([a-z-]+)"', page)) == {
        "lead-authority",
        "csirt-host",
        "csirt",
    }


def test_only_roles_of_the_plan_at_hand_are_asked_for_and_those_named_before(
    team: made.Team, coordinator: Client
) -> None:
    user, starter = team[roles.COORDINATOR], "diplomacy-starter"
    one = services.start_round(user=user, institution=team.institution, model=starter, title="x")
    for name in ("coordinator", "contacts", "response"):
        services.save_answer(
            user=team[roles.RESPONDENT], round_id=one.pk, indicator=name, value="0"
        )
    snapshot = services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    limits = {"vacant": ["education"], "roles": {"interior": "Police"}}
    plan = services.make_plan(user=user, snapshot_id=snapshot.pk, limits=limits)
    page = coordinator.get(address("refine", plan)).content.decode()
    asked = set(re.findall(r'name="role-([a-z-]+)"', page))
    leading = {one["lead"] for one in plan.result["actions"]} - {"coordinator"}
    assert {"foreign-affairs", "head-of-government"} <= leading
    assert asked == leading | {"education", "interior"}
    assert "csirt" not in asked
