"""The protocol of saving: each change once, nothing written over an answer that was not seen."""

import io

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import services
from assessments.models import NO_ANSWER, Answer, Change, Round
from cms.people import roles
from tests.assessments import made

SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def one(team: made.Team) -> Round:
    return made.started(team)


def save(
    team: made.Team,
    one: Round,
    value: str,
    client_id: str,
    *seen: str,
    role: str = roles.RESPONDENT,
) -> services.Saved:
    return services.save_answer(
        user=team[role],
        round_id=one.pk,
        indicator="mandate",
        value=value,
        client_id=client_id,
        seen=seen or (NO_ANSWER,),
    )


def stored(one: Round) -> str:
    return one.answers.get(indicator="mandate").token


def changes(one: Round) -> list[str]:
    return list(one.changes.order_by("id").values_list("client_id", flat=True))


def page(one: Round, name: str, *words: str) -> str:
    with translation.override("en"):
        return reverse(f"assessments:{name}", args=[one.pk, *words])


def send(at: Client, one: Round, indicator: str = "mandate", **fields: str) -> object:
    address = page(one, "answer", indicator)
    data = {
        name if name in ("by", "part") else f"{name}-{indicator}": fields[name] for name in fields
    }
    return at.post(address, data, headers=SCRIPT)


def browser(team: made.Team, role: str = roles.RESPONDENT) -> Client:
    client = Client()
    client.force_login(team[role])
    return client


def test_a_change_is_on_record_once_however_often_it_is_sent(team: made.Team, one: Round) -> None:
    assert save(team, one, "2", "a").changed
    assert not save(team, one, "2", "a").changed
    assert changes(one) == ["a"]


def test_the_database_itself_refuses_the_same_change_twice(team: made.Team, one: Round) -> None:
    save(team, one, "2", "a")
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(round=one, indicator="mandate", client_id="a")


def test_an_older_change_is_not_written_over_a_newer_answer(team: made.Team, one: Round) -> None:
    save(team, one, "3", "theirs", role=roles.COORDINATOR)
    with pytest.raises(services.Overtaken) as no:
        save(team, one, "2", "mine")
    assert no.value.answer.value == "3"
    assert (stored(one), changes(one)) == ("3:theirs", ["theirs"])


def test_whoever_has_seen_the_newer_answer_may_write_over_it(team: made.Team, one: Round) -> None:
    save(team, one, "3", "theirs", role=roles.COORDINATOR)
    save(team, one, "2", "mine", NO_ANSWER, "3:theirs")
    assert stored(one) == "2:mine"


def test_a_page_that_never_heard_back_is_not_stopped_by_its_own_change(
    team: made.Team, one: Round
) -> None:
    save(team, one, "2", "lost")  # saved, but the page did not hear of it
    save(team, one, "3", "next", NO_ANSWER, "2:lost")
    assert (stored(one), changes(one)) == ("3:next", ["lost", "next"])


def test_a_change_that_arrives_after_its_successor_is_not_written(
    team: made.Team, one: Round
) -> None:
    save(team, one, "3", "second", NO_ANSWER, "2:first")
    with pytest.raises(services.Overtaken):
        save(team, one, "2", "first")
    assert stored(one) == "3:second"


def test_a_saved_change_sent_again_after_another_answer_stays_saved_and_is_not_repeated(
    team: made.Team, one: Round
) -> None:
    save(team, one, "2", "mine")
    save(team, one, "3", "theirs", "2:mine", role=roles.COORDINATOR)
    again = save(team, one, "2", "mine")
    assert (again.changed, again.answer.token) == (False, "3:theirs")
    assert changes(one) == ["mine", "theirs"]


def test_the_same_answer_by_two_people_is_no_quarrel(team: made.Team, one: Round) -> None:
    save(team, one, "2", "theirs", role=roles.COORDINATOR)
    assert not save(team, one, "2", "mine").changed
    assert (stored(one), changes(one)) == ("2:theirs", ["theirs"])


