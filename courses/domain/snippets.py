"""Snippets: the part of a text in which words that were searched for stand, with these marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cms.words import letters

_TOKEN = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u064b-\u0652\u0670])*")
_ATTACHED = re.compile("[وف]?(?:لل|[بك]?ال|[بكل])?")
_ROOT = 4  # letters that two words share at least if one is a form of the other
_ENDING = 3  # and letters that they may have each for itself


Known = dict[str, set[str]]
"""Which of the wanted words a word of a text is: most words stand in texts more than once."""


@dataclass(frozen=True)
class Part:
    """A piece of a snippet; `hit` where it is one of the words."""

    text: str
    hit: bool = False


def cut(
    text: str, wanted: Sequence[str], *, around: int = 90, known: Known | None = None
) -> list[Part]:
    """Return what stands around the first place with most of the `wanted` plain words, marked.

    Joined together, the parts are a part of the text, with an ellipsis where it goes on; the
    beginning where no word stands in it. `known` is a memory for many texts and the same words.

    >>> [part.text for part in cut("A mandate says who pays.", ["mandate"]) if part.hit]
    ['mandate']
    """
    known = {} if known is None else known
    hits = []
    for found in _TOKEN.finditer(text):
        if found[0] not in known:
            known[found[0]] = matched(found[0], wanted)
        if known[found[0]]:
            hits.append(_Hit(found.start(), found.end(), frozenset(known[found[0]])))
    if not hits:
        return [Part(_beginning(text, 2 * around))] if text else []
    inside = max((_within(hits[at:], around) for at in range(len(hits))), key=_company)
    first, last = inside[0], inside[-1]
    parts = [Part(_end(text[: first.start], around))]
    for at, one in enumerate(inside):
        following = inside[at + 1].start if one is not last else one.end
        parts += [Part(text[one.start : one.end], hit=True), Part(text[one.end : following])]
    parts.append(Part(_beginning(text[last.end :], around)))
    return [part for part in parts if part.text]


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    words: frozenset[str]


def _within(hits: Sequence[_Hit], around: int) -> list[_Hit]:
    """The first of these and those that follow within reach."""
    found: list[_Hit] = []
    for hit in hits:
        if hit.start - hits[0].start > around:
            break
        found.append(hit)
    return found


def _company(hits: Sequence[_Hit]) -> int:
    """How many different words stand there."""
    return len(frozenset().union(*(hit.words for hit in hits)))


def matched(token: str, wanted: Sequence[str]) -> set[str]:
    """Return which of the `wanted` plain words this word of a text is, or is a form of."""
    plain = letters.plain(token)
    forms = {plain, *_without_attached(plain)}
    return {word for word in wanted if any(_same(form, word) for form in forms)}


def _without_attached(plain: str) -> list[str]:
    return [plain[size:] for size in range(1, 5) if _ATTACHED.fullmatch(plain, 0, size)]


def _same(form: str, word: str) -> bool:
    if form == word or (len(word) >= _ENDING and form.startswith(word)):
        return True
    shared = next(
        (at for at, (one, other) in enumerate(zip(form, word, strict=False)) if one != other),
        min(len(form), len(word)),
    )
    return shared >= _ROOT and max(len(form), len(word)) - shared <= _ENDING


def _beginning(text: str, around: int) -> str:
    return text if len(text) <= around else text[:around].rsplit(" ", 1)[0] + " …"


def _end(text: str, around: int) -> str:
    return text if len(text) <= around else "… " + text[-around:].split(" ", 1)[-1]
