"""One structure in every language: where translations differ in more than their words."""

from collections.abc import Iterator, Sequence

from courses.domain.course import Course, Words
from courses.domain.lesson import Block, Check, Facts, LessonText, Sources, Terms, Video
from courses.domain.problems import Problem, Sentence, listed
from courses.domain.problems import Sentence as _


def problems(course: Course) -> list[Problem]:
    """Every place where a language differs in structure from the source language."""
    source = course.outline.source
    if source not in course.words:
        return []
    found: list[Problem] = []
    for language, words in course.words.items():
        if language != source and language in course.outline.whole:
            found += _course(course.words[source], words, language, source)
    return found


def _course(source: Words, words: Words, language: str, source_language: str) -> Iterator[Problem]:
    for name, text in source.lessons.items():
        if name in words.lessons:
            yield from _lesson(text, words.lessons[name], f"{language}/{name}.md", source_language)


def _lesson(source: LessonText, text: LessonText, place: str, language: str) -> Iterator[Problem]:
    outcomes, expected = list(text.front.outcomes), list(source.front.outcomes)
    if outcomes != expected:
        yield Problem(
            f"{place}, outcomes",
            _(
                "expected %(expected)s as in `%(language)s`, found %(found)s.",
                expected=listed(expected),
                language=language,
                found=listed(outcomes),
            ),
        )
    blocks, wanted = (
        [_name(block) for block in text.blocks],
        [_name(block) for block in source.blocks],
    )
    if blocks != wanted:
        yield Problem(place, _first_difference(wanted, blocks, language))
        return
    for mine, theirs in zip(text.blocks, source.blocks, strict=True):
        if _structure(mine) != _structure(theirs):
            sentence = _(
                "the structure differs: expected %(expected)s as in `%(language)s`, found "
                "%(found)s.",
                expected=_structure(theirs),
                language=language,
                found=_structure(mine),
            )
            yield Problem(f"{place}, block `{mine.id}`", sentence)


def _name(block: Block) -> str:
    return f"{block.kind} {block.id}"


def _first_difference(wanted: Sequence[str], found: Sequence[str], language: str) -> Sentence:
    at = next(
        (n for n, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]),
        min(len(wanted), len(found)),
    )
    return _(
        "block %(number)s differs: expected %(expected)s as in `%(language)s`, found %(found)s.",
        number=at + 1,
        expected=listed(wanted[at : at + 1]),
        language=language,
        found=listed(found[at : at + 1]),
    )


def _structure(block: Block) -> Sentence:
    """Everything about a block that is no word, as a line that can stand in a sentence."""
    match block:
        case Terms():
            return _("terms %(names)s", names=listed(list(block.terms)))
        case Check():
            options, correct = listed(list(block.options)), listed(block.correct)
            return _("options %(names)s with %(correct)s correct", names=options, correct=correct)
        case Facts():
            return _("facts %(names)s", names=listed(list(block.statements)))
        case Sources():
            return _("sources %(names)s", names=listed(list(block.entries)))
        case Video():
            films = [block.file, *block.captions.values(), *filter(None, [block.poster])]
            languages = listed(list(block.captions))
            return _("%(films)s with captions in %(names)s", films=listed(films), names=languages)
    other = getattr(block, "tone", None) or getattr(block, "file", None)
    return _("`%(name)s`", name=other) if other else _("words only")
