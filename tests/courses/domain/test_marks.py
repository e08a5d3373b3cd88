"""Paragraphs as lines with marks: what is typed and what is stored say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain import inline, marks

SIGNS = "ab é\\*_[]()<>&\"'\n\xa0بة😀"
typed = st.text(SIGNS, max_size=30)
words = (
    st.text("ab é*_[]&<\\بة", min_size=1, max_size=8)
    .map(lambda one: " ".join(one.split()))
    .filter(bool)
)


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """The HTML within a paragraph, as the editor and the importer write it."""
    found = []
    for text in draw(st.lists(words, min_size=1, max_size=4)):
        escaped = marks.html.escape(text, quote=False)
        form = draw(st.sampled_from(["{}", "<strong>{}</strong>", "<em>{}</em>", LINK, PAGE]))
        found.append(form.format(escaped))
    return " ".join(found)


LINK = '<a href="https://example.org/?a=1&amp;b=2">{}</a>'
PAGE = '<a linktype="page" id="3">{}</a>'
WRAPS = (
    "<p>{}</p>",
    "<h2>{}</h2>",
    "<ul><li>{}</li><li>b</li></ul>",
    "<ol><li>a<ul><li>{}</li></ul></li></ol>",
)
documents = st.lists(st.tuples(st.sampled_from(WRAPS), paragraphs()), max_size=4).map(
    lambda told: "".join(form.format(text) for form, text in told)
)


@given(paragraphs())
def test_html_becomes_a_line_and_the_same_html_again(html):
    assert marks.html_of(marks.text_of(html)) == html


@given(typed)
def test_what_is_typed_says_the_same_once_it_was_stored(text):
    once = marks.text_of(marks.html_of(text))
    assert marks.text_of(marks.html_of(once)) == once


@given(typed)
def test_nothing_that_is_typed_becomes_an_element_of_another_kind(text):
    found = {tag[2] for tag in marks._TAG.finditer(marks.html_of(text))}
    assert found <= {"strong", "em", "a", "br"}


@pytest.mark.parametrize("target", ["javascript:alert", "data:text/html", "page:x", "vbscript:a"])
def test_a_link_that_leads_nowhere_good_stays_as_it_was_typed(target):
    assert "<a" not in marks.html_of(f"[here]({target})")


def test_many_signs_that_never_close_take_no_time():
    assert marks.html_of("[" * 900 + "_") == "[" * 900 + "_"
    assert marks.html_of("_[**" * 900).startswith("<em>[<strong>_[</strong></em>")


@given(documents)
def test_a_text_is_built_again_from_its_parts(source):
    parts = inline.parts(source)
    built = inline.built(parts)
    assert [(part.tags, part.text) for part in inline.parts(built)] == [
        (part.tags, part.text) for part in parts
    ]
    assert inline.built(inline.parts(built)) == built


@given(documents)
def test_filling_in_what_is_there_changes_no_byte(source):
    assert inline.filled(source, inline.texts(source)) == source


@given(documents, words)
def test_one_new_text_changes_its_paragraph_only(source, text):
    old = inline.texts(source)
    for number in range(len(old)):
        wanted = [*old[:number], marks.text_of(marks.html.escape(text)), *old[number + 1 :]]
        assert list(inline.texts(inline.filled(source, wanted))) == wanted


def test_the_keys_of_the_editor_are_no_words():
    source = '<p data-block-key="x1">One</p><ul><li data-block-key="x2">Two</li></ul>'
    assert inline.texts(source) == ("One", "Two")
    assert inline.filled(source, ["One", "Zwei"]) == source.replace("Two", "Zwei")


def test_a_part_in_another_language_says_so():
    part = inline.Part((("p", 1),), "Do not", "en", "ltr")
    assert inline.built([part]) == '<p lang="en" dir="ltr">Do not</p>'
