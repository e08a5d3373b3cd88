"""Actions of an institution's own: added, changed, removed, planned, and printed as typed."""

import html
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import library, roadmap, services, sheets
from assessments.domain.shape import ShapeError
from assessments.exports import partner
from assessments.models import OwnAction
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.saying import browser
from tests.cms import crawler

TYPED = {
    "title": "افتحوا مكتباً في الميناء",
    "outcome": "Tout le monde peut signaler un incident.",
    "done_when": "Le bureau est ouvert.",
    "language": "ar",
    "area": "C",
    "lead": "csirt",
    "months": "4",
    "set_up_low": "1,000",
    "set_up_high": "4,000",
}


@pytest.fixture
def coordinator(team: made.Team) -> Client:
    """The coordinator's browser."""
    return browser(team, roles.COORDINATOR)


def address(team: made.Team, name: str = "own", *more: str) -> str:
    return reverse(f"assessments:{name}", args=[team.institution.pk, *more])


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_an_action_is_added_with_what_was_typed_and_stands_in_the_list(
    team: made.Team, coordinator: Client
) -> None:
    response = coordinator.post(address(team, "own-add"), TYPED, follow=True)
    assert response.redirect_chain == [(address(team), 302)]
    page = text(response)
    assert f'<span lang="ar" dir="rtl">{TYPED["title"]}</span>' in page
    row = OwnAction.objects.get()
    assert (row.identifier, row.months, row.created_by) == ("own-1", 4, team[roles.COORDINATOR])
    assert (row.set_up_low, row.set_up_likely, row.set_up_high) == (1000, 2000, 4000)
    assert (row.running_high, row.staff, row.needs, row.raises) == (0, 0, [], [])
    event = AuditEvent.objects.get(verb="own_action.added")
    assert (event.institution, event.detail) == (team.institution, {"action": "own-1"})


def test_nothing_typed_is_told_in_words_and_nothing_is_kept(
    team: made.Team, coordinator: Client
) -> None:
    response = coordinator.post(address(team, "own-add"))
    assert response.status_code == 422
    page = text(response)
    assert "Nothing is saved yet" in page
    assert "Write how many months it is likely to take." in page
    assert "Write one sum, or the lowest and the highest; 0 if it costs nothing." in page
    assert not OwnAction.objects.exists()


def test_everything_that_was_typed_is_kept_beside_what_is_wrong_with_it(
    team: made.Team, coordinator: Client
) -> None:
    wrong = {
        **TYPED,
        "months": "soon",
        "set_up_low": "9,000",
        "needs": ["C09"],
        "indicator_1": "national-csirt/reporting",
        "level_1": "9",
        "level_2": "1",
    }
    response = coordinator.post(address(team, "own-add"), wrong)
    page = text(response)
    for name in ("title", "months", "set_up_low", "set_up_high", "level_1", "level_2"):
        assert re.search(rf'name="{name}" value="{re.escape(wrong[name])}"', page), name
    assert wrong["outcome"] in page
    assert re.search(r'value="C09"[^>]*checked', page)
    for told in (
        "Write a whole number in figures",
        "The lowest sum comes first, the highest last.",
        "The highest level of this question is 4.",
        "Choose the answer that it raises.",
    ):
        assert told in page


def test_a_circle_of_needs_is_named_by_the_titles(team: made.Team, coordinator: Client) -> None:
    made.own_action(team, title="First")
    made.own_action(team, title="Second", needs=["own-1"])
    response = coordinator.post(
        address(team, "own-change", "own-1"), {**TYPED, "title": "First", "needs": ["own-2"]}
    )
    assert response.status_code == 422
    told = re.sub("<[^>]+>", "", text(response))
    assert "Nothing of this could ever begin, because the needs go round in a circle." in told
    assert "“First” needs “Second”. “Second” needs “First”." in told
    with pytest.raises(ShapeError, match="own-1 needs own-2 needs own-1"):
        services.save_own_action(
            user=team[roles.COORDINATOR],
            institution_id=team.institution.pk,
            values={"needs": ["own-2"]},
            identifier="own-1",
        )


def test_an_action_is_changed_and_its_form_shows_what_is_kept(
    team: made.Team, coordinator: Client
) -> None:
    raised = [{"indicator": "national-csirt/reporting", "to": 2}]
    made.own_action(team, raises=raised, needs=["C09"], set_up_high=900_000)
    page = text(coordinator.get(address(team, "own-change", "own-1")))
    assert 'value="900,000"' in page
    assert re.search(r'value="national-csirt/reporting" selected', page)
    assert re.search(r'value="C09"[^>]*checked', page)
    coordinator.post(address(team, "own-change", "own-1"), {**TYPED, "set_up_low": "5"})
    row = OwnAction.objects.get()
    assert (row.title, row.needs, row.changed_by) == (TYPED["title"], [], team[roles.COORDINATOR])
    assert AuditEvent.objects.filter(verb="own_action.changed").count() == 1


def test_what_another_needs_is_not_removed_and_no_id_is_given_twice(
    team: made.Team, coordinator: Client
) -> None:
    made.own_action(team, title="First")
    made.own_action(team, title="Second", needs=["own-1"])
    response = coordinator.post(address(team, "own-remove", "own-1"))
    assert response.status_code == 422
    assert "Another of your actions needs it." in text(response)
    assert coordinator.post(address(team, "own-remove", "own-2")).status_code == 302
    assert coordinator.get(address(team, "own-change", "own-2")).status_code == 404
    assert made.own_action(team).identifier == "own-3"
    assert AuditEvent.objects.filter(verb="own_action.removed").count() == 1


