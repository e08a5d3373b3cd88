"""The board and the page of one action, as people see them."""

import re

import pytest
from django.test import Client

from assessments.models import ActionProgress, ProgressComment, ProgressLink
from cms.people import roles
from tests.assessments import made
from tests.assessments.followed import address, adopted, library_actions, report
from tests.assessments.saying import browser

RUNNING = {"status": "running", "percent": "30", "seen": "0"}


@pytest.fixture
def client(team: made.Team) -> Client:
    return browser(team, roles.COORDINATOR)


def read(client: Client, *where: object) -> str:
    response = client.get(address(*where))
    assert response.status_code == 200
    return response.content.decode()


def test_without_an_approved_roadmap_the_board_leads_to_approving(
    team: made.Team, client: Client
) -> None:
    plan = made.planned(team)
    text = read(client, "board", plan.pk)
    assert "No roadmap is adopted yet" in text
    assert address("plan", plan.pk) in text
    page = client.get(address("board-action", plan.pk, library_actions(plan)[0]))
    assert page["Location"] == address("board", plan.pk)


def test_the_board_counts_and_filters(team: made.Team, client: Client) -> None:
    plan = adopted(team)
    first, second = library_actions(plan)[:2]
    me = team[roles.COORDINATOR]
    report(team, plan, first, "blocked", owner_id=me.pk)
    report(team, plan, second, "done")
    text = read(client, "board", plan.pk)
    total = len(plan.result["actions"])
    assert f"<bdi>1</bdi> of <bdi>{total}</bdi> done" in text
    page = address("board", plan.pk)
    for asked, there, absent in (
        ("?show=mine", first, second),
        ("?show=blocked", first, second),
        ("?show=nonsense&quarter=9999-Q9", second, None),
    ):
        shown = client.get(page + asked).content.decode()
        assert f"/board/{there}/" in shown
        assert absent is None or f"/board/{absent}/" not in shown


def test_a_quarter_keeps_what_is_planned_in_it(team: made.Team, client: Client) -> None:
    plan = adopted(team)
    one = plan.result["actions"][-1]
    text = client.get(address("board", plan.pk) + f"?quarter={one['quarters'][0]}").content.decode()
    shown = set(re.findall(r"/board/([^\"]+)/\"", text))
    assert shown == {x["id"] for x in plan.result["actions"] if one["quarters"][0] in x["quarters"]}


def test_the_former_board_leads_to_the_adopted_one(team: made.Team, client: Client) -> None:
    from assessments import services

    former = adopted(team)
    name = library_actions(former)[0]
    later = services.make_plan(
        user=team[roles.COORDINATOR],
        snapshot_id=former.snapshot_id,
        limits={"horizon": 8},
        today=made.TODAY,
    )
    adopted(team, later)
    assert client.get(address("board", former.pk))["Location"] == address("board", later.pk)
    moved = client.get(address("board-action", former.pk, name))
    assert moved["Location"] == address("board-action", later.pk, name)
    refused = client.post(address("board-action", former.pk, name), {"do": "comment", "text": "x"})
    assert refused.status_code == 422
    assert "This roadmap is not the adopted one" in refused.content.decode()


