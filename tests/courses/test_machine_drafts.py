"""Drafts by a machine: none by default, marked where there are, kept by nobody but who saves."""

import pytest

from cms.people.refusals import Refused
from courses.models import SegmentDraft
from courses.translation import drafting
from tests.courses.test_translating_pages import TEXT, arabic, form, lesson, read

__all__ = ["arabic", "lesson"]

pytestmark = pytest.mark.django_db
MACHINE = "tests.courses.translated.machine"


def test_without_a_machine_nothing_offers_one(arabic):
    html = read(arabic, TEXT)
    assert 'name="machine"' not in html
    answer = arabic.post(TEXT, {**form(html), "machine": "0"})
    assert answer.status_code == 422
    assert "No machine is set up" in answer.content.decode()


def test_a_draft_of_a_machine_is_marked_and_kept_only_by_who_saves_it(arabic, settings):
    settings.MACHINE_DRAFTS = MACHINE
    html = read(arabic, TEXT)
    sent = form(html)
    shown = arabic.post(TEXT, {**sent, "machine": "0"}).content.decode()
    assert "Drafted by a machine, read by nobody" in shown
    assert "[en ar] Write twelve names." in form(shown)["text-0"]
    assert not SegmentDraft.objects.exists()
    arabic.post(TEXT, {**form(shown), "text-0": "ما كتبه إنسان", "do": "save"})
    assert SegmentDraft.objects.get().text == "ما كتبه إنسان"


def test_a_machine_that_fails_is_a_sentence_and_loses_nothing(arabic, settings):
    settings.MACHINE_DRAFTS = "tests.courses.translated.nothing"
    sent = {**form(read(arabic, TEXT)), "text-0": "كلمات لا تضيع", "machine": "0"}
    answer = arabic.post(TEXT, sent)
    assert answer.status_code == 422
    assert "The machine made no draft" in answer.content.decode()
    assert "كلمات لا تضيع" in answer.content.decode()
    settings.MACHINE_DRAFTS = MACHINE
    with pytest.raises(Refused, match="made no draft"):
        drafting.draft("fail", "en", "ar")
    assert drafting.draft("Write.", "en", "ar") == "[en ar] Write."


def test_whoever_asks_the_author_keeps_what_she_typed(arabic):
    sent = {**form(read(arabic, TEXT)), "text-0": "كلمات لا تضيع"}
    sent |= {"ask": "0", "question-0": "Which names?"}
    assert arabic.post(TEXT, sent).status_code == 302
    assert SegmentDraft.objects.get().text == "كلمات لا تضيع"
