"""A translation falls behind its source: every case, and every way of publishing."""

import pytest

from courses.domain.drift import Kind
from courses.models import Segment
from courses.translation import following, reckoning, texts
from tests.courses import example, made

pytestmark = pytest.mark.django_db


def text(content_id: str) -> texts.Text:
    page = made.page(content_id)
    return next(one for one in texts.of_page(page) if one.content_id == content_id)


def drifts(content_id: str, language: str = "ar") -> list[tuple[str, str]]:
    """What became of the source since the translation: kinds with the place, the same left out."""
    one = text(content_id)
    rows = following.rows_of([one])[one.key, language]
    return [
        (each.kind.value, (each.path or each.made[0]).rpartition("/")[2])
        for each in reckoning.compare(one, rows)
        if each.kind is not Kind.SAME
    ]


def test_an_import_knows_what_each_text_was_made_from(course):
    row = Segment.objects.get(content_id="small/second", language="ar", path__contains="#")
    assert (row.source, row.text) == ("English text", "عربي text")
    assert row.state == "draft"
    assert not Segment.objects.filter(language="en").exists()
    assert drifts("small/first") == []
    page = made.page("small/first", "ar")
    assert (page.segments, page.behind, page.drift) == (len(text("small/first").now), 0, {})
    assert Segment.objects.filter(content_id="small/one").count() == 7
    assert Segment.objects.filter(content_id="small/call").exists()
