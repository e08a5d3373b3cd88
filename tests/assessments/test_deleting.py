"""What goes with an institution whose grace is over, what stays, and what a stale page is told."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services, tasks
from assessments.models import Answer, Plan, Round, Snapshot
from assessments.services import deleting, sharing
from cms.people import access, closing, roles
from cms.people.models import AuditEvent, Institution, InstitutionDeletion
from cms.press import files, running
from cms.press.models import Job, PrivateFile
from tests.assessments import made

C, R, A = roles.COORDINATOR, roles.RESPONDENT, roles.APPROVER
LATER = timedelta(days=31)


def asked(team: made.Team) -> InstitutionDeletion:
    return closing.ask(user=team[C], institution=team.institution, typed=team.institution.name)


def naming(institution: Institution) -> dict[str, int]:
    """Count the rows of every model that name an institution."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is Institution:
                count = model._base_manager.filter(**{field.name: institution.pk}).count()
                if count:
                    found[f"{model.__name__}.{field.name}"] = count
    return found


@pytest.fixture
def full(team: made.Team, strangers: made.Team) -> made.Team:
    """A team with something of everything."""
    plan = made.planned(team)
    made.own_action(team)
    services.approve_plan(user=team[A], plan_id=plan.pk)
    services.allow_confirmation(user=team[C], plan_id=plan.pk)
    wish = services.Wish({"start": plan.result["start"]})
    services.save_variant(user=team[C], plan_id=plan.pk, name="Kept", wish=wish)
    services.ask_to_join(user=team[C], round_id=made.started(team).pk, label="Third", language="en")
    code = sharing.make_code(user=strangers[C], institution_id=strangers.institution.pk)
    services.share(user=team[A], round_id=plan.snapshot.round_id, code=code)
    job = services.request_archive(user=team[C], institution_id=team.institution.pk, language="en")
    running.perform(job.pk)
    return team


def test_nothing_of_its_own_is_left(
    full: made.Team, django_capture_on_commit_callbacks: Any
) -> None:
    row, file = asked(full), PrivateFile.objects.get()
    assert deleting.delete_due(timezone.now()) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert deleting.delete_due(timezone.now() + LATER) == 1
    assert not Institution.objects.filter(pk=full.institution.pk).exists()
    left = naming(full.institution)
    assert set(left) == {"AuditEvent.institution", "InstitutionDeletion.institution"}
    for model in (Round, Snapshot, Plan, Job, PrivateFile):
        assert not model._base_manager.exists(), model
    with pytest.raises(FileNotFoundError):
        files.open_file(file)
    row.refresh_from_db()
    assert row.done_at
    assert AuditEvent.objects.filter(verb="institution.deleted").count() == 1
    assert deleting.delete_due(timezone.now() + LATER) == 0


def test_the_task_deletes_what_is_due_and_nothing_that_was_called_off(full: made.Team) -> None:
    row = asked(full)
    tasks.delete_due()
    assert Institution.objects.filter(pk=full.institution.pk).exists()
    closing.cancel(user=full[C], institution=full.institution)
    InstitutionDeletion.objects.filter(pk=row.pk).update(due_at=timezone.now())
    tasks.delete_due()
    assert Round.objects.exists()


def test_answers_in_rounds_of_others_stay_without_a_name(
    team: made.Team, strangers: made.Team
) -> None:
    one = made.answered(strangers, {"mandate": "1"})
    services.take_part(user=team[C], round_id=one.pk, institution=team.institution)
    services.delegate(
        user=strangers[C], round_id=one.pk, parts=["task"], institution_id=team.institution.pk
    )
    services.save_answer(
        user=team[R],
        round_id=one.pk,
        indicator="mandate",
        value="2",
        institution=str(team.institution.pk),
    )
    name = team.institution.name
    asked(team)
    deleting.delete_due(timezone.now() + LATER)
    left = Institution.objects.get(pk=team.institution.pk)
    assert left.name == "A deleted institution"
    assert name not in json.dumps(left.names)
    assert not left.memberships.exists()
    answer = Answer.objects.get(institution=left)
    assert (answer.level, answer.answered_by) == (2, None)
    assert not one.delegations.exists()
    assert Answer.objects.filter(institution=strangers.institution).exists()


def test_in_the_days_of_grace_nothing_is_answered_started_signed_or_planned(
    team: made.Team,
) -> None:
    snapshot, one = made.signed(team), made.answered(team, {"mandate": "1"})
    asked(team)
    with pytest.raises(services.Refused) as no:
        services.save_answer(user=team[R], round_id=one.pk, indicator="mandate", value="2")
    assert "being deleted" in str(no.value.sentence)
    with pytest.raises(services.Refused):
        services.sign_off(user=team[A], round_id=one.pk)
    with pytest.raises(services.Refused):
        services.make_plan(user=team[C], snapshot_id=snapshot.pk)
    with pytest.raises(services.Refused):
        services.start_round(
            user=team[C], institution=team.institution, model=made.OFFERED, title="x"
        )
    client = Client()
    client.force_login(team[C])
    assert client.get(reverse("assessments:round", args=[one.pk])).status_code == 200
    assert client.get(reverse("assessments:result", args=[snapshot.round_id])).status_code == 200
    assert access.may(team[C], roles.EXPORT, team.institution)
    closing.cancel(user=team[C], institution=team.institution)
    services.save_answer(user=team[R], round_id=one.pk, indicator="mandate", value="2")


def test_a_page_that_is_older_than_the_deletion_gets_a_sentence_and_nothing_else(
    team: made.Team,
) -> None:
    one = made.answered(team, {"mandate": "1"})
    client = Client()
    client.force_login(team[R])
    asked(team)
    deleting.delete_due(timezone.now() + LATER)
    sent = {"answer-mandate": "2", "client-mandate": "abc"}
    place = reverse("assessments:answer", args=[one.pk, "mandate"])
    fragment = client.post(place, sent, headers={"HX-Request": "true"})
    assert fragment.status_code == 404
    assert "Not saved" in fragment.content.decode()
    assert fragment["Content-Type"].startswith("text/plain")
    page = client.post(reverse("assessments:dimension", args=[one.pk, "task"]), sent)
    assert page.status_code == 404
    assert team.institution.name not in page.content.decode()
