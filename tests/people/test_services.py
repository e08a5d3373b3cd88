"""Institutions, memberships and profiles change in one place, on record."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cms.people import roles, services
from cms.people.models import AuditEvent, Institution, Membership, User
from tests.people.made import institution, member, person

pytestmark = pytest.mark.django_db


def _verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))


def test_opening_an_institution_is_on_record() -> None:
    administrator = person(is_superuser=True)
    made = services.create_institution(
        actor=administrator,
        name="Ministry of Communications",
        names={"ar": "وزارة الاتصالات"},
        country="MDV",
        languages=["en", "ar"],
        time_zone="Indian/Maldives",
    )
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.institution) == (
        administrator,
        "institution.opened",
        made,
    )


@pytest.mark.parametrize("wrong", [{"country": "XX"}, {"time_zone": "Mars/Olympus"}])
def test_an_institution_lies_in_a_country_and_a_time_zone_that_exist(wrong: dict) -> None:
    with pytest.raises(ValidationError):
        services.create_institution(actor=None, **{"name": "Nowhere", "country": "KEN", **wrong})
    assert not Institution.objects.exists()


def test_an_invented_state_is_for_a_demonstration_only() -> None:
    with pytest.raises(ValidationError):
        services.create_institution(actor=None, name="Ministry", country="XMB")
    services.create_institution(actor=None, name="Shown", country="XMA", is_demonstration=True)
    services.create_institution(actor=None, name="Ministry", country="XMB")
    assert set(Institution.objects.values_list("country", flat=True)) == {"XMA", "XMB"}


def test_a_code_that_was_stored_before_stays_and_no_new_one_is_taken() -> None:
    ministry = institution(country="GRL")
    manager = member(roles.COORDINATOR, ministry)

    def change(country: str) -> None:
        services.update_institution(
            actor=manager, institution_id=ministry.pk, name="New name", country=country
        )

    change("GRL")
    for code in ("ABW", "XMA", "Kenya"):
        with pytest.raises(ValidationError):
            change(code)
    assert Institution.objects.get().country == "GRL"
    change("KEN")
    assert Institution.objects.get().country == "KEN"


def test_only_changed_fields_of_an_institution_go_on_record() -> None:
    ministry = institution(name="Old name")
    manager = member(roles.COORDINATOR, ministry)
    services.update_institution(
        actor=manager, institution_id=ministry.pk, name="New name", country="XMA"
    )
    assert AuditEvent.objects.get().detail == {"fields": ["name"]}
    assert Institution.objects.get().name == "New name"


def test_a_coordinator_gives_and_takes_roles_once_and_on_record() -> None:
    ministry, newcomer = institution(), person()
    manager = member(roles.COORDINATOR, ministry)
    given = [
        services.add_member(
            actor=manager, institution=ministry, user=newcomer, role=roles.RESPONDENT
        )
        for _ in range(2)
    ]
    assert given[0] == given[1]
    services.remove_member(actor=manager, membership=given[0])
    assert _verbs() == ["member.added", "member.removed"]
    assert not Membership.objects.filter(user=newcomer).exists()


@pytest.mark.parametrize("role", sorted(set(roles.GRANTS) - {roles.COORDINATOR}))
def test_nobody_but_a_coordinator_gives_roles(role: str) -> None:
    ministry = institution()
    with pytest.raises(PermissionDenied):
        services.add_member(
            actor=member(role, ministry), institution=ministry, user=person(), role=roles.OBSERVER
        )


def test_a_coordinator_gives_no_role_elsewhere() -> None:
    manager = member(roles.COORDINATOR, institution())
    with pytest.raises(PermissionDenied):
        services.add_member(
            actor=manager, institution=institution(), user=person(), role=roles.OBSERVER
        )


def test_an_unknown_role_is_an_error() -> None:
    with pytest.raises(ValueError, match="king"):
        services.add_member(actor=None, institution=institution(), user=person(), role="king")


def test_a_profile_changes_what_changed_and_says_so() -> None:
    user = person(display_name="Ana", preferred_language="en")
    values = {
        "display_name": "Ana",
        "certificate_name": "آنا",
        "gender": "",
        "country": "XMA",
        "preferred_language": "en",
        "time_zone": "UTC",
    }
    services.update_profile(user=user, **values)
    services.update_profile(user=user, **values)
    event = AuditEvent.objects.get()
    assert event.detail == {"fields": ["certificate_name", "country"]}
    assert User.objects.get(pk=user.pk).certificate_name == "آنا"
