"""Words of the glossary in a text that is translated, with what they are called over there."""

from collections.abc import Sequence
from dataclasses import dataclass

from cms.words import glossary, letters


@dataclass(frozen=True)
class Term:
    """A word of the glossary: as the source calls it, as the translation shall call it."""

    source: str
    text: str
    meaning: str


class Finder:
    """Finds the words of the glossary in texts; two queries, however many texts."""

    def __init__(self, source: str, language: str) -> None:
        theirs = {one.key: one for one in glossary.index(language)}
        self.known = [
            (_patterns(one.term, one.forms), Term(one.term, theirs[one.key].term, one.meaning))
            for one in glossary.index(source)
            if one.key in theirs
        ]

    def of(self, text: str) -> list[Term]:
        """Return the words that stand in a text, in the order of the glossary."""
        words = f" {' '.join(letters.words(text))} "
        return [term for patterns, term in self.known if any(one in words for one in patterns)]


def _patterns(term: str, forms: Sequence[str]) -> list[str]:
    found = (" ".join(letters.words(one)) for one in (term, *forms))
    return [f" {one} " for one in found if one]
