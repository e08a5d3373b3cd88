"""Scenarios written in the admin: text and problems, versions, showing them, playing them."""

import pytest
from django.test import Client

from courses import services
from courses.models import Scenario, ScenarioRun, ScenarioVersion
from tests.cms import crawler
from tests.courses import authored, made

pytestmark = pytest.mark.django_db
SPACE = f"{authored.SPACE}scenarios/"
EDIT = f"{SPACE}call/edit/"
NEW = f"{authored.SPACE}new-scenario/"
PLAY = "/en/teach/small/scenarios/call/preview/"


@pytest.fixture
def client(course) -> Client:
    """The browser of a trainer, on a site with the small course and its scenario."""
    return authored.browser(authored.trainer())


def newest(name: str = "call") -> ScenarioVersion:
    return ScenarioVersion.objects.filter(scenario__content_id=f"small/{name}").latest("number")


def test_a_scenario_that_is_saved_as_it_stands_makes_no_version(client):
    assert client.post(EDIT, authored.form(client, EDIT)).status_code == 302
    assert newest().number == 1


def test_other_words_make_a_version_and_the_translation_stays(client):
    sent = authored.form(client, EDIT)
    title = newest().wording("en").words.title
    words = str(sent["words"]).replace(f'title = "{title}"', 'title = "Another call"', 1)
    assert client.post(EDIT, {**sent, "words": words.replace("\n", "\r\n")}).status_code == 302
    after = newest()
    assert (after.number, after.wording("en").words.title) == (2, "Another call")
    assert after.wording("ar").language == "ar"
    assert after.sha256 == ScenarioVersion.objects.get(number=1).sha256


def test_another_scene_leaves_the_translation_out_and_says_so(client):
    sent = authored.form(client, EDIT)
    first = newest().play.structure.scenes[0].choices[0]
    structure = str(sent["structure"]).replace(
        f'[[scenes.choices]]\nid = "{first.id}"', '[[scenes.choices]]\nid = "afresh"', 1
    )
    words = str(sent["words"]).replace(f".choices.{first.id}]", ".choices.afresh]", 1)
    answer = client.post(EDIT, {**sent, "structure": structure, "words": words})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer["Location"]).content.decode()
    assert "Not translated any more, so played in its first language" in page
    assert newest().wording("ar").language == "en"


@pytest.mark.parametrize(
    ("field", "old", "new", "sentence"),
    [
        ("structure", "[[scenes]]", "[[scenes", "this is not valid TOML"),
        ("structure", "[[scenes]]", '[[scenes]]\ncolour = "red"', "this name is not known here."),
        ("words", "[debrief]", "[debrief]\nquestion = 1", "this name is not known here."),
        ("structure", "start = ", 'start = "nowhere" #', "no scene is called `nowhere`"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_saved(
    client, field, old, new, sentence
):
    sent = authored.form(client, EDIT)
    typed = {**sent, field: str(sent[field]).replace(old, new, 1)}
    answer = client.post(EDIT, typed)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert sentence in html
    assert ".toml" in html
    assert newest().number == 1


def test_a_scene_that_no_story_reaches_is_reported(client):
    sent = authored.form(client, EDIT)
    lost = '[[scenes]]\nid = "lost"\nending = true\n\n[[scenes]]'
    structure = str(sent["structure"]).replace("[[scenes]]", lost, 1)
    words = str(sent["words"]).replace(
        "[debrief]", '[scenes.lost]\ntitle = "Lost"\ntext = "Lost."\n\n[debrief]', 1
    )
    words += '\n[debrief.endings.lost]\ntext = "Lost."\n'
    answer = client.post(EDIT, {**sent, "structure": structure, "words": words})
    assert answer.status_code == 422
    assert "scenes.lost" in answer.content.decode()
    assert "no story leads to this scene." in answer.content.decode()


def test_a_new_scenario_begins_as_a_story_and_is_shown_once_it_is_written(client):
    sent = authored.form(client, NEW)
    sent["structure"] = str(sent["structure"]).replace("new-scenario", "flood")
    answer = client.post(NEW, sent)
    assert answer["Location"] == f"{SPACE}flood/"
    flood = Scenario.objects.get(content_id="small/flood")
    assert not flood.live
    refused = client.post(f"{SPACE}flood/", {"do": "show"})
    assert refused.status_code == 422
    edit = f"{SPACE}flood/edit/"
    written = authored.form(client, edit)
    written["words"] = str(written["words"]).replace("…", "The water rises.")
    assert client.post(edit, written).status_code == 302
    assert client.post(f"{SPACE}flood/", {"do": "show"}).status_code == 302
    assert "The water rises." in client.get(made.page("small").url).content.decode()
    assert client.post(f"{SPACE}flood/", {"do": "withdraw"}).status_code == 302
    assert not Scenario.objects.get(content_id="small/flood").live
    twice = client.post(NEW, sent)
    assert twice.status_code == 422
    assert "There is a scenario with this id already." in twice.content.decode()


def test_whoever_is_in_the_middle_of_a_story_plays_on_in_her_version(client):
    learner = made.person()
    run = services.begin_scenario(user=learner, course=made.page("small"), scenario=made.scenario())
    sent = authored.form(client, EDIT)
    sent["structure"] = str(sent["structure"]).replace("minutes = ", "minutes = 1", 1)
    assert client.post(EDIT, sent).status_code == 302
    run.refresh_from_db()
    assert run.version.number == 1
    assert newest().number == 2


def test_a_preview_is_played_to_an_ending_step_by_step_and_leaves_no_run(client):
    answer = client.get(PLAY)
    assert crawler.faults(answer.content.decode(), "en") == []
    for _step in range(40):
        sent = authored.sent(answer.content.decode())
        options = answer.context["scene"].options
        if not options:
            break
        answer = client.post(PLAY, {"path": sent.get("path", ""), "choice": options[0].name})
    assert answer.context["is_ending"]
    before = answer.context["path"].split()
    back = client.post(PLAY, {"path": " ".join(before), "do": "back"})
    assert back.context["path"].split() == before[:-1]
    assert not ScenarioRun.objects.exists()


def test_what_is_typed_is_played_before_it_is_saved(client):
    sent = authored.form(client, EDIT)
    title = newest().wording("en").words.scenes[newest().play.structure.start].title
    words = str(sent["words"]).replace(f'title = "{title}"', 'title = "Not saved yet"')
    typed = {"structure": sent["structure"], "words": words}
    assert "Not saved yet" in client.post(PLAY, typed).content.decode()
    broken = client.post(PLAY, {**typed, "structure": "scenes = ["})
    assert broken.status_code == 422
    assert newest().number == 1
    new = authored.form(client, NEW)
    played = client.post("/en/teach/small/scenarios/-/preview/", new)
    assert played.status_code == 200


def test_nobody_but_trainers_writes_or_plays_it_here(course):
    for browser in (Client(), authored.browser(made.person())):
        for address in (f"{SPACE}call/", EDIT, NEW, PLAY):
            assert browser.get(address).status_code in (302, 403, 404), address
            told = {"do": "withdraw", "structure": "x", "words": "x", "seen": "1"}
            assert browser.post(address, told).status_code in (302, 403, 404), address
    assert made.scenario().live
    assert newest().number == 1
