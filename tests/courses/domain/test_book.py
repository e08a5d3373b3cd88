"""A course to carry away as values: ids, headings, pictures, licence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import book

EMPTY = book.Lesson("first", "First", "", "https://example.org/first/", (), ())
BLOCKS = [
    {"type": "text", "id": "1", "value": {"anchor": "text", "body": "<h2>Why</h2>"}},
    {"type": "image", "id": "2", "value": {"anchor": "dot", "image": 7, "alt": "A dot"}},
    {"type": "check", "id": "3", "value": {"prompt": "Who?", "options": []}},
    {
        "type": "facts",
        "id": "4",
        "value": {
            "anchor": "facts",
            "facts": [
                {
                    "type": "item",
                    "id": "x",
                    "value": {"as_of": "2026-11-01", "valid_until": "2027-11-01"},
                }
            ],
        },
    },
]


def _chapter() -> book.Chapter:
    again = book.Lesson("second", "Second", "", "https://example.org/second/", (), ())
    lessons = book.lessons([(EMPTY, BLOCKS), (again, BLOCKS)], str.upper)
    return book.Chapter("start", "Start", "", "https://example.org/start/", lessons)


def test_ids_are_unique_within_a_chapter_and_questions_counted_through() -> None:
    chapter = _chapter()
    ids = [one.id for one in chapter.passages]
    assert ids[:3] == ["first-text", "first-dot", "first-3"]
    assert len(set(ids)) == len(ids)
    assert [one.number for one in chapter.checks] == [1, 2]


def test_rich_text_is_made_html_and_days_are_days() -> None:
    text, _image, _check, facts = _chapter().lessons[0].passages
    assert text.html == "<H2>WHY</H2>"
    assert facts.entries[0]["valid_until"] == date(2027, 11, 1)


def test_pictures_stand_where_their_image_does_and_others_are_told_in_words() -> None:
    chapter = _chapter()
    assert chapter.images == [7, 7]
    shown = chapter.illustrated({7: book.Picture("data:,"), 8: book.Picture("never")})
    assert [one.picture.src for one in shown.passages if one.picture] == ["data:,"] * 2
    assert not any(one.picture for one in chapter.illustrated({}).passages)


@given(st.integers(1, 6), st.integers(0, 6))
def test_headings_go_deeper_but_never_below_six(level: int, by: int) -> None:
    found = book.deeper(f'<h{level} id="a">One</h{level}><hr><p>h2</p>', by)
    deep = min(6, level + by)
    assert found == f'<h{deep} id="a">One</h{deep}><hr><p>h2</p>'


@pytest.mark.parametrize(
    ("licence", "name", "url"),
    [
        ("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-SA-4.0", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("MIT", "MIT", ""),
        ("", "", ""),
    ],
)
def test_a_licence_is_named_as_people_write_it(licence: str, name: str, url: str) -> None:
    release = book.Release(1, None, "")
    rest = ("draft", "", None, ())
    one = book.Book("c", "C", "", "en", "https://example.org/", release, licence, *rest)
    assert (one.licence_name, one.licence_url) == (name, url)