def test_nobody_changes_what_belongs_to_another_institution(
    team: made.Team, strangers: made.Team
) -> None:
    made.own_action(team)
    for user in (strangers[roles.COORDINATOR], team[roles.OBSERVER]):
        with pytest.raises(PermissionDenied):
            services.remove_own_action(
                user=user, institution_id=team.institution.pk, identifier="own-1"
            )
    page = text(browser(strangers, roles.COORDINATOR).get(address(strangers)))
    assert "harbour" not in page
    mine = made.own_action(strangers, title="Another")
    assert mine.identifier == "own-1"


def test_the_roadmap_plans_it_and_later_changes_leave_that_roadmap_alone(team: made.Team) -> None:
    made.own_action(team, title="Own desk")
    plan = made.planned(team)
    entry = next(one for one in plan.result["actions"] if one["own"])
    assert (entry["id"], plan.result["own"][0]["title"]) == ("own-1", "Own desk")
    services.remove_own_action(
        user=team[roles.COORDINATOR], institution_id=team.institution.pk, identifier="own-1"
    )
    shown = roadmap.of(sheets.of(plan, "en"), "en")
    assert "Own desk" in [step.title for step in shown.steps]
    again = services.make_plan(user=team[roles.COORDINATOR], snapshot_id=plan.snapshot_id)
    assert again.result["own"] == []


def test_what_raises_only_other_questionnaires_stays_out_unless_it_is_needed(
    team: made.Team,
) -> None:
    first = next(library.model("national-strategy").indicators())
    raised = [{"indicator": f"national-strategy/{first.id}", "to": 1}]
    made.own_action(team, title="Elsewhere", raises=raised)
    assert made.planned(team).result["own"] == []
    made.own_action(team, title="Here", needs=["own-1"])
    found = made.planned(team, title="Again").result["own"]
    assert [one["title"] for one in found] == ["Elsewhere", "Here"]


def test_a_lock_on_an_action_that_is_gone_keeps_nobody_from_planning(team: made.Team) -> None:
    made.own_action(team)
    plan = made.planned(team)
    locked = {"locks": {"own-1": {"state": "forbidden"}}, "start": plan.result["start"]}
    who = {"user": team[roles.COORDINATOR], "snapshot_id": plan.snapshot_id, "limits": locked}
    barred = services.make_plan(**who)
    assert barred.result["left_out"][-1]["id"] == "own-1"
    shown = roadmap.of(sheets.of(barred, "en"), "en")
    assert ("locks.own-1", "forbidden") in shown.constants
    assert "It was ruled out for this roadmap." in [one.why for one in shown.left_out]
    services.remove_own_action(
        user=team[roles.COORDINATOR], institution_id=team.institution.pk, identifier="own-1"
    )
    again = services.make_plan(**who).result
    assert again["locks"] == {}
    assert again["own"] == []


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_its_words_come_as_they_were_typed_in_every_language(
    team: made.Team, language: str
) -> None:
    values = {name: TYPED[name] for name in ("title", "outcome", "done_when", "language")}
    made.own_action(team, **values)
    plan = made.planned(team)
    with translation.override(language):
        step = next(
            one for one in roadmap.of(sheets.of(plan, language), language).steps
            if one.id == "own-1"
        )  # fmt: skip
        told = partner.of(sheets.of(plan, language), language)
        where = reverse("assessments:plan", args=[plan.pk])
        whole = browser(team, roles.OBSERVER).get(where)
        page = browser(team, roles.OBSERVER).get(where, {"action": "own-1"})
    assert step.title.strip("\u2068\u2069") == TYPED["title"]
    assert (step.title == TYPED["title"]) == (language == "ar")
    assert TYPED["outcome"] in [one.outcome for one in told.actions]
    assert TYPED["title"] in text(whole)
    typed = f'<span lang="ar" dir="rtl">{TYPED["outcome"]}</span>'
    assert (typed in text(page)) == (language != "ar")


def test_the_roadmaps_page_leads_there_for_whoever_plans(team: made.Team) -> None:
    for role in roles.LABELS:
        page = text(browser(team, role).get(reverse("assessments:plans")))
        assert (address(team) in page) == (role == roles.COORDINATOR)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_are_sound_also_with_everything_wrong(
    team: made.Team, coordinator: Client, language: str
) -> None:
    made.own_action(team, title="First")
    made.own_action(team, title="Second" * 33, needs=["own-1"])
    one = ("own-1",)
    with translation.override(language):
        places = [address(team, name) for name in ("own", "own-add")]
        places += [address(team, name, *one) for name in ("own-change", "own-remove")]
    for place in places:
        answer, faults = crawler.fetch(coordinator, place)
        assert (answer.status_code, faults) == (200, [])
    for typed in ({}, {**TYPED, "needs": ["own-2"]}, {**TYPED, "title": "ل" * 300, "months": "0"}):
        answer = coordinator.post(places[2], typed)
        assert answer.status_code == 422
        assert crawler.faults(answer.content.decode(), language) == []
