"""The audit log only grows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction

from cms.people import audit
from cms.people.managers import AppendOnlyError
from cms.people.models import AuditEvent
from tests.people.made import institution, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    ministry = institution()
    return audit.record(
        actor=person(), verb="round.signed", institution=ministry, subject=ministry, detail={"n": 1}
    )


def test_an_event_says_who_did_what_to_what_and_where(event: AuditEvent) -> None:
    assert event.actor.display_name.startswith("Person")
    assert event.subject_type == "people.institution"
    assert event.subject_id == str(event.institution.pk)
    assert event.detail == {"n": 1}


def test_an_event_without_a_person_is_that_of_a_command() -> None:
    assert audit.record(actor=None, verb="site.opened").actor is None
    assert audit.record(actor=AnonymousUser(), verb="site.seen").actor is None


def test_a_verb_that_is_no_verb_is_refused() -> None:
    with pytest.raises(ValueError, match="noun"):
        audit.record(actor=None, verb="signed")


def test_an_event_is_never_changed_or_removed(event: AuditEvent) -> None:
    event.verb = "round.opened"
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()
    with pytest.raises(AppendOnlyError):
        AuditEvent.objects.update(verb="round.opened")
    with pytest.raises(AppendOnlyError):
        AuditEvent.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        AuditEvent.objects.bulk_update([event], ["verb"])
    assert AuditEvent.objects.get().verb == "round.signed"


def test_the_database_itself_refuses_a_change(event: AuditEvent) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        _execute("UPDATE people_auditevent SET verb = 'round.opened'")
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            _execute("DELETE FROM people_auditevent")
    assert AuditEvent.objects.get().verb == "round.signed"


def test_a_person_can_be_erased_and_the_event_stays(event: AuditEvent) -> None:
    number = event.actor_id
    event.actor.delete()
    assert AuditEvent.objects.get(pk=event.pk).actor_id == number


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
