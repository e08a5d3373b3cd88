"""What was carried out: a claim in the next round, and proof beside two signed rounds."""

import pytest
from django.utils import timezone

from assessments import answering, services, suggesting
from assessments.domain import quarters
from assessments.models import ActionProgress, Answer, Plan, Round
from assessments.services import evidence
from cms.people import roles
from tests.assessments import made
from tests.assessments.followed import address, adopted, library_actions, report
from tests.assessments.saying import browser
from tests.assessments.two_versions import begun


@pytest.fixture
def done(team: made.Team) -> ActionProgress:
    """An action of an adopted plan that raises something, and is done."""
    plan = adopted(team)
    name = next(one["id"] for one in plan.result["actions"] if one["closes"])
    return report(team, plan, name, "done")


def raised(row: ActionProgress) -> tuple[str, int]:
    """Return the first indicator that an action was to raise, and its level."""
    name, level = next(iter(row.expected.items()))
    return name.partition("/")[2], level


def question(team: made.Team, one: Round, indicator: str) -> str:
    """Return the part of a round that asks a question, as the coordinator reads it."""
    client = browser(team, roles.COORDINATOR)
    parts = [part.part for part in answering.progress_of(one, {})]
    pages = (client.get(address("dimension", one.pk, part)).content.decode() for part in parts)
    return next(page for page in pages if f'id="question-{indicator}"' in page)


def test_what_was_done_is_suggested_with_its_quarter_and_counts_nothing(
    team: made.Team, done: ActionProgress
) -> None:
    indicator, level = raised(done)
    one = made.started(team, "Next")
    found = suggesting.for_round(one)[indicator]
    assert (found.kind, found.answer, found.value) == ("done", level, str(level))
    assert found.before is not None
    text = question(team, one, indicator)
    assert "was done in <bdi>Q2 2027</bdi>" in text
    assert "a claim that needs its evidence" in text
    assert f'name="take-{indicator}" value="{level}"' in text
    assert "you answered" in text
    assert not Answer.objects.filter(round=one).exists()


def test_however_many_were_done_four_queries_find_them(
    team: made.Team, done: ActionProgress, django_assert_num_queries: object
) -> None:
    for name in library_actions(done.plan):
        report(team, done.plan, name, "done")
    one = made.started(team, "Next")
    with django_assert_num_queries(4):
        assert any(x.kind == "done" for x in suggesting.for_round(one).values())


def test_a_former_answer_that_is_as_high_stays(team: made.Team) -> None:
    plan = adopted(team)
    name = next(one["id"] for one in plan.result["actions"] if one["closes"])
    row = report(team, plan, name, "done")
    indicator, _level = raised(row)
    made.signed(team, {**made.ANSWERS, indicator: "4"}, title="In between")
    assert suggesting.for_round(made.started(team))[indicator].kind == "same"


def test_nothing_else_is_claimed(
    team: made.Team, done: ActionProgress, strangers: made.Team
) -> None:
    indicator, _level = raised(done)
    assert indicator not in suggesting.for_round(made.started(strangers))
    other = begun(team, 1, made.OFFERED)
    assert all(one.kind != "done" for one in suggesting.for_round(other).values())
    ActionProgress.objects.update(status="running")
    assert suggesting.for_round(made.started(team))[indicator].kind == "same"


def test_the_sign_off_names_the_claims_that_nothing_shows(
    team: made.Team, done: ActionProgress
) -> None:
    indicator, level = raised(done)
    one = made.started(team, "Next")
    assert services.gaps(one).unproven == ()
    services.save_answer(
        user=team[roles.RESPONDENT], round_id=one.pk, indicator=indicator, value=str(level)
    )
    assert services.gaps(one).unproven == (indicator,)
    page = browser(team, roles.APPROVER).get(address("sign", one.pk)).content.decode()
    assert "1 answer rests on an action that was done" in page
    evidence.attach(
        user=team[roles.RESPONDENT],
        evidence_id=made.evidence(team).pk,
        round_id=one.pk,
        indicator=indicator,
    )
    assert services.gaps(one).unproven == ()


def test_a_round_that_was_begun_before_the_signature_is_told_nothing(
    team: made.Team, done: ActionProgress
) -> None:
    indicator, _level = raised(done)
    one = made.started(team)
    Round.objects.filter(pk=one.pk).update(created_at=done.snapshot.round.created_at)
    one.refresh_from_db()
    assert suggesting.for_round(one)[indicator].kind == "same"


def compared(team: made.Team, plan: Plan, answers: dict[str, str]) -> str:
    later = made.signed(team, answers, title="Later").round
    page = address("compare", later.pk, plan.snapshot.round_id)
    response = browser(team, roles.OBSERVER).get(page)
    assert response.status_code == 200
    return response.content.decode()


def this_quarter(team: made.Team, plan: Plan) -> ActionProgress:
    """Report the first action that raises something as done in this quarter of the clock."""
    name = next(one["id"] for one in plan.result["actions"] if one["closes"])
    now = str(quarters.of_day(timezone.now().date()).plus(-1))
    return report(team, plan, name, "done", started=now, ended=now)


def test_two_rounds_say_whether_it_worked(team: made.Team) -> None:
    plan = adopted(team)
    row = this_quarter(team, plan)
    expected = {name.partition("/")[2]: str(level) for name, level in row.expected.items()}
    text = compared(team, plan, {**made.ANSWERS, **expected})
    assert "Did it work?" in text
    assert text.count('<span class="tag good">as expected</span>') == len(expected)
    assert f"<b><bdi>{len(expected)}</bdi></b>as expected or better" in text


def test_less_than_expected_is_told_as_such(team: made.Team) -> None:
    plan = adopted(team)
    this_quarter(team, plan)
    text = compared(team, plan, dict(made.ANSWERS))
    assert '<span class="tag mark">less</span>' in text


def test_without_a_done_action_nothing_is_asked(team: made.Team) -> None:
    plan = adopted(team)
    report(team, plan, library_actions(plan)[0])
    assert "Did it work?" not in compared(team, plan, dict(made.ANSWERS))
