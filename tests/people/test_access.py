"""Who may do what: the whole matrix, and everybody whom it does not name."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from cms.people import access, roles
from tests.people.made import institution, member, person

pytestmark = pytest.mark.django_db

MATRIX = {
    roles.COORDINATOR: "read results answer review plan export manage",
    roles.RESPONDENT: "read answer",
    roles.REVIEWER: "read results review export",
    roles.APPROVER: "read results review sign export",
    roles.OBSERVER: "read results",
}


@pytest.mark.parametrize("role", roles.LABELS)
def test_a_role_gives_what_the_matrix_says_and_nothing_else(role: str) -> None:
    ministry, other = institution(), institution()
    user = member(role, ministry)
    held = {one for one in roles.CAPABILITIES if access.may(user, one, ministry)}
    assert held == set(MATRIX[role].split())
    assert not any(access.may(user, one, other) for one in roles.CAPABILITIES)


def test_every_role_has_its_line_in_the_matrix() -> None:
    assert set(roles.GRANTS) == set(roles.LABELS) == set(MATRIX)


@pytest.mark.parametrize("capability", sorted(roles.CAPABILITIES))
def test_nobody_else_may_anything(capability: str) -> None:
    ministry = institution()
    dismissed = member(roles.COORDINATOR, ministry, is_active=False)
    administrator = person(is_superuser=True, is_staff=True)
    for user in (AnonymousUser(), person(), dismissed, administrator):
        assert not access.may(user, capability, ministry)
        assert not access.institutions(user, capability).exists()


def test_two_roles_add_up_and_the_institution_is_listed_once() -> None:
    ministry = institution()
    user = member(roles.COORDINATOR, ministry)
    user.memberships.create(institution=ministry, role=roles.APPROVER)
    assert access.may(user, roles.SIGN, ministry)
    assert access.may(user, roles.PLAN, ministry)
    assert list(access.institutions(user, roles.READ)) == [ministry]


def test_a_person_of_several_institutions_sees_those_where_the_capability_is_held() -> None:
    leading, helping = institution(), institution()
    user = member(roles.COORDINATOR, leading)
    user.memberships.create(institution=helping, role=roles.RESPONDENT)
    assert set(access.institutions(user, roles.READ)) == {leading, helping}
    assert list(access.institutions(user, roles.MANAGE)) == [leading]


def test_requiring_raises_where_the_capability_is_missing() -> None:
    ministry = institution()
    access.require(member(roles.OBSERVER, ministry), roles.READ, ministry)
    with pytest.raises(PermissionDenied):
        access.require(member(roles.OBSERVER, ministry), roles.SIGN, ministry)


def test_a_mistyped_capability_is_an_error_and_not_a_no() -> None:
    with pytest.raises(ValueError, match="raed"):
        access.may(person(), "raed", institution())
