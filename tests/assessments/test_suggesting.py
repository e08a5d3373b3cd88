"""What was answered before stands at its question, and counts only when it is taken over."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from assessments import library, services, signed, suggesting
from assessments.models import Answer, Round
from cms.people import roles
from tests.assessments import made
from tests.assessments.rooms import shared
from tests.assessments.two_versions import address, begun, browser, forget, read, sign


def part(client: Client, one: Round, name: str = "task") -> str:
    return read(client, address("dimension", one.pk, name))


def test_a_former_answer_of_the_same_version_is_suggested_and_not_counted(team: made.Team) -> None:
    made.signed(team)
    one = made.started(team)
    text = part(browser(team), one)
    year = timezone.localdate().year
    assert f"In {year} you answered: level 1." in text
    assert 'name="take-mandate" value="1">Take over: level 1</button>' in text
    assert "checked" not in text
    assert not one.answers.exists()
    people = part(browser(team), one, "people")
    assert f"In {year} you answered: We do not know." in people
    assert 'name="take-reachability" value="unknown"' in people


def test_whoever_takes_part_finds_its_own_former_answer_and_nobody_elses(
    team: made.Team, strangers: made.Team
) -> None:
    before = shared(team, strangers)
    for who, value in ((team, "1"), (strangers, "3")):
        services.save_answer(
            user=who[roles.COORDINATOR],
            round_id=before.pk,
            indicator="mandate",
            value=value,
            institution=str(who.institution.pk),
        )
    now = shared(team, strangers)
    assert "you answered:" not in part(browser(strangers), now), "that round is not signed yet"
    for state in ("in-review", "agreed"):
        Round.objects.filter(pk=before.pk).update(state=state)
    services.sign_off(user=team[roles.APPROVER], round_id=before.pk)
    theirs = part(browser(strangers), now)
    assert "you answered: level 3." in theirs
    assert 'name="take-mandate" value="3"' in theirs
    assert "answered: level 1" not in theirs
    assert "answered: level 3" not in part(browser(team, roles.COORDINATOR), now)


def test_the_button_saves_exactly_that_answer_and_stays_at_the_question(team: made.Team) -> None:
    made.signed(team)
    one, client = made.started(team), browser(team)
    data = {"take-mandate": "1", "answer-mandate": "4", "answer-constituency": "3"}
    answer = client.post(address("dimension", one.pk, "task"), data)
    assert answer["Location"] == address("dimension", one.pk, "task") + "#question-mandate"
    values = {row.indicator: row.value for row in Answer.objects.filter(round=one)}
    assert values == {"mandate": "1", "constituency": "3"}
    text = part(client, one)
    assert "take-mandate" not in text
    assert "you answered: level 1." in text


def test_a_button_that_names_no_question_of_the_part_or_no_answer_changes_nothing(
    team: made.Team,
) -> None:
    one, client = made.started(team), browser(team)
    url = address("dimension", one.pk, "task")
    assert client.post(url, {"take-sharing": "1"})["Location"] == address(
        "dimension", one.pk, "people"
    )
    assert client.post(url, {"take-mandate": "9"}).status_code == 422
    assert not one.answers.exists()


def test_the_key_enter_takes_nothing_over(team: made.Team) -> None:
    made.signed(team)
    text = part(browser(team), made.started(team))
    form = text[text.index('autocomplete="off"') :]
    first = re.search(r"<button([^>]*)>", form)
    assert first is not None
    assert "name=" not in first[1]


def test_whoever_only_reads_and_a_signed_round_get_no_suggestion(team: made.Team) -> None:
    made.signed(team)
    later = made.signed(team).round
    assert "you answered:" not in part(browser(team, roles.OBSERVER), made.started(team))
    assert "you answered:" not in part(browser(team), later)


def test_answers_of_another_institution_are_never_suggested(
    team: made.Team, strangers: made.Team
) -> None:
    made.signed(strangers)
    assert suggesting.for_round(made.started(team)) == {}
    assert suggesting.former(made.started(team)) is None


def test_a_newer_version_suggests_what_its_map_carries_over(
    team: made.Team, second_version: None
) -> None:
    made.signed(team, {**made.ANSWERS, "mandate": "3", "reachability": "0"})
    one, client = begun(team), browser(team)
    task, people = part(client, one), part(client, one, "people")
    assert "you answered: level 3. The question was “Mandate” then." in task
    assert 'name="take-decision" value="2"' in task
    assert re.search(r"“[^”]+”: level 1 and “[^”]+”: level 0. These questions are one now", people)
    assert 'name="take-presence" value="0"' in people
    assert set(suggesting.for_round(one)) == {"decision", "constituency", "presence", "handling"}


def test_an_older_round_is_not_told_of_a_newer_version(
    team: made.Team, second_version: None
) -> None:
    sign(team, begun(team), {"decision": "3"})
    assert suggesting.for_round(made.started(team)) == {}


def test_another_model_suggests_by_declared_references(
    team: made.Team, second_version: None
) -> None:
    sign(team, begun(team, 1, made.OFFERED), {"legal-basis": "3", "constituency": "2"})
    text = part(browser(team), begun(team))
    assert re.search(r"you answered in “[^”]+” “[^”]+”: level 3. That suggests level 3\.", text)
    assert 'name="take-decision" value="3"' in text
    assert "it suggests at least level 2" in text
    assert "take-constituency" not in text


def test_an_answer_to_the_same_model_goes_before_one_to_another(
    team: made.Team, second_version: None
) -> None:
    made.signed(team, {"mandate": "2"})
    sign(team, begun(team, 1, made.OFFERED), {"legal-basis": "4", "constituency": "2"})
    found = suggesting.for_round(begun(team))
    assert (found["decision"].value, found["decision"].kind) == ("1", "renamed")
    assert (found["constituency"].value, found["constituency"].kind) == ("", "at-least")


def test_a_model_that_is_not_there_any_more_suggests_nothing(
    team: made.Team, second_version: None
) -> None:
    snapshot = sign(team, begun(team), {"decision": "1"}).snapshot
    made.signed(team, {"mandate": "2"})
    later = begun(team, 1, made.OFFERED)
    (library.CONTENT / "models/cert-starter/v2.toml").unlink()
    forget()
    with pytest.raises(KeyError):
        signed.model_of_snapshot(snapshot)
    assert suggesting.for_round(later) == {}


def test_suggestions_take_two_queries_and_the_page_of_a_part_twelve(
    team: made.Team, second_version: None, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        made.signed(team)
    sign(team, begun(team, 1, made.OFFERED), {"legal-basis": "3"})
    one, client = begun(team), browser(team)
    with django_assert_max_num_queries(2):
        assert suggesting.for_round(one)
    url = address("dimension", one.pk, "task")
    client.get(url)
    with django_assert_max_num_queries(12):
        client.get(url)
