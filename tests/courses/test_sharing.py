"""Results belong to the person: numbers of many, names by consent, and nothing by subtraction."""

import datetime as dt
from collections.abc import Iterable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.people import roles
from cms.people.models import AuditEvent, Institution, Membership, User
from courses import services
from courses.models import Certificate, Enrolment, LearningCount, NameConsent
from courses.services import institutions
from tests.courses import made
from tests.people.made import institution, member, person

pytestmark = pytest.mark.django_db
PAGE = "/en/learn/sharing/"
LAST_YEAR = timezone.now() - dt.timedelta(days=400)


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_DIR = tmp_path / "signing"


@pytest.fixture
def house(db: None) -> Institution:
    return institution(name="Ministry of Digital Affairs")


@pytest.fixture
def coordinator(house: Institution) -> User:
    return member(roles.COORDINATOR, house)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def people(house: Institution, number: int) -> list[User]:
    """Members who have been there for long."""
    found = [member(roles.OBSERVER, house) for _ in range(number)]
    long_there(house)
    return found


def long_there(house: Institution) -> None:
    Membership.objects.filter(institution=house).update(created_at=LAST_YEAR)


def begin(course, users: Iterable[User]) -> None:
    for user in users:
        services.enrol(user=user, course=course)
    Enrolment.objects.update(created_at=LAST_YEAR)


def page(coordinator: User, house: Institution) -> str:
    answer = browser(coordinator).get(reverse("courses:institution", args=[house.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(coordinator: User, house: Institution, now: dt.datetime | None = None):
    shown = services.learning_of(user=coordinator, institution=house, language="en", now=now)
    (course,) = shown["counts"]
    return shown["any"].begun, course["begun"], course["certified"]


@pytest.mark.parametrize(
    ("members", "begun", "told"),
    [(4, 4, 0), (20, 0, 0), (20, 4, 0), (20, 5, 5), (20, 9, 5), (20, 12, 10), (11, 11, 5)],
)
def test_numbers_come_in_steps_of_five_and_never_say_that_all_did(
    course, house, coordinator, members, begun, told
):
    begin(course, people(house, members - 1)[:begun])
    if begun == members:
        begin(course, [coordinator])
    assert numbers(coordinator, house) == (told, told, 0)


def test_a_small_institution_reads_that_nothing_is_counted(course, house, coordinator):
    begin(course, people(house, 8))
    text = page(coordinator, house)
    assert "fewer than" in text
    assert "or more" not in text
    assert set(LearningCount.objects.values_list("begun", "enough")) == {(0, False)}


def test_a_course_that_nobody_has_begun_looks_like_one_that_four_have(course, house, coordinator):
    users = people(house, 12)
    before = page(coordinator, house)
    LearningCount.objects.all().delete()
    begin(course, users[:4])
    assert page(coordinator, house) == before


def test_taking_a_role_away_does_not_change_the_number_of_the_month(course, house, coordinator):
    users = people(house, 15)
    begin(course, users[:5])
    assert numbers(coordinator, house)[1] == 5
    Membership.objects.filter(user=users[0]).delete()
    begin(course, users[5:12])
    assert numbers(coordinator, house)[1] == 5
    later = timezone.now() + dt.timedelta(days=32)
    assert numbers(coordinator, house, later)[1] == 10


def test_what_was_begun_in_this_month_waits_for_the_next(course, house, coordinator):
    users = people(house, 15)
    for user in users[:6]:
        services.enrol(user=user, course=course)
    Enrolment.objects.update(created_at=timezone.now())
    assert numbers(coordinator, house)[1] == 0


def test_certificates_are_counted_by_the_same_rule(course, house, coordinator):
    users = people(house, 15)
    begin(course, users[:10])
    for number, user in enumerate(users[:7]):
        made.finish(user)
        services.issue(user=user, course=course, name=f"Learner {number}")
    Certificate.objects.update(issued_at=LAST_YEAR)
    assert numbers(coordinator, house) == (10, 10, 5)


@pytest.mark.parametrize("role", sorted(set(roles.LABELS) - {roles.COORDINATOR}))
def test_other_members_and_other_institutions_do_not_read_it(course, house, role):
    address = reverse("courses:institution", args=[house.pk])
    assert browser(member(role, house)).get(address).status_code == 403
    assert browser(member(roles.COORDINATOR, institution())).get(address).status_code == 404
    assert browser(person(is_staff=True, is_superuser=True)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def sent(house: Institution, course, do: str) -> dict[str, str]:
    return {"institution": str(house.pk), "course": str(course.translation_key), "do": do}


def test_a_name_is_shown_by_consent_and_hidden_at_once(course, house, coordinator):
    (user,) = people(house, 1)
    user.display_name = "Samira Haddad"
    user.save()
    begin(course, [user])
    assert "Samira" not in page(coordinator, house)
    client = browser(user)
    assert "Allow it for this course" in client.get(PAGE).content.decode()
    client.post(PAGE, sent(house, course, "show"))
    client.post(PAGE, sent(house, course, "show"))
    given = NameConsent.objects.get()
    assert (given.wording, given.language) == (1, "en")
    text = page(coordinator, house)
    assert "Samira" in text
    assert "%" not in text.partition("Samira")[2].partition("</ul>")[0], "no mark"
    client.post(PAGE, sent(house, course, "hide"))
    assert "Samira" not in page(coordinator, house)
    client.post(PAGE, sent(house, course, "show"))
    assert NameConsent.objects.count() == 2, "a new consent is a new row"
    verbs = AuditEvent.objects.filter(verb__startswith="name.").order_by("pk")
    assert [one.verb for one in verbs] == ["name.shown", "name.hidden", "name.shown"]
    assert {one.institution_id for one in verbs} == {None}, "its log does not tell"
    assert AuditEvent.objects.filter(verb="learning.seen", institution=house).count() == 1


def test_who_leaves_the_institution_is_shown_no_more(course, house, coordinator):
    (user,) = people(house, 1)
    begin(course, [user])
    services.show_name(
        user=user, institution_id=house.pk, course_key=course.translation_key, language="en"
    )
    assert user.display_name in page(coordinator, house)
    user.memberships.all().delete()
    assert user.display_name not in page(coordinator, house)


def test_consent_is_for_ones_own_institution_and_course(course, house):
    (user,) = people(house, 1)
    other = institution()
    client = browser(user)
    assert client.post(PAGE, sent(house, course, "show")).status_code == 403, "not begun"
    begin(course, [user])
    assert client.post(PAGE, sent(other, course, "show")).status_code == 403
    assert client.post(PAGE, {"institution": "x", "course": "y"}).status_code == 400
    assert not NameConsent.objects.exists()


def test_it_costs_the_same_queries_for_many_people(course, house, coordinator):
    users = people(house, 12)
    begin(course, users)

    def show(user: User) -> None:
        services.show_name(
            user=user, institution_id=house.pk, course_key=course.translation_key, language="en"
        )

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            institutions.learning_of(user=coordinator, institution=house, language="en")
        return len(seen)

    show(users[0])
    asked()
    few = asked()
    for user in users[1:]:
        show(user)
        services.complete_lesson(user=user, lesson=made.page("small/first"))
    assert asked() == few
