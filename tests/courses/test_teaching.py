"""The home of those who write courses: what is listed as theirs, what waits, what checks find."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cms import reviews, trainers
from cms.models import ErrorReport
from cms.people.models import Institution
from courses.domain.checking import Rule
from courses.models import CourseIndexPage, CoursePage, LessonPage
from courses.services import checking, copying, owning, teaching
from tests.courses import made
from tests.courses.test_owning import browser, trainer
from tests.people import made as people

HOME = "courses:teaching"


def rows(home: teaching.Home) -> dict[str, list[str]]:
    return {
        name: [one.page.content_id for one in getattr(home, name)]
        for name in ("own", "site", "others")
    }


def get(client: Client, name: str, *args: Any, language: str = "en") -> Any:
    with translation.override(language):
        return client.get(reverse(name, args=args))


@pytest.mark.django_db
def test_courses_of_one_s_institution_stand_apart_from_those_of_others(course):
    ministry = people.institution()
    own, stranger = trainer(ministry), trainer(people.institution())
    assert rows(teaching.home(user=own)) == {"own": [], "site": ["small"], "others": []}
    owning.settle(course.translation_key, ministry)
    for user in (own, stranger):
        owning.owning.forget(user)
    assert rows(teaching.home(user=own))["own"] == ["small"]
    assert rows(teaching.home(user=stranger))["others"] == ["small"]


@pytest.mark.django_db
def test_the_desk_leads_a_trainer_to_her_courses(course):
    assert 'href="/en/learn/teaching/"' in get(browser(trainer()), "desk").content.decode()


@pytest.mark.django_db
def test_drafts_of_other_institutions_stay_unseen(course):
    ministry = people.institution()
    owning.settle(course.translation_key, ministry)
    for page in CoursePage.objects.all():
        page.unpublish()
    stranger = trainer()
    assert rows(teaching.home(user=stranger))["others"] == []
    client = browser(stranger)
    assert get(client, "courses:teaching-course", "small").status_code == 404
    assert get(client, "courses:teaching-copy", "small").status_code == 404
    assert get(browser(trainer(ministry)), "courses:teaching-course", "small").status_code == 200


@pytest.mark.django_db
def test_the_home_tells_state_languages_reports_and_what_is_scheduled(course):
    lesson = made.page("small/first")
    ErrorReport.objects.create(page=lesson.get_url(), text="One a too many")
    ErrorReport.objects.create(page="/en/courses/smaller/", text="Of another course")
    lesson.title, lesson.go_live_at = "Later", timezone.now() + timezone.timedelta(days=1)
    lesson.save_revision().publish()
    (one,) = teaching.home(user=trainer()).site
    assert (one.state, one.reports, one.changed) == (teaching.State.LIVE, 1, 1)
    assert one.scheduled == lesson.go_live_at
    assert [spoken.code for spoken in one.spoken] == ["en", "ar"]
    assert all(spoken.live for spoken in one.spoken)


@pytest.mark.django_db
def test_the_home_of_ten_courses_costs_no_more_than_that_of_one(
    course, django_assert_max_num_queries
):
    user = trainer()
    client = browser(user)
    for number in range(9):
        copying.copy(actor=user, course=course, content_id=f"copy-{number}", institution=None)
    lesson = made.page("small/first")
    ErrorReport.objects.create(page=lesson.get_url(), text="One a too many")
    lesson.go_live_at = timezone.now() + timezone.timedelta(days=1)
    lesson.save_revision().publish()
    get(client, HOME)
    cache.clear()
    ContentType.objects.clear_cache()
    with django_assert_max_num_queries(25):
        shown = get(client, HOME).content.decode()
    assert shown.count("English course") == 10
    with django_assert_max_num_queries(20):
        get(client, HOME)


@pytest.mark.django_db
def test_an_author_finds_her_courses_and_nothing_that_is_for_those_who_manage(course):
    reviews.establish(pages=CourseIndexPage.objects.select_related("locale"))
    author = people.editor(Group.objects.get(name="Authors"))
    client = browser(author)
    ErrorReport.objects.create(page=made.page("small/first").get_url(), text="One a too many")
    assert rows(teaching.home(user=author)) == {"own": [], "site": ["small"], "others": []}
    shown = get(client, HOME).content.decode()
    assert "English course" in shown
    assert "reported error" not in shown
    for address in (reverse("courses:teaching-new"), reverse("courses:managed")):
        assert address not in shown
    page = get(client, "courses:teaching-course", "small").content.decode()
    assert reverse("authoring:course", args=["small"]) in page
    assert reverse("courses:teaching-copy", args=["small"]) not in page
    assert 'href="/en/learn/teaching/"' in get(client, "desk").content.decode()
    assert "/learn/teaching/" in client.get("/admin/").content.decode()
    for name, args in (("courses:teaching-new", ()), ("courses:teaching-copy", ["small"])):
        assert get(client, name, *args).status_code == 404
        assert client.post(reverse(name, args=args), {"content_id": "mine"}).status_code == 404
    assert client.post(reverse("courses:teaching-course", args=["small"])).status_code == 403
    owning.settle(course.translation_key, people.institution())
    for name, args in ((HOME, ()), ("courses:teaching-course", ["small"])):
        assert get(client, name, *args).status_code == 404


@pytest.mark.django_db
def test_who_only_reviews_or_translates_finds_no_courses(course):
    indexes = list(CourseIndexPage.objects.select_related("locale"))
    reviews.establish(pages=indexes)
    trainers.establish_translators(pages=indexes)
    for name in ("Subject experts", "Language reviewers (en)", "Translators (ar)"):
        client = browser(people.editor(Group.objects.get(name=name)))
        for page, args in ((HOME, ()), ("courses:teaching-course", ["small"])):
            assert get(client, page, *args).status_code == 404, name


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_of_a_course_names_what_its_drafts_lack(course, language):
    lesson = LessonPage.objects.get(content_id="small/first", locale__language_code="en")
    lesson.body = [
        ("text", {"body": '<h3>Deep</h3><p>Go <a href="https://a.example">here</a></p>'})
    ]
    lesson.save_revision()
    client = browser(trainer())
    found = checking.of_courses([course])[course.pk]
    told = {one.title: [each.rule for each in one.findings] for one in found}
    assert told[lesson.title] == [Rule.HEADING_ORDER, Rule.LINK]
    shown = get(client, "courses:teaching-course", "small", language=language)
    assert "Deep" in shown.content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert edit in shown.content.decode()
    panel = client.get(edit).content.decode()
    assert "A heading skips a level." in panel


@pytest.mark.django_db
def test_a_saved_page_is_counted_anew_and_nothing_else(course, django_assert_num_queries):
    before = checking.counts([course])
    with django_assert_num_queries(2):
        assert checking.counts([course]) == before
    lesson = made.page("small/first")
    lesson.summary = ""
    lesson.save_revision()
    assert checking.counts([course])[course.pk] == before[course.pk] + 1


@pytest.mark.django_db
def test_only_trainers_come_in(course, signed_in, client):
    for name, args in (
        (HOME, ()),
        ("courses:teaching-new", ()),
        ("courses:teaching-course", ["small"]),
    ):
        assert get(signed_in, name, *args).status_code == 404
        assert get(Client(), name, *args).status_code == 302


@pytest.mark.django_db
def test_whose_a_course_is_changes_on_its_page(course):
    ministry: Institution = people.institution()
    admin = browser(made.person(is_staff=True, is_superuser=True))
    address = reverse("courses:teaching-course", args=["small"])
    assert admin.post(address, {"institution": str(ministry.pk)}).status_code == 302
    assert owning.owners([course.translation_key]) == {course.translation_key: ministry}
    assert browser(trainer()).post(address, {"institution": ""}).status_code == 403
