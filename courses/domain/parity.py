"""One structure in every language: where translations differ in more than their words."""

from collections.abc import Iterator, Sequence

from courses.domain.course import Course, Words
from courses.domain.lesson import Block, Check, Facts, LessonText, Sources, Terms, Video
from courses.domain.problems import Problem, listed


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
            f"expected {listed(expected)} as in `{language}`, found {listed(outcomes)}.",
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
            there = f"expected {_structure(theirs)} as in `{language}`"
            sentence = f"the structure differs: {there}, found {_structure(mine)}."
            yield Problem(f"{place}, block `{mine.id}`", sentence)


def _name(block: Block) -> str:
    return f"{block.kind} {block.id}"


def _first_difference(wanted: Sequence[str], found: Sequence[str], language: str) -> str:
    at = next(
        (n for n, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]),
        min(len(wanted), len(found)),
    )
    ours = f"`{found[at]}`" if at < len(found) else "nothing"
    theirs = f"`{wanted[at]}`" if at < len(wanted) else "nothing"
    return f"block {at + 1} differs: expected {theirs} as in `{language}`, found {ours}."


def _structure(block: Block) -> str:
    """Everything about a block that is no word, as a line that can stand in a sentence."""
    match block:
        case Terms():
            return f"terms {listed(list(block.terms))}"
        case Check():
            return f"options {listed(list(block.options))} with {listed(block.correct)} correct"
        case Facts():
            return f"facts {listed(list(block.statements))}"
        case Sources():
            return f"sources {listed(list(block.entries))}"
        case Video():
            films = [block.file, *block.captions.values(), *filter(None, [block.poster])]
            return f"{listed(films)} with captions in {listed(list(block.captions))}"
    other = getattr(block, "tone", None) or getattr(block, "file", None)
    return f"`{other}`" if other else "words only"
