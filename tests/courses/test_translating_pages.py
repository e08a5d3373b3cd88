"""The pages of translators and authors: without a script, in their languages, for nobody else."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from courses.models import ChangeClass, Segment, SegmentDraft, TextQuestion
from courses.translation import following
from tests.cms import crawler
from tests.courses import made, translated
from tests.courses.translated import LESSON, LIST, LISTE, drifts, say

pytestmark = pytest.mark.django_db
QUEUE = "/en/translate/"
COURSE = "/en/translate/courses/small/ar/"
TEXT = f"/en/translate/texts/ar/lesson/{LESSON}/"
CHANGES = "/en/translate/changes/"
CHANGE = f"/en/translate/changes/lesson/{LESSON}/"
QUESTIONS = "/en/translate/questions/"


@pytest.fixture
def lesson(course):
    """A lesson of three paragraphs in both languages; then the first is changed in English."""
    say(LESSON, html=LIST)
    say(LESSON, "ar", html=LISTE)
    Segment.objects.filter(content_id=LESSON).delete()
    following.follow_page(made.page(LESSON))
    say(LESSON, html=LIST.replace("ten names", "twelve names"))


@pytest.fixture
def arabic(lesson, client) -> Client:
    """The browser of a translator of Arabic."""
    client.force_login(translated.translator("ar"))
    return client


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode()
    assert crawler.faults(html, address[1:3]) == []
    return html


def form(html: str) -> dict[str, str]:
    """What the form of a text sends as it stands."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    found.pop("csrfmiddlewaretoken", None)
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', html):
        found[name] = text
    return found


def test_the_desk_leads_a_translator_to_what_is_left(arabic):
    desk = read(arabic, "/en/desk/")
    assert f'href="{QUEUE}"' in desk
    assert "/learn/teaching/" not in desk
    html = read(arabic, QUEUE)
    assert f'href="{COURSE}"' in html
    assert "<bdi>3</bdi> words in changed passages" in html
    assert f'href="{TEXT}"' in read(arabic, COURSE)


def test_a_text_is_shown_beside_its_source_with_what_changed(arabic):
    html = read(arabic, TEXT)
    assert "<del>ten</del><ins>twelve</ins>" in html
    assert "اكتب عشرة أسماء." in html
    assert "اسأل من يحق له" not in html
    assert "اسأل من يحق له" in read(arabic, f"{TEXT}?all")
    assert read(arabic, TEXT.replace("/en/", "/ar/"))


def test_a_draft_is_kept_and_then_published(arabic):
    sent = form(read(arabic, TEXT))
    sent["text-0"] = "اكتب اثني عشر اسما."
    assert arabic.post(TEXT, {**sent, "do": "save"}).status_code == 302
    assert SegmentDraft.objects.get().text == "اكتب اثني عشر اسما."
    html = read(arabic, TEXT)
    assert "اثني عشر" in html
    assert "draft not published" in html
    arabic.post(TEXT, {**form(html), "do": "publish"})
    assert drifts(LESSON) == []
    assert "اثني عشر" in str(made.page(LESSON, "ar").body)
    assert "Nothing left here" in read(arabic, TEXT)


def test_a_text_that_is_right_is_ticked(arabic):
    sent = {**form(read(arabic, TEXT)), "done-0": "on", "do": "save"}
    arabic.post(TEXT, sent)
    assert drifts(LESSON) == []


def test_what_is_refused_keeps_what_was_typed(arabic):
    sent = form(read(arabic, TEXT))
    page = made.page(LESSON, "ar")
    page.summary = "Edited elsewhere"
    page.save_revision()
    answer = arabic.post(TEXT, {**sent, "text-0": "كلمات لا تضيع", "do": "save"})
    assert answer.status_code == 422
    assert "كلمات لا تضيع" in answer.content.decode()
    assert "edited this page in the editor" in answer.content.decode()


