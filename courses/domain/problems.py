"""What is wrong with a bundle: one sentence each, with its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `place` names the file and, where there is one, the line or the path in it."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}"


class BundleError(ValueError):
    """A bundle that cannot be read. `problems` lists every mistake found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def listed(words: Sequence[str]) -> str:
    """Words as they stand in a sentence: `a`, `b` and `c`; or "nothing"."""
    marked = [f"`{word}`" for word in words]
    if not marked:
        return "nothing"
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} and {marked[-1]}"


def same(
    place: str, expected: Iterable[str], found: Iterable[str], *, partial: bool = False
) -> Iterator[Problem]:
    """What is missing among the names `found` (unless `partial`), and what nobody expected."""
    expected, found = set(expected), set(found)
    for name in () if partial else sorted(expected - found):
        yield Problem(place, f"`{name}` is missing.")
    for name in sorted(found - expected):
        yield Problem(place, f"`{name}` is not known; expected {listed(sorted(expected))}.")


def repeated(names: Iterable[str]) -> list[str]:
    """The names that stand more than once."""
    return [name for name, times in Counter(names).items() if times > 1]
