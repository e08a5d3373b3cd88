"""How far a learner is: completed items in, percentage and next item out."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Progress(Generic[Key]):
    """`done` of `total` items, and the first item not done, if there is one."""

    done: int
    total: int
    next: Key | None

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means everything."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def complete(self) -> bool:
        """Whether there was something to do and all of it is done."""
        return self.total > 0 and self.done == self.total


def measure(items: Sequence[Key], completed: Collection[Key]) -> Progress[Key]:
    """Progress through `items` in their order; what the course no longer has does not count."""
    finished = set(completed)
    open_items = [item for item in items if item not in finished]
    return Progress(len(items) - len(open_items), len(items), open_items[0] if open_items else None)


def neighbours(items: Sequence[Key], here: Key) -> tuple[Key | None, Key | None]:
    """The items before and after `here`; None at the ends, and where `here` is not in the list."""
    if here not in items:
        return None, None
    at = items.index(here)
    return (items[at - 1] if at else None), (items[at + 1] if at + 1 < len(items) else None)
