"""The work of a translator: drafts, what is right as it is, publishing, rights."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from cms.people.models import AuditEvent
from cms.people.refusals import Refused
from courses.models import ItemText, ItemVersion, Segment, SegmentDraft
from courses.translation import following, saving
from tests.courses import made, translated
from tests.courses.translated import LESSON, LIST, LISTE, drifts, say, text, work, wrote

pytestmark = pytest.mark.django_db
NEW = LIST.replace("ten names", "twelve names")


@pytest.fixture
def lesson(course):
    """A lesson of three paragraphs in both languages; then the first is changed in English."""
    say(LESSON, html=LIST)
    say(LESSON, "ar", html=LISTE)
    Segment.objects.filter(content_id=LESSON).delete()
    following.follow_page(made.page(LESSON))
    say(LESSON, html=NEW)


@pytest.fixture
def translator(course):
    """Somebody who may do everything in Arabic, and nothing else."""
    return translated.translator("ar")


def save(actor, content_id, *said, publish=False, taken=(), language="ar", **more):
    return saving.save(
        actor=actor,
        text=text(content_id),
        language=language,
        wrote=wrote(content_id, *said, language=language, **more),
        taken=taken,
        publish=publish,
    )


def body(language="ar") -> str:
    return made.page(LESSON, language).body.get_prep_value()[0]["value"]["body"]


def test_a_draft_is_kept_and_nothing_is_published(lesson, translator):
    before = body()
    save(translator, LESSON, ("Write twelve names.", "اكتب اثني عشر اسما."))
    assert body() == before
    assert drifts(LESSON) == [("changed", "body#0")]
    page = made.page(LESSON, "ar")
    assert page.has_unpublished_changes
    assert "اثني" in str(page.get_latest_revision_as_object().body)
    assert SegmentDraft.objects.get().written_by == translator


def test_publishing_brings_it_up_to_date_and_leaves_the_rest_alone(lesson, translator):
    save(translator, LESSON, ("Write twelve names.", "اكتب **اثني عشر** اسما."), publish=True)
    assert body() == LISTE.replace("اكتب عشرة أسماء.", "اكتب <strong>اثني عشر</strong> اسما.")
    assert drifts(LESSON) == []
    assert made.page(LESSON, "ar").behind == 0
    assert not SegmentDraft.objects.exists()
    row = Segment.objects.get(content_id=LESSON, language="ar", path__endswith="#0")
    assert (row.source, row.state, row.written_by) == ("Write twelve names.", "draft", translator)


def test_a_draft_that_is_published_by_somebody_else_says_what_it_was_made_from(lesson, translator):
    save(translator, LESSON, ("Write twelve names.", "اكتب اثني عشر اسما."))
    made.page(LESSON, "ar").get_latest_revision().publish()
    assert drifts(LESSON) == []
    assert not SegmentDraft.objects.exists()


def test_what_is_right_as_it_is_needs_no_word_and_no_revision(lesson, translator):
    revisions = made.page(LESSON, "ar").revisions.count()
    save(translator, LESSON, ("Write twelve names.", "اكتب عشرة أسماء."), done=True)
    assert drifts(LESSON) == []
    assert made.page(LESSON, "ar").behind == 0
    assert made.page(LESSON, "ar").revisions.count() == revisions


def test_opening_and_publishing_without_an_edit_changes_no_byte(lesson, translator):
    page = made.page(LESSON, "ar")
    before = (page.body.get_prep_value(), page.latest_revision_id, page.last_published_at)
    everything = [(one.text, work(LESSON).words.get(one.path, "")) for one in text(LESSON).now]
    save(translator, LESSON, *everything, publish=True)
    page = made.page(LESSON, "ar")
    assert (page.body.get_prep_value(), page.latest_revision_id, page.last_published_at) == before
    assert drifts(LESSON) == [("changed", "body#0")]


def test_a_new_paragraph_is_put_where_the_source_has_it(lesson, translator):
    say(LESSON, html=LIST.replace("<p>Check", "<p>Something new.</p><p>Check"))
    save(translator, LESSON, ("Something new.", "شيء جديد."), publish=True)
    assert body() == LISTE.replace("<p>راجع", "<p>شيء جديد.</p><p>راجع")
    assert drifts(LESSON) == []


def test_a_paragraph_whose_source_is_gone_stays_until_it_is_taken_out(lesson, translator):
    say(LESSON, html=LIST.replace("<p>Ask who may act.</p>", ""))
    save(translator, LESSON, publish=True)
    assert body() == LISTE
    path = next(one.made[0] for one in work(LESSON).drifts if not one.path)
    save(translator, LESSON, taken=[path], publish=True)
    assert body() == LISTE.replace("<p>اسأل من يحق له.</p>", "")
    assert drifts(LESSON) == []
    assert not SegmentDraft.objects.exists()


def test_a_split_and_a_merged_paragraph_are_brought_up_to_date(lesson, translator):
    say(LESSON, html=NEW.replace("names.</p><p>Ask", "names. Ask"))
    assert [kind for kind, _place in drifts(LESSON)] == ["merged"]
    save(translator, LESSON, ("Write twelve names. Ask who may act.", "معا"), publish=True)
    assert body() == "<p>معا</p><p>راجع القائمة.</p>"
    say(LESSON, html=NEW)
    assert [kind for kind, _place in drifts(LESSON)] == ["split", "split"]
    pieces = (("Write twelve names.", "اكتب"), ("Ask who may act.", "اسأل"))
    save(translator, LESSON, *pieces, publish=True)
    assert body() == "<p>اكتب</p><p>اسأل</p><p>راجع القائمة.</p>"
    assert drifts(LESSON) == []


def test_the_order_follows_when_a_translation_is_published(lesson, translator):
    say(LESSON, html="<p>Check the list.</p><p>Write ten names.</p><p>Ask who may act.</p>")
    save(translator, LESSON, publish=True)
    assert body().startswith("<p>راجع القائمة.</p><p>اكتب")
    assert drifts(LESSON) == []


def test_a_source_that_has_changed_since_the_page_was_shown_is_told(lesson, translator):
    sent = wrote(LESSON, ("Write twelve names.", "اكتب اثني عشر اسما."))
    say(LESSON, html=LIST.replace("ten", "thirteen"))
    saved = saving.save(actor=translator, text=text(LESSON), language="ar", wrote=sent)
    assert saved.outdated == [sent[0].path]
    assert not SegmentDraft.objects.exists()


def test_nobody_is_her_own_second_reader_and_who_confirms_is_named(lesson, translator):
    said = ("Write twelve names.", "اكتب اثني عشر اسما.")
    assert save(translator, LESSON, said, state="second-read", publish=True).unread
    assert state() == ("draft", "")
    assert save(translator, LESSON, said, state="second-read").unread
    other = translated.translator("ar")
    assert save(other, LESSON, said, state="second-read").unread == []
    assert state() == ("second-read", "")
    assert save(other, LESSON, said, state="confirmed").unread
    named = {"state": "confirmed", "by": "Amina Salem", "on": dt.date(2026, 11, 2)}
    assert save(other, LESSON, said, **named).unread == []
    assert state() == ("confirmed", "Amina Salem")


def state() -> tuple[str, str]:
    row = Segment.objects.get(content_id=LESSON, language="ar", path__endswith="#0")
    return row.state, row.confirmed_by


def test_a_translator_of_arabic_touches_arabic_only(lesson, translator):
    assert translated.rights.languages(translator) == ["ar"]
    made.another_language("fr")
    for language in ("fr", "en"):
        with pytest.raises(PermissionDenied):
            save(translator, LESSON, language=language)
    with pytest.raises(PermissionDenied):
        save(made.person(), LESSON)


def test_the_edit_of_somebody_in_the_editor_is_not_written_over(lesson, translator):
    page = made.page(LESSON, "ar")
    page.summary = "Edited"
    page.save_revision()
    with pytest.raises(Refused, match="edited this page in the editor"):
        save(translator, LESSON, ("Write twelve names.", "اكتب"))


def test_a_question_is_published_as_a_whole_and_makes_a_version(course, translator):
    item = next(one for one in translated.texts.of_course("small") if one.content_id == "small/one")
    sent = wrote_item(item, "English one?", "عربي جديد؟")
    saving.save(actor=translator, text=item, language="ar", wrote=sent, publish=True)
    newest = ItemVersion.objects.filter(item__content_id="small/one").latest("number")
    assert newest.number == 2
    assert newest.wording("ar").prompt == "عربي جديد؟"
    assert newest.wording("en").prompt == "English one?"
    assert ItemText.objects.filter(version__number=1, language="ar").count() == 2
    assert made.page("small", "ar").behind == 0


def wrote_item(item, source: str, words: str):
    path = next(one.path for one in item.now if one.text == source)
    return [saving.Wrote(path=path, seen=translated.digest(source), text=words)]


def test_a_course_is_translated_from_french_into_english(course):
    actor = made.person(is_superuser=True)
    translated.course_in("fr", "cours", actor)
    found = translated.texts.of_course("cours")
    assert [one.source for one in found] == ["fr"] * 3
    for one in found:
        sent = [
            saving.Wrote(each.path, translated.digest(each.text), f"{each.text} in English")
            for each in one.now
        ]
        saving.save(actor=actor, text=one, language="en", wrote=sent, publish=True)
    page = made.page("cours/lecon")
    assert page.live
    assert page.title == "Leçon in English"
    assert page.get_url() == "/en/courses/cours/module/lecon/" or page.url_path.endswith("lecon/")
    assert page.locale.language_code == "en"
    say("cours/lecon", "fr", html="<p>Autre chose que cela.</p>")
    assert made.page("cours/lecon").behind > 0
    assert made.page("cours").source_language == "fr"


def test_a_lesson_below_what_is_not_published_is_refused(course):
    actor = made.person(is_superuser=True)
    translated.course_in("fr", "cours", actor)
    one = next(one for one in translated.texts.of_course("cours") if one.kind == "lesson")
    sent = [saving.Wrote(one.now[0].path, one.now[0].digest, "Lesson")]
    with pytest.raises(Refused, match="first"):
        saving.save(actor=actor, text=one, language="en", wrote=sent, publish=True)
    saving.save(actor=actor, text=one, language="en", wrote=sent)
    assert not made.page("cours/lecon").live
    assert Page.objects.filter(slug="module", live=False).exists()


def test_a_page_is_not_published_under_the_title_of_its_source(course):
    author = made.person(is_superuser=True)
    translated.course_in("fr", "neuf", author)
    one = next(one for one in translated.texts.of_course("neuf") if one.kind == "course")
    told = {"actor": author, "text": one, "language": "en", "publish": True}
    with pytest.raises(Refused, match="title"):
        saving.save(wrote=[], **told)
    assert not Page.objects.filter(title="Cours", locale__language_code="en", live=True).exists()
    saving.save(wrote=[saving.Wrote(one.now[0].path, one.now[0].digest, "Course")], **told)
    page = made.page("neuf", "en")
    assert (page.live, page.title, page.summary) == (True, "Course", "")


def test_it_is_on_record(lesson, translator):
    save(translator, LESSON, ("Write twelve names.", "اكتب"))
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.detail["language"]) == ("translation.saved", "ar")
    assert "اكتب" not in str(event.detail)
