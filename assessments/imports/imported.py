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


class Unreadable(ValueError):
    """A file that cannot become a model; `problems` holds every sentence, each with its place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
