"""The search in lessons: each language by its own rules, and never what a reader may not open."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.models import PageViewRestriction

from courses import services
from courses.domain import keys
from courses.models import LessonPage, Passage
from tests import kept
from tests.courses import made

pytestmark = pytest.mark.django_db

SEARCH = "/{}/search/"


def publish(text: str, language: str = "en", lesson: str = "small/second") -> LessonPage:
    """Publish a lesson with one passage that says this."""
    page = made.page(lesson, language)
    block = {"type": "text", "value": {"anchor": "only", "body": f"<p>{text}</p>"}}
    page.body = [{**block, "id": str(keys.block(lesson, "only"))}]
    page.save_revision().publish()
    return page


def found(client, words: str, language: str = "en", **more: str) -> list[str]:
    """The titles of the lessons that a search finds."""
    response = client.get(SEARCH.format(language), {"q": words, **more})
    assert response.status_code == 200
    assert not response.cookies
    return [lesson.title for lesson in response.context["lessons"]]


def test_a_passage_is_shown_with_its_words_marked_and_a_link_to_it(course, client):
    publish("Nobody answers. The mandate says who pays &amp; how much.")
    page = client.get(SEARCH.format("en"), {"q": "Pays MANDATE"}).content.decode()
    assert "<mark>mandate</mark>" in page
    assert "<mark>pays</mark> &amp; how much" in page
    assert 'href="/en/courses/small/start/second/#only"' in page
    assert "English course / English module" in page


@pytest.mark.parametrize(
    ("text", "words", "language"),
    [
        ("صلاحيات الفريق في التَّفْويضِ", "تفويض", "ar"),
        ("صلاحيات الفريق في التفويض", "التَّفويــض", "ar"),
        ("إدارة الأزمات", "ادارة الازمات", "ar"),
        ("ادارة الازمات", "إِدارة الأَزمات", "ar"),
        ("مستوى الخدمة", "مستوي الخدمه", "ar"),
        ("وبالتفويض يعمل الفريق", "التفويض", "ar"),
        ("L’équipe désignée", "equipe designee", "en"),
        ("El número está escrito", "NUMERO esta", "en"),
    ],
)
def test_letters_and_signs_of_one_word_are_one(course, client, text, words, language):
    publish(text, language)
    assert len(found(client, words, language)) == 1


@pytest.mark.parametrize(
    ("language", "config", "text", "words"),
    [
        ("en", "english", "teams of responders", "responder"),
        ("ar", "arabic", "معلومات المؤسسات", "مؤسسة"),
    ],
)
def test_on_postgresql_the_endings_of_a_language_are_known(
    course, client, language, config, text, words
):
    if connection.vendor != "postgresql":
        pytest.skip("endings are taken off by PostgreSQL")
    publish(text, language)
    assert len(found(client, words, language)) == 1


def test_on_postgresql_a_passage_that_says_a_word_more_often_comes_first(course, client):
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL ranks passages")
    publish("The budget of a team.", lesson="small/first")
    publish("A budget, this budget, every budget: what it says of the budget.")
    second = made.page("small/second", "en").title
    assert found(client, "budget") == [second, made.page("small/first", "en").title]


def test_on_postgresql_words_that_every_passage_holds_narrow_nothing_down(course, client):
    if connection.vendor != "postgresql":
        pytest.skip("small words are known by PostgreSQL")
    publish("Mandates tell.")
    assert found(client, "what is the mandate") == ["English second"]
    publish("The what.")
    assert found(client, "the") == ["English second"]


def test_words_may_stand_in_different_passages_of_one_lesson(course, client):
    assert found(client, "heading prompt") == ["English first"]
    assert found(client, "heading nowhere") == []


@pytest.mark.parametrize("words", ["alt", "caption", "callout", "CSIRT", "prompt", "count", "RFC"])
def test_every_kind_of_block_is_searched(course, client, words):
    assert found(client, words) == ["English first"]


def test_what_is_said_about_answers_is_not_searched(course, client):
    assert found(client, "wrong") == []
    assert "right" not in " ".join(Passage.objects.values_list("text", flat=True))


def test_the_index_follows_publishing_and_taking_back(course, client):
    page = publish("A zebra.")
    assert found(client, "zebra") == ["English second"]
    assert found(client, "zebra", "ar") == []
    publish("A giraffe.")
    assert (found(client, "zebra"), found(client, "giraffe")) == ([], ["English second"])
    draft = LessonPage.objects.get(pk=page.pk)
    draft.title = "A zebra again"
    draft.save_revision()
    assert found(client, "zebra") == []
    page.unpublish()
    assert found(client, "giraffe") == []
    assert not Passage.objects.filter(page_id=page.pk).exists()


def test_everything_is_indexed_anew_and_a_second_time_changes_nothing(course, client):
    assert services.index_all_lessons() == 0
    Passage.objects.all().delete()
    assert services.index_all_lessons() == LessonPage.objects.live().count()
    assert found(client, "heading") == ["English first"]
    LessonPage.objects.filter(content_id="small/first").update(live=False)
    services.index_all_lessons()
    assert found(client, "heading") == []


def test_a_lesson_that_is_deleted_is_found_no_more(course, client):
    publish("A zebra.").delete()
    assert found(client, "zebra") == []


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
@pytest.mark.parametrize("place", ["small", "small/second"])
def test_nothing_of_a_restricted_lesson_is_shown_to_those_who_may_not_read_it(
    course, client, learner, kind, place
):
    publish("A zebra.")
    group = Group.objects.create(name="Readers")
    closed = PageViewRestriction.objects.create(
        page=made.page(place), restriction_type=kind, password="open"
    )
    closed.groups.add(group)
    assert found(client, "zebra") == []
    assert "<mark>" not in client.get(SEARCH.format("en"), {"q": "zebra"}).content.decode()
    client.force_login(learner)
    assert found(client, "zebra") == (["English second"] if kind == "login" else [])
    learner.groups.add(group)
    assert bool(found(client, "zebra")) == (kind in ("login", "groups"))


def test_a_search_within_a_course_stays_there(course, client):
    publish("A zebra.")
    assert found(client, "zebra", course="small") == ["English second"]
    page = client.get(SEARCH.format("en"), {"q": "zebra", "course": "small"}).content.decode()
    assert 'name="course" value="small" checked' in page
    assert found(client, "zebra", course="none") == ["English second"]
    for address in ("/en/courses/small/", "/en/courses/small/start/first/"):
        assert 'name="course" value="small"' in client.get(address).content.decode()


@pytest.mark.parametrize(
    "words",
    ["", " ", "z", "!", "'", "':*", "a & b | !c <-> d", "%", "_", "\\", "\x00", "z" * 10_000],
)
def test_whatever_is_typed_is_answered(course, client, words):
    publish("A zebra.")
    for language in made.LANGUAGES:
        assert client.get(SEARCH.format(language), {"q": words}).status_code == 200


def test_one_letter_finds_that_word_alone(course, client):
    publish("Plan Z is a plan.")
    assert found(client, "z") == ["English second"]


def test_a_search_costs_the_same_queries_whatever_it_finds(
    course, client, django_assert_num_queries, django_assert_max_num_queries
):
    def ask(words: str) -> None:
        client.get(SEARCH.format("en"), {"q": words})

    ask("english")
    with django_assert_max_num_queries(14) as one:
        ask("english")
    publish("A zebra and another word.")
    with django_assert_num_queries(len(one)):
        ask("english")
    for number in range(5):
        page = made.page("small/second")
        closed = PageViewRestriction.objects.create(page=page, restriction_type="groups")
        closed.groups.add(Group.objects.create(name=str(number)))
    with django_assert_max_num_queries(len(one) + 1):  # the groups, in one
        ask("english")


def test_bootstrap_makes_shipped_lessons_findable(db, client):
    kept.shipped_site()
    assert found(client, "constituency")
    assert found(client, "تفويض", "ar")
    assert found(client, "communaute desservie", "fr")
    assert found(client, "comunidad atendida", "es")