def test_a_stale_form_shows_what_the_other_wrote_and_loses_nothing(
    team: made.Team, client: Client
) -> None:
    plan = adopted(team)
    name = library_actions(plan)[0]
    quarter = read(client, "board-action", plan.pk, name)
    started = re.search(r'<option value="(\d{4}-Q\d)"', quarter)[1]
    page = address("board-action", plan.pk, name)
    assert client.post(page, {**RUNNING, "started": started}).status_code == 302
    blocked = {"status": "blocked", "percent": "55", "seen": "0", "reason": "<b>No</b> money."}
    answer = client.post(page, blocked)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "What the other report says" in text
    assert team[roles.COORDINATOR].display_name in text
    assert "&lt;b&gt;No&lt;/b&gt; money." in text
    assert 'name="seen" value="1"' in text
    assert client.post(page, {**blocked, "seen": "1"}).status_code == 302
    assert ActionProgress.objects.get().status == "blocked"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"status": "running"}, "Say in which quarter it began."),
        ({"status": "dropped"}, "Say in a few words why"),
        ({"status": "running", "percent": "many"}, "Write a whole number in figures"),
        ({"status": "running", "percent": "101"}, "Write a number of at most"),
        ({"status": "nonsense"}, "Select a valid choice"),
        ({"status": "not-started", "owner_name": "X", "owner": "1"}, ""),
        ({"status": "running", "started": "9999-Q1"}, "Select a valid choice"),
        ({"do": "comment", "text": "  "}, "This field is required"),
        ({"do": "link", "title": "x", "url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"do": "unlink", "link": "x"}, "This evidence is not there any more"),
    ],
)
def test_bad_input_is_told_beside_its_field(
    team: made.Team, client: Client, sent: dict[str, str], sentence: str
) -> None:
    plan = adopted(team)
    page = address("board-action", plan.pk, library_actions(plan)[0])
    answer = client.post(page, {"seen": "0", **sent})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not ActionProgress.objects.exclude(revision=0).exists()


def test_comments_and_evidence_stand_on_the_page_as_text(team: made.Team, client: Client) -> None:
    plan = adopted(team)
    page = address("board-action", plan.pk, library_actions(plan)[0])
    client.post(page, {"do": "comment", "text": "<script>1</script>"})
    client.post(page, {"do": "link", "title": "Gazette", "url": "https://gazette.example/12"})
    text = client.get(page).content.decode()
    assert "&lt;script&gt;1&lt;/script&gt;" in text
    assert 'href="https://gazette.example/12" rel="noopener nofollow"' in text
    client.post(page, {"do": "unlink", "link": str(ProgressLink.objects.get().pk)})
    assert (ProgressLink.objects.count(), ProgressComment.objects.count()) == (0, 1)


def test_a_reader_sees_all_and_has_no_form(team: made.Team) -> None:
    plan = adopted(team)
    name = library_actions(plan)[0]
    report(team, plan, name, "blocked", reason="No room.")
    text = read(browser(team, roles.OBSERVER), "board-action", plan.pk, name)
    assert "No room." in text
    assert "Save the report" not in text
    assert 'name="do"' not in text


def test_what_stands_on_no_board_does_not_exist(team: made.Team, client: Client) -> None:
    plan = adopted(team)
    assert client.get(address("board-action", plan.pk, "Z99")).status_code == 404
    page = address("board-action", plan.pk, library_actions(plan)[0])
    assert client.post(page, {"do": "nonsense"}).status_code == 404


def test_the_task_to_find_something_out_has_its_page(team: made.Team, client: Client) -> None:
    plan = adopted(team)
    name = next(x["id"] for x in plan.result["actions"] if x["id"].startswith("verify/"))
    assert "Find out what is known" in read(client, "board-action", plan.pk, name)


def test_a_board_takes_few_queries_however_much_was_reported(
    team: made.Team, client: Client, django_assert_max_num_queries: object
) -> None:
    plan = adopted(team)
    page = address("board", plan.pk)
    for name in library_actions(plan):
        report(team, plan, name, "blocked", owner_id=team[roles.RESPONDENT].pk)
    client.get(page)
    with django_assert_max_num_queries(12):
        assert client.get(page).status_code == 200


def test_an_owner_to_whom_results_are_not_open_sees_her_own_actions_alone(
    team: made.Team,
) -> None:
    plan = adopted(team)
    first, second = library_actions(plan)[:2]
    her = browser(team, roles.RESPONDENT)
    assert her.get(address("board", plan.pk)).status_code == 404
    report(team, plan, first, owner_id=team[roles.RESPONDENT].pk)
    text = read(her, "board", plan.pk)
    assert "You see the actions that you own." in text
    assert set(re.findall(r"/board/([^\"]+)/\"", text)) == {first}
    page = read(her, "board-action", plan.pk, first)
    assert "Save the report" in page
    assert "It raises" not in page
    assert her.get(address("board-action", plan.pk, second)).status_code == 404
    assert her.post(address("board-action", plan.pk, second), {"do": "comment"}).status_code == 404
    assert her.get(address("plan", plan.pk)).status_code == 404
