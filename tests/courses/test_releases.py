"""Releases: made where something has changed, named by certificates; graduates stay graduates."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from courses import services, transfer
from courses.domain import bundle, releases
from courses.models import CourseRelease, ImmutableError, freezing
from tests.courses import example, made

pytestmark = pytest.mark.django_db
THIRD = """+++
title = "{0} third"
summary = "{0} third summary"
[outcomes]
hear = "{0} hear"
+++

::: text only
{0} text
:::
"""


def grown() -> dict[str, str]:
    """The small course with one lesson more and another one mended."""
    outline = example.FILES["course.toml"].replace(
        '{ id = "second", minutes = 7 }',
        '{ id = "second", minutes = 7 }, { id = "third", minutes = 4 }',
    )
    mended = example.FILES["en/second.md"].replace("English text", "English text, mended")
    words = {
        f"{code}/third.md": THIRD.format(word) for code, word in (("en", "English"), ("ar", "عربي"))
    }
    return example.files({"course.toml": outline, "en/second.md": mended, **words})


def imported(files: dict[str, str]) -> transfer.Report:
    return transfer.import_course(course=bundle.parse(files))


@pytest.fixture
def certificate(course, learner):
    made.finish(learner)
    return services.issue(user=learner, course=course, name="Amina Salem")


def test_the_first_import_makes_the_first_release(course):
    one = CourseRelease.objects.get()
    assert (one.number, one.course_id, one.course_key) == (1, "small", course.translation_key)
    assert one.sha256 == releases.digest(one.content)
    assert [part["id"] for part in one.content["parts"]] == [
        "small/first",
        "small/second",
        "small/quiz",
    ]
    assert [(item["id"], item["version"]) for item in one.content["parts"][2]["items"]] == [
        ("one", 1),
        ("several", 1),
    ]


def test_only_a_change_of_what_it_lists_makes_a_release(course):
    assert transfer.import_course(course=example.course()).release is None
    arabic = example.FILES["ar/second.md"].replace("عربي text", "عربي other")
    assert imported(example.files({"ar/second.md": arabic})).release is None
    items = example.FILES["en/items.toml"].replace("English one?", "English one, mended?")
    assert imported(example.files({"en/items.toml": items})).release == 2
    first, second = CourseRelease.objects.order_by("number")
    assert releases.changes(first.content, second.content).changed == (
        "small/quiz",
        "small/second",
    ) or (releases.changes(first.content, second.content).changed == ("small/quiz",))


def test_numbers_go_on_from_the_version_of_the_course(course):
    later = example.FILES["course.toml"].replace("version = 1", "version = 5")
    assert imported(example.files({"course.toml": later})).release == 5
    assert imported(grown()).release == 6


def test_a_release_is_never_changed(course):
    row = CourseRelease.objects.get()
    for change in (row.save, row.delete, CourseRelease.objects.all().delete):
        with pytest.raises(ImmutableError):
            change()


def test_a_certificate_names_its_release_wherever_the_version_stood(certificate, learner, client):
    later = example.FILES["course.toml"].replace("version = 1", "version = 3")
    imported(example.files({"course.toml": later}))
    assert certificate.release.number == certificate.release_number == 1
    assert services.statement(certificate, "en").release == 1
    told = services.transcript(user=learner, language="en")["courses"][0]
    assert (told["release"], told["certificates"][0]["release"]) == (3, 1)
    assert "version <bdi>1</bdi>" in client.get(f"/en/verify/{certificate.code}/").content.decode()
    client.force_login(learner)
    page = client.get("/en/learn/small/certificate/").content.decode()
    assert "<dt>Version</dt><dd><bdi>1</bdi></dd>" in page
    assert "Version <bdi>3</bdi>" in client.get("/en/courses/small/").content.decode()


def test_a_graduate_stays_one_when_the_course_grows_and_sees_what_changed(
    certificate, course, learner, client
):
    imported(grown())
    assert services.earned(user=learner, course=course)
    client.force_login(learner)
    text = client.get("/en/courses/small/").content.decode()
    assert "You completed version <bdi>1</bdi>" in text
    assert '<a href="/en/courses/small/start/third/">English third</a> · new' in text
    assert '<a href="/en/courses/small/start/second/">English second</a> · changed' in text
    assert "English first</a> · changed" not in text
    [card] = services.desk(user=learner, language="en")
    assert (card["finished"], card["news"], card["next_url"]) == (True, 2, "")
    assert card["done"] == card["total"] == 4
    assert "<bdi>2</bdi> parts are new or changed" in client.get("/en/desk/").content.decode()
    entry = client.get("/en/courses/").context["courses"][0]
    assert entry.is_completed
    services.complete_lesson(user=learner, lesson=made.page("small/third"))
    [card] = services.desk(user=learner, language="en")
    assert card["news"] == 1


def test_a_certificate_of_old_days_tells_what_was_not_done_yet(certificate, course, learner):
    type(certificate).objects.update(release=None)
    imported(grown())
    old = services.held(user=learner, course=course)
    assert old.release_number == old.course_version == 1
    [card] = services.desk(user=learner, language="en")
    assert (card["finished"], card["news"]) == (True, 1)


def test_another_version_is_certified_only_when_all_of_it_is_done(certificate, course, learner):
    files = grown()
    files["course.toml"] = files["course.toml"].replace("version = 1", "version = 2")
    imported(files)
    newer = made.page("small")
    with pytest.raises(PermissionDenied):
        services.issue(user=learner, course=newer, name="Amina")
    services.complete_lesson(user=learner, lesson=made.page("small/third"))
    assert services.issue(user=learner, course=newer, name="Amina").release_number == 2


def test_a_revoked_certificate_makes_no_graduate(certificate, course, learner):
    imported(grown())
    services.revoke(actor=made.person(is_superuser=True), certificate=certificate, reason="mistake")
    assert not services.earned(user=learner, course=course)


def test_what_is_edited_in_the_site_is_released_by_hand(course, capsys):
    administrator = made.person(is_superuser=True)
    lesson = made.page("small/second")
    lesson.title = "Edited here"
    lesson.save_revision().publish()
    assert CourseRelease.objects.count() == 1
    found = services.release(actor=administrator, course=made.page("small", "ar"), notes="Mended")
    assert (found.number, found.notes) == (2, "Mended")
    assert services.release(actor=administrator, course=course) is None
    call_command("release_course", "small")
    assert "Nothing has changed" in capsys.readouterr().out
    lesson.title = "Edited again"
    lesson.save_revision().publish()
    call_command("release_course", "small", notes="Again")
    assert "Release 3" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("release_course", "nothing")


def test_a_course_that_was_never_released_is_at_its_first_certificate(course, learner):
    CourseRelease.objects.all()._raw_delete(CourseRelease.objects.db)
    made.finish(learner)
    assert services.issue(user=learner, course=course, name="Amina").release.number == 1


def test_the_content_is_plain_json_and_the_same_every_time(course):
    first, again = (json.dumps(freezing.content_of(course)) for _ in range(2))
    assert first == again
