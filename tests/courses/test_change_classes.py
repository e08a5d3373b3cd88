"""An author classes a change, and readers of translations see what follows from it."""

import pytest
from django.core.exceptions import PermissionDenied

from cms import responses
from courses import transfer
from courses.domain.gravity import Gravity
from courses.models import ItemVersion, Segment, languages
from courses.translation import classing, following, saving, texts
from tests.cms import crawler
from tests.courses import example, made, translated
from tests.courses.translated import LESSON, LIST, LISTE, say, text

pytestmark = pytest.mark.django_db
ADDRESS = "/ar/courses/small/start/second/"


@pytest.fixture
def author(course):
    """Somebody who writes the English text, and reads no Arabic."""
    say(LESSON, html=LIST)
    say(LESSON, "ar", html=LISTE)
    Segment.objects.filter(content_id=LESSON).delete()
    following.follow_page(made.page(LESSON))
    say(LESSON, html=LIST.replace("who may act", "who may act here"))
    return translated.translator("en")


def classify(author, grave: Gravity) -> None:
    one = classing.changes(text(LESSON))[0]
    assert classing.classify(actor=author, text=text(LESSON), chosen={one.name: grave}) == 1


def shown(client) -> str:
    page = client.get(ADDRESS)
    assert page.status_code == 200
    html = page.content.decode()
    assert crawler.faults(html, "ar") == []
    return html.partition("<main")[2]


def test_a_change_that_nobody_has_classed_is_told_and_the_old_text_stays(author, client):
    html = shown(client)
    assert 'class="note"' in html
    assert "اسأل من يحق له" in html
    assert "who may act" not in html


def test_a_typo_is_nothing_to_readers_and_nobody_is_behind(author, client):
    classify(author, Gravity.TYPO)
    assert 'class="note"' not in shown(client)
    assert languages.states()["small"]["ar"].behind == 0


def test_what_is_kept_of_pages_is_drawn_anew_once_a_change_is_classed(
    author, client, settings, django_capture_on_commit_callbacks
):
    settings.KEEP_WHOLE_PAGES = True
    responses._empty_now()
    assert "who may act" not in shown(client)
    with django_capture_on_commit_callbacks(execute=True):
        classify(author, Gravity.SAFETY)
    assert "who may act here" in shown(client)
    responses._empty_now()


def test_another_wording_counts_and_readers_are_not_disturbed(author, client):
    classify(author, Gravity.WORDING)
    assert 'class="note"' not in shown(client)
    assert languages.states()["small"]["ar"].behind == 1


def test_what_is_a_matter_of_safety_stands_there_in_the_original(author, client):
    shown(client)
    classify(author, Gravity.SAFETY)
    html = shown(client)
    assert '<p lang="en" dir="ltr">Ask who may act here.</p>' in html
    assert "اسأل من يحق له" not in html
    assert "اكتب عشرة" in html
    say(LESSON, html=LIST.replace("who may act", "who may act here,"))
    assert '<p lang="en" dir="ltr">Ask who may act here,.</p>' in shown(client)
    say(LESSON, "ar", html=LISTE)
    assert '<p lang="en" dir="ltr">' in shown(client)
    say(LESSON, html=LIST)
    html = shown(client)
    assert '<p lang="en"' not in html
    assert "اسأل من يحق له" in html


def test_the_book_of_a_course_shows_the_original_too(author, client):
    address = "/ar/learn/small/book/"
    assert "who may act here" not in client.get(address).content.decode()
    classify(author, Gravity.SAFETY)
    html = client.get(address).content.decode()
    assert '<p lang="en" dir="ltr">Ask who may act here.</p>' in html
    assert crawler.faults(html, "ar") == []


def test_a_whole_block_stands_there_in_the_original(author, client):
    page = made.page("small/first")
    raw = page.body.get_prep_value()
    check = next(one for one in raw if one["type"] == "check")
    check["value"]["prompt"] = "English prompt that matters?"
    page.body = type(page)._meta.get_field("body").stream_block.to_python(raw)
    page.save_revision().publish()
    one = classing.changes(text("small/first"))[0]
    classing.classify(actor=author, text=text("small/first"), chosen={one.name: Gravity.SAFETY})
    html = client.get("/ar/courses/small/start/first/").content.decode()
    assert crawler.faults(html, "ar") == []
    assert "English prompt that matters?" in html.partition('<div lang="en" dir="ltr">')[2]
    book = client.get("/ar/learn/small/book/").content.decode()
    assert "English prompt that matters?" in book.partition('<div lang="en" dir="ltr">')[2]


def test_a_translator_does_not_class_the_changes_of_an_author(author):
    one = classing.changes(text(LESSON))[0]
    with pytest.raises(PermissionDenied):
        classing.classify(
            actor=translated.translator("ar"), text=text(LESSON), chosen={one.name: 0}
        )


def test_an_author_is_shown_what_is_not_classed_yet(author):
    found = classing.open_texts(author)
    assert [(one.content_id, len(changes)) for one, changes in found] == [(LESSON, 1)]
    classify(author, Gravity.MEANING)
    assert classing.open_texts(author) == []
    assert classing.open_texts(translated.translator("ar")) == []


def test_a_lesson_costs_no_query_more_when_it_is_behind(author, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        client.get(ADDRESS)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        return len(queries)

    before = cost()
    classify(author, Gravity.SAFETY)
    assert cost() == before


def item_with_a_change() -> texts.Text:
    """The first question of the small course, changed in English only by an import."""
    mended = example.FILES["en/items.toml"].replace('"English one?"', '"English one, never alone?"')
    transfer.import_course(course=example.course({"en/items.toml": mended}))
    found = texts.find("item", "small/one")
    assert found is not None
    return found


def test_a_dangerous_question_is_asked_in_the_original_until_it_is_translated(author):
    found = item_with_a_change()
    one = classing.changes(found)[0]
    classing.classify(actor=author, text=found, chosen={one.name: Gravity.SAFETY})
    newest = ItemVersion.objects.filter(item__content_id="small/one").latest("number")
    assert (newest.number, newest.wording("ar").language) == (3, "en")
    item_with_a_change()  # the same import again, and another that changes the source once more
    again = example.FILES["en/items.toml"].replace('"English one?"', '"English one, alone?"')
    transfer.import_course(course=example.course({"en/items.toml": again}))
    newest = ItemVersion.objects.filter(item__content_id="small/one").latest("number")
    assert (newest.number, newest.wording("ar").language) == (4, "en")
    found = texts.find("item", "small/one")
    wrote = [
        saving.Wrote(one.path, one.digest, f"عربي {number}") for number, one in enumerate(found.now)
    ]
    actor = translated.translator("ar")
    saving.save(actor=actor, text=found, language="ar", wrote=wrote, publish=True)
    newest = ItemVersion.objects.filter(item__content_id="small/one").latest("number")
    assert newest.wording("ar").prompt == "عربي 0"
    assert made.page("small", "ar").behind == 0