def test_a_page_that_uses_its_id_again_changes_its_own_answer(team: made.Team, one: Round) -> None:
    save(team, one, "2", "page")
    assert save(team, one, "3", "page").answer.value == "3"
    assert len(changes(one)) == 2


@pytest.mark.parametrize("bad", ["a b", "x" * 65, "é", "a:b"])
def test_an_id_that_no_page_gives_is_refused(team: made.Team, one: Round, bad: str) -> None:
    with pytest.raises(services.Refused):
        save(team, one, "2", bad)


def test_a_script_hears_both_answers_and_who_gave_the_other(team: made.Team, one: Round) -> None:
    save(team, one, "unknown", "theirs", role=roles.COORDINATOR)
    answer = send(browser(team), one, answer="2", client="mine", seen=NO_ANSWER)
    told = answer.json()
    assert answer.status_code == 409
    assert (told["id"], told["seen"], told["value"]) == ("mine", "unknown:theirs", "unknown")
    assert team[roles.COORDINATOR].display_name in told["sentence"]
    assert "“We do not know”" in told["sentence"]
    assert "“2”" in told["sentence"]
    assert "Which decision" in told["question"]


def test_a_script_hears_what_the_other_wrote_beside_the_answer(team: made.Team, one: Round) -> None:
    with_note(team, one)
    told = send(browser(team), one, answer="3", client="mine", seen=NO_ANSWER, note="Mine").json()
    assert (told["note"], told["sure"]) == ("The law\nof May", "2")
    assert told["other"] == "How sure: Fairly sure\nThe law\nof May"
    assert told["sentence"].endswith("A note stands with that answer.")
    assert one.answers.get().note == "The law\nof May"


def test_note_and_confidence_are_saved_with_the_answer_and_told_back(
    team: made.Team, one: Round
) -> None:
    fields = {"answer": "3", "client": "mine", "seen": NO_ANSWER, "note": " A\r\nB ", "sure": "1"}
    told = send(browser(team), one, **fields).json()
    assert (told["note"], told["sure"]) == ("A\nB", "1")
    later = {**fields, "client": "later", "seen": told["seen"], "note": "C"}
    assert send(browser(team), one, **later).json()["note"] == "C"
    assert (stored(one), one.answers.get().note) == ("3:later", "C")


def test_a_plain_form_shows_both_notes_and_keeps_the_other_where_that_is_ticked(
    team: made.Team, one: Round
) -> None:
    with_note(team, one)
    fields = {"answer-mandate": "3", "seen-mandate": NO_ANSWER, "note-mandate": "Mine"}
    client, address = browser(team), page(one, "dimension", "task")
    answer = client.post(address, fields)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The law\nof May</bdi>" in text
    assert ">Mine</textarea>" in text
    again = {**fields, "seen-mandate": "3:theirs", "beside-mandate": "as-shown"}
    assert client.post(address, {**again, "keep-mandate": "1"}).status_code == 302
    assert one.answers.get().note == "The law\nof May"
    assert client.post(address, again).status_code == 302
    assert one.answers.get().note == "Mine"


def with_note(team: made.Team, one: Round) -> None:
    services.save_answer(
        user=team[roles.COORDINATOR],
        round_id=one.pk,
        indicator="mandate",
        value="3",
        client_id="theirs",
        said=services.Said(2, "The law\nof May"),
    )


def test_another_tab_of_the_same_person_is_called_so(team: made.Team, one: Round) -> None:
    save(team, one, "3", "other-tab")
    told = send(browser(team), one, answer="2", client="mine", seen=NO_ANSWER).json()
    assert "another window" in told["sentence"]


