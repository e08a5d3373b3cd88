"""How hard a text is to read: the length of its sentences, and a level that counts long words.

The level is Björnsson's LIX: words to a sentence, plus the share of words longer than six letters
in percent. Below 40 is easy, above 60 is for specialists; French and Spanish use longer words, so
what asks for a second look begins later there. Arabic writes its short vowels above the letters
and joins particles to words: nobody has shown what LIX means there, so it has none.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

END = re.compile(r"(?<=[.!?؟…])[\s\u00a0]+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LETTERS = 6
ENOUGH = 100
"""Words below which a level says nothing."""
HARD: Mapping[str, int] = MappingProxyType({"en": 60, "fr": 65, "es": 65})
LONGEST: Mapping[str, int] = MappingProxyType({"en": 35, "fr": 40, "es": 40, "ar": 35})
"""Words of a sentence that most readers still follow at once."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a passage."""
    return [one for one in END.split(text) if WORD.search(one)]


def words(text: str) -> list[str]:
    """Return the words of a text; numbers are none."""
    return WORD.findall(text)


def too_long(text: str, language: str) -> list[tuple[str, int]]:
    """Return the sentences that are too long, each with the number of its words."""
    most = LONGEST.get(language, LONGEST["en"])
    counted = [(one, len(words(one))) for one in sentences(text)]
    return [(one, count) for one, count in counted if count > most]


def level(passages: Sequence[str], language: str) -> int | None:
    """Return the level of a text, rounded; None where it is too short, or its language has none."""
    found = [word for one in passages for word in words(one)]
    if language not in HARD or len(found) < ENOUGH:
        return None
    ended = sum(len(sentences(one)) for one in passages)
    long = sum(len(word) > LETTERS for word in found)
    return round(len(found) / ended + 100 * long / len(found))


def is_hard(reached: int | None, language: str) -> bool:
    """Tell whether a level asks for a second look."""
    return reached is not None and reached > HARD[language]
