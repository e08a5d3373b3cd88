"""What the tests of the courses stand on: a tree of pages, and people."""

from itertools import count
from uuid import uuid4

from wagtail.models import Locale, Page, Site

from cms.people.models import User
from courses import services, transfer
from courses.models import (
    Attempt,
    CourseIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
    QuizPage,
    Scenario,
)
from courses.models.attempts import result
from tests.courses import example
from tests.people import made as people

_numbers = count(1)

LANGUAGES = ("en", "ar")


def tree() -> dict[str, CourseIndexPage]:
    """A home page and a course index in every language; the one site points at the first home."""
    Page.objects.filter(depth=2).delete()
    root = Page.get_first_root_node()
    indexes: dict[str, CourseIndexPage] = {}
    for language in LANGUAGES:
        locale, _new = Locale.objects.get_or_create(language_code=language)
        home = Page(title=f"Home {language}", slug=f"home-{language}", locale=locale)
        index = CourseIndexPage(title=f"Courses {language}", slug="courses", locale=locale)
        if indexes:
            first = indexes[LANGUAGES[0]]
            home.translation_key = first.get_parent().translation_key
            index.translation_key = first.translation_key
        Page.objects.get(pk=root.pk).add_child(instance=home)
        home.add_child(instance=index)
        indexes[language] = index
    Site.objects.all().delete()
    home = indexes[LANGUAGES[0]].get_parent()
    Site.objects.create(
        hostname="testserver", port=80, is_default_site=True, root_page=home, site_name="Waymark"
    )
    Site.clear_site_root_paths_cache()
    return indexes


def another_language(language: str) -> CourseIndexPage:
    """A home page and a course index in one more language; the index as it is where it was made."""
    found = CourseIndexPage.objects.filter(locale__language_code=language).first()
    if found is not None:
        return found
    first = CourseIndexPage.objects.get(locale__language_code=LANGUAGES[0])
    locale = Locale.objects.create(language_code=language)
    above = first.get_parent()
    home = Page(title=f"Home {language}", slug=f"home-{language}", locale=locale)
    home.translation_key = above.translation_key
    Page.get_first_root_node().add_child(instance=home)
    index = CourseIndexPage(title=f"Courses {language}", slug="courses", locale=locale)
    index.translation_key = first.translation_key
    home.add_child(instance=index)
    Site.clear_site_root_paths_cache()
    return index


def small_course() -> None:
    """The small course in both languages, in a tree of its own."""
    tree()
    transfer.import_course(course=example.course())


def person(**fields: object) -> User:
    """Somebody with an account."""
    number = next(_numbers)
    user = User.objects.create_user(
        f"person-{number}@example.org", **{"display_name": f"Person {number}", **fields}
    )
    return people.enrol(user) if user.is_superuser else user


def page(content_id: str, language: str = "en") -> Page:
    """The page of the small course with this id, as what it is."""
    found = [
        page
        for model in (CoursePage, ModulePage, LessonPage, QuizPage)
        for page in model.objects.filter(content_id=content_id, locale__language_code=language)
    ]
    return found[0]


def finish(user: User) -> None:
    """Everything in the small course is done."""
    for lesson in ("small/first", "small/second"):
        services.complete_lesson(user=user, lesson=page(lesson))
    attempt = services.start_attempt(user=user, page=page("small/quiz"))
    answer(user, attempt, "one", "b")
    answer(user, attempt, "several", "a", "b")
    services.submit(user=user, attempt=attempt)


def answer(user: User, attempt: Attempt, item: str, *response: str) -> str:
    """An answer, as a new event; the token of the one that stands."""
    asked = services.asked_of(user=user, attempt_id=attempt.pk, item=item)
    return services.record_answer(user=user, asked=asked, response=response, client_id=uuid4())


def answers(attempt: Attempt) -> dict[str, tuple[str, ...]]:
    """The answers that stand, by item; those that were never given are absent."""
    return {
        row.version.item.name: told.response
        for row, told in result(attempt).items
        if row.steps.filter(kind="answer").exists()
    }


def scenario() -> Scenario:
    """The scenario of the small course."""
    return Scenario.objects.get(content_id="small/call")
