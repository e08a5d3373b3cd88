"""The last place of a code, asked for by two people at once: one gets it, the other a sentence."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms.people.models import AuditEvent
from cms.people.refusals import Refused
from courses import services
from courses.models import Enrolment, EnrolmentCode, Way
from tests.courses import made

pytestmark = [
    pytest.mark.concurrency,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
AT_ONCE = 6


@pytest.fixture(scope="module", autouse=True)
def _emptied(django_db_setup, django_db_blocker):
    """What is restored for these tests finds an empty database, whatever other tests left in it,
    and leaves one as those tests want it."""
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    yield
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=False)


def test_the_last_place_of_a_code_goes_to_one_of_those_who_ask_at_once(course):
    cache.clear()
    trainer = made.person(is_superuser=True)
    services.set_way(actor=trainer, course=course, way=Way.CODE)
    today = timezone.localdate() + timedelta(days=1)
    found = services.make_code(actor=trainer, course=course, until=today, limit=2)
    services.enter_code(user=made.person(), course=course, code=found.code)
    people = [made.person() for _ in range(AT_ONCE)]
    got, sentences = at_once(people, course, found.code)
    assert len(got) == 1
    assert len(sentences) == AT_ONCE - 1
    assert all("As many people as this code is for" in sentence for sentence in sentences)
    assert list(Enrolment.objects.filter(user__in=people).values_list("user", flat=True)) == got
    assert EnrolmentCode.objects.get().uses == 2
    assert AuditEvent.objects.filter(verb="course.begun", actor__in=people).count() == 1


def test_one_person_in_two_windows_takes_one_place(course):
    cache.clear()
    trainer = made.person(is_superuser=True)
    services.set_way(actor=trainer, course=course, way=Way.CODE)
    today = timezone.localdate() + timedelta(days=1)
    found = services.make_code(actor=trainer, course=course, until=today, limit=2)
    learner = made.person()
    got, sentences = at_once([learner, learner], course, found.code)
    assert (got, sentences) == ([learner.pk, learner.pk], [])
    assert Enrolment.objects.get().user == learner
    assert EnrolmentCode.objects.get().uses == 1


def at_once(people, course, code: str) -> tuple[list[int], list[str]]:
    """Let all enter the code in the same moment; return who got in, and what others read."""
    start, got, sentences = threading.Barrier(len(people)), [], []

    def enter(user) -> None:
        try:
            start.wait()
            got.append(services.enter_code(user=user, course=course, code=code).user_id)
        except Refused as no:
            sentences.append(str(no.sentence))
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) + len(sentences) == len(people)
    return got, sentences
