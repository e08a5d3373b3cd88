"""Snippets: the part of a text in which words that were searched for stand, with these marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cms.words import letters

_TOKEN = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f\u064b-\u0652\u0670])*")
_ATTACHED = re.compile("[وف]?(?:لل|[بك]?ال|[بكل])?")
_ROOT = 4  # letters that two words share at least if one is a form of the other
_ENDING = 3  # and letters that they may have each for itself


@dataclass(frozen=True)
class Part:
    """A piece of a snippet; `hit` where it is one of the words."""

    text: str
    hit: bool = False


def cut(text: str, wanted: Sequence[str], *, around: int = 90) -> list[Part]:
    """Return what stands around the first place with most of the `wanted` plain words, marked.

    Joined together, the parts are a part of the text, with an ellipsis where it goes on; the
    beginning where no word stands in it.

    >>> [part.text for part in cut("A mandate says who pays.", ["mandate"]) if part.hit]
    ['mandate']
    """
    hits = [found for found in _TOKEN.finditer(text) if matched(found[0], wanted)]
    if not hits:
        return [Part(_beginning(text, 2 * around))] if text else []
    first = max(hits, key=lambda one: (_company(one, hits, wanted, around), -one.start()))
    inside = [one for one in hits if 0 <= one.start() - first.start() <= around]
    last = inside[-1]
    parts = [Part(_end(text[: first.start()], around))]
    for at, one in enumerate(inside):
        following = inside[at + 1].start() if one is not last else one.end()
        parts += [Part(one[0], hit=True), Part(text[one.end() : following])]
    parts.append(Part(_beginning(text[last.end() :], around)))
    return [part for part in parts if part.text]


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


def _company(
    one: re.Match[str], hits: Sequence[re.Match[str]], wanted: Sequence[str], around: int
) -> int:
    """How many different words stand within reach."""
    near = (other for other in hits if 0 <= other.start() - one.start() <= around)
    return len({word for other in near for word in matched(other[0], wanted)})


def _beginning(text: str, around: int) -> str:
    return text if len(text) <= around else text[:around].rsplit(" ", 1)[0] + " …"


def _end(text: str, around: int) -> str:
    return text if len(text) <= around else "… " + text[-around:].split(" ", 1)[-1]
