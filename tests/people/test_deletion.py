"""Asking for the deletion of an institution, its days of grace, and calling it off."""

import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.people import closing, roles
from cms.people.apps import PeopleConfig
from cms.people.models import AuditEvent, Institution, InstitutionDeletion, Membership, User
from cms.people.services import Refused
from cms.press.models import OutboxMessage
from tests.people.made import institution, member, person

pytestmark = pytest.mark.django_db

NAME = "Ministry of Digital Affairs"


@pytest.fixture
def house() -> Institution:
    """A ministry with a member in each role."""
    made = institution(name=NAME, names={"ar": "وزارة الشؤون الرقمية"})
    for role in roles.LABELS:
        member(role, made)
    return made


def of(house: Institution, role: str) -> User:
    return Membership.objects.get(institution=house, role=role).user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("typed", [NAME, f"  {NAME} ", "وزارة الشؤون الرقمية"])
def test_the_name_is_typed_and_all_members_are_told(house: Institution, typed: str) -> None:
    row = closing.ask(user=of(house, roles.COORDINATOR), institution=house, typed=typed)
    grace = row.due_at - timezone.now()
    assert timedelta(days=29) < grace <= timedelta(days=site.DELETION_GRACE_DAYS)
    assert OutboxMessage.objects.count() == len(roles.LABELS)
    assert AuditEvent.objects.get(verb="institution.closing").institution_id == house.pk


def test_another_name_and_a_second_time_are_refused(house: Institution) -> None:
    coordinator = of(house, roles.COORDINATOR)
    with pytest.raises(Refused):
        closing.ask(user=coordinator, institution=house, typed="Ministry")
    closing.ask(user=coordinator, institution=house, typed=NAME)
    with pytest.raises(Refused):
        closing.ask(user=coordinator, institution=house, typed=NAME)


@pytest.mark.parametrize("role", sorted(set(roles.LABELS) - {roles.COORDINATOR}))
def test_only_who_coordinates_asks(house: Institution, role: str) -> None:
    with pytest.raises(PermissionDenied):
        closing.ask(user=of(house, role), institution=house, typed=NAME)
    with pytest.raises(PermissionDenied):
        closing.cancel(user=of(house, role), institution=house)
    place = reverse("people:delete", args=[house.pk])
    assert browser(of(house, role)).post(place, {"typed": NAME}).status_code == 403
    assert not InstitutionDeletion.objects.exists()


def test_an_administrator_asks_too_and_any_coordinator_calls_it_off(house: Institution) -> None:
    admin, second = person(is_staff=True, is_superuser=True), member(roles.COORDINATOR, house)
    place = reverse("people:delete", args=[house.pk])
    assert browser(admin).post(place, {"typed": NAME}).status_code == 302
    assert closing.pending(house.pk)
    text = browser(second).get(reverse("people:team", args=[house.pk])).content.decode()
    assert "Call the deletion off" in text
    assert browser(second).post(place, {"do": "keep"}).status_code == 302
    assert closing.pending(house.pk) is None
    assert AuditEvent.objects.get(verb="institution.kept").actor == second
    closing.ask(user=second, institution=house, typed=NAME)
    assert InstitutionDeletion.objects.count() == 2


def test_the_page_names_what_was_wrong_and_keeps_what_was_typed(house: Institution) -> None:
    client = browser(of(house, roles.COORDINATOR))
    place = reverse("people:delete", args=[house.pk])
    answer = client.post(place, {"typed": "Ministry of Else"})
    assert answer.status_code == 422
    assert "not the name of the institution" in answer.content.decode()
    assert "Ministry of Else" in answer.content.decode()


def test_a_deletion_asks_who_it_is(house: Institution) -> None:
    client = browser(of(house, roles.COORDINATOR))
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = client.post(reverse("people:delete", args=[house.pk]), {"typed": NAME})
    assert "reauthenticate" in answer["Location"]
    assert not InstitutionDeletion.objects.exists()


def test_days_of_grace_there_must_be(settings: Any) -> None:
    settings.DELETION_GRACE_DAYS = 0
    with pytest.raises(ImproperlyConfigured):
        PeopleConfig.create("cms.people").ready()


def test_the_days_come_from_the_environment() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.conf import settings; print(settings.DELETION_GRACE_DAYS)",
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DELETION_GRACE_DAYS": "45"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split()[-1] == "45"
