"""Lists, overview, sign-off, result and roadmap as pages."""

import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import services
from assessments.forms import StartForm
from assessments.models import Round
from cms.people import roles
from tests.assessments import made
from tests.people import made as people


@pytest.fixture
def coordinator(team: made.Team) -> Client:
    """The coordinator's browser."""
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    return client


@pytest.fixture
def approver(team: made.Team) -> Client:
    """The approver's browser."""
    client = Client()
    client.force_login(team[roles.APPROVER])
    return client


def address(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"assessments:{name}", args=args)


def pages_of(team: made.Team) -> list[tuple[str, tuple[object, ...]]]:
    """Return every page that a coordinator can open, by name and arguments."""
    plan = made.planned(team, title="Planned")
    one = made.answered(team, {"mandate": "1"}, title="Open")
    later = made.signed(team, {**made.ANSWERS, "sharing": "1"}, title="Later").round
    return [
        ("rounds", ()),
        ("start", ()),
        ("round", (one.pk,)),
        ("round", (plan.snapshot.round_id,)),
        ("dimension", (one.pk, "people")),
        ("sign", (one.pk,)),
        ("result", (plan.snapshot.round_id,)),
        ("result", (later.pk,)),
        ("compare", (later.pk, plan.snapshot.round_id)),
        ("carry-over", (one.pk,)),
        ("plans", ()),
        ("plan", (plan.pk,)),
        ("refine", (plan.pk,)),
        ("facts", (team.institution.pk,)),
        ("report", (plan.pk,)),
    ]


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_every_page_has_one_heading_its_language_and_no_inline_style_or_script(
    team: made.Team, coordinator: Client, language: str, direction: str
) -> None:
    for name, args in pages_of(team):
        response = coordinator.get(address(name, *args, language=language))
        text = response.content.decode()
        assert response.status_code == 200, name
        assert len(re.findall(r"<h1[ >]", text)) == 1, name
        assert f'<html lang="{language}" dir="{direction}">' in text, name
        assert " style=" not in text, name
        assert "<style" not in text, name
        assert not re.search(r"<script(?![^>]* src=)", text), name
        assert len(re.findall(r'id="([^"]+)"', text)) == len(
            set(re.findall(r'id="([^"]+)"', text))
        ), name


def test_no_page_of_the_room_needs_more_than_sixteen_queries(
    team: made.Team, coordinator: Client, django_assert_max_num_queries: object
) -> None:
    for name, args in pages_of(team):
        url = address(name, *args)
        coordinator.get(url)
        with django_assert_max_num_queries(16):
            coordinator.get(url)


def test_people_without_an_institution_read_how_one_gets_in(db: None) -> None:
    user, client = people.person(), Client()
    client.force_login(user)
    for name in ("rounds", "plans"):
        text = client.get(address(name)).content.decode()
        assert "You serve no institution here yet" in text
        assert user.email in text


def test_a_round_is_started_from_the_form(team: made.Team, coordinator: Client) -> None:
    form = {"institution": team.institution.pk, "model": made.OFFERED, "title": "جولة 2027"}
    response = coordinator.post(address("start"), form)
    one = Round.objects.get()
    assert response["Location"] == address("round", one.pk)
    assert one.title == "جولة 2027"


def test_demonstrations_are_marked_and_stand_last_in_the_list(
    team: made.Team, coordinator: Client
) -> None:
    form = StartForm(user=team[roles.COORDINATOR])
    names = dict(form.fields["model"].choices)
    marked = {name for name, title in names.items() if title.endswith(" (demonstration)")}
    assert marked == {"diplomacy-starter"} == {[*names][-1]}
    assert {made.OFFERED, "cybercrime-cooperation"} <= names.keys()
    for model in (made.OFFERED, "diplomacy-starter"):
        one = services.start_round(
            user=team[roles.COORDINATOR], institution=team.institution, model=model, title=model
        )
        page = coordinator.get(address("round", one.pk)).content.decode()
        assert ("Demonstration: not for real use" in page) == (model in marked)


@pytest.mark.parametrize("title", ["", "   ", "x" * 201])
def test_a_bad_title_is_told_and_what_was_typed_is_kept(
    team: made.Team, coordinator: Client, title: str
) -> None:
    form = {"institution": team.institution.pk, "model": made.OFFERED, "title": title}
    response = coordinator.post(address("start"), form)
    text = response.content.decode()
    assert response.status_code == 422
    assert "errorlist" in text
    assert title.strip() in text
    assert not Round.objects.exists()


