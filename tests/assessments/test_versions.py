"""Between versions and between models as pages: compare, suggest, preview."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from assessments import library, services, signed, suggesting, wording
from assessments.models import Answer, Round
from cms.people import roles
from tests.assessments import made

MIGRATION = """
[[migrations]]
version = 1
dropped = ["sharing"]
[[migrations.moves]]
old = ["mandate"]
new = ["decision"]
levels = [0, 0, 1, 2, 3]
[[migrations.moves]]
old = ["staffing", "reachability"]
new = ["presence"]
"""
OTHER = '{ framework = "national-csirt", id = "legal-basis", relation = "equal" },'
CEILING = '{ framework = "national-csirt", id = "constituency", relation = "subset" },'


@pytest.fixture
def second_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The small model also in a version that renames, merges, drops and adds a question."""
    for path in library.CONTENT.rglob("*.toml"):
        copy = tmp_path / path.relative_to(library.CONTENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    first = tmp_path / "models/cert-starter/v1.toml"
    (first.parent / "v2.toml").write_text(second(first.read_text()) + MIGRATION)
    monkeypatch.setattr(library, "CONTENT", tmp_path)
    forget()
    yield
    forget()


def second(text: str) -> str:
    """Write the second version from the first: `reachability` goes into `staffing`."""
    text = text.replace("\nversion = 1", "\nversion = 2")
    head, *asked = text.split("[[dimensions.indicators]]")
    asked = [one for one in asked if '\nid = "reachability"' not in one]
    asked[0] = asked[0].replace("references = [", f"references = [{OTHER}", 1)
    asked[1] = asked[1].replace("references = [", f"references = [{CEILING}", 1)
    text = "[[dimensions.indicators]]".join([head, *asked])
    text = re.sub(r"reachability = \d, ", "", text)
    if "[[dimensions]]" not in asked[1]:
        raise AssertionError("the second dimension was expected behind the second indicator")
    for old, new in (("mandate", "decision"), ("staffing", "presence"), ("sharing", "exchange")):
        text = text.replace(f'\nid = "{old}"', f'\nid = "{new}"').replace(f"{old} =", f"{new} =")
    return text.replace('\ntitle = "Mandate"', '\ntitle = "Decision"')


def forget() -> None:
    for kept in (
        library.model,
        library.models,
        library.versions,
        library.offered,
        wording.sources,
    ):
        kept.cache_clear()


def begun(team: made.Team, version: int = 2, slug: str = made.MODEL) -> Round:
    return Round.objects.create(
        institution=team.institution, model_slug=slug, model_version=version, title="Again"
    )


def sign(team: made.Team, one: Round, answers: Mapping[str, str]) -> Round:
    for name, value in answers.items():
        services.save_answer(
            user=team[roles.RESPONDENT], round_id=one.pk, indicator=name, value=value
        )
    services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    return Round.objects.select_related("snapshot").get(pk=one.pk)


def browser(team: made.Team, role: str = roles.COORDINATOR) -> Client:
    client = Client()
    client.force_login(team[role])
    return client


def address(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"assessments:{name}", args=args)


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return re.sub(r"</?bdi[^>]*>|\s+", lambda hit: " " * hit[0].isspace(), answer.content.decode())


def test_the_second_version_makes_sense(second_version: None) -> None:
    from assessments.domain import maturity

    assert maturity.problems(library.model(made.MODEL, 2)) == []
    assert library.versions()[made.MODEL] == (1, 2)


# Comparing


def test_what_moved_is_told_in_words(team: made.Team) -> None:
    former = made.signed(team, made.ANSWERS).round
    later = made.signed(
        team,
        {
            **made.ANSWERS,
            "mandate": "3",
            "staffing": "0",
            "reachability": "2",
            "handling": "unknown",
        },
    ).round
    text = read(browser(team), address("compare", later.pk, former.pk))
    assert "rose from level 1 to level 3" in text
    assert "fell from level 1 to level 0" in text
    assert "became known: level 2" in text
    assert "became unknown; it was level 1" in text
    assert "rose from 0.5 to 1.5" in text  # the part of the mandate
    assert "is known better: 1.0 instead of 0.5 to 2.5" in text
    assert "The questionnaire has changed" not in text


def test_where_nothing_moved_the_page_says_so(team: made.Team) -> None:
    former, later = made.signed(team).round, made.signed(team).round
    text = read(browser(team), address("compare", later.pk, former.pk))
    assert "Nothing moved" in text
    assert "<table" not in text


def test_versions_are_compared_in_the_terms_of_the_newer(
    team: made.Team, second_version: None
) -> None:
    former = made.signed(team, {**made.ANSWERS, "reachability": "2"}).round
    later = sign(team, begun(team), {"decision": "3", "presence": "1", "exchange": "2"})
    text = read(browser(team), address("compare", later.pk, former.pk))
    assert "The questionnaire has changed in between" in text
    assert "The answers to version 1 were carried over to version 2" in text
    assert re.search(r"Decision</th><td>rose from level 0 to level 3", text)
    assert "is newly asked: level 2" in text
    assert "is no longer asked; it was level 2" in text
    assert "has no answer any more; it was level 0" in text


def test_the_result_offers_the_signed_rounds_before_it_and_no_other(
    team: made.Team, strangers: made.Team
) -> None:
    made.signed(strangers, title="Of others")
    first = made.signed(team, title="First").round
    later = made.signed(team, title="Later").round
    made.answered(team, title="Open")
    text = read(browser(team), address("result", later.pk))
    assert address("compare", later.pk, first.pk) in text
    assert text.count("/compare/") == 1
    assert "/compare/" not in read(browser(team), address("result", first.pk))


def test_what_cannot_be_compared_does_not_exist(team: made.Team, strangers: made.Team) -> None:
    client = browser(team)
    first, later = made.signed(team).round, made.signed(team).round
    going_on, foreign = made.answered(team), made.signed(strangers).round
    other_model = sign(team, begun(team, 1, made.OFFERED), {"legal-basis": "2"})
    for one, former in [
        (first, later),
        (later, later),
        (going_on, first),
        (later, going_on),
        (later, foreign),
        (other_model, first),
    ]:
        assert client.get(address("compare", one.pk, former.pk)).status_code == 404


def test_two_institutions_of_one_person_are_not_compared(
    team: made.Team, strangers: made.Team
) -> None:
    strangers.adds(team[roles.COORDINATOR], roles.COORDINATOR)
    first, later = made.signed(strangers).round, made.signed(team).round
    assert browser(team).get(address("compare", later.pk, first.pk)).status_code == 404


# Suggestions


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


def test_suggestions_take_one_query_and_the_page_of_a_part_eight(
    team: made.Team, second_version: None, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        made.signed(team)
    sign(team, begun(team, 1, made.OFFERED), {"legal-basis": "3"})
    one, client = begun(team), browser(team)
    with django_assert_max_num_queries(1):
        assert suggesting.for_round(one)
    url = address("dimension", one.pk, "task")
    client.get(url)
    with django_assert_max_num_queries(8):
        client.get(url)


# What would carry over


def test_an_open_round_without_answers_leads_to_what_would_carry_over(team: made.Team) -> None:
    client, alone = browser(team), made.started(team)
    url = address("carry-over", alone.pk)
    assert url not in read(client, address("round", alone.pk))
    assert client.get(url).status_code == 404
    later = made.signed(team).round
    assert url in read(client, address("round", alone.pk))
    answered = made.answered(team, {"mandate": "1"})
    assert "carry-over" not in read(client, address("round", answered.pk))
    assert client.get(address("carry-over", later.pk)).status_code == 404


def test_the_preview_lists_what_is_suggested_dropped_and_fresh_with_both_scores(
    team: made.Team, second_version: None
) -> None:
    made.signed(team, {**made.ANSWERS, "mandate": "3"})
    one = begun(team)
    text = read(browser(team), address("carry-over", one.pk))
    assert "were given to version 1; this assessment asks version 2" in text
    assert "1.2 to 1.8" in text  # as signed off
    assert "over all questions, as signed off" in text
    assert re.search(r"Decision</th><td[^>]*>level 2</td>", text)
    fresh = text[text.index("Questions without a suggestion") :]
    exchange = str(wording.text("cert-starter/2", "exchange/title", "en"))
    assert exchange in fresh
    assert "Answers that lead nowhere any more" in fresh
    assert not one.answers.exists()


def test_merged_questions_of_which_one_had_no_answer_are_told_as_unclear(
    team: made.Team, second_version: None
) -> None:
    made.signed(team, {"staffing": "3"})
    text = read(browser(team), address("carry-over", begun(team).pk))
    assert "This question asks for more now, so that nothing is suggested." in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_across_versions_open_in_every_direction(
    team: made.Team, second_version: None, language: str
) -> None:
    former = made.signed(team, made.WITH_EVERY_STATE).round
    later = sign(team, begun(team), {"decision": "3", "exchange": "unknown"})
    for url in (
        address("compare", later.pk, former.pk, language=language),
        address("carry-over", begun(team).pk, language=language),
    ):
        text = browser(team).get(url).content.decode()
        assert text.count("<h1") == 1
        assert f'<html lang="{language}"' in text
