"""The shipped glossary: complete in four languages, one meaning for a word, as lessons say it."""

from pathlib import Path

import pytest

from courses.domain import bundle, glossary
from courses.domain.lesson import Terms
from courses.domain.problems import BundleError

CONTENT = Path(__file__).parents[3] / "courses" / "content"


def shipped() -> glossary.Glossary:
    """The glossary on disk."""
    return glossary.parse((CONTENT / "glossary.toml").read_text(encoding="utf-8"))


def test_it_is_sound_and_complete():
    found = shipped()
    assert len(found.terms) >= 30
    assert {tuple(entry.texts) for entry in found.terms.values()} == {("en", "fr", "es", "ar")}


def test_terms_of_lessons_say_what_they_say_there():
    folder = CONTENT / "national-csirt"
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }
    course, found = bundle.parse(files), shipped()
    compared = 0
    for language, words in course.words.items():
        for lesson in words.lessons.values():
            for block in lesson.blocks:
                for key, term in block.terms.items() if isinstance(block, Terms) else ():
                    text = found.terms[key].texts[language]
                    assert (text.term, text.meaning) == (term.term, term.meaning)
                    compared += 1
    assert compared == 324


def test_french_stands_with_its_spaces():
    for entry in shipped().terms.values():
        for sign in ":;?!»":
            assert f" {sign}" not in entry.texts["fr"].meaning


TEXT = '[{key}]\nsource = "ours"\n[{key}.texts.en]\nterm = "{term}"\nmeaning = "M."\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[", "not valid TOML"),
        ('[a]\nsource = "ours"\n', "missing"),
        (TEXT.format(key="a", term="X") + 'colour = "red"\n', "not known"),
        (TEXT.format(key="a", term="Équipe") + TEXT.format(key="b", term="equipe"), "leads to `a`"),
        (
            TEXT.format(key="a", term="X")
            + TEXT.format(key="b", term="Y")
            + '[b.texts.fr]\nterm = "Z"\nmeaning = "M."\n',
            "`fr` is missing",
        ),
    ],
)
def test_what_is_wrong_is_said(text: str, sentence: str):
    with pytest.raises(BundleError, match=sentence):
        glossary.parse(text)
