"""Shipped texts are mended in the site: they win everywhere, go stale with their source, leave."""

from collections.abc import Iterator

import polib
import pytest
from django.test import Client
from django.utils.translation import gettext, ngettext, override, pgettext

from assessments import wording
from cms import letterbox
from cms.people.models import AuditEvent
from cms.people.refusals import Refused
from cms.words import corrections, lookup, shipped, standing
from cms.words.models import Correction
from courses import tasks, transfer
from courses.models import LessonPage
from tests.cms import crawler
from tests.courses import made, translated

pytestmark = pytest.mark.django_db
PAGE = "/en/translate/words/ar/"
TITLE = "Transcript of learning"
QUESTION = ("cert-starter/1", "mandate/question")


@pytest.fixture(autouse=True)
def mending(settings, course) -> Iterator[None]:
    """Corrections are looked up, and held by nobody afterwards."""
    settings.MEND_WORDS = True
    lookup.forget()
    yield
    lookup.forget()


@pytest.fixture
def translator(course, django_capture_on_commit_callbacks):
    return translated.translator("ar")


@pytest.fixture
def mend(translator, django_capture_on_commit_callbacks):
    """Mend a shipped Arabic text by its source, as the transaction is committed."""

    def mended(
        source: str, text: str, context: str = "", catalogue: str = "interface", number: int = -1
    ):
        key = (catalogue, context, source, number)
        one = next(
            one
            for one in shipped.texts("ar")
            if (one.catalogue, one.context, one.source, one.number) == key
        )
        with django_capture_on_commit_callbacks(execute=True):
            return corrections.mend(actor=translator, language="ar", one=one, text=text)

    return mended


def arabic(source: str) -> str:
    with override("ar"):
        return gettext(source)


def test_a_mended_label_stands_at_once_and_the_shipped_one_comes_back(mend):
    before = arabic(TITLE)
    mend(TITLE, "كشف ما تعلّمته")
    assert arabic(TITLE) == "كشف ما تعلّمته"
    assert gettext(TITLE) == TITLE
    mend(TITLE, before)
    assert arabic(TITLE) == before
    assert not Correction.objects.exists()


def test_a_mended_label_prints_in_the_next_document_and_survives_a_new_version(mend):
    mend(TITLE, "كشف ما تعلّمته")
    transfer.import_glossary()
    lookup.forget()
    lookup.refresh()
    made_now = tasks.write_transcript({"user": made.person().pk}, "ar")
    assert made_now.name == "كشف ما تعلّمته.pdf"
    assert made_now.content.startswith(b"%PDF")


def test_a_text_with_a_context_is_another_text(mend):
    one = next(one for one in shipped.texts("ar") if one.context and one.catalogue == "interface")
    mend(one.source, "كلمة أخرى", context=one.context)
    with override("ar"):
        assert pgettext(one.context, one.source) == "كلمة أخرى"
        assert gettext(one.source) != "كلمة أخرى"


def test_a_question_of_a_model_is_mended_while_its_source_is_the_same(mend):
    owner, path = QUESTION
    source = wording.text(owner, path, "en").text
    mend(source, "سؤال مصحّح؟", context=f"{owner}/{path}", catalogue="content")
    found = wording.text(owner, path, "ar")
    assert (found.text, found.state, found.language) == ("سؤال مصحّح؟", "draft", "ar")
    Correction.objects.update(source="Another question?", source_hash="x")
    lookup.read()
    assert wording.text(owner, path, "ar").text != "سؤال مصحّح؟"
    assert [one.text for one in corrections.stale("ar")] == ["سؤال مصحّح؟"]


def test_a_new_version_of_a_model_takes_a_correction_over_where_it_says_the_same(mend):
    owner, path = QUESTION
    source = wording.text(owner, path, "en").text
    mend(source, "سؤال مصحّح؟", context=f"{owner}/{path}", catalogue="content")
    assert lookup.content("ar", f"cert-starter/2/{path}", source).text == "سؤال مصحّح؟"
    assert lookup.content("ar", f"cert-starter/2/{path}", "Another question?") is None
    assert lookup.content("ar", f"national-csirt/1/{path}", source) is None


