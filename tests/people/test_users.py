"""A user is found by e-mail in any case of letters, and exists once."""

import pytest
from django.db import IntegrityError, connection

from cms.people.models import User
from tests.people.made import institution, person

pytestmark = pytest.mark.django_db


def test_an_address_is_stored_in_lower_case_and_found_in_any() -> None:
    user = User.objects.create_user(email=" Ana@Example.ORG", password="x", display_name="Ana")
    assert user.email == "ana@example.org"
    assert User.objects.get(email="ANA@example.org") == user
    assert User.objects.get_by_natural_key("aNa@Example.org") == user


def test_the_same_address_in_another_case_is_refused() -> None:
    person(email="ana@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create_user(email="ANA@EXAMPLE.ORG", display_name="Another")


def test_the_database_refuses_the_same_address_in_another_case() -> None:
    person(email="ana@example.org")
    other = person(email="ben@example.org")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_user SET email = %s WHERE id = %s", ["ANA@example.org", other.pk]
        )


def test_a_user_without_an_address_is_refused() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user(email="", display_name="Nobody")


def test_an_administrator_is_made_from_the_command_line() -> None:
    user = User.objects.create_superuser(email="root@example.org", password="x", display_name="R")
    assert user.is_superuser
    assert user.is_staff
    assert user.emailaddress_set.get().verified


def test_the_certificate_bears_the_name_in_any_script_or_else_the_shown_one() -> None:
    assert person(display_name="Ana").name_for_certificate() == "Ana"
    user = person(display_name="Ana", certificate_name="آنا بنت يوسف")
    assert user.name_for_certificate() == "آنا بنت يوسف"


def test_an_institution_is_called_by_its_name_in_the_language_or_by_its_first_one() -> None:
    ministry = institution(name="Ministry of Communications", names={"ar": "وزارة الاتصالات"})
    assert ministry.name_in("ar") == "وزارة الاتصالات"
    assert ministry.name_in("en") == "Ministry of Communications"
    assert ministry.name_in(None) == "Ministry of Communications"
