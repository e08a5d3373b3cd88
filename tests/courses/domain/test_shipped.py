"""The shipped courses are sound, written in canonical form, and long enough to teach."""

from pathlib import Path

import pytest

from courses import bundles
from courses.domain import branching, bundle
from courses.domain.lesson import Callout, Text

SLUGS = bundles.shipped()
MOST_TOLD = 0.5  # of the single-choice questions of a module, in any language


def test_something_is_shipped():
    assert "national-csirt" in SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_shipped_course_has_no_problem(slug: str):
    assert bundle.problems(bundle.parse(bundles.read(bundles.find(slug)))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_a_shipped_course_is_written_as_it_would_be_exported(slug: str):
    files = bundles.read(bundles.find(slug))
    assert bundle.files(bundle.parse(files)) == files


@pytest.mark.parametrize("slug", SLUGS)
def test_every_language_says_about_as_much_as_the_source(slug: str):
    course = bundles.load(slug)
    for name, source in course.words[course.outline.source].lessons.items():
        long = _words(source.blocks)
        assert 400 <= long <= 900, f"{slug}/{name} has {long} words"
        for language, words in course.words.items():
            share = _words(words.lessons[name].blocks) / long
            assert 0.6 <= share <= 1.4, f"{language}/{name} has {share:.0%} of the source's words"


@pytest.mark.parametrize("slug", SLUGS)
def test_stories_of_shipped_scenarios_are_followed_to_every_ending(slug: str):
    for scenario in bundles.load(slug).scenarios.values():
        seen = branching.explore(scenario.structure)
        assert seen.whole
        assert seen.scenes >= set(scenario.structure.endings)
        assert seen.injects == {inject.id for inject in scenario.structure.injects}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_length_of_an_answer_does_not_give_it_away(slug: str):
    course = bundles.load(slug)
    single = [(name, one) for name, one in course.items.items() if one.kind == "single"]
    for language, words in course.words.items():
        for bank in {one.bank for _name, one in single}:
            lengths = [
                {key: len(words.items[name].options[key].text) for key in one.options}
                for name, one in single
                if one.bank == bank
            ]
            keys = [one.correct[0] for _name, one in single if one.bank == bank]
            told = [_longest(long, key) for long, key in zip(lengths, keys, strict=True)]
            assert sum(told) <= len(told) * MOST_TOLD, f"{slug}/{bank}, {language}: {sum(told)}"


@pytest.mark.parametrize("slug", SLUGS)
def test_what_we_ship_is_second_read_at_most(slug: str):
    states = bundles.load(slug).outline.languages.values()
    assert {state.state for state in states} <= {"draft", "second-read"}


def test_the_reader_of_files_refuses_what_is_no_text(tmp_path: Path):
    (tmp_path / "course.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(bundle.BundleError, match=r"course\.toml: this is no text in UTF-8"):
        bundles.load(str(tmp_path))


def test_a_name_that_is_no_course_is_said_to_be_none():
    with pytest.raises(bundle.BundleError, match="neither a shipped course nor a folder"):
        bundles.load("no-such-course")


def _words(blocks: tuple[object, ...]) -> int:
    return sum(len(block.body.split()) for block in blocks if isinstance(block, Text | Callout))


def _longest(lengths: dict[str, int], key: str) -> bool:
    """Whether an option is longer than every other by more than a tenth."""
    others = max(long for name, long in lengths.items() if name != key)
    return lengths[key] > 1.1 * others