def test_one_form_of_a_text_that_counts_is_mended(mend):
    one = next(one for one in shipped.texts("ar") if one.forms and not one.context)
    assert one.forms == 6
    mend(one.source, "صيغة الجمع الكثيرة", number=4)
    with override("ar"):
        assert ngettext(one.one, one.source, 11) == "صيغة الجمع الكثيرة"
        assert ngettext(one.one, one.source, 3) != "صيغة الجمع الكثيرة"
    (entry,) = polib.pofile(corrections.as_po("ar"))
    assert entry.msgid_plural == one.source
    assert entry.msgstr_plural[4] == "صيغة الجمع الكثيرة"
    assert len(entry.msgstr_plural) == 6


@pytest.mark.parametrize("text", ["<script>x</script>", 'a" onmouseover="x', "a & b"])
def test_no_markup_comes_in_that_the_original_has_not(mend, text: str):
    with pytest.raises(Refused, match="markup"):
        mend(TITLE, text)


def test_a_text_of_the_interface_says_where_it_stands():
    assert "courses/transcript.html" in standing.places(TITLE)
    assert standing.places("words that no page says") == []


def test_placeholders_stay(mend):
    one = next(one for one in shipped.texts("ar") if corrections.placeholders(one.source))
    with pytest.raises(Refused, match="placeholders"):
        mend(one.source, "بلا علامة", context=one.context, catalogue=one.catalogue)


def test_another_process_learns_of_it(mend):
    mend(TITLE, "كشف ما تعلّمته")
    lookup.forget()
    assert arabic(TITLE) != "كشف ما تعلّمته"
    lookup.refresh()
    assert arabic(TITLE) == "كشف ما تعلّمته"


def test_corrections_leave_as_po(mend):
    mend(TITLE, "كشف ما تعلّمته")
    (entry,) = polib.pofile(corrections.as_po("ar"))
    assert (entry.msgid, entry.msgstr) == (TITLE, "كشف ما تعلّمته")


def test_the_page_finds_and_mends(translator, client: Client, django_capture_on_commit_callbacks):
    client.force_login(translator)
    html = client.get(f"{PAGE}?q=transcript of learning").content.decode()
    assert crawler.faults(html, "en") == []
    name = html.partition('name="name" value="')[2].partition('"')[0]
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"name": name, "text": "كشف ما تعلّمته"}
        assert client.post(f"{PAGE}?q=transcript", sent).status_code == 302
    html = client.get(f"{PAGE}?q=transcript of learning").content.decode()
    assert "mended here" in html
    assert "كشف ما تعلّمته" in html
    assert AuditEvent.objects.filter(verb="words.mended").count() == 1
    assert "كشف ما تعلّمته" in client.get("/ar/transcript/").content.decode()
    answer = client.get(f"{PAGE}export/")
    assert "كشف ما تعلّمته" in b"".join(answer.streaming_content).decode()
    assert client.post(PAGE, {"name": "nothing", "text": "x"}).status_code == 404
    assert client.get(PAGE.replace("/ar/", "/fr/")).status_code == 404
    client.force_login(made.person())
    assert client.get(PAGE).status_code == 404


def test_what_readers_report_lands_here_with_the_way_to_the_text(translator, client: Client):
    lesson = LessonPage.objects.filter(locale__language_code="ar").live().first()
    here = letterbox.take_report(page=lesson.url, text="حرف ناقص", email="reader@example.org")
    there = letterbox.take_report(page="/fr/courses/", text="Une lettre manque")
    client.force_login(translator)
    html = client.get(PAGE).content.decode()
    assert crawler.faults(html, "en") == []
    assert "حرف ناقص" in html
    assert f"/en/translate/texts/ar/lesson/{lesson.content_id}/?all" in html
    assert "reader@example.org" not in html
    assert "Une lettre manque" not in html
    assert client.post(PAGE, {"settled": str(there.pk)}).status_code == 404
    assert client.post(PAGE, {"settled": str(here.pk)}).status_code == 302
    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.done, there.done) == (True, False)
    assert "حرف ناقص" not in client.get(PAGE).content.decode()
    assert AuditEvent.objects.filter(verb="report.settled").count() == 1
