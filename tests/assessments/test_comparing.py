"""Two signed rounds side by side as a page."""

import re

from assessments import services
from assessments.models import Round
from cms.people import roles
from tests.assessments import made
from tests.assessments.two_versions import address, begun, browser, read, sign


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
    assert "rose: 1.5 instead of 0.5" in text  # the part of the mandate
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


def test_what_a_rapid_round_leaves_out_was_not_asked(team: made.Team) -> None:
    user = team[roles.COORDINATOR]
    rounds = [
        services.start_rounds(
            user=user,
            institution=team.institution,
            models=[made.OFFERED],
            details=services.Details("A round", depth=depth),
        )[0]
        for depth in (Round.Depth.FULL, Round.Depth.RAPID)
    ]
    for one in rounds:
        services.save_answer(user=user, round_id=one.pk, indicator="legal-basis", value="1")
    services.save_answer(user=user, round_id=rounds[0].pk, indicator="authority", value="0")
    for one in rounds:
        services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    text = read(browser(team), address("compare", rounds[1].pk, rounds[0].pk))
    assert "was not asked this time; it was level 0" in text
    assert "has no answer any more" not in text
