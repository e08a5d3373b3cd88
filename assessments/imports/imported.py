"""What a reader hands on: the mapping of a model, its translations, its losses, its places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Translations = Mapping[str, Mapping[str, str]]
"""Language -> path of a text as in `texts.of_model` -> the text in that language."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A framework as it was read; whether it makes sense is asked of `checking.checked`.

    `mapping` is what `maturity.parse` takes. `losses` are sentences on what has no counterpart
    here. `places` says for a path of the mapping where it stood in the file ("Parts!E4"), so
    that an author is led to the place that can be mended.
    """

    mapping: dict[str, Any]
    translations: Translations = field(default_factory=dict)
    losses: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)


LONGEST_SENTENCE = 600
MOST_SENTENCES = 500


class Unreadable(ValueError):
    """A file that cannot become a model; `problems` holds a sentence for each, with its place.

    Of the problems of a file that is no framework at all the first 500 are told.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        found = list(problems)
        told = [_clipped(one) for one in found[:MOST_SENTENCES]]
        if len(found) > MOST_SENTENCES:
            told.append(f"(the file): has {len(found) - MOST_SENTENCES} problems more")
        self.problems = tuple(told)
        super().__init__("\n".join(self.problems))


def _clipped(problem: str) -> str:
    """Keep a sentence readable where a file holds a key or a value of thousands of characters."""
    return problem if len(problem) <= LONGEST_SENTENCE else problem[:LONGEST_SENTENCE] + "..."
