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
from courses.domain.owed import Behind
from courses.domain.scenario import Scenario
from courses.domain.subjects import Level, Topic
from courses.domain.values import Code, FromList, FromTable, Frozen, Id, Line, Prose, Slug, Url

Count = Annotated[int, Field(ge=1)]
Subject = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$", max_length=120)]
"""What another room asks about, by its id: "national-csirt/reachability"."""
Percent = Annotated[str, StringConstraints(pattern=r"^(100|[1-9]?\d)$")]


def _no_table() -> Any:
    return MappingProxyType({})


class Translation(Frozen):
    """How far the text in one language is: *confirmed* names a speaker and a date.

    Where it is `partial`, lessons, questions and passages may be missing, or not be the same as in
    the source yet.
    """

    state: Literal["draft", "second-read", "confirmed"]
    confirmed_by: Line | None = None
    confirmed_on: datetime.date | None = None
    partial: bool = False


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
    """Some lessons and, at their end, perhaps a quiz.

    Where there are more quizzes, or some stand between lessons, `order` names all parts in order.
    """

    id: Id
    order: Annotated[tuple[Id, ...], FromList] = ()
    lessons: Annotated[tuple[Lesson, ...], FromList] = ()
    quiz: Quiz | None = None
    quizzes: Annotated[tuple[Quiz, ...], FromList] = ()

    @property
    def asked(self) -> tuple[Quiz, ...]:
        """All of its quizzes."""
        return (*filter(None, [self.quiz]), *self.quizzes)

    @property
    def steps(self) -> tuple[Lesson | Quiz, ...]:
        """Its lessons and quizzes in their order."""
        parts: tuple[Lesson | Quiz, ...] = (*self.lessons, *self.asked)
        known = {part.id: part for part in parts}
        return tuple(known[name] for name in self.order) if self.order else parts


class Outline(Frozen):
    """The file `course.toml`: everything about a course that is no word.

    `prerequisites` are ids of other courses: advice, not a lock. `serves` says of an outcome which
    questions of an assessment it helps to answer well, such as "national-csirt/reachability".
    """

    format: Count = 1
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
    serves: Annotated[
        Mapping[Id, Annotated[tuple[Subject, ...], FromList, Field(min_length=1)]], FromTable
    ] = Field(default_factory=_no_table)
    modules: Annotated[tuple[Module, ...], FromList, Field(min_length=1)]

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons in their order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """All quizzes in their order."""
        return tuple(quiz for module in self.modules for quiz in module.asked)

    @property
    def whole(self) -> tuple[str, ...]:
        """The languages in which everything must be there."""
        return tuple(code for code, told in self.languages.items() if not told.partial)


class Source(Frozen):
    """A publication that readers are sent to; its title stays in its own language (`language`)."""

    title: Line
    publisher: Line
    year: int
    language: Code
    url: Url


class Fact(Frozen):
    """A dated fact without its words: where it was seen, as of when, and how sure we are.

    It was seen in a publication of `sources.toml`, or in what `cited` and `url` say.
    """

    source: Id | None = None
    cited: Line | None = None
    url: Url | None = None
    as_of: datetime.date
    valid_until: datetime.date
    certainty: Literal["seen", "known"]


class Heading(Frozen):
    """Title and summary of a module or a quiz; `slug` where its address is not its id."""

    title: Line
    summary: Line | None = None
    slug: Slug | None = None


class QuizHeading(Heading):
    """The words of a quiz. `bands`: what is said from so many percent on, "0" the lowest.

    `content_note` tells what may be hard to read, and where support is found.
    """

    content_note: Line | None = None
    bands: Annotated[Mapping[Percent, Line], FromTable] = Field(default_factory=_no_table)


class Titles(Frozen):
    """The file `<language>/course.toml`: the words of the course, its modules and its quizzes."""

    title: Line
    summary: Line | None = None
    slug: Slug | None = None
    modules: Annotated[Mapping[Id, Heading], FromTable] = Field(
        default_factory=dict, validate_default=True
    )
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
    in SVG and WebVTT, `pictures` to the bytes of a photograph. `behind`: what a language owes."""

    outline: Outline
    sources: Annotated[Mapping[Id, Source], FromTable]
    facts: Annotated[Mapping[Id, Fact], FromTable]
    items: Annotated[Mapping[Id, Structure], FromTable]
    images: Annotated[Mapping[str, str], FromTable]
    captions: Annotated[Mapping[str, str], FromTable]
    pictures: Annotated[Mapping[str, bytes], FromTable] = Field(
        default_factory=dict, validate_default=True
    )
    words: Annotated[Mapping[Code, Words], FromTable]
    scenarios: Annotated[Mapping[Id, Scenario], FromTable] = Field(
        default_factory=dict, validate_default=True
    )
    behind: Annotated[Mapping[Code, Behind], FromTable] = Field(default_factory=_no_table)

    @property
    def id(self) -> str:
        """The course's own id, the first part of every content id in it."""
        return self.outline.id
