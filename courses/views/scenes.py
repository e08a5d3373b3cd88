"""A scenario as templates show it: words put in at the last step, in the reader's language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from cms.press import formatting
from courses import catalogue, labels
from courses.domain import playing, prose, scenario
from courses.models import ScenarioRun, ScenarioVersion

GRADES = {
    "reliability": tuple(labels.RELIABILITY.items()),
    "credibility": tuple(labels.CREDIBILITY.items()),
}
"""What the letter and the number of a card can be."""


@dataclass(frozen=True)
class Card:
    """An evidence card with its letters in words. `fresh`: it came with the present scene."""

    name: str
    title: str
    claim: SafeString
    grade: str
    reliability: str | Promise
    credibility: str | Promise
    confidence: str | Promise
    fresh: bool = False


@dataclass(frozen=True)
class Told:
    """News as they arrive: by which channel, under which label; what they moved, by axis."""

    name: str
    text: SafeString
    channel: str | Promise
    label: str
    changes: Sequence[SafeString] = ()


@dataclass(frozen=True)
class Option:
    """What one can do."""

    name: str
    text: str


@dataclass(frozen=True)
class Scene:
    """A scene as it is played. `number` is that of the choice to be made."""

    language: str
    title: str
    text: SafeString
    clock: SafeString
    outcome: SafeString | str
    news: Sequence[Told]
    cards: Sequence[Card]
    options: Sequence[Option]
    number: int

    @property
    def arrived(self) -> list[Card]:
        """The cards that came with this scene."""
        return [card for card in self.cards if card.fresh]

    @property
    def kept(self) -> list[Card]:
        """The cards that came before it."""
        return [card for card in self.cards if not card.fresh]


@dataclass(frozen=True)
class Passed:
    """One choice on the path, with what it did and where the course teaches about it."""

    title: str
    clock: SafeString
    choice: str
    changes: Sequence[SafeString]
    news: Sequence[Told]
    taught_url: str
    taught_title: str


class Reader:
    """A version of a scenario with its words in the language of the page, or in its first one."""

    def __init__(self, version: ScenarioVersion, course: str) -> None:
        self.play = version.play
        self.structure = version.play.structure
        text = version.wording(get_language())
        self.language, self.words, self.course = text.language, text.words, course

    @property
    def states(self) -> list[str]:
        """The names of the invented States."""
        return [self.words.states[name] for name in self.structure.states]

    def scene(self, state: playing.State) -> Scene:
        """The present scene of a story."""
        words = self.words.scenes[state.scene]
        options = [
            Option(choice.id, words.choices[choice.id].text)
            for choice in self.play.open(state.position)
        ]
        return Scene(
            language=self.language,
            title=words.title,
            text=told(words.text),
            clock=clock(state.position.clock),
            outcome=self._outcome(state),
            news=[self.news(one.inject) for one in state.news],
            cards=self.cards(state),
            options=options,
            number=len(state.path) + 1,
        )

    def _outcome(self, state: playing.State) -> SafeString | str:
        if not state.path:
            return ""
        last = state.path[-1]
        return told(self.words.scenes[last.scene].choices[last.choice].outcome)

    def cards(self, state: playing.State) -> list[Card]:
        """The cards on the table, the latest first."""
        fresh = self.play.scenes[state.scene].evidence
        return [self.card(name, fresh=name in fresh) for name in reversed(state.evidence)]

    def card(self, name: str, *, fresh: bool = False) -> Card:
        """One evidence card."""
        card, words = self.play.cards[name], self.words.evidence[name]
        return Card(
            name=name,
            title=words.title,
            claim=told(words.claim),
            grade=f"{card.reliability}{card.credibility}",
            reliability=labels.RELIABILITY[card.reliability],
            credibility=labels.CREDIBILITY[card.credibility],
            confidence=labels.CONFIDENCE[card.confidence],
            fresh=fresh,
        )

    def news(self, name: str, changes: Mapping[scenario.Axis, int] | None = None) -> Told:
        """One inject."""
        inject = self.play.injects[name]
        text = told(self.words.injects[name].text)
        moved = moves(changes or {})
        return Told(name, text, labels.CHANNELS[inject.channel], inject.label or "", moved)

    def path(self, state: playing.State) -> list[Passed]:
        """The choices of a story, one after another. One query, for the lessons behind them."""
        chosen = [(taken, self._choice(taken.scene, taken.choice)) for taken in state.path]
        lessons = {self._lesson(choice) for _taken, choice in chosen if choice.see}
        taught = catalogue.lessons(sorted(lessons), get_language())
        return [
            self._passed(taken, choice, taught.get(self._lesson(choice)))
            for taken, choice in chosen
        ]

    def _passed(
        self, taken: playing.Taken, choice: scenario.Choice, lesson: catalogue.Lesson | None
    ) -> Passed:
        words = self.words.scenes[taken.scene]
        return Passed(
            title=words.title,
            clock=clock(taken.at),
            choice=words.choices[taken.choice].text,
            changes=moves(taken.changes),
            news=[self.news(one.inject, one.changes) for one in taken.news],
            taught_url=f"{lesson.url}#{choice.see.partition('#')[2]}" if lesson else "",
            taught_title=lesson.title if lesson else "",
        )

    def _choice(self, scene: str, name: str) -> scenario.Choice:
        return next(one for one in self.play.scenes[scene].choices if one.id == name)

    def _lesson(self, choice: scenario.Choice) -> str:
        return f"{self.course}/{choice.see.partition('#')[0]}"

    def touched(self, state: playing.State) -> list[tuple[str, str | Promise]]:
        """The voluntary norms that the choices of a story touched: letter and what it is about."""
        choices = (self._choice(taken.scene, taken.choice) for taken in state.path)
        return norms({norm for choice in choices for norm in choice.norms})


def foreign(language: str) -> SafeString | str:
    """The attributes of a passage that stands in another language than its page."""
    if language == get_language():
        return ""
    return format_html(' lang="{}" dir="auto"', language)


def of(run: ScenarioRun) -> Reader:
    """The reader of a run's own version."""
    return Reader(run.version, run.scenario.course)


