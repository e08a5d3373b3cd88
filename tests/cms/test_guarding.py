"""Who lacks a second factor that they must have opens nothing else: default deny, everywhere."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from cms import guarding
from cms.people import invitations, roles, services
from cms.people.models import User
from tests.cms import house_addresses
from tests.courses import made as learners
from tests.people.made import enrol, institution, member, person

pytestmark = pytest.mark.django_db
SET_UP = "/en/account/second-factor/set-up/"
ANY = "00000000-0000-4000-8000-000000000000"

NUMBERED = {
    *("membership_id", "delegation_id", "share_id", "emergency_id", "user_id"),
    *("asked_id", "item_id"),
}


def _closed() -> Iterator[str]:
    """Yield an address for every name of ours that is not open, whether or not a thing is there."""
    from django.urls import get_resolver

    for name in sorted(set(house_addresses.names()) - guarding.OPEN):
        resolver, plain = get_resolver(), name
        for space in name.split(":")[:-1]:
            _prefix, resolver = resolver.namespace_dict[space]
            plain = name.rpartition(":")[2]
        parameters = resolver.reverse_dict.getlist(plain)[0][0][0][1]
        kwargs = {one: _word(one) for one in parameters}
        try:
            yield reverse(name, kwargs=kwargs)
        except NoReverseMatch as no:  # pragma: no cover - names a parameter that is new
            raise AssertionError(f"{name}: give its parameters a word in this file") from no


def _word(parameter: str) -> object:
    if parameter in NUMBERED:
        return 1
    return ANY if parameter.endswith("_id") else "any-thing"


def _in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _editor() -> User:
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = person()
    user.groups.add(group)
    return user


def test_a_coordinator_without_it_is_led_to_the_set_up_from_every_address() -> None:
    client = _in(member(roles.COORDINATOR, institution(), enrolled=False))
    addresses = list(_closed())
    assert len(addresses) > 50
    for address in addresses:
        page, form = client.get(address), client.post(address)
        assert page["Location"].startswith(f"{SET_UP}?next="), address
        assert form["Location"] == SET_UP, address
        fragment = client.post(address, headers={"HX-Request": "true"})
        assert fragment.status_code == 403, address
        assert fragment.content.decode().startswith("Not done: your role"), address
        script = client.get(address, headers={"Sec-Fetch-Dest": "empty"})
        assert script.status_code == 403, address


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_only_roles_that_need_it_are_asked(role: str) -> None:
    client = _in(member(role, institution(), enrolled=False))
    assert client.get("/en/desk/").status_code == (302 if role in roles.WITH_SECOND_FACTOR else 200)


def test_with_it_the_same_person_goes_everywhere() -> None:
    user = member(roles.COORDINATOR, institution(), enrolled=False)
    client = _in(user)
    assert client.get("/en/desk/").status_code == 302
    enrol(user)
    assert client.get("/en/desk/").status_code == 200
    assert client.get("/en/people/profile/").status_code == 200


@pytest.mark.parametrize("path", ["", "pages/", "users/", "account/", "api/main/pages/"])
def test_neither_administrator_nor_editor_enters_the_admin_without_it(path: str) -> None:
    for user in (person(is_superuser=True, is_staff=True, enrolled=False), _editor()):
        client = _in(user)
        assert client.get(f"/admin/{path}")["Location"].startswith(SET_UP)
        assert client.post(f"/admin/{path}")["Location"] == SET_UP
        enrol(user)
        assert SET_UP not in client.get(f"/admin/{path}").headers.get("Location", "")


def test_a_right_given_to_one_person_counts_as_a_group_does() -> None:
    user = person()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert _in(user).get("/admin/")["Location"].startswith(SET_UP)


def test_a_role_gained_while_signed_in_counts_at_the_next_request() -> None:
    house, user = institution(), person()
    coordinator = member(roles.COORDINATOR, house)
    client = _in(user)
    assert client.get("/en/desk/").status_code == 200
    made = invitations.invite(
        actor=coordinator, institution=house, role=roles.APPROVER, language="en"
    )
    invitations.accept(user=user, token=made.link.rstrip("/").rpartition("/")[2])
    assert client.get("/en/desk/")["Location"].startswith(SET_UP)
    services.leave(user=user, institution=house)
    assert client.get("/en/desk/").status_code == 200


def test_the_ways_out_and_the_public_pages_stay_open() -> None:
    learners.tree()
    client = _in(member(roles.COORDINATOR, institution(), enrolled=False))
    for address in ("/en/courses/", "/ar/courses/", "/health/", "/en/search/", SET_UP):
        assert client.get(address).status_code == 200, address
    assert client.post("/en/data-light/").status_code == 302
    assert client.post("/en/account/logout/")["Location"] == "/en/"
    assert "_auth_user_id" not in client.session


def test_it_costs_learners_no_query_and_visitors_none_at_all() -> None:
    client, asked = _in(person()), Client()
    client.get("/en/people/profile/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/en/people/profile/")
    about = [query["sql"] for query in seen if "mfa_authenticator" in query["sql"]]
    assert len(about) == 1
    assert about[0].startswith('SELECT "people_user"."id"'), "it comes with the person"
    with CaptureQueriesContext(connection) as seen:
        asked.get("/en/account/login/")
    assert not [query for query in seen if "mfa_authenticator" in query["sql"]]
