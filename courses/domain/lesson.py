"""A lesson in one language: what it says, block by block."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from courses.domain.values import Code, FromList, FromTable, Frozen, Id, Line, Prose, Slug

Ids = Annotated[tuple[Id, ...], FromList, Field(min_length=1)]


Others = Annotated[Mapping[Id, Id], FromTable, Field(default_factory=dict, validate_default=True)]
FilmFile = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*\.(mp4|webm)$")]
CaptionsFile = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*\.vtt$")]


class Text(Frozen):
    """Paragraphs, headings and lists in Markdown."""

    kind: ClassVar[str] = "text"
    id: Id
    body: Prose


class Callout(Frozen):
    """A marked passage: something to try, a worked example, a warning, a note."""

    kind: ClassVar[str] = "callout"
    id: Id
    tone: Literal["try", "example", "warning", "note"]
    title: Line
    body: Prose


class Figure(Frozen):
    """A drawing of the bundle, with what it shows in words."""

    kind: ClassVar[str] = "image"
    id: Id
    file: Line
    alt: Line
    caption: Line | None = None


class Video(Frozen):
    """A film that lies on the site, not in the bundle. `captions` is by language; the text is its
    transcript; `poster` is a drawing of the bundle and `alt` says what it shows."""

    kind: ClassVar[str] = "video"
    id: Id
    title: Line
    file: FilmFile
    poster: Line | None = None
    alt: Line | None = None
    captions: Annotated[Mapping[Code, CaptionsFile], FromTable, Field(min_length=1)]
    body: Prose


class Term(Frozen):
    """A word of the field and what it means here."""

    term: Line
    meaning: Line


class Terms(Frozen):
    """Key terms, by id."""

    kind: ClassVar[str] = "terms"
    id: Id
    terms: Annotated[Mapping[Id, Term], FromTable, Field(min_length=1)]


class Choice(Frozen):
    """An option of a question and what is said to whoever chooses it."""

    text: Line
    feedback: Line


class Check(Frozen):
    """A check of one's own understanding; nobody marks it. `correct` holds ids of options."""

    kind: ClassVar[str] = "check"
    id: Id
    prompt: Line
    correct: Ids
    options: Annotated[Mapping[Id, Choice], FromTable, Field(min_length=2)]


class Facts(Frozen):
    """A box of dated facts: a sentence for each id of the bundle's `facts.toml`.

    `facts` names the fact of a sentence that has another id than it.
    """

    kind: ClassVar[str] = "facts"
    id: Id
    statements: Annotated[Mapping[Id, Line], FromTable, Field(min_length=1)]
    facts: Others

    @property
    def used(self) -> dict[str, str]:
        """The id of the fact of each sentence."""
        return {name: self.facts.get(name, name) for name in self.statements}


class Sources(Frozen):
    """Where to read on: ids of the bundle's `sources.toml`.

    `names` gives the id of an entry that has another one than its publication.
    """

    kind: ClassVar[str] = "sources"
    id: Id
    sources: Ids
    names: Others

    @property
    def entries(self) -> dict[str, str]:
        """The publication of each entry, by the id of the entry."""
        return {self.names.get(name, name): name for name in self.sources}


Block = Text | Callout | Figure | Video | Terms | Check | Facts | Sources
KINDS: dict[str, type[Block]] = {
    kind.kind: kind for kind in (Text, Callout, Figure, Video, Terms, Check, Facts, Sources)
}


class Front(Frozen):
    """The head of a lesson's file; `slug` where the address of its page is not its id."""

    title: Line
    summary: Line | None = None
    slug: Slug | None = None
    outcomes: Annotated[Mapping[Id, Line], FromTable] = Field(
        default_factory=dict, validate_default=True
    )


class LessonText(Frozen):
    """A lesson in one language."""

    front: Front
    blocks: tuple[Block, ...]
