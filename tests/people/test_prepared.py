"""A query that is written once answers as the one that is written anew each time."""

import datetime
import threading
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, models

from cms.people import roles, second_factor
from cms.people.models import EmergencyAccess, Membership, User
from cms.people.prepared import Prepared
from tests.people import made

pytestmark = pytest.mark.django_db


def test_it_is_asked_with_the_values_of_each_call() -> None:
    number = (User._meta.pk, -5)
    asked = Prepared(lambda pk: User.objects.filter(pk=pk), pk=number)
    people = [made.person() for _ in range(3)]
    assert [asked.rows(pk=one.pk) for one in people] == [[one] for one in people]
    assert asked.rows(pk=people[-1].pk + 1000) == []


def test_annotations_and_joined_rows_come_with_it(django_assert_num_queries: Any) -> None:
    institution = made.institution()
    user = made.member(roles.COORDINATOR, institution)
    asked = Prepared(
        lambda pk: (
            Membership.objects.select_related("institution")
            .annotate(who=models.F("user__email"))
            .filter(user_id=pk)
        ),
        pk=(User._meta.pk, -5),
    )
    asked.rows(pk=0)
    with django_assert_num_queries(1):
        (row,) = asked.rows(pk=user.pk)
        assert (row.institution.name, row.who) == (institution.name, user.email)


def test_moments_are_values_too() -> None:
    now = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
    access = EmergencyAccess.objects.create(
        user=made.person(is_superuser=True), institution=made.institution(), reason="r", until=now
    )
    asked = Prepared(
        lambda at: EmergencyAccess.objects.filter(until__gt=at),
        at=(models.DateTimeField(), datetime.datetime(2071, 1, 1, tzinfo=datetime.UTC)),
    )
    second = datetime.timedelta(seconds=1)
    assert asked.rows(at=now - second) == [access]
    assert asked.rows(at=now) == []


@pytest.mark.parametrize("role", [roles.COORDINATOR, roles.RESPONDENT])
def test_a_person_of_a_session_is_the_one_that_the_plain_query_finds(role: str) -> None:
    from cms.people.backend import PeopleBackend

    user = made.member(role, made.institution())
    plain = second_factor.with_answer(User.objects.all()).get(pk=user.pk)
    found = PeopleBackend().get_user(user.pk)
    assert found == plain
    assert found.lacks_second_factor == plain.lacks_second_factor
    assert {**vars(found), "_state": 0} == {**vars(plain), "_state": 0}
    user.groups.add(Group.objects.create(name="some"))
    assert PeopleBackend().get_user(user.pk + 1000) is None


@pytest.mark.django_db(transaction=True)
def test_every_thread_writes_it_for_its_own_connection() -> None:
    user = made.person()
    asked = Prepared(lambda pk: User.objects.filter(pk=pk), pk=(User._meta.pk, -5))
    found: list[list[User]] = [asked.rows(pk=user.pk)]

    def elsewhere() -> None:
        found.append(asked.rows(pk=user.pk))
        connection.close()

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert found == [[user], [user]]
