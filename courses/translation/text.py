"""One text in every language: a page, an item, a scenario or a term, in its raw form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from courses.domain import segments
from courses.domain.segments import Raw, Segment


@dataclass(frozen=True)
class Said:
    """How far the translation of a whole course can be trusted, as its page says."""

    state: str
    by: str
    on: Any


@dataclass(frozen=True)
class Text:
    """A page, item, scenario or term: its raw form by language, of what is published.

    `pages` are the keys of its pages by language. `said` is by language what the course says.
    """

    key: UUID
    kind: str
    content_id: str
    source: str
    raws: Mapping[str, Raw]
    pages: Mapping[str, int] = field(default_factory=dict)
    said: Mapping[str, Said] = field(default_factory=dict)
    order: str = ""

    @property
    def course_id(self) -> str:
        """The course that it belongs to."""
        return self.content_id.partition("/")[0]

    @cached_property
    def now(self) -> tuple[Segment, ...]:
        """The segments of the source of now; none where the source is not published."""
        return segments.of(self.raws[self.source]) if self.source in self.raws else ()

    @property
    def title(self) -> str:
        """What it is called in the language of the source."""
        raw = self.raws.get(self.source) or next(iter(self.raws.values()), {})
        return str(raw.get("title") or raw.get("prompt") or raw.get("term") or self.content_id)

    @property
    def translations(self) -> list[str]:
        """The languages that it is translated into."""
        return [code for code in self.raws if code != self.source]
