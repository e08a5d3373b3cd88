"""New courses: from the template in any language, and copies that share nothing."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page

from courses import services
from courses.domain import keys
from courses.domain.checking import Rule
from courses.models import (
    CourseIndexPage,
    CoursePage,
    Item,
    LessonPage,
    ModulePage,
    QuizPage,
    Scenario,
)
from courses.services import checking, copying, founding, owning
from tests.courses import made
from tests.courses.test_owning import browser, trainer
from tests.people import made as people

KINDS = (CoursePage, ModulePage, LessonPage, QuizPage)


def french_index() -> CourseIndexPage:
    """A course index in a language that no course speaks."""
    first = CourseIndexPage.objects.get(locale__language_code="en")
    locale, _new = Locale.objects.get_or_create(language_code="fr")
    home = first.get_parent().copy_for_translation(locale)
    home.save_revision().publish()
    index = first.copy_for_translation(locale)
    index.save_revision().publish()
    return CourseIndexPage.objects.get(pk=index.pk)


def publish(course: CoursePage) -> None:
    for page in Page.objects.descendant_of(course, inclusive=True).order_by("path").specific():
        page.get_latest_revision().publish()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar", "fr"])
def test_a_course_begins_in_any_language_and_is_listed_in_it_alone(course, client, language):
    if language == "fr":
        french_index()
    ministry = people.institution()
    user = trainer(ministry)
    told = {
        "title": "Premiers pas",
        "language": language,
        "content_id": "first-steps",
        "institution": str(ministry.pk),
    }
    answer = browser(user).post(reverse("courses:teaching-new"), told)
    assert answer.status_code == 302
    pages = [kind.objects.get(content_id__startswith="first-steps") for kind in KINDS]
    assert not any(page.live for page in pages)
    assert {page.locale.language_code for page in pages} == {language}
    made_course = pages[0]
    assert made_course.source_language == language
    assert owning.owners([made_course.translation_key])[made_course.translation_key] == ministry
    publish(made_course)
    index = client.get(made_course.get_parent().get_url())
    assert "Premiers pas" in index.content.decode()
    for page in pages:
        assert client.get(page.get_url()).status_code == 200


@pytest.mark.django_db
def test_the_template_says_what_to_write_and_the_checks_name_what_is_left(course):
    index = CourseIndexPage.objects.get(locale__language_code="ar")
    made_course = founding.found(
        actor=trainer(), index=index, title="دورة", content_id="new", institution=None
    )
    found = checking.of_courses([made_course])[made_course.pk]
    left = {page.title for page in found for one in page.findings if one.rule == Rule.PLACEHOLDER}
    assert len(left) == 4  # of the course with its question, its module, lesson and quiz
    (whole,) = (page for page in found if page.pk == made_course.pk)
    assert [one.rule for one in whole.findings].count(Rule.PLACEHOLDER) == 2
    lesson = LessonPage.objects.get(content_id="new/first-lesson")
    assert [block.block_type for block in lesson.body] == ["text", "callout", "terms", "check"]
    assert lesson.body[0].id == str(keys.block("new/first-lesson", "begin"))


@pytest.mark.django_db
@pytest.mark.parametrize("taken", ["small", "national-csirt", "teaching", "Not An Id", ""])
def test_an_id_that_is_taken_or_is_none_is_refused(course, taken):
    client = browser(trainer())
    told = {"title": "X", "language": "en", "content_id": taken, "institution": ""}
    assert client.post(reverse("courses:teaching-new"), told).status_code == 422
    copy = reverse("courses:teaching-copy", args=["small"])
    assert client.post(copy, told).status_code == 422
    assert CoursePage.objects.filter(locale__language_code="en").count() == 1


@pytest.mark.django_db
def test_nobody_makes_a_course_for_an_institution_of_others(course):
    told = {"title": "X", "language": "en", "content_id": "new"}
    told["institution"] = str(people.institution().pk)
    client = browser(trainer(people.institution()))
    assert client.post(reverse("courses:teaching-new"), told).status_code == 422


@pytest.mark.django_db
def test_a_copy_has_everything_and_shares_nothing(course):
    owning.settle(course.translation_key, people.institution())
    ministry = people.institution()
    user = trainer(ministry)
    client = browser(user)
    with translation.override("ar"):
        address = reverse("courses:teaching-copy", args=["small"])
    told = {"content_id": "ours", "institution": str(ministry.pk)}
    assert client.post(address, told).status_code == 302
    for language in made.LANGUAGES:
        for kind in KINDS:
            pages = kind.objects.filter(locale__language_code=language).order_by("path")
            old = pages.filter(content_id__startswith="small")
            new = pages.filter(content_id__startswith="ours")
            assert [p.title for p in old] == [p.title for p in new]
            assert not {p.translation_key for p in old} & {p.translation_key for p in new}
            assert {p.translation_key for p in new} == {keys.page(p.content_id) for p in new}
            assert not any(page.live for page in new)
    lesson, copied = made.page("small/first"), made.page("ours/first")
    assert not {one.id for one in lesson.body} & {one.id for one in copied.body}
    assert lesson.body.render_as_block() == copied.body.render_as_block()
    quiz = made.page("ours/quiz")
    assert {row.item.content_id for row in quiz.quiz_items.all()} == {"ours/one", "ours/several"}
    assert Scenario.objects.filter(content_id="ours/call").get().versions.count() == 1


@pytest.mark.django_db
def test_a_copied_block_has_the_id_that_files_would_give_it(course):
    copying.copy(actor=trainer(), course=course, content_id="ours", institution=None)
    lesson = made.page("ours/first")
    for block in lesson.body.raw_data:
        assert block["id"] == str(keys.block("ours/first", block["value"]["anchor"]))
        for name, entries in block["value"].items():
            if isinstance(entries, list):
                for one in entries:
                    anchor = one["value"]["anchor"]
                    inside = keys.block("ours/first", block["value"]["anchor"], anchor)
                    assert one["id"] == str(inside), name
    outcome = lesson.outcomes.raw_data[0]
    assert outcome["id"] == str(keys.block("ours/first", "outcomes", outcome["value"]["anchor"]))


@pytest.mark.django_db
def test_a_copy_can_be_published_and_taken(course, client):
    copied = copying.copy(actor=trainer(), course=course, content_id="ours", institution=None)
    publish(copied)
    user = made.person()
    attempt = services.start_attempt(user=user, page=made.page("ours/quiz"))
    made.answer(user, attempt, "one", "b")
    made.answer(user, attempt, "several", "a", "b")
    assert services.submit(user=user, attempt=attempt) is not None
    assert Item.objects.filter(content_id__startswith="small/").count() == 2
    assert client.get(made.page("ours/first").get_url()).status_code == 200


@pytest.mark.django_db
def test_links_between_pages_lead_to_those_of_the_copy(course):
    first, second = made.page("small/first"), made.page("small/second")
    link = f'<p>See <a linktype="page" id="{second.pk}">the next lesson</a>.</p>'
    first.body = [("text", {"anchor": "text", "body": link})]
    first.save_revision().publish()
    copying.copy(actor=trainer(), course=course, content_id="ours", institution=None)
    body = made.page("ours/first").body[0].value["body"].source
    assert f'id="{made.page("ours/second").pk}"' in body


@pytest.mark.django_db
def test_what_others_have_not_published_is_not_copied(course):
    owning.settle(course.translation_key, people.institution())
    made.page("small/second").unpublish()
    made.page("small", "ar").unpublish()
    copying.copy(actor=trainer(), course=course, content_id="ours", institution=None)
    assert not LessonPage.objects.filter(content_id="ours/second", locale__language_code="en")
    assert not CoursePage.objects.filter(content_id="ours", locale__language_code="ar")
