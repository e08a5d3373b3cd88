"""Users, institutions and memberships in the Wagtail admin."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from cms.people import roles
from cms.people.models import AuditEvent, Institution, Membership, User
from tests.people.made import PASSWORD, editor, institution, member, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(person(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def writer(client: Client) -> Client:
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor(group))
    return client


@pytest.mark.parametrize(
    "path", ["users/", "users/new/", "institutions/", "institutions/new/", "memberships/new/"]
)
def test_the_pages_open_for_an_administrator(admin: Client, path: str) -> None:
    assert admin.get(f"/admin/{path}").status_code == 200


@pytest.mark.parametrize("path", ["users/", "institutions/", "institutions/new/", "memberships/"])
def test_the_pages_do_not_open_for_an_editor(writer: Client, path: str) -> None:
    assert writer.get("/admin/").status_code == 200
    assert writer.get(f"/admin/{path}").status_code == 302


def test_an_administrator_opens_an_account_with_one_name(admin: Client) -> None:
    values = {
        "email": "Ben@Example.org",
        "display_name": "Ben",
        "preferred_language": "ar",
        "time_zone": "UTC",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    assert admin.post("/admin/users/new/", values).status_code == 302
    user = User.objects.get(email="ben@example.org")
    assert user.check_password(PASSWORD)
    edited = {**values, "display_name": "Ben Vella", "password1": "", "password2": ""}
    answer = admin.post(f"/admin/users/edit/{user.pk}/", {**edited, "is_active": "on"})
    assert answer.status_code == 302
    assert User.objects.get(pk=user.pk).display_name == "Ben Vella"
    assert admin.get("/admin/users/?q=vella").content.decode().count("Ben Vella") > 0


def test_an_account_in_another_case_is_refused_with_a_sentence(admin: Client) -> None:
    person(email="ben@example.org")
    values = {"email": "BEN@example.org", "display_name": "B", "preferred_language": "en"}
    answer = admin.post("/admin/users/new/", {**values, "time_zone": "UTC"})
    assert "already exists" in answer.content.decode()


def test_an_administrator_opens_an_institution_and_gives_roles_on_record(admin: Client) -> None:
    values = {
        "name": "Ministry of Communications",
        "name_en": "",
        "name_ar": "وزارة الاتصالات",
        "country": "MDV",
        "kind": "ministry",
        "languages": ["en", "ar"],
        "time_zone": "Indian/Maldives",
    }
    assert admin.post("/admin/institutions/new/", values).status_code == 302
    made = Institution.objects.get()
    assert made.names == {"ar": "وزارة الاتصالات"}
    edited = {**values, "name": "Ministry of Digital Affairs"}
    assert admin.post(f"/admin/institutions/edit/{made.pk}/", edited).status_code == 302
    newcomer = person()
    given = {"institution": made.pk, "user": newcomer.pk, "role": roles.RESPONDENT}
    assert admin.post("/admin/memberships/new/", given).status_code == 302
    membership = Membership.objects.get()
    assert admin.post(f"/admin/memberships/delete/{membership.pk}/").status_code == 302
    assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == [
        "institution.opened",
        "institution.changed",
        "member.added",
        "member.removed",
    ]


def test_an_institution_is_not_removed_and_a_role_not_edited_in_the_admin(admin: Client) -> None:
    ministry = institution()
    member(roles.OBSERVER, ministry)
    admin.post(f"/admin/institutions/delete/{ministry.pk}/")
    assert Institution.objects.exists()
    edit = admin.get(f"/admin/memberships/edit/{Membership.objects.get().pk}/")
    assert edit.status_code == 302


def test_wagtails_own_login_is_not_to_be_reached(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/en/account/login/?next=%2Fadmin%2F"
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302
    assert client.get("/admin/password_reset/")["Location"] == "/en/account/password/reset/"


def test_a_signed_in_person_who_is_no_editor_gets_a_sentence_and_no_loop(client: Client) -> None:
    client.force_login(person())
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403


def test_an_editors_account_asks_for_no_first_and_last_name(writer: Client) -> None:
    page = writer.get("/admin/account/")
    assert page.status_code == 200
    assert "first_name" not in page.content.decode()
