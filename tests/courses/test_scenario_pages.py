"""A scenario as it is played: scene after scene without scripts, by its owner only, to an end."""

import re
from uuid import uuid4

import pytest

from courses import services
from courses.models import Completion, Enrolment, ScenarioRun, ScenarioStep
from tests.courses import made

pytestmark = pytest.mark.django_db

DOOR = "/en/learn/small/scenarios/call/"


@pytest.fixture
def run(course, learner) -> ScenarioRun:
    return services.begin_scenario(user=learner, course=course, scenario=made.scenario())


def url(run: ScenarioRun, rest: str = "", language: str = "en") -> str:
    return f"/{language}/learn/runs/{run.pk}/{rest}"


def sent(number: int, choice: str) -> dict[str, object]:
    return {"number": number, "choice": choice, "event": uuid4()}


def test_the_course_lists_its_scenarios_and_the_door_says_who_one_is(course, client):
    assert DOOR in client.get("/en/courses/small/").content.decode()
    response = client.get(DOOR)
    text = response.content.decode()
    assert not response.cookies
    for words in ("English call", "English role", "English more", "English Vellamar is invented"):
        assert words in text
    assert f"?next={DOOR}" in text


def test_beginning_leads_to_the_first_scene_with_its_evidence(course, signed_in):
    text = signed_in.post(f"{DOOR}begin/", follow=True).content.decode()
    assert "<h1>English scene one</h1>" in text
    assert "English claim of the note" in text
    assert "<bdi>C3</bdi>" in text
    assert "source fairly reliable; information possibly true; moderate confidence" in text
    assert text.count('type="radio"') == 2
    assert "Harm reduced" not in text  # the axes are not shown before the end


def test_a_choice_shows_what_followed_what_arrives_and_what_lies_on_the_table(run, signed_in):
    text = signed_in.post(url(run), sent(1, "wait"), follow=True).content.decode()
    assert "English after wait" in text
    assert "English press calls" in text
    assert "TLP:AMBER" in text
    assert "<bdi>1 h 0 min</bdi> on the clock of the story" in text
    assert text.index("English claim of the log") < text.index("English claim of the note")
    assert 'value="share"' not in text  # it needs something that was not done
    assert 'value="tell"' in text


def test_the_ending_sets_six_axes_beside_each_other_and_tells_the_path(run, signed_in):
    signed_in.post(url(run), sent(1, "ask"))
    response = signed_in.post(url(run), sent(2, "share"), follow=True)
    assert response.redirect_chain[-1][0] == url(run, "ending/")
    text = response.content.decode()
    assert "<h1>English contained</h1>" in text
    assert "English why contained" in text
    levels = re.findall(r'<progress max="100" value="(\d+)"', text)
    assert levels == ["70", "60", "50", "65", "40", "50"]
    assert "Trust <bdi>+15</bdi>" in text
    assert "Speed <bdi>−10</bdi>" in text
    assert 'href="/en/courses/small/start/first/#text"' in text
    assert "Norm <bdi>(d)</bdi>" in text
    assert "Norm <bdi>(h)</bdi>" in text
    assert "English question two?" in text
    assert not re.search(r"\b(total|sum|score)\b", text.partition("<main")[2].partition("Each")[0])


def test_an_ending_is_shown_on_the_course_and_counts_towards_nothing(run, signed_in, course):
    signed_in.post(url(run), sent(1, "wait"))
    signed_in.post(url(run), sent(2, "stay"))
    assert "played, ending “English alone”" in signed_in.get("/en/courses/small/").content.decode()
    assert not Completion.objects.exists()
    assert not Enrolment.objects.exists()
    assert url(run, "ending/") in signed_in.get(DOOR).content.decode()


def test_a_story_is_gone_on_with_where_it_stands_in_another_language(run, signed_in):
    signed_in.post(url(run), sent(1, "ask"))
    assert "Go on with your story" in signed_in.get(DOOR).content.decode()
    response = signed_in.post("/ar/learn/small/scenarios/call/begin/", follow=True)
    assert response.redirect_chain[-1][0] == url(run, language="ar")
    assert "<h1>عربي scene two</h1>" in response.content.decode()


def test_one_plays_again_after_an_ending_and_begins_again_before_it(run, signed_in):
    signed_in.post(url(run), sent(1, "ask"))
    signed_in.post(f"{DOOR}begin/", {"do": "afresh"})
    second = ScenarioRun.objects.get(ended_at=None)
    assert signed_in.get(url(run), follow=True).redirect_chain[-1][0] == DOOR
    for number, choice in enumerate(("ask", "stay"), start=1):
        signed_in.post(url(second), sent(number, choice))
    response = signed_in.post(f"{DOOR}begin/", follow=True)
    assert "English scene one" in response.content.decode()
    assert ScenarioRun.objects.count() == 3


