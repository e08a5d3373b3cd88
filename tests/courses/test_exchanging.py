"""Translations leave as PO and as Word and come back: equal, bounded, as drafts."""

import io

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from cms.people.refusals import Refused
from courses.models import Segment, SegmentDraft
from courses.translation import exchange, following, texts
from tests.courses import made, translated
from tests.courses.translated import LESSON, LIST, LISTE, drifts, say

pytestmark = pytest.mark.django_db
COURSE = "/en/translate/courses/small/ar/"
HEADS = ("Original", "العربية")


@pytest.fixture
def translator(course):
    """A translator of Arabic; one paragraph has changed, one is new."""
    say(LESSON, html=LIST)
    say(LESSON, "ar", html=LISTE)
    Segment.objects.filter(content_id=LESSON).delete()
    following.follow_page(made.page(LESSON))
    say(LESSON, html=f"{LIST.replace('ten names', 'twelve names')}<p>Wholly other than this.</p>")
    return translated.translator("ar")


def po(everything: bool = False) -> polib.POFile:
    return polib.pofile(exchange.as_po(texts.of_course("small"), "ar", everything=everything))


def arrive(translator, content: bytes) -> exchange.Arrived:
    return exchange.arrive(actor=translator, course_id="small", language="ar", content=content)


def test_a_po_file_holds_what_is_left_with_its_old_source(translator):
    changed, new = po()
    assert (changed.msgid, changed.msgstr) == ("Write twelve names.", "اكتب عشرة أسماء.")
    assert changed.fuzzy
    assert changed.previous_msgid == "Write ten names."
    assert (new.msgid, new.msgstr, new.fuzzy) == ("Wholly other than this.", "", False)
    assert len(po(everything=True)) > 60


def test_a_po_file_comes_back_as_drafts(translator):
    file = po()
    file[0].msgstr, file[0].flags = "اكتب اثني عشر اسما.", []
    file[1].msgstr = "شيء آخر تماما."
    arrived = arrive(translator, str(file).encode())
    assert (arrived.kept, arrived.outdated, arrived.unknown) == (2, [], [])
    assert sorted(SegmentDraft.objects.values_list("source", "text")) == [
        ("Wholly other than this.", "شيء آخر تماما."),
        ("Write twelve names.", "اكتب اثني عشر اسما."),
    ]
    assert [kind for kind, _place in drifts(LESSON)] == ["changed", "added"]


def test_what_leaves_and_comes_back_untouched_changes_nothing(translator):
    before = list(Segment.objects.order_by("pk").values())
    found = texts.of_course("small")
    for content in (
        exchange.as_po(found, "ar", everything=True).encode(),
        exchange.as_word(found, "ar", everything=True, heads=HEADS),
    ):
        told = {pair.key: (pair.source, pair.text) for pair in exchange.read(content) if pair.key}
        assert len(told) > 60
    arrive(translator, exchange.as_po(found, "ar", everything=True).encode())
    assert list(Segment.objects.order_by("pk").values()) == before
    assert not SegmentDraft.objects.exists()


def test_a_word_document_of_two_columns_comes_back(translator):
    content = exchange.as_word(texts.of_course("small"), "ar", everything=False, heads=HEADS)
    document = Document(io.BytesIO(content))
    rows = [row for table in document.tables for row in table.rows]
    assert [cell.text for cell in rows[0].cells] == list(HEADS)
    rows[2].cells[1].text = "شيء آخر تماما."
    rows[1].cells[1].text = "اكتب اثني عشر\nاسما."
    changed = io.BytesIO()
    document.save(changed)
    arrived = arrive(translator, changed.getvalue())
    assert arrived.kept == 2
    assert SegmentDraft.objects.filter(text="اكتب اثني عشر\nاسما.").exists()


def test_a_source_that_changed_since_finds_no_place(translator):
    file = po()
    file[0].msgstr, file[0].flags = "اكتب", []
    say(LESSON, html=LIST.replace("ten", "thirteen"))
    arrived = arrive(translator, str(file).encode())
    assert len(arrived.outdated) == 1
    file[0].msgctxt = "lesson:other/lesson>title"
    assert arrive(translator, str(file).encode()).unknown == ["lesson:other/lesson>title"]


@pytest.mark.parametrize(
    "content",
    [b"", b"/etc/passwd", b"\xff\xfe", b'msgid "a\nmsgstr', b"PK\x03\x04broken", b"x" * 5_000_001],
)
def test_what_is_no_translation_is_refused_with_a_sentence(translator, content):
    with pytest.raises(Refused) as no:
        arrive(translator, content)
    assert no.value.sentence.endswith(".")


def test_a_word_document_with_macros_is_refused(translator):
    import zipfile

    content = exchange.as_word(texts.of_course("small"), "ar", everything=False, heads=HEADS)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for one in old.infolist():
            new.writestr(one, old.read(one))
        new.writestr("word/vbaProject.bin", b"x")
    with pytest.raises(Refused, match="macros"):
        arrive(translator, packed.getvalue())


def test_the_page_of_a_course_gives_files_and_takes_them_back(translator, client):
    client.force_login(translator)
    for kind, ending in (("po", "po"), ("word", "docx")):
        answer = client.get(f"{COURSE}?as={kind}")
        assert f"small-ar.{ending}" in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content)
    file = po()
    file[1].msgstr = "شيء آخر تماما."
    sent = SimpleUploadedFile("small-ar.po", str(file).encode())
    assert client.post(COURSE, {"file": sent}).status_code == 302
    assert "1 text came back" in client.get(COURSE).content.decode()
    assert client.post(COURSE, {}).status_code == 422
    client.force_login(made.person())
    assert client.get(f"{COURSE}?as=po").status_code == 404
