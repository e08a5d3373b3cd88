"""The pages on which a team compares, agrees and talks: for whom they open, and what they show."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import services
from assessments.models import Comment, Consensus, Round
from cms.people import roles
from tests.assessments import made, teams
from tests.assessments.saying import browser
from tests.assessments.teams import APART, PART

C, R, V, A, O = (  # noqa: E741
    roles.COORDINATOR,
    roles.RESPONDENT,
    roles.REVIEWER,
    roles.APPROVER,
    roles.OBSERVER,
)
HIDDEN = "Only among reviewers"
NOTE = "A note of the other ministry"


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """A round in which two institutions differ."""
    one = teams.apart(team, strangers)
    teams.says(strangers, one, APART, "3", said=services.Said(1, NOTE))
    return one


def at(name: str, one: Round, *more: str) -> str:
    return reverse(f"assessments:{name}", args=[one.pk, *more])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


# What each role of an institution that takes part gets; a third institution gets 404 everywhere
DOORS = [
    ("get", "agreement", (), {}, frozenset()),
    ("get", "agree", (APART,), {}, frozenset()),
    ("post", "agree", (APART,), {"value": "2", "rationale": "So."}, frozenset()),
    ("post", "agree", (APART,), {"do": "ask", "reason": "Look."}, frozenset()),
    ("post", "agree", (APART,), {"do": "disagree"}, frozenset()),
    ("post", "approve-part", (PART,), {}, frozenset()),
    ("get", "thread", (APART,), {}, frozenset({C, R})),
    ("post", "thread", (APART,), {"text": "Why?"}, frozenset({C, R})),
    ("get", "thread", ("staffing",), {}, frozenset()),
    ("post", "thread", ("staffing",), {"text": "Why?"}, frozenset()),
]


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_an_institution_that_takes_part_opens_only_the_comments_of_its_parts(
    team: made.Team, strangers: made.Team, one: Round, role: str
) -> None:
    third = made.Team(name="Third ministry")
    for method, name, more, data, passes in DOORS:
        address = at(name, one, *more)
        theirs = getattr(browser(strangers, role), method)(address, data).status_code
        wanted = 200 if method == "get" else 302
        # whoever has no seat in the round does not learn that it exists
        refused = 403 if role in (C, R) else 404
        assert theirs == (wanted if role in passes else refused), (name, data)
        assert getattr(browser(third, role), method)(address, data).status_code == 404
    assert not Consensus.objects.exists()


@pytest.mark.parametrize("show", ["differing", "open", "all", "nonsense"])
def test_the_map_shows_who_differs_and_that_nothing_counts(
    team: made.Team, one: Round, show: str
) -> None:
    page = text(browser(team, V), at("agreement", one) + f"?show={show}&part={PART}")
    assert "the institutions differ" in page
    assert "A guess" in page
    assert "with a note" in page
    assert NOTE not in page
    assert ("no institution says otherwise" in page) == (show == "all")


def test_the_map_takes_as_many_queries_for_many_answers_as_for_few(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(at("agreement", one) + "?show=all")
        return len(found)

    client = browser(team, V)
    queries()
    few = queries()
    third = made.Team(name="Third ministry")
    services.take_part(user=third[C], round_id=one.pk, institution=third.institution)
    services.delegate(
        user=team[C], round_id=one.pk, parts=[PART], institution_id=third.institution.pk
    )
    teams.says(third, one, APART, "0")
    for name in ("reachability", "handling", "sharing"):
        teams.says(team, one, name, "2")
    assert queries() == few <= 13


def test_the_coordinator_agrees_by_the_answer_of_one_institution(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    client = browser(team, C)
    page = text(client, at("agree", one, APART))
    assert NOTE in page
    seen = {f"seen-{key}": token for key, token in teams.seen(one).items()}
    sent = {**seen, "adopt": str(strangers.institution.pk), "rationale": "The decree of May."}
    response = client.post(at("agree", one, APART), sent)
    assert response.status_code == 302
    row = Consensus.objects.get(round=one)
    assert (row.value, row.rationale) == ("3", "The decree of May.")


def test_an_agreement_on_answers_of_before_loses_nothing_that_was_typed(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    seen = {f"seen-{key}": token for key, token in teams.seen(one).items()}
    teams.says(strangers, one, APART, "4")
    sent = {**seen, "value": "2", "rationale": "The decree of May."}
    response = browser(team, C).post(at("agree", one, APART), sent)
    page = response.content.decode()
    assert response.status_code == 409
    assert "answered this question anew" in page
    assert "The decree of May." in page
    assert 'name="value" value="2" checked' in page
    assert not Consensus.objects.exists()


def test_an_agreement_without_a_reason_keeps_the_answer_chosen(team: made.Team, one: Round) -> None:
    response = browser(team, C).post(at("agree", one, APART), {"value": "2"})
    assert response.status_code == 422
    assert 'name="value" value="2" checked' in response.content.decode()


def test_a_reviewer_sees_no_form_to_agree(team: made.Team, one: Round) -> None:
    page = text(browser(team, V), at("agree", one, APART))
    assert 'id="agree"' not in page
    assert "What to look at" in page


def test_comments_open_to_each_what_is_for_her(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    place = {"round_id": one.pk, "indicator": APART}
    services.comment(user=team[V], text=HIDDEN, visibility="reviewers", **place)
    services.comment(user=team[V], text="For all", **place)
    for whose, role, hidden in ((team, A, True), (team, R, False), (strangers, C, False)):
        page = text(browser(whose, role), at("thread", one, APART))
        assert "For all" in page
        assert (HIDDEN in page) == hidden
    count = text(browser(strangers, R), at("dimension", one, PART))
    assert "1 open comment<" in count
    assert "2 open comments" in text(browser(team, V), at("dimension", one, PART))


def test_a_refused_comment_keeps_its_words_and_its_choices(team: made.Team, one: Round) -> None:
    sent = {"text": "Which decree?", "visibility": "reviewers", "mention": "0"}
    response = browser(team, V).post(at("thread", one, APART), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Which decree?</textarea>" in page
    assert 'value="reviewers" checked' in page
    assert not Comment.objects.exists()


def test_a_reply_typed_before_a_thread_is_settled_is_kept(team: made.Team, one: Round) -> None:
    root = services.comment(user=team[V], round_id=one.pk, indicator=APART, text="Which decree?")
    client, address = browser(team, V), at("thread", one, APART)
    sent = {"comment": str(root.pk), "text": "That of May.", "do": "resolve"}
    assert client.post(address, sent).status_code == 302
    root.refresh_from_db()
    assert root.resolved_at is not None
    assert [row.text for row in root.replies.all()] == ["That of May."]
    client.post(address, {"comment": str(root.pk), "text": "", "do": "reopen"})
    root.refresh_from_db()
    assert root.resolved_at is None
    gone = client.post(address, {"comment": "0", "text": "", "do": "resolve"})
    assert gone.status_code == 422


def test_the_page_names_who_sees_the_comments_and_nobody_else(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    page = text(browser(strangers, R), at("thread", one, APART))
    for user in (team[C], team[R], team[V], team[A], strangers[C], strangers[R]):
        assert user.display_name in page
    for user in (team[O], strangers[O], strangers[V]):
        assert f"{user.display_name}<" not in page


def test_an_institution_sees_what_it_is_asked_and_another_does_not(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    teams.steps(team, one, "review")
    services.ask_again(
        user=team[V],
        round_id=one.pk,
        indicator=APART,
        institution_id=str(strangers.institution.pk),
        reason="Look at the decree.",
    )
    for whose, role, sees in ((strangers, R, True), (team, V, True), (team, R, False)):
        page = text(browser(whose, role), at("round", one))
        assert ("Look at the decree." in page) == sees
    page = text(browser(strangers, R), at("dimension", one, PART))
    assert "You are asked to look at this answer again" in page
    assert page.count("data-indicator=") == 1
    client = browser(strangers, R)
    sent = {"as": str(strangers.institution.pk), f"answer-{APART}": "1"}
    assert client.post(at("dimension", one, PART), sent).status_code == 302
    assert one.answers.get(institution=strangers.institution, indicator=APART).level == 1


@pytest.mark.parametrize("role", [C, R, A])
def test_the_page_of_a_part_in_review_takes_twelve_queries_at_most(
    team: made.Team, one: Round, django_assert_max_num_queries: object, role: str
) -> None:
    teams.agreed(team, one)
    teams.steps(team, one, "review")
    services.approve_part(user=team[A], round_id=one.pk, part=PART)
    client = browser(team, role)
    client.get(at("dimension", one, PART))
    with django_assert_max_num_queries(12):
        client.get(at("dimension", one, PART))


def test_a_part_is_approved_on_its_page_and_the_sheet_says_so(team: made.Team, one: Round) -> None:
    teams.agreed(team, one)
    teams.steps(team, one, "review", "agree")
    client = browser(team, A)
    client.post(at("approve-part", one, PART), {"do": "approve"})
    page = text(client, at("dimension", one, PART))
    assert "approved in Waymark by the" in page
    assert "This is no electronic signature" in page
    sheet = text(client, at("sign", one))
    assert "not approved yet" in sheet
    client.post(at("approve-part", one, PART), {"do": "withdraw"})
    assert not one.approvals.exists()


def test_the_result_says_what_was_agreed_and_not_who_said_what(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    teams.agreed(team, one)
    teams.steps(team, one, "review", "agree")
    services.sign_off(user=team[A], round_id=one.pk)
    page = text(browser(team, O), at("result", one))
    assert "Both looked at the decree." in page
    assert "the team agreed" in page
    assert strangers.institution.name not in page
    assert browser(team, R).get(at("result", one)).status_code == 403


def test_in_review_the_round_leads_first_to_what_differs_and_names_each_way_once(
    team: made.Team, one: Round
) -> None:
    teams.steps(team, one, "review")
    page = text(browser(team, C), at("round", one))
    assert page.count(f'href="{at("agreement", one)}"') == 1
    assert f'class="btn" href="{at("agreement", one)}"' in page
    assert page.count(f'href="{at("sign", one)}"') == 1
    assert "settled" in page


def test_the_sheet_of_the_signature_leads_to_where_a_difference_is_settled(
    team: made.Team, one: Round
) -> None:
    teams.steps(team, one, "review")
    page = text(browser(team, A), at("sign", one))
    assert f'href="{at("agree", one, APART)}"' in page
    assert f'class="btn" href="{at("round", one)}"' in page