def test_a_form_that_is_sent_twice_counts_once(run, signed_in):
    twice = sent(1, "ask")
    for _time in range(2):
        assert signed_in.post(url(run), twice)["Location"] == url(run)
    assert ScenarioStep.objects.count() == 1


def test_a_page_that_was_overtaken_says_so_and_shows_the_present_scene(run, signed_in):
    signed_in.post(url(run), sent(1, "ask"))
    response = signed_in.post(url(run), sent(1, "wait"))
    text = response.content.decode()
    assert response.status_code == 409
    assert "Your story has gone on since this page was opened." in text
    assert "<h1>English scene two</h1>" in text
    assert run.choices() == ["ask"]


@pytest.mark.parametrize("choice", ["", "share", "<b>"])
def test_a_choice_that_is_not_open_is_refused_with_a_sentence(run, signed_in, choice):
    response = signed_in.post(url(run), sent(1, choice))
    assert response.status_code == 409
    assert "Choose one of the things that you can do here." in response.content.decode()
    assert run.choices() == []


def test_a_form_without_a_sound_number_is_an_overtaken_one(run, signed_in):
    response = signed_in.post(url(run), {"number": "x", "choice": "ask", "event": "y"})
    assert response.status_code == 409
    assert run.choices() == []


def test_an_ended_story_takes_no_more_choices(run, signed_in):
    signed_in.post(url(run), sent(1, "ask"))
    signed_in.post(url(run), sent(2, "stay"))
    assert signed_in.post(url(run), sent(3, "stay"))["Location"] == url(run, "ending/")
    assert signed_in.get(url(run))["Location"] == url(run, "ending/")
    assert run.choices() == ["ask", "stay"]


def test_an_ending_before_the_end_leads_back_to_the_story(run, signed_in):
    assert signed_in.get(url(run, "ending/"))["Location"] == url(run)


def test_a_run_is_there_for_its_owner_only(run, client, signed_in):
    signed_in.post(url(run), sent(1, "ask"))
    signed_in.post(url(run), sent(2, "stay"))
    client.logout()
    for rest in ("", "ending/"):
        assert client.get(url(run, rest)).status_code == 302
    client.force_login(made.person(is_superuser=True))
    for rest in ("", "ending/"):
        assert client.get(url(run, rest)).status_code == 404
    assert client.post(url(run), sent(3, "stay")).status_code == 404


@pytest.mark.parametrize("path", ["small/scenarios/none/", "none/scenarios/call/"])
def test_a_scenario_that_does_not_exist_is_not_found(course, signed_in, path):
    for rest in ("", "begin/", "cards/", "sheet/", "scenes/"):
        assert signed_in.get(f"/en/learn/{path}{rest}").status_code == 404


def test_pages_cost_few_queries(run, signed_in, django_assert_max_num_queries):
    signed_in.get(DOOR)
    with django_assert_max_num_queries(16):
        signed_in.get(DOOR)
    with django_assert_max_num_queries(14):
        signed_in.get(url(run))
    with django_assert_max_num_queries(22):
        signed_in.post(url(run), sent(1, "ask"))
    signed_in.post(url(run), sent(2, "share"))
    with django_assert_max_num_queries(16):
        signed_in.get(url(run, "ending/"))


def test_cards_to_print_need_no_run_and_no_account(course, client):
    response = client.get(f"{DOOR}cards/")
    text = response.content.decode()
    assert not response.cookies
    assert text.count('<li class="card') == 3
    for words in ("English press calls", "English claim of the note", "English claim of the log"):
        assert words in text
    assert "<bdi>0 h 30 min</bdi>" in text


def test_the_sheet_tells_where_every_choice_and_every_fork_leads(course, client):
    text = client.get(f"{DOOR}scenes/").content.decode()
    assert "leads to fork 1" in text
    assert "English after share" in text
    assert "only after “English do ask”" in text
    text = client.get(f"{DOOR}sheet/").content.decode()
    assert "leads to English contained" in text
    assert "Harm reduced at least <bdi>60</bdi>" in text
    assert "only after “English do ask”" in text
    assert "before <bdi>1 h 30 min</bdi>" in text
    assert "in any other case</p><p>leads to English spread" in text
    assert "Measure <bdi>1</bdi>" in text


@pytest.mark.parametrize("rest", ["", "cards/", "sheet/", "scenes/"])
def test_in_arabic_every_page_stands_in_arabic(course, client, rest):
    text = client.get(f"{DOOR.replace('/en/', '/ar/')}{rest}").content.decode()
    assert "عربي" in text
    assert "English" not in text.partition("<main")[2].partition("</main>")[0]
