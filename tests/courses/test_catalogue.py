"""The catalogue: filters without a script, languages, sizes; as many queries for one as for ten."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import bundles, services, transfer
from courses.domain import bundle
from courses.domain.problems import BundleError
from courses.models import CoursePage, LearningPath, LessonPage, languages
from courses.models.languages import State
from tests.cms import crawler
from tests.courses import example, made, translated

pytestmark = pytest.mark.django_db
INDEX = "/en/courses/"
HEAD = "pass_mark = 60\n"


def another(name: str, *lines: str) -> None:
    """Import the small course once more, under another id."""
    text = example.FILES["course.toml"].replace('id = "small"', f'id = "{name}"')
    text = text.replace(HEAD, HEAD + "".join(f"{line}\n" for line in lines))
    parsed = bundle.parse(example.files({"course.toml": text}))
    transfer.import_course(course=parsed)


def shown(client, query: str = "", language: str = "en") -> list[str]:
    answer = client.get(INDEX.replace("/en/", f"/{language}/") + query)
    assert answer.status_code == 200
    assert not answer.cookies
    assert crawler.faults(answer.content.decode(), language) == []
    return [entry.course.content_id for entry in answer.context["courses"]]


@pytest.fixture
def two(course):
    another("strategies", 'level = "advanced"', 'topics = ["strategy", "skills"]')


@pytest.mark.parametrize("language", made.LANGUAGES)
def test_filters_keep_what_fits(two, client, language):
    def found(query: str) -> list[str]:
        return shown(client, query, language)

    assert found("") == ["small", "strategies"]
    assert found("?topic=strategy") == ["strategies"]
    assert found("?topic=strategy&level=advanced&duration=1h&size=100kb&language=ar") == [
        "strategies"
    ]
    assert found("?duration=4h") == []
    assert found("?level=introductory") == []


@pytest.mark.parametrize("query", ["?topic=cooking", "?size=-1", "?language=%00", "?level[]=x"])
def test_a_filter_that_nobody_offers_filters_nothing(two, client, query):
    assert shown(client, query) == ["small", "strategies"]


def test_where_no_course_fits_the_filters_can_be_cleared(two, client):
    text = client.get(f"{INDEX}?level=intermediate").content.decode()
    assert "No course fits" in text
    assert text.count(f'href="{INDEX}">Clear the filters') == 2
    assert 'content="noindex"' in text
    assert 'content="noindex"' not in client.get(INDEX).content.decode()


def test_a_course_says_its_size_level_and_topics(two, client):
    text = client.get(INDEX).content.decode()
    assert "kB</bdi>" in text or "kB" in text
    for words in ("Advanced", "National strategy", "Skills and training"):
        assert f"<li>{words}</li>" in text


def test_a_lesson_is_weighed_when_it_is_published_and_not_when_it_is_shown(course, client):
    lesson = made.page("small/second")
    before = lesson.weight
    assert before
    assert made.page("small/first").weight > before
    LessonPage.objects.filter(pk=lesson.pk).update(weight=None)
    shown(client)
    assert made.page("small/second").weight is None
    text = client.get(INDEX).content.decode()
    assert (
        "kB"
        not in text.partition("<main")[2]
        .partition('<details class="row"><summary>What')[0]
        .partition("</form>")[2]
    )
    assert shown(client, "?size=1mb") == []
    lesson.refresh_from_db()
    lesson.summary = "Longer. " * 40
    lesson.save_revision().publish()
    assert made.page("small/second").weight > before


def test_an_import_weighs_what_nobody_has_weighed(course):
    LessonPage.objects.update(weight=None)
    assert transfer.import_course(course=example.course()).empty
    assert not LessonPage.objects.filter(weight=None).exists()


def test_a_language_is_complete_partial_or_behind(course):
    def found(language: str) -> tuple[State, int, int]:
        spoken = languages.states()["small"][language]
        return spoken.state, spoken.percent, spoken.behind

    assert found("en") == found("ar") == (State.COMPLETE, 100, 0)
    assert next(iter(languages.states()["small"])) == "en"
    made.page("small/second", "ar").unpublish()
    state, percent, behind = found("ar")
    assert (state, behind) == (State.PARTIAL, 0)
    assert 80 < percent < 100
    made.page("small/second", "ar").get_latest_revision().publish()
    translated.say("small/second", title="Another title", html="<p>Other words.</p>")
    assert found("en") == (State.COMPLETE, 100, 0)
    assert (found("ar")[0], found("ar")[2]) == (State.BEHIND, 3)
    made.page("small", "ar").unpublish()
    assert list(languages.states()["small"]) == ["en"]


def test_a_higher_version_alone_leaves_nothing_behind(course):
    source = made.page("small")
    source.version = 2
    source.save_revision().publish()
    assert languages.states()["small"]["ar"].state == State.COMPLETE


def test_the_catalogue_and_the_course_say_how_much_is_behind(course, client):
    translated.say("small/second", html="<p>English text, mended</p>")
    for address in (INDEX, "/en/courses/small/", "/ar/courses/small/"):
        text = client.get(address).content.decode()
        assert crawler.faults(text, address[1:3]) == []
        assert "98" in text.partition("<main")[2].partition('lang="ar">')[2].partition("</li>")[0]
        if address.startswith("/en/"):
            assert "<bdi>1</bdi> passage behind version <bdi>1</bdi>" in text


def test_only_what_is_complete_passes_the_filter_of_a_language(course, client):
    assert shown(client, "?language=ar") == ["small"]
    made.page("small/second", "ar").unpublish()
    assert shown(client, "?language=ar") == []
    assert shown(client, "?language=en") == ["small"]


def test_more_courses_and_paths_cost_no_query_more(course, client, learner):
    services.enrol(user=learner, course=course)
    client.force_login(learner)

    def cost() -> list[str]:
        client.get(INDEX)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{INDEX}?topic=csirt")
            client.get(INDEX)
        return [one["sql"][:140] for one in queries]

    before = cost()
    for number in range(3):
        another(f"more-{number}", 'topics = ["csirt"]')
        services.enrol(user=learner, course=made.page(f"more-{number}"))
        LearningPath.objects.create(titles={"en": f"Path {number}"}, lessons=["small/first"])
    after = cost()
    assert len(after) == len(before), [x for x in after if after.count(x) != before.count(x)]


def test_a_bundle_brings_what_the_catalogue_filters_by(two):
    page = made.page("strategies", "ar")
    assert (page.level, page.topics, page.prerequisites) == ("advanced", ["strategy", "skills"], [])


def test_a_course_of_an_older_import_takes_them_over(course):
    text = example.FILES["course.toml"].replace(HEAD, f'{HEAD}topics = ["csirt"]\n')
    report = transfer.import_course(course=bundle.parse(example.files({"course.toml": text})))
    assert report.changed == ["en: small", "ar: small"]
    assert CoursePage.objects.filter(topics=["csirt"]).count() == 2


def test_prerequisites_stand_on_the_course_with_the_progress_in_them(course, client, learner):
    another("next", 'prerequisites = ["small"]')
    text = client.get("/en/courses/next/").content.decode()
    assert "Before this course" in text
    client.force_login(learner)
    services.complete_lesson(user=learner, lesson=made.page("small/first"))
    page = client.get("/en/courses/next/").content.decode()
    assert "<bdi>1</bdi> of <bdi>3</bdi> done" in page
    assert 'href="/en/learn/next/enrol/"' in page
    asked = client.get("/en/learn/next/enrol/").content.decode()
    assert "You can take it without them" in asked
    assert client.post("/en/learn/next/enrol/")["Location"].endswith("/next/start/first/")
    made.finish(learner)
    assert "completed</li>" in client.get("/en/courses/next/").content.decode()


def edited(page: CoursePage, **said: object) -> dict[str, list[str]]:
    """What the form of a course in the editor finds wrong with these fields."""
    form = CoursePage.get_edit_handler().get_form_class()(said, instance=page)
    form.is_valid()
    return {name: found for name, found in form.errors.items() if name in said}


def test_the_editor_ticks_topics_and_refuses_a_circle(course):
    another("next", 'prerequisites = ["small"]')
    assert edited(course, topics=["csirt"], level="advanced", prerequisites=[]) == {}
    assert edited(made.page("next"), prerequisites=["small"]) == {}
    assert "nobody could begin: next → small" in str(edited(course, prerequisites=["next"]))
    wrong = edited(course, topics=["cooking"], level="hard", prerequisites=["unknown"])
    assert wrong.keys() == {"topics", "level", "prerequisites"}


def test_an_import_knows_the_courses_of_the_site(two, tmp_path):
    outline = example.FILES["course.toml"].replace(HEAD, f'{HEAD}prerequisites = ["strategies"]\n')
    for path, text in example.files({"course.toml": outline}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    with pytest.raises(BundleError, match="no course is called `strategies`"):
        bundles.load(str(tmp_path))
    call_command("import_course", str(tmp_path), verbosity=0)
    assert made.page("small", "ar").prerequisites == ["strategies"]
