"""What an import did, or would do."""

from collections.abc import Iterator
from dataclasses import dataclass, field


class TransferError(RuntimeError):
    """An import that cannot be done; the message says what is missing."""


@dataclass
class Report:
    """Pages by what became of them (`language: content id`), items, and languages left out."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    unchanged: int = 0

    def note(self, what: str, place: str) -> None:
        """Put a page where it belongs: created, changed, kept or unchanged."""
        if what == "unchanged":
            self.unchanged += 1
        else:
            getattr(self, what).append(place)

    @property
    def empty(self) -> bool:
        """Whether nothing is different from before."""
        return not (self.created or self.changed or self.withdrawn or self.items)

    def lines(self) -> Iterator[str]:
        """One sentence for everything that an operator wants to know."""
        for verb, places in (
            ("new", self.created),
            ("changed", self.changed),
            ("unpublished, no longer in the bundle", self.withdrawn),
            ("left as it is, it was edited here (--overwrite replaces it)", self.kept),
            ("new version of the item", self.items),
            ("left out, not a language of this site", self.left_out),
        ):
            yield from (f"{verb}: {place}" for place in places)
        yield f"unchanged pages: {self.unchanged}"
