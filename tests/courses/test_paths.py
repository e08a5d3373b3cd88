"""Learning paths: of one person or for everybody; ids of lessons, and nothing of a roadmap."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client

from cms import trainers
from cms.people.models import AuditEvent
from courses import catalogue, services
from courses.models import CourseIndexPage, LearningPath
from tests.cms import crawler
from tests.courses import made
from tests.people.made import editor

pytestmark = pytest.mark.django_db
LESSONS = ["small/second", "small/first", "other/unknown"]


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_path_is_made_once_and_renewed(course, learner):
    address = catalogue.make_path(user=learner, lessons=[*LESSONS, "small/first"])
    assert catalogue.make_path(user=learner, lessons=["small/first"]) == address
    path = LearningPath.objects.get()
    assert (path.owner, path.lessons, path.titles) == (learner, ["small/first"], {})
    verbs = AuditEvent.objects.filter(actor=learner).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["path.made", "path.renewed"]


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_its_page_shows_progress_minutes_and_the_next_step(course, learner, language):
    address = catalogue.make_path(user=learner, lessons=LESSONS)
    address = f"/{language}/{address.partition('/en/')[2]}"
    services.complete_lesson(user=learner, lesson=made.page("small/second"))
    answer = browser(learner).get(address)
    text = answer.content.decode()
    assert crawler.faults(text, language) == []
    followed = answer.context["followed"]
    assert (followed.done, followed.total, followed.minutes, followed.missing) == (1, 2, 5, 1)
    assert followed.next.url == f"/{language}/courses/small/start/first/"
    assert text.index("second</a>") < text.rindex("first</a>")


def test_a_path_without_a_published_lesson_says_so(course, learner):
    text = browser(learner).get(catalogue.make_path(user=learner, lessons=["a/b"])).content.decode()
    assert "No lesson here yet" in text


def test_nobody_opens_or_removes_the_path_of_somebody_else(course, learner):
    address = catalogue.make_path(user=learner, lessons=LESSONS)
    for client in (Client(), browser(made.person()), browser(made.person(is_superuser=True))):
        assert client.get(address).status_code == 404
    other = browser(made.person())
    assert other.post(f"{address}remove/").status_code == 404
    with pytest.raises(PermissionDenied):
        services.remove_path(user=made.person(), path_id=LearningPath.objects.get().pk)
    assert Client().post(f"{address}remove/").status_code == 302
    assert LearningPath.objects.exists()


def test_its_owner_removes_it_and_what_was_read_stays_read(course, learner):
    address = catalogue.make_path(user=learner, lessons=LESSONS)
    client = browser(learner)
    services.complete_lesson(user=learner, lesson=made.page("small/first"))
    assert address in client.get("/en/desk/").content.decode()
    assert client.get(f"{address}remove/").status_code == 405
    assert client.post(f"{address}remove/")["Location"] == "/en/desk/"
    assert not LearningPath.objects.exists()
    assert learner.completions.count() == 1
    assert client.post(f"{address}remove/").status_code == 404


def test_a_path_for_everybody_stands_in_the_catalogue_and_opens_without_an_account(course, client):
    path = LearningPath.objects.create(titles={"ar": "أولى الخطوات"}, lessons=LESSONS)
    text = client.get("/en/courses/").content.decode()
    assert 'lang="ar"><bdi>أولى الخطوات</bdi>' in text
    answer = client.get(f"/en/learn/paths/{path.pk}/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert crawler.faults(answer.content.decode(), "en") == []
    assert browser(made.person()).post(f"/en/learn/paths/{path.pk}/remove/").status_code == 404
    assert client.get(f"/en/learn/paths/{uuid4()}/").status_code == 404


def test_trainers_write_paths_in_the_admin_and_see_nobodys_own(course, learner):
    trainers.establish(pages=CourseIndexPage.objects.all())
    client = browser(editor(Group.objects.get(name=trainers.TRAINERS)))
    own = LearningPath.objects.create(owner=learner, lessons=["small/first"], origin="roadmap")
    add = "/admin/learning-paths/new/"
    assert client.get(add).status_code == 200
    sent = {"title_en": "First steps", "title_fr": "", "title_es": "", "title_ar": ""}
    for wrong in ("nothing", "small/first\nsmall/first"):
        assert client.post(add, {**sent, "lessons": wrong}).status_code == 200
    assert client.post(add, {"lessons": "small/first"}).status_code == 200
    assert LearningPath.objects.count() == 1
    assert client.post(add, {**sent, "lessons": "small/first\nsmall/second"}).status_code == 302
    path = LearningPath.objects.get(owner=None)
    assert (path.titles, path.lessons) == ({"en": "First steps"}, ["small/first", "small/second"])
    listed = client.get("/admin/learning-paths/").content.decode()
    assert "First steps" in listed
    assert str(own.pk) not in listed
    edit = f"/admin/learning-paths/edit/{own.pk}/"
    for address in (edit, edit.replace("/edit/", "/delete/")):
        assert client.get(address, follow=True).status_code == 404


def test_a_path_costs_the_same_queries_however_long(course, learner, django_assert_max_num_queries):
    paths = [LearningPath(lessons=LESSONS[:count]) for count in (1, 2, 3)]
    with django_assert_max_num_queries(6):
        services.followed(paths=paths, user=learner, language="en")
