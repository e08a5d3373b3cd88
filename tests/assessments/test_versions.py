"""A new version of a model: its map is checked, and what would carry over is a page."""

import re

import pytest

from assessments import answering, checks, library, services, wording
from assessments.domain import maturity, succession
from assessments.models import Round
from cms.people import roles
from tests.assessments import made
from tests.assessments.two_versions import address, begun, browser, forget, read, sign


def test_the_second_version_makes_sense(second_version: None) -> None:
    new = library.model(made.MODEL, 2)
    assert maturity.problems(new) == []
    assert list(succession.misfits(library.model(made.MODEL, 1), new)) == []
    assert library.versions()[made.MODEL] == (1, 2)


def test_a_map_that_forgets_a_question_fails_the_check(second_version: None) -> None:
    path = library.CONTENT / "models/cert-starter/v2.toml"
    path.write_text(path.read_text().replace('dropped = ["sharing"]', ""))
    forget()
    told = [one.msg for one in checks.models_and_releases() if "dropped" in one.msg]
    place = "assessments/content/models/cert-starter/v2.toml: migrations[0].dropped"
    assert told == [f"{place}: sharing is asked no more; name it here or in a move"]


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


def test_a_rapid_round_previews_only_what_it_asks(team: made.Team) -> None:
    def started(depth: str) -> Round:
        details = services.Details("Each year", depth=depth)
        (one,) = services.start_rounds(
            user=team[roles.COORDINATOR],
            institution=team.institution,
            models=[made.OFFERED],
            details=details,
        )
        return one

    full = started(Round.Depth.FULL)
    names = [asked.id for asked in answering.model_of(full).indicators()]
    sign(team, full, dict.fromkeys(names, "2"))
    rapid = started(Round.Depth.RAPID)
    text = read(browser(team), address("carry-over", rapid.pk))
    core = [asked.id for asked in answering.model_of(rapid).indicators() if asked.core]
    table = text[text.index("Where it comes from") :]
    assert 0 < table.count('<th scope="row">') == len(core) < len(names)
