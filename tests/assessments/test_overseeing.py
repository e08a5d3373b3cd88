"""Administrators see that an assessment exists, not its answers; in an emergency they read."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import get_snippet_models

from assessments import services
from cms.people import emergency, roles
from cms.people.models import AuditEvent, User
from tests.assessments import made
from tests.assessments.test_access import DOORS, Door, World, client_of, named, world
from tests.people import made as people

C, R, A, O = roles.COORDINATOR, roles.RESPONDENT, roles.APPROVER, roles.OBSERVER  # noqa: E741
LISTED = "/admin/assessments/"
CLOSED_APPS = {"assessments", "press"}
READ = {
    ("get", "round"), ("get", "dimension"), ("get", "sign"), ("get", "result"),
    ("get", "explain"), ("get", "compare"), ("get", "carry-over"), ("get", "plan"),
    ("get", "facts"), ("get", "board"), ("get", "board-action"), ("get", "thread"),
    ("get", "agreement"), ("get", "agree"), ("get", "evidence"), ("get", "evidence-one"),
    ("get", "evidence-file"),
}  # fmt: skip
"""What opens under emergency access; everything else answers as to a member without the right."""

__all__ = ["world"]


@pytest.fixture
def admin(db: None) -> User:
    """An administrator who is no member of anything."""
    return people.person(is_staff=True, is_superuser=True)


def in_the_admin() -> set[str]:
    """Name every model that has a list or a form in the admin of this site."""
    viewsets.populate()
    models = set(get_snippet_models())
    models |= {one.model for one in viewsets.viewsets if isinstance(one, ModelViewSet)}
    for group in viewsets.viewsets:
        inside = getattr(group, "registerables", ())
        models |= {one.model for one in inside if hasattr(one, "model")}
    return {model._meta.label for model in models if model is not None}


def of_apps(names: set[str]) -> set[str]:
    """Name every model of these apps."""
    return {model._meta.label for model in apps.get_models() if model._meta.app_label in names}


def test_no_answer_plan_or_document_is_registered_in_any_admin(db: None) -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    registered = in_the_admin()
    assert "people.TextVersion" in registered
    closed = of_apps(CLOSED_APPS)
    assert {"assessments.Answer", "assessments.Consensus", "assessments.Delegation"} <= closed
    assert registered & closed == set()
    assert registered & {"people.EmergencyAccess", "people.InstitutionDeletion"} == set()


def test_the_list_tells_that_a_round_exists_and_nothing_of_its_content(
    team: made.Team, strangers: made.Team, admin: User
) -> None:
    snapshot = made.signed(team, title="Signed round")
    one = made.started(team, "Open round")
    note = services.Said(3, "a note that nobody outside reads")
    services.save_answer(user=team[R], round_id=one.pk, indicator="mandate", value="1", said=note)
    services.take_part(user=strangers[C], round_id=one.pk, institution=strangers.institution)
    text = client_of(admin).get(LISTED).content.decode()
    assert "Signed round" in text
    assert "Open round" in text
    assert team.institution.name in text
    assert "a note that nobody" not in text
    assert snapshot.sha256[:8] not in text
    assert strangers.institution.name not in text


def test_the_list_is_for_administrators(team: made.Team, db: None) -> None:
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    assert client_of(people.editor(group)).get(LISTED).status_code == 302
    assert client_of(team[C]).get(LISTED).status_code in (302, 403)
    assert Client().get(LISTED).status_code == 302


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_emergency_access_reads_and_does_nothing_else(
    world: World, door: Door, admin: User
) -> None:
    emergency.ask(user=admin, institution=world.team.institution, reason="x" * 30)
    status = world.open(door, client_of(admin))
    allowed = {200} if (door.method, door.name) in READ else {403, 404}
    assert status in allowed


def test_it_opens_no_other_institution(world: World, strangers: made.Team, admin: User) -> None:
    emergency.ask(user=admin, institution=strangers.institution, reason="x" * 30)
    for door in DOORS:
        assert world.open(door, client_of(admin)) == 404, named(door)


def test_no_service_changes_anything_for_it(team: made.Team, admin: User) -> None:
    plan, one = made.planned(team), made.answered(team, {"mandate": "1"})
    emergency.ask(user=admin, institution=team.institution, reason="x" * 30)
    with pytest.raises(PermissionDenied):
        services.save_answer(user=admin, round_id=one.pk, indicator="mandate", value="2")
    with pytest.raises(PermissionDenied):
        services.sign_off(user=admin, round_id=one.pk)
    with pytest.raises(PermissionDenied):
        services.request_report(user=admin, plan_id=plan.pk, language="en", edition="brief")
    with pytest.raises(PermissionDenied):
        services.request_archive(user=admin, institution_id=team.institution.pk, language="en")


def test_pages_name_who_reads_by_emergency_access(team: made.Team, admin: User) -> None:
    snapshot, one = made.signed(team), made.answered(team, {"mandate": "1"})
    emergency.ask(user=admin, institution=team.institution, reason="x" * 30)
    pages = [
        reverse("assessments:result", args=[snapshot.round_id]),
        reverse("assessments:dimension", args=[one.pk, "task"]),
        reverse("assessments:facts", args=[team.institution.pk]),
        reverse("assessments:thread", args=[one.pk, "mandate"]),
    ]
    for page in pages:
        assert admin.display_name in client_of(team[C]).get(page).content.decode(), page
    client = client_of(admin)
    for page in pages:
        client.get(page)
    told = AuditEvent.objects.filter(verb="emergency.read", institution=team.institution)
    assert {event.detail["page"] for event in told} == {
        "assessments:result", "assessments:dimension", "assessments:facts", "assessments:thread",
    }  # fmt: skip


def test_results_that_are_open_name_the_respondents(team: made.Team) -> None:
    snapshot = made.signed(team)
    page = reverse("assessments:result", args=[snapshot.round_id])
    name = team[R].display_name
    assert name not in client_of(team[C]).get(page).content.decode()
    snapshot.round.results_open = True
    snapshot.round.save()
    assert name in client_of(team[C]).get(page).content.decode()


def test_who_looked_at_what_stands_in_the_log_once_a_day(team: made.Team) -> None:
    plan = made.planned(team)
    places = [
        reverse("assessments:result", args=[plan.snapshot.round_id]),
        reverse("assessments:explain", args=[plan.snapshot.round_id, "model"]),
        reverse("assessments:plan", args=[plan.pk]),
    ]
    client = client_of(team[O])
    for place in places * 2:
        assert client.get(place).status_code == 200
    seen = AuditEvent.objects.filter(actor=team[O], institution=team.institution)
    assert sorted(seen.values_list("verb", flat=True)) == ["plan.seen", "round.seen"]
