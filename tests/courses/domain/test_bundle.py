"""Bundles are read strictly, judged in sentences, and written back without loss."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from courses.domain import bundle
from courses.domain.course import Course
from courses.domain.problems import BundleError
from tests.courses import example
from tests.courses.domain.random_courses import courses


def refusal(changes: dict[str, str]) -> str:
    with pytest.raises(BundleError) as caught:
        example.course(changes)
    return str(caught.value)


def sense(changes: dict[str, str]) -> str:
    return "\n".join(map(str, bundle.problems(example.course(changes))))


def swapped(path: str, old: str, new: str) -> dict[str, str]:
    assert old in example.FILES[path]
    return {path: example.FILES[path].replace(old, new)}


def test_the_small_course_has_no_problem():
    assert bundle.problems(example.course()) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(courses())
def test_what_is_written_is_read_again(course: Course):
    assert bundle.parse(bundle.files(course)) == course


def test_writing_twice_gives_the_same_text():
    once = bundle.files(example.course())
    assert bundle.files(bundle.parse(once)) == once


def test_every_mistake_is_named_with_its_place_at_once():
    message = refusal(
        swapped("course.toml", "pass_mark = 60", "passmark = 60")
        | swapped("ar/first.md", 'tone = "try"', 'tone = "shout"')
        | {"en/items.toml": "[one"}
    )
    assert "course.toml, pass_mark: this is missing." in message
    assert "course.toml, passmark: this name is not known; expected" in message
    assert "en/items.toml: this is not valid TOML" in message


def test_a_mistake_in_a_block_names_line_block_and_field():
    message = refusal(swapped("ar/first.md", 'tone = "try"', 'tone = "shout"'))
    assert "ar/first.md, line 14, block `try`, tone: input should be 'try', 'example'" in message


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("::: text text", "::: txt text", "no block is called `txt`; expected `text`, `callout`"),
        ("::: text text", "::: text", "expected `::: kind id`, which opens a block"),
        ("::: text text", "words\n::: text text", "line 8: expected `::: kind id`"),
        ('callout"\n---\n', 'callout"\n', "expected values, a line `---` and then the text"),
        ("+++\n\n:::", "\n\n:::", "line 1: the front matter is not closed by `+++`"),
    ],
)
def test_a_lesson_that_is_not_well_formed_says_what_was_expected(old: str, new: str, expected: str):
    assert expected in refusal(swapped("en/first.md", old, new))


def test_a_block_that_is_not_closed_is_named():
    text = example.FILES["en/second.md"].removesuffix(":::\n")
    assert "the block `only` is not closed by `:::`" in refusal({"en/second.md": text})


def test_a_missing_lesson_and_a_file_that_nothing_reads_are_problems():
    files = example.files({"en/third.md": "x", "fr/first.md": "x"})
    del files["ar/second.md"]
    with pytest.raises(BundleError) as caught:
        bundle.parse(files)
    message = str(caught.value)
    assert "ar/second.md: this file is missing." in message
    assert "en/third.md: nothing refers to this file" in message
    assert "fr/first.md: nothing refers to this file" in message


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            "ar/first.md",
            "::: callout try",
            "::: callout tri",
            "block 2 differs: expected `callout try` as in `en`, found `callout tri`",
        ),
        ("ar/first.md", 'correct = ["yes"]', 'correct = ["no"]', "with `yes` correct as in `en`"),
        ("ar/first.md", "[options.no]", "[options.nay]", "options `yes` and `no`"),
        ("ar/first.md", 'tone = "try"', 'tone = "note"', "expected `try` as in `en`, found `note`"),
        ("ar/second.md", "say = ", "tell = ", "ar/second.md, outcomes: expected `say` as in `en`"),
        ("ar/items.toml", "one.options.c]", "one.options.x]", "one.options: `c` is missing."),
        ("ar/course.toml", "modules.start", "modules.end", "modules: `start` is missing."),
        (
            "en/course.toml",
            'title = "English quiz"',
            'title = "English quiz"\ncontent_note = "Hard."',
            "ar/course.toml, quizzes.quiz.content_note: this is missing.",
        ),
        (
            "ar/course.toml",
            'title = "عربي quiz"',
            'title = "عربي quiz"\ncontent_note = "Hard."',
            "ar/course.toml, quizzes.quiz.content_note: the source has none.",
        ),
    ],
)
def test_languages_that_differ_in_structure_are_refused_with_the_place(
    path: str, old: str, new: str, expected: str
):
    assert expected in sense(swapped(path, old, new))


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (
            "items/one.toml",
            '["b"]',
            '["a", "b"]',
            "a single choice has one correct option, found 2",
        ),
        ("items/one.toml", '["b"]', '["z"]', "`z` is not an option; expected some of `a`, `b`"),
        ("items/one.toml", '["b"]', "[]", "no option is correct"),
        ("items/one.toml", '"a", "b", "c"', '"a", "b", "b"', "the option `b` stands twice"),
        ("items/one.toml", 'objective = "see"', 'objective = "fly"', "no lesson has the outcome"),
        ("items/one.toml", "first#text", "first#nowhere", "no block is `first#nowhere`"),
        ("course.toml", '"one", "several"', '"one", "two"', "expected `items/two.toml`"),
        ("course.toml", '"one", "several"', '"one", "one"', "the item `one` is asked twice"),
        ("course.toml", 'id = "second"', 'id = "first"', "the id `first` stands for two pages"),
        ("course.toml", 'source = "en"', 'source = "fr"', "`fr` is not among the languages"),
        ("course.toml", '"second-read"', '"confirmed"', "`confirmed` needs `confirmed_by`"),
        ("facts.toml", '"rfc"', '"rfd"', "the source `rfd` is not in `sources.toml`"),
        ("facts.toml", "2027-11-01", "2025-11-01", "`valid_until` is not later than `as_of`"),
        ("en/first.md", 'file = "dot.svg"', 'file = "spot.svg"', "`spot.svg` is not in `images/`"),
        ("en/first.md", "::: terms words", "::: terms text", "two blocks are called `text`"),
        ("images/dot.svg", "<circle", "<text>a</text><circle", "a drawing has no words in it"),
        ("images/dot.svg", "<circle", '<circle onclick="x"', "a drawing has no script"),
    ],
)
def test_a_course_that_does_not_make_sense_is_told_why(
    path: str, old: str, new: str, expected: str
):
    changes = swapped(path, old, new)
    if path == "course.toml" and "first" in new:
        changes |= {"en/second.md": "", "ar/second.md": ""}
        files = example.files(changes)
        del files["en/second.md"], files["ar/second.md"]
        found = "\n".join(map(str, bundle.problems(bundle.parse(files))))
    else:
        found = sense(changes)
    assert expected in found


def test_the_whole_lesson_of_the_documentation_is_a_course():
    text = (Path(__file__).resolve().parents[3] / "docs/course-bundles.md").read_text("utf-8")
    part = text.partition("## A whole lesson")[2].partition("## The glossary")[0]
    outline, lesson, titles = re.findall(r"```(?:toml)?\n(.*?)```", part, re.DOTALL)
    files = {
        "course.toml": outline,
        "fr/le-premier-appel.md": lesson,
        "fr/course.toml": titles,
    }
    assert bundle.problems(bundle.parse(files)) == []
    assert bundle.files(bundle.parse(files)) == files
