"""A course as frozen values: its structure once, its words by language."""

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from courses.domain.attempting import Behaviour
from courses.domain.drawing import Rule
from courses.domain.itemkinds import Structure
from courses.domain.lesson import Choice, Ids, LessonText
from courses.domain.scenario import Scenario
from courses.domain.subjects import Level, Topic
from courses.domain.values import Code, FromList, FromTable, Frozen, Id, Line, Prose, Url

Count = Annotated[int, Field(ge=1)]
Percent = Annotated[str, StringConstraints(pattern=r"^(100|[1-9]?\d)$")]


def _no_table() -> Any:
    return MappingProxyType({})


class Translation(Frozen):
    """How far the text in one language is: *confirmed* names a speaker and a date."""

    state: Literal["draft", "second-read", "confirmed"]
    confirmed_by: Line | None = None
    confirmed_on: datetime.date | None = None


class Lesson(Frozen):
    """A lesson without its words. `minutes` is the reading time with its exercises."""

    id: Id
    minutes: Count


class Quiz(Frozen):
    """A quiz without its words: which items in which order, or a blueprint by which they are drawn.

    `like` takes the blueprint of another quiz: a post-test like its pre-test. `limit` is in
    minutes, `wait` the hours between two attempts.
    """

    id: Id
    minutes: Count
    purpose: Literal["test", "practice", "pre", "post"] = "test"
    behaviour: Behaviour = "deferred"
    tries: Annotated[int, Field(ge=1, le=10)] = 3
    penalty: Annotated[int, Field(ge=0, le=100)] = 30
    limit: Annotated[int, Field(ge=1, le=600)] | None = None
    attempts: Annotated[int, Field(ge=1, le=100)] | None = None
    wait: Annotated[int, Field(ge=1, le=24 * 90)] | None = None
    like: Id | None = None
    items: Annotated[tuple[Id, ...], FromList] = ()
    draw: Annotated[tuple[Rule, ...], FromList] = ()


class Module(Frozen):
    """Some lessons and, at their end, perhaps a quiz."""

    id: Id
    lessons: Annotated[tuple[Lesson, ...], FromList, Field(min_length=1)]
    quiz: Quiz | None = None


class Outline(Frozen):
    """The file `course.toml`: everything about a course that is no word.

    `prerequisites` are ids of other courses: advice, not a lock.
    """

    id: Id
    version: Count
    licence: Line
    source: Code
    hours: Annotated[float, Field(gt=0, multiple_of=0.25)]
    pass_mark: Annotated[int, Field(ge=1, le=100)]
    level: Level | None = None
    topics: Annotated[tuple[Topic, ...], FromList] = ()
    prerequisites: Ids = ()
    languages: Annotated[Mapping[Code, Translation], FromTable, Field(min_length=1)]
    modules: Annotated[tuple[Module, ...], FromList, Field(min_length=1)]

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons in their order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """All quizzes in their order."""
        return tuple(module.quiz for module in self.modules if module.quiz)


class Source(Frozen):
    """A publication that readers are sent to; its title stays in its own language (`language`)."""

    title: Line
    publisher: Line
    year: int
    language: Code
    url: Url


class Fact(Frozen):
    """A dated fact without its words: where it was seen, as of when, and how sure we are."""

    source: Id
    as_of: datetime.date
    valid_until: datetime.date
    certainty: Literal["seen", "known"]


class Heading(Frozen):
    """Title and summary of a module or a quiz."""

    title: Line
    summary: Line


class QuizHeading(Heading):
    """The words of a quiz. `bands`: what is said from so many percent on, "0" the lowest."""

    bands: Annotated[Mapping[Percent, Line], FromTable] = Field(default_factory=_no_table)


class Titles(Frozen):
    """The file `<language>/course.toml`: the words of the course, its modules and its quizzes."""

    title: Line
    summary: Line
    modules: Annotated[Mapping[Id, Heading], FromTable]
    quizzes: Annotated[Mapping[Id, QuizHeading], FromTable] = Field(
        default_factory=dict, validate_default=True
    )


class Slot(Frozen):
    """The words of a slot: what is matched or ordered (a gap has none), and what is said of it."""

    text: Line | None = None
    feedback: Line


class Verdicts(Frozen):
    """What is said of an answer as a whole: right, or not."""

    right: Line
    wrong: Line


class ItemText(Frozen):
    """The words of an item in one language; which tables there are depends on its kind.

    `text` is that of a cloze, each gap as `{gap}`; `hint` helps after a wrong answer.
    """

    prompt: Line
    text: Prose | None = None
    hint: Line | None = None
    options: Annotated[Mapping[Id, Choice], FromTable] = Field(default_factory=_no_table)
    slots: Annotated[Mapping[Id, Slot], FromTable] = Field(default_factory=_no_table)
    choices: Annotated[Mapping[Id, Line], FromTable] = Field(default_factory=_no_table)
    units: Annotated[Mapping[Id, Line], FromTable] = Field(default_factory=_no_table)
    criteria: Annotated[Mapping[Id, Line], FromTable] = Field(default_factory=_no_table)
    feedback: Verdicts | None = None


class Words(Frozen):
    """A course in one language. `lessons` and `items` are by id."""

    titles: Titles
    lessons: Annotated[Mapping[Id, LessonText], FromTable]
    items: Annotated[Mapping[Id, ItemText], FromTable]


class Course(Frozen):
    """A whole course. `words` is by language; `images` and `captions` map a file's name to its text
    in SVG and WebVTT."""

    outline: Outline
    sources: Annotated[Mapping[Id, Source], FromTable]
    facts: Annotated[Mapping[Id, Fact], FromTable]
    items: Annotated[Mapping[Id, Structure], FromTable]
    images: Annotated[Mapping[str, str], FromTable]
    captions: Annotated[Mapping[str, str], FromTable]
    words: Annotated[Mapping[Code, Words], FromTable]
    scenarios: Annotated[Mapping[Id, Scenario], FromTable] = Field(
        default_factory=dict, validate_default=True
    )

    @property
    def id(self) -> str:
        """The course's own id, the first part of every content id in it."""
        return self.outline.id
