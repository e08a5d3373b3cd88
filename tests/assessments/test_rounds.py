"""Starting rounds and saving answers."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from assessments import services
from assessments.models import Answer
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made


def save(team: made.Team, one: object, value: str, **fields: str) -> services.Saved:
    fields = {"indicator": "mandate"} | fields
    return services.save_answer(user=team[roles.RESPONDENT], round_id=one.pk, value=value, **fields)


def test_only_a_coordinator_starts_a_round(team: made.Team) -> None:
    for role in (roles.RESPONDENT, roles.REVIEWER, roles.APPROVER, roles.OBSERVER):
        with pytest.raises(PermissionDenied):
            services.start_round(
                user=team[role], institution=team.institution, model=made.OFFERED, title="x"
            )
    one = services.start_round(
        user=team[roles.COORDINATOR],
        institution=team.institution,
        model=made.OFFERED,
        title="National round",
    )
    assert (one.model_slug, one.model_version, one.is_open) == (made.OFFERED, 1, True)
    assert AuditEvent.objects.filter(verb="round.started", subject_id=str(one.pk)).count() == 1


def test_a_round_of_a_model_that_is_not_offered_is_refused(team: made.Team) -> None:
    with pytest.raises(services.Refused):
        services.start_round(
            user=team[roles.COORDINATOR],
            institution=team.institution,
            model="no-such-model",
            title="x",
        )


@pytest.mark.parametrize(
    ("value", "state", "level"),
    [
        ("0", "level", 0),
        ("4", "level", 4),
        ("unknown", "unknown", None),
        ("not-applicable", "not-applicable", None),
    ],
)
def test_an_answer_is_a_level_or_one_of_two_words(
    team: made.Team, value: str, state: str, level: int | None
) -> None:
    one = made.started(team)
    assert save(team, one, value).changed
    answer = Answer.objects.get(round=one)
    assert (answer.state, answer.level, answer.value) == (state, level, value)
    assert answer.answered_by == team[roles.RESPONDENT]


def test_a_later_answer_takes_the_place_of_the_former(team: made.Team) -> None:
    one = made.started(team)
    save(team, one, "1", client_id="first")
    save(team, one, "unknown", client_id="second")
    assert [answer.value for answer in Answer.objects.filter(round=one)] == ["unknown"]


def test_the_same_change_sent_twice_is_written_once(team: made.Team) -> None:
    one = made.started(team)
    assert save(team, one, "2", client_id="a").changed
    when = Answer.objects.get(round=one).updated_at
    assert not save(team, one, "2", client_id="a").changed
    assert Answer.objects.get(round=one).updated_at == when


@pytest.mark.parametrize("value", ["5", "-1", "02", "", "2.0", "yes", "٢"])
def test_a_level_that_the_model_does_not_have_is_refused(team: made.Team, value: str) -> None:
    one = made.started(team)
    with pytest.raises(services.Refused):
        save(team, one, value)
    assert not Answer.objects.exists()


def test_a_question_that_the_model_does_not_ask_is_refused(team: made.Team) -> None:
    with pytest.raises(services.Refused):
        save(team, made.started(team), "1", indicator="no-such-question")


@pytest.mark.parametrize("role", [roles.REVIEWER, roles.APPROVER, roles.OBSERVER])
def test_roles_that_only_read_cannot_answer(team: made.Team, role: str) -> None:
    one = made.started(team)
    with pytest.raises(PermissionDenied):
        services.save_answer(user=team[role], round_id=one.pk, indicator="mandate", value="1")


def test_nobody_answers_for_another_institution(team: made.Team, strangers: made.Team) -> None:
    one = made.started(team)
    with pytest.raises(PermissionDenied):
        services.save_answer(
            user=strangers[roles.RESPONDENT], round_id=one.pk, indicator="mandate", value="1"
        )


def test_a_round_that_does_not_exist_is_denied_like_a_foreign_one(team: made.Team) -> None:
    with pytest.raises(PermissionDenied):
        services.save_answer(
            user=team[roles.RESPONDENT], round_id=uuid.uuid4(), indicator="mandate", value="1"
        )


def test_the_database_itself_refuses_a_second_answer_to_one_question(team: made.Team) -> None:
    one = made.answered(team, {"mandate": "1"})
    with pytest.raises(IntegrityError):
        Answer.objects.create(round=one, indicator="mandate", state="unknown")


def test_the_database_itself_refuses_a_level_beside_unknown(team: made.Team) -> None:
    with pytest.raises(IntegrityError):
        Answer.objects.create(
            round=made.started(team), indicator="mandate", state="unknown", level=2
        )


def test_the_desk_names_the_next_step_of_every_round(team: made.Team) -> None:
    made.answered(team, {"mandate": "1"}, title="Half")
    made.planned(team, title="Whole")
    entries = {
        entry["title"]: entry
        for entry in services.desk(user=team[roles.COORDINATOR], language="ar")
    }
    assert entries["Half"]["institution"] == "وزارة الشؤون الرقمية"
    assert (entries["Half"]["done"], entries["Half"]["total"]) == (1, 6)
    assert "/part/task/" in entries["Half"]["next_url"]
    assert entries["Whole"]["signed"]
    assert "/roadmaps/" in entries["Whole"]["next_url"]
    assert entries["Whole"]["plan_url"] == entries["Whole"]["next_url"]


def test_the_desk_of_a_stranger_is_empty(team: made.Team, strangers: made.Team) -> None:
    made.started(team)
    assert services.desk(user=strangers[roles.COORDINATOR], language="en") == []


def test_the_desk_asks_the_same_number_of_questions_for_one_round_and_for_many(
    team: made.Team, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        made.planned(team, {**made.ANSWERS, "mandate": str(number)}, title=f"Round {number}")
    with django_assert_max_num_queries(5):
        assert len(services.desk(user=team[roles.OBSERVER], language="en")) == 5
