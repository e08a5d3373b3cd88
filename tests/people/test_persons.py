"""What administrators do to accounts in the admin: guarded and on record, one by one."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.people import roles
from cms.people.models import AuditEvent, Membership, User
from tests.people import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(made.person(is_superuser=True, is_staff=True))
    return client


def sent(user: User, **more: str) -> dict[str, str]:
    return {
        "email": user.email,
        "display_name": user.display_name,
        "preferred_language": "en",
        "time_zone": "UTC",
        "is_active": "on",
        **more,
    }


def verbs(user: User) -> list[str]:
    return list(
        AuditEvent.objects.filter(subject_id=str(user.pk), verb__startswith="person.")
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def test_the_last_coordinator_is_neither_removed_nor_switched_off(admin: Client) -> None:
    only = made.member(roles.COORDINATOR, made.institution(name="Ministry of One"))
    answer = admin.post(reverse("wagtailusers_users:delete", args=[only.pk]), follow=True)
    assert "coordinator" in answer.content.decode()
    edit = reverse("wagtailusers_users:edit", args=[only.pk])
    refused = admin.post(
        edit, {key: said for key, said in sent(only).items() if key != "is_active"}
    )
    assert refused.status_code == 200
    assert "coordinator" in refused.content.decode()
    only.refresh_from_db()
    assert only.is_active
    assert Membership.objects.filter(user=only, role=roles.COORDINATOR).exists()
    assert verbs(only) == []


def test_removing_somebody_takes_the_roles_on_record_first(admin: Client) -> None:
    house = made.institution(name="Ministry of Two")
    made.member(roles.COORDINATOR, house, email="stays@example.org")
    goes = made.member(roles.COORDINATOR, house, email="goes@example.org")
    pk = goes.pk
    admin.post(reverse("wagtailusers_users:delete", args=[pk]))
    assert not User.objects.filter(pk=pk).exists()
    told = AuditEvent.objects.filter(subject_id=str(pk)).order_by("pk")
    assert [one.verb for one in told][-2:] == ["member.removed", "person.removed"]
    assert told.get(verb="member.removed").institution == house


def test_making_somebody_an_administrator_is_on_record_with_what_was_before(
    admin: Client,
) -> None:
    user = made.person(email="rises@example.org")
    edit = reverse("wagtailusers_users:edit", args=[user.pk])
    assert admin.post(edit, sent(user, display_name="Another name")).status_code == 302
    assert verbs(user) == []
    assert admin.post(edit, sent(user, is_superuser="on")).status_code == 302
    event = AuditEvent.objects.get(subject_id=str(user.pk), verb="person.rights")
    assert not event.detail["before"]["administrator"]
    assert event.detail["after"]["administrator"]


def test_an_account_that_an_administrator_makes_is_on_record(admin: Client) -> None:
    values = sent(User(email="new@example.org", display_name="New"))
    keys = {"password1": made.PASSWORD, "password2": made.PASSWORD}
    assert admin.post(reverse("wagtailusers_users:add"), {**values, **keys}).status_code == 302
    assert verbs(User.objects.get(email="new@example.org")) == ["person.made"]


@pytest.mark.parametrize("deed", ["delete", "assign_role", "set_active_state"])
def test_nothing_is_done_to_many_accounts_at_once(admin: Client, deed: str) -> None:
    user = made.person(email="many@example.org")
    listed = admin.get(reverse("wagtailusers_users:index")).content.decode()
    assert user.email in listed
    assert "data-bulk-action-checkbox" not in listed
    address = reverse("wagtail_bulk_action", args=["people", "user", deed])
    admin.post(f"{address}?id={user.pk}", {"mark_as_active": "false", "role": ""})
    user.refresh_from_db()
    assert user.is_active
    assert not user.groups.exists()