def test_what_people_type_is_text_and_never_markup(team: made.Team, coordinator: Client) -> None:
    one = made.started(team, '<img src=x onerror="alert(1)">')
    for name, args in (("round", (one.pk,)), ("rounds", ()), ("dimension", (one.pk, "task"))):
        assert "<img" not in coordinator.get(address(name, *args)).content.decode()


def test_the_sign_off_page_shows_what_is_missing_and_what_is_not_known(
    team: made.Team, approver: Client
) -> None:
    one = made.answered(team, {"mandate": "1", "sharing": "unknown"})
    text = approver.get(address("sign", one.pk)).content.decode()
    assert "4 questions have no answer" in text
    assert "1 answer reads" in text
    assert "#question-staffing" in text


def test_whoever_does_not_sign_reads_who_can(team: made.Team, coordinator: Client) -> None:
    one = made.answered(team)
    text = coordinator.get(address("sign", one.pk)).content.decode()
    assert team[roles.APPROVER].display_name in text
    assert "Your role does not sign" in text


def test_signing_leads_to_the_result_and_signing_again_too(
    team: made.Team, approver: Client
) -> None:
    one = made.answered(team)
    result = address("result", one.pk)
    assert approver.post(address("sign", one.pk))["Location"] == result
    assert approver.get(address("sign", one.pk))["Location"] == result
    again = approver.post(address("sign", one.pk))
    assert again.status_code == 409
    assert "has been signed off" in again.content.decode()


def test_the_result_of_an_open_round_is_not_shown(team: made.Team, coordinator: Client) -> None:
    one = made.answered(team)
    assert coordinator.get(address("result", one.pk))["Location"] == address("round", one.pk)


def test_the_result_shows_ranges_as_text_beside_the_shapes(
    team: made.Team, coordinator: Client
) -> None:
    one = made.signed(team).round
    text = coordinator.get(address("result", one.pk)).content.decode()
    assert "<bdi>0.5 to 2.5</bdi>" in text
    assert "1 answer is open" in text
    assert text.count("<svg") >= 3


def test_a_plan_of_an_open_round_is_refused_in_words(team: made.Team, coordinator: Client) -> None:
    one = made.answered(team)
    response = coordinator.post(address("make-plan", one.pk), follow=True)
    assert "Sign off the answers first" in response.content.decode()


def test_pressing_the_button_twice_gives_one_plan(team: made.Team, coordinator: Client) -> None:
    one = made.signed(team).round
    first = coordinator.post(address("make-plan", one.pk))["Location"]
    assert coordinator.post(address("make-plan", one.pk))["Location"] == first
    assert one.snapshot.plans.count() == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_roadmap_shows_date_reason_and_full_hash(
    team: made.Team, coordinator: Client, language: str
) -> None:
    plan = made.planned(team)
    text = coordinator.get(address("plan", plan.pk, language=language)).content.decode()
    assert plan.sha256 in text
    assert plan.snapshot.sha256 in text
    assert text.count('<span class="why">') == len(plan.result["actions"]) + len(
        plan.result["left_out"]
    )


def test_each_action_of_a_roadmap_has_a_page_that_leads_to_its_neighbours(
    team: made.Team, coordinator: Client
) -> None:
    plan = made.planned(team)
    names = [one["id"] for one in plan.result["actions"]]
    whole = coordinator.get(address("plan", plan.pk)).content.decode()
    for place, name in enumerate(names):
        assert f'href="?action={quote(name)}"' in whole
        text = coordinator.get(address("plan", plan.pk), {"action": name}).content.decode()
        near = {*names[max(0, place - 1) : place + 2]} - {name}
        assert set(re.findall(r'href="\?action=([^"]+)"', text)) == {quote(one) for one in near}
        assert "Done when" in text
    assert coordinator.get(address("plan", plan.pk), {"action": "no-such"}).status_code == 404


@pytest.mark.parametrize("value", [None, "4", "unknown", "not-applicable"])
def test_every_kind_of_plan_can_be_shown(
    team: made.Team, coordinator: Client, value: str | None
) -> None:
    plan = made.planned(team, dict.fromkeys(made.ANSWERS, value) if value else {})
    for name, pk in (("plan", plan.pk), ("result", plan.snapshot.round_id)):
        assert coordinator.get(address(name, pk)).status_code == 200
