"""What is wrong with a bundle: one sentence each, with its place.

A sentence is made here in English, for command lines and logs, and keeps what it was made from: a
message with `%(name)s` for its values. Whoever shows it to people says it in their language
(`courses.problemwords`). Modules import `Sentence` as `_`, so that catalogues find its messages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self


class Sentence(str):
    """A sentence in English that can be said in another language; its values may be some, too.

    >>> told = Sentence("`%(name)s` is missing.", name="first")
    >>> told, told.message, dict(told.values)
    ('`first` is missing.', '`%(name)s` is missing.', {'name': 'first'})
    """

    message: str
    values: Mapping[str, object]

    def __new__(cls, message: str, **values: object) -> Self:
        made = super().__new__(cls, message % values if values else message)
        made.message, made.values = message, values
        return made

    def spoken(self, english: str) -> "Sentence":
        """The same sentence, with other words on command lines and in logs."""
        made = str.__new__(Sentence, english)
        made.message, made.values = self.message, self.values
        return made


_ = Sentence


class Listed(str):
    """Words as they stand in a sentence; `words` are those, `either` tells that one is enough."""

    words: tuple[str, ...]
    either: bool

    def __new__(cls, told: str, words: Iterable[str], *, either: bool = False) -> Self:
        made = super().__new__(cls, told)
        made.words, made.either = tuple(words), either
        return made


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `place` names the file and, where there is one, the line or the path in it."""

    place: str
    sentence: Sentence

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class BundleError(ValueError):
    """A bundle that cannot be read. `problems` lists every mistake found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def listed(words: Sequence[str]) -> Listed:
    """Words as they stand in a sentence: `a`, `b` and `c`; or "nothing"."""
    marked = [f"`{word}`" for word in words]
    if not marked:
        return Listed("nothing", ())
    last = marked[-1]
    return Listed(f"{', '.join(marked[:-1])} and {last}" if marked[1:] else last, words)


def same(
    place: str, expected: Iterable[str], found: Iterable[str], *, partial: bool = False
) -> Iterator[Problem]:
    """What is missing among the names `found` (unless `partial`), and what nobody expected."""
    expected, found = set(expected), set(found)
    for name in () if partial else sorted(expected - found):
        yield Problem(place, _("`%(name)s` is missing.", name=name))
    for name in sorted(found - expected):
        yield unknown(place, name, expected)


def unknown(place: str, name: str, known: Iterable[str]) -> Problem:
    """A name that is not among those that are known."""
    names = listed(sorted(known))
    return Problem(place, _("`%(name)s` is not known; expected %(names)s.", name=name, names=names))


def repeated(names: Iterable[str]) -> list[str]:
    """The names that stand more than once."""
    return [name for name, times in Counter(names).items() if times > 1]