def axes(state: playing.State) -> list[tuple[str | Promise, int]]:
    """The six axes beside each other; they are never added up."""
    return [(labels.AXES[axis], level) for axis, level in state.axes.items()]


def norms(letters: Iterable[str]) -> list[tuple[str, str | Promise]]:
    """Norms by letter, in their order; the letters are those of the language."""
    return [(_lettered(letter), labels.NORMS[letter]) for letter in sorted(letters)]


# The letters of the norms as the Arabic report of the United Nations has them
_ARABIC = dict(zip("abcdefghijk", (*"أبجد", "هـ", *"وزحطيك"), strict=True))


def _lettered(letter: str) -> str:
    return _ARABIC[letter] if get_language() == "ar" else letter


def told(markdown: str) -> SafeString:
    """Paragraphs of an author as HTML: only what `prose` lets through."""
    return mark_safe(prose.html(markdown))  # noqa: S308


def clock(minutes: int) -> SafeString:
    """The clock of a story: 3 h 05 min since it began."""
    language = get_language()
    pattern = gettext("%(hours)s h %(minutes)s min")
    hours = formatting.number(minutes // 60, language)
    rest = formatting.number(minutes % 60, language)
    return format_html("<bdi>{}</bdi>", pattern % {"hours": hours, "minutes": rest})


def moves(changes: Mapping[scenario.Axis, int]) -> list[SafeString]:
    """What moved, in words: Trust +7."""
    return [
        format_html("{} {}", labels.AXES[axis], signed(change))
        for axis, change in changes.items()
        if change
    ]


def signed(change: int) -> SafeString:
    """A change with its sign, isolated from the direction of the text around it."""
    sign = "+" if change > 0 else "−"
    return format_html("<bdi>{}{}</bdi>", sign, formatting.number(abs(change), get_language()))
