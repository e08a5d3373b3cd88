"""Snippets are parts of their text, with the words that were searched for marked."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cms.words import letters
from courses.domain import snippets

WORDS = st.sampled_from(["mandate", "teams", "équipe", "التفويض", "وبالتفويض", "a", "who", "pays,"])
texts = st.lists(WORDS, max_size=60).map(" ".join)
wanted = st.lists(st.sampled_from(["mandate", "team", "equipe", "تفويض", "zz"]), max_size=3)


def hits(text: str, *words: str) -> list[str]:
    """The words that are marked."""
    return [part.text for part in snippets.cut(text, words) if part.hit]


@given(texts | st.text(max_size=400), wanted)
def test_a_snippet_is_a_part_of_the_text(text: str, words: list[str]):
    parts = snippets.cut(text, words)
    joined = "".join(part.text for part in parts).removeprefix("… ").removesuffix(" …")
    assert joined in text
    assert all(part.text for part in parts)


@given(texts, wanted)
def test_what_is_marked_is_one_of_the_words(text: str, words: list[str]):
    for part in snippets.cut(text, words):
        assert not part.hit or snippets.matched(part.text, words)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Two teams.", "team", ["teams"]),
        ("A team.", "teams", ["team"]),
        ("Des équipes désignées", "designee", ["désignées"]),
        ("في التَّفْويضِ", "تفويض", ["التَّفْويضِ"]),
        ("وبالتفويض يعمل", "التفويض", ["وبالتفويض"]),
        ("A tea party", "team", []),
        ("the a", "a", ["a"]),
        ("international", "internet", []),
    ],
)
def test_forms_of_a_word_are_known(text: str, word: str, expected: list[str]):
    assert hits(text, letters.plain(word)) == expected


def test_the_place_with_most_words_is_shown():
    text = "A mandate. " + "x " * 200 + "The team has a mandate. " + "y " * 200
    shown = "".join(part.text for part in snippets.cut(text, ["mandate", "team"]))
    assert "team has a mandate" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_without_a_hit_the_beginning_is_shown():
    assert [part.text for part in snippets.cut("A long text", ["zz"])] == ["A long text"]
    assert snippets.cut("", ["zz"]) == []


@given(st.text(max_size=60))
@example("𝑨")
def test_the_plain_form_of_the_plain_form_is_itself(text: str):
    assert letters.plain(letters.plain(text)) == letters.plain(text)