def test_what_another_translator_wrote_meanwhile_is_not_written_over(arabic):
    mine = form(read(arabic, TEXT))
    other = Client()
    other.force_login(translated.translator("ar"))
    other.post(TEXT, {**form(read(other, TEXT)), "text-0": "كلمات غيري", "do": "save"})
    answer = arabic.post(TEXT, {**mine, "text-0": "كلماتي", "do": "save"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Somebody else has changed a text" in html
    assert "كلماتي" in html
    assert "كلمات غيري" in html
    assert SegmentDraft.objects.get().text == "كلمات غيري"
    arabic.post(TEXT, {**form(html), "do": "save"})
    assert SegmentDraft.objects.get().text == "كلماتي"


def test_a_locked_page_is_not_written(arabic):
    page = made.page(LESSON, "ar")
    page.locked, page.locked_by = True, made.person(is_superuser=True)
    page.save()
    sent = {**form(read(arabic, TEXT)), "text-0": "كلمات", "do": "save"}
    answer = arabic.post(TEXT, sent)
    assert answer.status_code == 422
    assert "locked in the editor" in answer.content.decode()


def test_a_translator_asks_and_the_author_answers(arabic):
    sent = {**form(read(arabic, TEXT)), "question-0": "Names of people?", "ask": "0"}
    arabic.post(TEXT, sent)
    asked = TextQuestion.objects.get()
    assert (asked.question, asked.source) == ("Names of people?", "Write twelve names.")
    assert "Not answered yet" in read(arabic, TEXT)
    assert "Names of people?" not in read(arabic, QUESTIONS)
    assert arabic.post(QUESTIONS, {"id": asked.pk, "answer": "Yes."}).status_code == 403
    author = Client()
    author.force_login(translated.translator("en"))
    assert "Names of people?" in read(author, QUESTIONS)
    assert author.post(QUESTIONS, {"id": asked.pk, "answer": " "}).status_code == 422
    assert author.post(QUESTIONS, {"id": asked.pk, "answer": "Of people."}).status_code == 302
    assert "Of people." in read(arabic, TEXT)


def test_an_author_classes_a_change(lesson, client):
    client.force_login(translated.translator("en"))
    assert f'href="{CHANGE}"' in read(client, CHANGES)
    html = read(client, CHANGE)
    name = re.search(r'name="(class-[^"]+)"', html)[1]
    client.post(CHANGE, {name: "3"})
    assert ChangeClass.objects.get().gravity == 3
    assert made.page(LESSON, "ar").drift["mark"]
    assert "Nothing to class" in read(client, CHANGES)
    client.post(CHANGE, {name: "9"})
    assert ChangeClass.objects.get().gravity == 3


def test_each_touches_her_own_languages_only(lesson, client):
    made.another_language("fr")
    addresses = [QUEUE, CHANGES, QUESTIONS, COURSE, TEXT, CHANGE]

    def answers(user) -> list[int]:
        client.force_login(user)
        return [client.get(address).status_code for address in addresses]

    assert answers(made.person()) == [404] * 6
    assert answers(translated.translator("ar")) == [200, 200, 200, 200, 200, 404]
    assert answers(translated.translator("fr")) == [200, 200, 200, 404, 404, 404]
    assert answers(translated.translator("en")) == [200, 200, 200, 404, 404, 200]
    assert client.post(TEXT, {"do": "publish"}).status_code == 404


def test_who_may_not_publish_keeps_drafts_only(lesson, client):
    client.force_login(translated.translator("ar", "add_page", "change_page"))
    html = read(client, TEXT)
    assert "Save and publish" not in html
    assert client.post(TEXT, {**form(html), "do": "publish"}).status_code == 403
    assert client.post(TEXT, {**form(html), "do": "save"}).status_code == 302


@pytest.mark.parametrize("address", [TEXT.replace("second", "x"), COURSE.replace("/ar/", "/en/")])
def test_what_is_not_there_is_not_found(lesson, client, address):
    client.force_login(made.person(is_superuser=True))
    assert client.get(address).status_code == 404


def test_pages_cost_few_queries_however_long_a_text_is(arabic):
    def cost(address: str) -> list[str]:
        arabic.get(address)
        with CaptureQueriesContext(connection) as queries:
            arabic.get(address)
        return [one["sql"][:160] for one in queries]

    before = {address: cost(address) for address in (QUEUE, COURSE, TEXT)}
    say(LESSON, html="".join(f"<p>Paragraph {n} says this.</p>" for n in range(90)))
    for address, queries in before.items():
        after = cost(address)
        new = [one for one in after if after.count(one) > queries.count(one)]
        assert len(after) <= len(queries), new
        assert len(queries) <= 25, queries
    assert "from=40" in read(arabic, TEXT)
    assert 'name="text-40"' in read(arabic, f"{TEXT}?from=40")


def test_what_was_translated_before_and_the_glossary_help(arabic):
    from cms.words.models import Term, TermText

    term = Term.objects.create(key="team")
    for language, word in (("en", "Twelve names"), ("ar", "اثنا عشر")):
        TermText.objects.create(owner=term, language=language, term=word, meaning="m")
    Segment.objects.create(
        key=made.page("small/first").translation_key,
        language="ar",
        path="x",
        content_id="small/first",
        course_id="small",
        source="Write twelve names",
        text="اكتب الأسماء الاثني عشر",
        source_hash="x",
    )
    html = read(arabic, TEXT)
    assert "اكتب الأسماء الاثني عشر" in html
    assert "اثنا عشر" in html.partition("Words of the glossary")[2]


def test_the_editor_leads_an_author_on_after_publishing(lesson, client):
    client.force_login(made.person(is_superuser=True))
    page = made.page(LESSON)
    edit = f"/admin/pages/{page.pk}/edit/"
    html = client.get(edit).content.decode()
    assert "translate/" in html
    from courses.wagtail_hooks import lead_to_classes

    request = client.get(edit).wsgi_request
    lead_to_classes(request, page)
    told = [str(one) for one in request._messages]
    assert any("1 change is in no translation yet" in one for one in told)
    assert any(CHANGE in one for one in told)