def test_a_script_hears_that_its_saved_answer_was_replaced(team: made.Team, one: Round) -> None:
    save(team, one, "2", "mine")
    save(team, one, "3", "theirs", "2:mine", role=roles.COORDINATOR)
    answer = send(browser(team), one, answer="2", client="mine", seen=NO_ANSWER)
    assert answer.status_code == 200
    assert answer.json()["value"] == "3"
    assert answer.json()["sentence"].startswith("Saved. Since then")


def test_the_outline_comes_for_the_part_that_the_page_shows(team: made.Team, one: Round) -> None:
    client = browser(team)
    fields = {"answer": "2", "client": "a", "seen": NO_ANSWER}
    assert 'aria-current="step"' in send(client, one, part="people", **fields).json()["parts"]
    assert "parts" not in send(client, one, part="", **fields).json()


def test_what_one_person_chose_is_not_saved_for_the_next_one(team: made.Team, one: Round) -> None:
    other = str(team[roles.COORDINATOR].pk)
    answer = send(browser(team), one, answer="2", client="a", by=other)
    assert answer.status_code == 401
    assert "somebody else" in answer.content.decode()
    form = browser(team).post(page(one, "dimension", "task"), {"answer-mandate": "2", "by": other})
    assert form.status_code == 403
    assert not Answer.objects.exists()


def test_a_form_cut_on_its_way_is_not_taken_for_a_short_one(team: made.Team, one: Round) -> None:
    client, kind = browser(team), "application/x-www-form-urlencoded"
    addresses = [
        page(one, "answer", "mandate"),
        page(one, "dimension", "task"),
    ]
    body = b"answer-mandate=2&client-mandate=abc"
    for address, status in zip(addresses, (408, 400), strict=True):
        cut = {"CONTENT_LENGTH": str(len(body) + 9), "wsgi.input": io.BytesIO(body)}
        answer = client.post(address, body, content_type=kind, **cut)
        assert answer.status_code == status
    assert not Answer.objects.exists()


def test_a_plain_form_leaves_alone_what_it_did_not_touch(team: made.Team, one: Round) -> None:
    save(team, one, "2", "first")
    save(team, one, "3", "theirs", "2:first", role=roles.COORDINATOR)
    answer = _form(team, one, value="2", seen="2:first")
    assert answer.status_code == 302
    assert stored(one) == "3:theirs"


def test_a_plain_form_asks_before_it_writes_over_a_newer_answer(
    team: made.Team, one: Round
) -> None:
    save(team, one, "3", "theirs", role=roles.COORDINATOR)
    answer = _form(team, one, value="1", seen=NO_ANSWER)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert team[roles.COORDINATOR].display_name in text
    assert 'name="seen-mandate" value="3:theirs"' in text
    assert 'name="answer-mandate" value="1" checked' in text
    assert stored(one) == "3:theirs"
    assert _form(team, one, value="1", seen="3:theirs").status_code == 302
    assert one.answers.get().value == "1"


def test_a_plain_form_sent_twice_and_overtaken_between_is_told(team: made.Team, one: Round) -> None:
    _form(team, one, value="1", seen=NO_ANSWER)
    save(team, one, "3", "theirs", "1:page", role=roles.COORDINATOR)
    assert _form(team, one, value="1", seen=NO_ANSWER).status_code == 422
    assert stored(one) == "3:theirs"


def _form(team: made.Team, one: Round, *, value: str, seen: str) -> object:
    fields = {"answer-mandate": value, "client-mandate": "page", "seen-mandate": seen}
    return browser(team).post(page(one, "dimension", "task"), fields)


@pytest.mark.parametrize("role", [roles.RESPONDENT, roles.OBSERVER])
def test_round_and_part_carry_the_element_that_keeps_for_this_person(
    team: made.Team, one: Round, role: str
) -> None:
    client = browser(team, role)
    for name, words in (("round", []), ("dimension", ["task"])):
        text = client.get(page(one, name, *words)).content.decode()
        assert f'<kept-answers data-user="{team[role].pk}" data-round="{one.pk}"' in text
        assert "site/js/kept-answers.js" in text
