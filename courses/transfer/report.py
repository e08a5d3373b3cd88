"""What an import did, or would do."""

from collections.abc import Iterator
from dataclasses import dataclass, field


class TransferError(RuntimeError):
    """An import that cannot be done; the message says what is missing."""


@dataclass
class Report:
    """Pages by what became of them (`language: content id`), items, scenarios, and languages left
    out. A scenario that was withdrawn has its id in all languages.

    `edited` says of each page that is kept what was edited on it.
    """

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    scenarios: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    kept_items: list[str] = field(default_factory=list)
    kept_scenarios: list[str] = field(default_factory=list)
    edited: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0
    release: int | None = None

    def note(self, what: str, place: str) -> None:
        """Put a page where it belongs: created, changed, kept or unchanged."""
        if what == "unchanged":
            self.unchanged += 1
        else:
            getattr(self, what).append(place)

    @property
    def empty(self) -> bool:
        """Whether nothing is different from before."""
        done = (self.created, self.changed, self.withdrawn, self.items, self.scenarios)
        return not any(done) and self.release is None

    def lines(self) -> Iterator[str]:
        """One sentence for everything that an operator wants to know."""
        kept = self.kept_with_reasons()
        for verb, places in (
            ("new", self.created),
            ("changed", self.changed),
            ("unpublished, no longer in the bundle", self.withdrawn),
            (
                "left as it is, it was edited here (--overwrite replaces it)",
                kept,
            ),
            ("new version of the item", self.items),
            ("new version of the scenario", self.scenarios),
            ("left out, not a language of this site", self.left_out),
        ):
            yield from (f"{verb}: {place}" for place in places)
        if self.release is not None:
            yield f"new release of the course: {self.release}"
        yield f"unchanged pages: {self.unchanged}"

    def kept_with_reasons(self) -> list[str]:
        """What is kept, each with what was edited."""
        pages = [f"{one} ({', '.join(told)})" for one, told in self.edited.items()]
        items = [f"item `{one}`" for one in self.kept_items]
        return [*pages, *items, *(f"scenario `{one}`" for one in self.kept_scenarios)]
