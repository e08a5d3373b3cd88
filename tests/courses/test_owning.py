"""Courses belong to an institution: it edits them, others read and copy, on every way there is."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from cms import trainers
from cms.people import roles
from cms.people.models import AuditEvent, Institution, Membership, User
from courses import services
from courses.models import CourseIndexPage, CourseOwner, CoursePage, ModulePage
from courses.services import owning, teaching
from tests.courses import made
from tests.people import made as people


@pytest.fixture
def ministry(course: CoursePage) -> Institution:
    """The small course belongs to it."""
    found = people.institution(name="Ministry of Learning")
    owning.settle(course.translation_key, found)
    return found


def trainer(*institutions: Institution) -> User:
    group = trainers.establish(pages=CourseIndexPage.objects.all())
    user = people.editor(group)
    for one in institutions:
        Membership.objects.create(user=user, institution=one, role=roles.OBSERVER)
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def told(content_id: str = "small/first") -> dict[str, Any]:
    """What of a page may not change."""
    page = made.page(content_id)
    return {
        name: getattr(page, name)
        for name in ("path", "live", "title", "draft_title", "latest_revision_id", "locked")
    }


FORBIDDEN = ["edit", "delete", "unpublish", "move", "copy", "set_privacy", "history"]


@pytest.mark.django_db
@pytest.mark.parametrize("way", FORBIDDEN)
@pytest.mark.parametrize("content_id", ["small", "small/start", "small/first", "small/quiz"])
def test_nobody_else_opens_what_changes_a_page(ministry, way, content_id):
    page = made.page(content_id)
    name = "wagtailadmin_pages:set_privacy" if way == "set_privacy" else f"wagtailadmin_pages:{way}"
    address = reverse(name, args=[page.pk])
    stranger, own = browser(trainer()), browser(trainer(ministry))
    before = told(content_id)
    assert stranger.get(address).status_code == 302
    assert stranger.post(address, {"action-publish": "1", "title": "Taken"}).status_code == 302
    assert told(content_id) == before
    leads_elsewhere = way == "copy" and content_id == "small"  # to the page of our own
    if not leads_elsewhere and (way != "delete" or made.page(content_id).is_leaf()):
        assert own.get(address).status_code == 200


@pytest.mark.django_db
def test_nothing_is_added_below_moved_into_or_put_in_another_order(ministry):
    module, lesson = made.page("small/start"), made.page("small/second")
    client = browser(trainer())
    add = reverse("wagtailadmin_pages:add", args=("courses", "lessonpage", module.pk))
    assert client.get(add).status_code == 302
    order = reverse("wagtailadmin_pages:set_page_position", args=[lesson.pk])
    before = [page.pk for page in module.get_children()]
    assert client.post(f"{order}?position=0").status_code == 302
    assert [page.pk for page in ModulePage.objects.get(pk=module.pk).get_children()] == before
    own = browser(trainer(ministry))
    assert own.post(f"{order}?position=0").status_code == 200
    assert [page.pk for page in ModulePage.objects.get(pk=module.pk).get_children()] != before


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["delete", "unpublish", "publish", "move"])
def test_bulk_actions_leave_it_alone(ministry, deed):
    lesson = made.page("small/first")
    before = told()
    client = browser(trainer())
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", deed))
    chooser = made.page("small/start").pk
    client.post(f"{address}?id={lesson.pk}", {"chooser": chooser, "move_applicable": "on"})
    assert told() == before


@pytest.mark.django_db
def test_reading_stays_open_and_the_site_s_own_courses_are_everybody_s(course):
    lesson = made.page("small/first")
    client = browser(trainer())
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert client.get(edit).status_code == 200
    owning.settle(course.translation_key, people.institution())
    assert client.get(edit).status_code == 302
    assert client.get(lesson.get_url()).status_code == 200
    explorer = client.get(reverse("wagtailadmin_explore", args=[lesson.get_parent().pk]))
    assert lesson.title in explorer.content.decode()
    assert edit not in explorer.content.decode()


@pytest.mark.django_db
def test_an_administrator_edits_every_course(ministry):
    client = browser(made.person(is_staff=True, is_superuser=True))
    edit = reverse("wagtailadmin_pages:edit", args=[made.page("small/first").pk])
    assert client.get(edit).status_code == 200


@pytest.mark.django_db
def test_a_list_asks_once_whose_courses_are(ministry, django_assert_num_queries):
    user = trainer()
    pages = [made.page(name) for name in ("small", "small/start", "small/first")]
    assert not pages[0].permissions_for_user(user).can_publish()
    with django_assert_num_queries(0):
        assert not any(page.permissions_for_user(user).can_publish() for page in pages)


@pytest.mark.django_db
def test_who_edits_a_course_gives_it_away_on_record(course, ministry):
    user, other = trainer(ministry), people.institution()
    with pytest.raises(PermissionDenied):
        owning.hand_over(actor=user, course=course, institution=other)
    with pytest.raises(PermissionDenied):
        owning.hand_over(actor=user, course=course, institution=None)
    Membership.objects.create(user=user, institution=other, role=roles.OBSERVER)
    owning.hand_over(actor=user, course=course, institution=other)
    assert owning.owners([course.translation_key]) == {course.translation_key: other}
    assert AuditEvent.objects.get(verb="course.handed_over").institution == other
    with pytest.raises(PermissionDenied):
        owning.hand_over(actor=trainer(ministry), course=course, institution=ministry)


@pytest.mark.django_db
def test_no_trainer_takes_a_course_of_the_site(course):
    ministry = people.institution()
    with pytest.raises(PermissionDenied):
        owning.hand_over(actor=trainer(ministry), course=course, institution=ministry)
    admin = made.person(is_staff=True, is_superuser=True)
    owning.hand_over(actor=admin, course=course, institution=ministry)
    owning.hand_over(actor=admin, course=course, institution=None)
    assert not CourseOwner.objects.exists()


@pytest.mark.django_db
def test_a_course_outlives_its_institution_as_the_site_s(course, ministry):
    Institution.objects.filter(pk=ministry.pk).delete()
    found = teaching.home(user=trainer())
    assert [one.page.content_id for one in found.site] == ["small"]


@pytest.mark.django_db
def test_who_may_enrol_and_releases_are_the_institution_s(course, ministry):
    stranger, own = trainer(), trainer(ministry)
    address = reverse("courses:manage", args=["small"])
    assert browser(stranger).get(address).status_code == 403
    for do in ("way", "release"):
        assert browser(stranger).post(address, {"do": do, "way": "code"}).status_code == 403
    assert "small" not in browser(stranger).get(reverse("courses:managed")).content.decode()
    assert browser(own).get(address).status_code == 200
    with pytest.raises(PermissionDenied):
        services.invite(actor=stranger, course=course, email="a@example.org", language="en")
