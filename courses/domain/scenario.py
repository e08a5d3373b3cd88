"""A branching scenario as frozen values: scenes, choices, forks, news; its words by language.

Structure and words live apart, as everywhere in a course: no word can change where a choice leads.
`docs/scenarios.md` explains every field.
"""

import datetime
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Field

from courses.domain.values import Code, FromList, FromTable, Frozen, Id, Line, Prose

Axis = Literal["harm-reduced", "legality", "rights", "trust", "speed", "learning"]
AXES: tuple[Axis, ...] = get_args(Axis)
LEAST, MOST = 0, 100
INLINE = frozenset({"effects", "at-least", "at-most"})
"""Tables that stand on one line of a file."""

Norm = Literal["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]
Measure = Literal["1", "2", "3", "4", "5", "6", "7", "8"]
Level = Annotated[int, Field(ge=LEAST, le=MOST)]
Minute = Annotated[int, Field(ge=0, le=100_000)]


def _no_table() -> Any:
    return MappingProxyType({})


def _stripped(text: object) -> object:
    """Texts between three quotation marks mostly begin and end with a line break of no meaning."""
    return text.strip() if isinstance(text, str) else text


Names = Annotated[tuple[Id, ...], FromList]
Effects = Annotated[
    Mapping[Axis, Annotated[int, Field(ge=-MOST, le=MOST)]],
    FromTable,
    Field(default_factory=_no_table),
]
Bounds = Annotated[Mapping[Axis, Level], FromTable, Field(default_factory=_no_table)]
Paragraphs = Annotated[Prose, BeforeValidator(_stripped)]


class Staged(Frozen):
    """A value of a scenario: in files its names have hyphens."""

    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))


class Choice(Frozen):
    """What one can do in a scene, and where it leads. `minutes` pass on the clock of the story.

    Open while every flag of `needs` is set and none of `unless`. `see` is the paragraph of the
    course that teaches it, `lesson#block`.
    """

    id: Id
    to: Id
    minutes: Minute = 0
    needs: Names = ()
    unless: Names = ()
    sets: Names = ()
    effects: Effects
    see: str = ""
    norms: Annotated[tuple[Norm, ...], FromList] = ()


class Scene(Frozen):
    """A page of the story: with choices, or an ending. Its `evidence` lies there from now on."""

    id: Id
    ending: bool = False
    evidence: Names = ()
    choices: Annotated[tuple[Choice, ...], FromList] = ()


class Way(Staged):
    """One way out of a fork: taken where all of its conditions hold.

    `at_least` and `at_most` speak of axes, `has` and `lacks` of flags, `before` and `after` of
    minutes on the clock: earlier than, and at or later than.
    """

    to: Id
    at_least: Bounds
    at_most: Bounds
    has: Names = ()
    lacks: Names = ()
    before: Minute | None = None
    after: Minute | None = None

    @property
    def conditional(self) -> bool:
        """Whether anything must hold for it."""
        flags_or_axes = self.at_least or self.at_most or self.has or self.lacks
        return bool(flags_or_axes) or self.before is not None or self.after is not None


class Turn(Frozen):
    """A fork that the story takes by itself: the first line whose conditions hold."""

    id: Id
    lines: Annotated[tuple[Way, ...], FromList, Field(min_length=1)]


class Inject(Frozen):
    """News that come by the clock: once, in the first scene at or after minute `at`.

    Where `has` or `unless` speak against it, it waits for the first later scene where they do not.
    """

    id: Id
    at: Minute
    has: Names = ()
    unless: Names = ()
    sets: Names = ()
    effects: Effects
    channel: Literal["telephone", "e-mail", "letter", "news", "meeting"]
    label: Line | None = None


class Evidence(Frozen):
    """A card on the table: how reliable its source (A to F), how credible what it says (1 to 6)."""

    id: Id
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    credibility: Annotated[int, Field(ge=1, le=6)]
    confidence: Literal["low", "moderate", "high"]


class Structure(Frozen):
    """The file `scenario.toml`: everything about a scenario that is no word."""

    id: Id
    level: Literal["introductory", "intermediate", "advanced"]
    minutes: Annotated[int, Field(ge=1, le=600)]
    start: Id
    objectives: Names = ()
    norms: Annotated[tuple[Norm, ...], FromList] = ()
    measures: Annotated[tuple[Measure, ...], FromList] = ()
    states: Names = ()
    axes: Annotated[Mapping[Axis, Level], FromTable, Field(min_length=6)]
    scenes: Annotated[tuple[Scene, ...], FromList, Field(min_length=1)]
    turns: Annotated[tuple[Turn, ...], FromList] = ()
    injects: Annotated[tuple[Inject, ...], FromList] = ()
    evidence: Annotated[tuple[Evidence, ...], FromList] = ()

    @property
    def endings(self) -> tuple[str, ...]:
        """The ids of the endings, in their order."""
        return tuple(scene.id for scene in self.scenes if scene.ending)

    def choices(self) -> Iterator[tuple[Scene, Choice]]:
        """Every choice with its scene, in their order."""
        return ((scene, choice) for scene in self.scenes for choice in scene.choices)


class ChoiceText(Frozen):
    """What I do, and what follows from it at once (shown on the next page)."""

    text: Line
    outcome: Paragraphs


class SceneText(Frozen):
    """The words of a scene and of its choices."""

    title: Line
    text: Paragraphs
    choices: Annotated[Mapping[Id, ChoiceText], FromTable, Field(default_factory=_no_table)]


class Told(Frozen):
    """Paragraphs: of an inject, or of what the debrief says about an ending."""

    text: Paragraphs


class EvidenceText(Frozen):
    """The words of an evidence card."""

    title: Line
    claim: Paragraphs


class Debrief(Frozen):
    """Questions to think about afterwards, and what each ending came to and why."""

    questions: Annotated[tuple[Line, ...], FromList, Field(min_length=1)]
    endings: Annotated[Mapping[Id, Told], FromTable]


class Text(Frozen):
    """The file `<language>.toml`: all words of a scenario, and how far the translation is."""

    state: Literal["draft", "second-read", "confirmed"]
    confirmed_by: Line | None = None
    confirmed_on: datetime.date | None = None
    title: Line
    summary: Line
    role: Paragraphs
    background: Paragraphs
    states: Annotated[Mapping[Id, Line], FromTable, Field(default_factory=_no_table)]
    scenes: Annotated[Mapping[Id, SceneText], FromTable]
    injects: Annotated[Mapping[Id, Told], FromTable, Field(default_factory=_no_table)]
    evidence: Annotated[Mapping[Id, EvidenceText], FromTable, Field(default_factory=_no_table)]
    debrief: Debrief


class Scenario(Frozen):
    """A scenario: its structure once, its words by language."""

    structure: Structure
    texts: Annotated[Mapping[Code, Text], FromTable]
