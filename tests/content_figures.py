"""The figures of `docs/content.md`: lengths, reading level and terms, counted from the files.

`python -m tests.content_figures --write` renews the tables.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from courses import bundles
from courses.domain import glossary, keyterms, readability
from courses.domain.course import Course, Module
from courses.domain.lesson import Callout, LessonText, Text

PAGE = Path(__file__).resolve().parents[1] / "docs" / "content.md"
ENOUGH = 0.9
"""The share of uses of a term in the source that a translation has to say by the same term."""
_MARKS = re.compile(r"^\s*(?:#+|-|\d+\.)\s|[*_]{1,2}|\]\([^)]*\)|\[", re.M)


@cache
def course(name: str) -> Course:
    """A shipped course, read once."""
    return bundles.load(name)


def passages(text: LessonText) -> list[str]:
    """The running text of a lesson, without its marks: paragraphs, lists, boxes."""
    blocks = [block for block in text.blocks if isinstance(block, Text | Callout)]
    return [_MARKS.sub(" ", str(block.body)) for block in blocks]


def words(text: LessonText) -> int:
    """How many words of running text a lesson has."""
    return sum(len(readability.words(one)) for one in passages(text))


def lengths() -> Iterator[str]:
    """A row for each module and language: lessons, questions, words of a lesson, level."""
    for told in map(course, bundles.shipped()):
        for module in told.outline.modules:
            for language, spoken in told.words.items():
                texts = [spoken.lessons[one.id] for one in module.lessons]
                counts = [words(one) for one in texts]
                level = readability.level([p for one in texts for p in passages(one)], language)
                row = (f"{told.id}/{module.id}", language, len(texts), _items(told, module))
                cells = [*row, f"{min(counts)} to {max(counts)}", level or "none"]
                yield f"| {' | '.join(map(str, cells))} |"


def _items(told: Course, module: Module) -> int:
    source = told.words[told.outline.source]
    taught = {name for one in module.lessons for name in source.lessons[one.id].front.outcomes}
    return sum(one.objective in taught for one in told.items.values())


def terms() -> Iterator[str]:
    """A row for each course and language: how many uses of terms there are, and how many agree."""
    for name, language in translated():
        used, missed = agreement(name, language)
        share = round(100 * (used - len(missed)) / used)
        yield f"| {name} | {language} | {used} | {share} % |"


def translated() -> Iterator[tuple[str, str]]:
    """Each shipped course with each of its languages but the source."""
    for name in bundles.shipped():
        told = course(name)
        yield from ((name, one) for one in told.words if one != told.outline.source)


@cache
def agreement(name: str, language: str) -> tuple[int, list[str]]:
    """How many lessons use a term of the glossary, and where the translation has another word."""
    told, known = course(name), glossary.parse(bundles.glossary()).terms
    used, missed = 0, []
    for lesson, text in told.words[told.outline.source].lessons.items():
        here = "\n".join(passages(text))
        there = "\n".join(passages(told.words[language].lessons[lesson]))
        for term, entry in known.items():
            source, target = entry.texts[told.outline.source], entry.texts.get(language)
            if target is None or not source.linked or not target.linked:
                continue
            if found(here, source.forms, attached=False):
                used += 1
                if not found(there, target.forms, attached=language == "ar"):
                    missed.append(f"{language}/{lesson}: {term} ({target.term})")
    return used, missed


_plain = cache(keyterms.plain)


def _begins(form: str) -> str:
    """The letters with which a form begins."""
    return keyterms.plain(re.match(r"\w*", form)[0])


def found(text: str, forms: Sequence[str], *, attached: bool) -> bool:
    """Tell whether a text has one of the forms of a term."""
    if not any(_begins(one).removeprefix("ال") in _plain(text) for one in forms):
        return False
    one = keyterms.KeyTerm("x", next(iter(forms)), "x", tuple(forms)[1:], attached)
    _text, left = keyterms.mark(
        f"<p>{text}</p>", [one], word=lambda _term, word: word, meaning=lambda _term, _word: ""
    )
    return not left


TABLES = {"lengths": lengths, "terms": terms}
"""What makes the rows of each table of the page."""


def on_the_page(name: str) -> str:
    """The rows that the page shows now."""
    part = PAGE.read_text(encoding="utf-8").split(f"<!-- table: {name} -->\n")[1]
    return "\n".join(part.split("\n\n")[0].rstrip("\n").split("\n")[2:])


if __name__ == "__main__":
    if "--missed" in sys.argv:
        for name, language in translated():
            sys.stdout.write("\n".join([*agreement(name, language)[1], ""]))
    if "--write" in sys.argv:
        page = PAGE.read_text(encoding="utf-8")
        for name, rows in TABLES.items():
            page = page.replace(on_the_page(name), "\n".join(rows()))
        PAGE.write_text(page, encoding="utf-8")
