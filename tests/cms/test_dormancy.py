"""Accounts that nobody has used for long: asked twice, erased, and never those who are needed."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from cms import dormancy
from cms.people import roles
from cms.people.apps import PeopleConfig
from cms.people.models import AuditEvent, Dormancy, User
from cms.press.models import OutboxMessage
from tests.assessments import made as ministries
from tests.people.made import institution, member, person

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 27, 9, 0, tzinfo=dt.UTC)


def away(user: User, months: int = 30) -> User:
    seen = NOW - dt.timedelta(days=31 * months)
    User.objects.filter(pk=user.pk).update(last_login=seen, date_joined=seen)
    return user


def letters(user: User) -> list[str]:
    rows = OutboxMessage.objects.filter(to=user.email).order_by("created_at")
    return [one.key.rpartition(":")[2] for one in rows]


def test_two_letters_sixty_and_fourteen_days_before_and_then_it_is_erased() -> None:
    user = away(person())
    days = dt.timedelta(days=1)
    assert dormancy.run(NOW)["asked"] == 1
    assert dormancy.run(NOW)["asked"] == 0
    assert dormancy.run(NOW + 45 * days) == {"erased": 0, "asked again": 0, "asked": 0}
    assert dormancy.run(NOW + 46 * days)["asked again"] == 1
    assert letters(user) == ["first", "again"]
    assert dormancy.run(NOW + 59 * days)["erased"] == 0
    assert dormancy.run(NOW + 60 * days)["erased"] == 1
    assert not User.objects.filter(pk=user.pk).exists()
    event = AuditEvent.objects.get(verb="account.erased")
    assert event.detail["why"] == "unused"
    assert user.email not in str(event.detail)


def test_the_first_letter_comes_sixty_days_before_the_end_of_the_term() -> None:
    user = person()
    seen = dt.datetime(2025, 1, 31, 9, 0, tzinfo=dt.UTC)
    User.objects.filter(pk=user.pk).update(last_login=seen)
    end = dt.datetime(2027, 1, 31, 9, 0, tzinfo=dt.UTC)
    assert dormancy.run(end - dt.timedelta(days=61))["asked"] == 0
    assert dormancy.run(end - dt.timedelta(days=60))["asked"] == 1


def test_a_machine_that_was_off_shortens_nobodys_notice() -> None:
    away(person(), months=90)
    dormancy.run(NOW)
    late = NOW + dt.timedelta(days=100)
    assert dormancy.run(late) == {"erased": 0, "asked again": 1, "asked": 0}
    assert dormancy.run(late + dt.timedelta(days=13))["erased"] == 0
    assert dormancy.run(late + dt.timedelta(days=14))["erased"] == 1


def test_who_comes_back_stays_and_is_asked_anew_years_later() -> None:
    user = away(person())
    dormancy.run(NOW)
    User.objects.filter(pk=user.pk).update(last_login=NOW + dt.timedelta(days=3))
    assert dormancy.run(NOW + dt.timedelta(days=61)) == {"erased": 0, "asked again": 0, "asked": 0}
    assert not Dormancy.objects.exists()
    assert dormancy.run(NOW + dt.timedelta(days=900))["asked"] == 1


def test_who_has_never_signed_in_counts_from_the_day_of_opening() -> None:
    user = person()
    User.objects.filter(pk=user.pk).update(last_login=None, date_joined=NOW)
    assert dormancy.run(NOW + dt.timedelta(days=600))["asked"] == 0
    assert dormancy.run(NOW + dt.timedelta(days=700))["asked"] == 1


def test_staff_trainers_the_demonstration_and_who_has_no_mail_are_never_asked() -> None:
    group = Group.objects.create(name="Trainers here")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    trainer = person()
    trainer.groups.add(group)
    alone = person()
    alone.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for user in (
        trainer,
        alone,
        person(is_superuser=True, is_staff=True),
        person(is_staff=True),
        person(is_demonstration=True),
        person(email="bako-renu-34@code.invalid"),
        person(is_active=False),
    ):
        away(user)
    assert dormancy.run(NOW) == {"erased": 0, "asked again": 0, "asked": 0}


def test_coordinators_and_approvers_stay_while_an_assessment_runs() -> None:
    team = ministries.Team(name="Ministry")
    ministries.started(team)
    for user in team.by_role.values():
        away(user)
    dormancy.run(NOW)
    asked = set(Dormancy.objects.values_list("user", flat=True))
    assert asked == {
        user.pk
        for role, user in team.by_role.items()
        if role not in (roles.COORDINATOR, roles.APPROVER)
    }


def test_the_last_coordinator_of_an_institution_stays() -> None:
    user = away(member(roles.COORDINATOR, institution()))
    for days in (0, 46, 60):
        dormancy.run(NOW + dt.timedelta(days=days))
    assert User.objects.filter(pk=user.pk).exists()


def test_the_letter_is_in_the_language_of_its_reader_and_leads_to_signing_in() -> None:
    user = away(person(preferred_language="fr"))
    dormancy.run(NOW)
    found = OutboxMessage.objects.get(to=user.email)
    assert found.language == "fr"
    assert "/fr/account/login/" in found.text


def test_the_term_is_the_operators(settings) -> None:
    away(person())
    settings.DORMANT_MONTHS = 0
    assert dormancy.run(NOW)["asked"] == 0
    settings.DORMANT_MONTHS = 3
    with pytest.raises(ImproperlyConfigured):
        PeopleConfig.create("cms.people").ready()
    settings.DORMANT_MONTHS = 6
    PeopleConfig.create("cms.people").ready()
    assert timezone.now()
