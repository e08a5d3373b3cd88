"""A scenario for a game at a table: cards to cut, and the sheet of whoever leads it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from cms.press import formatting
from courses import labels
from courses.domain import scenario
from courses.views import scenes


@dataclass(frozen=True)
class Told:
    """An inject on its card, with when and on which conditions it is given out."""

    card: scenes.Told
    clock: SafeString
    conditions: Sequence[str]
    changes: Sequence[SafeString]


@dataclass(frozen=True)
class Way:
    """Where a choice or a line of a fork leads: a title, or the name of a fork."""

    goal: str
    fork: bool


@dataclass(frozen=True)
class Choice:
    """A choice on the sheet."""

    text: str
    outcome: SafeString
    minutes: SafeString
    way: Way
    conditions: Sequence[str]
    changes: Sequence[SafeString]


@dataclass(frozen=True)
class Scene:
    """A scene on the sheet. `cards` are the titles of the evidence that is laid down."""

    number: int
    title: str
    text: SafeString
    ending: bool
    cards: Sequence[str]
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Fork:
    """A fork on the sheet: the first line whose conditions hold."""

    name: str
    lines: Sequence[tuple[Sequence[str], Way]]


class Table:
    """All of a scenario in the order of its file, for paper."""

    def __init__(self, reader: scenes.Reader) -> None:
        self.reader = reader
        self.structure, self.words = reader.structure, reader.words
        self._forks = {turn.id: n for n, turn in enumerate(reader.structure.turns, start=1)}

    @property
    def evidence(self) -> list[scenes.Card]:
        """Every evidence card."""
        return [self.reader.card(card.id) for card in self.structure.evidence]

    @property
    def injects(self) -> list[Told]:
        """Every inject, by the clock."""
        return [
            Told(
                card=self.reader.news(inject.id),
                clock=scenes.clock(inject.at),
                conditions=[*self._flags(inject.has, inject.unless)],
                changes=scenes.moves(inject.effects),
            )
            for inject in self.reader.play.by_clock
        ]

    @property
    def role(self) -> SafeString:
        """Who the players are."""
        return scenes.told(self.words.role)

    @property
    def background(self) -> SafeString:
        """What has happened before."""
        return scenes.told(self.words.background)

    @property
    def axes(self) -> list[tuple[str | Promise, int]]:
        """Where each axis begins."""
        return [(labels.AXES[axis], self.structure.axes[axis]) for axis in labels.AXES]

    @property
    def norms(self) -> list[tuple[str, str | Promise]]:
        """The voluntary norms that the scenario touches."""
        return scenes.norms(self.structure.norms)

    @property
    def measures(self) -> list[tuple[str, str | Promise]]:
        """The confidence-building measures that it touches."""
        return [(number, labels.MEASURES[number]) for number in self.structure.measures]

    @property
    def scenes(self) -> list[Scene]:
        """Every scene, numbered."""
        return [self._scene(n, scene) for n, scene in enumerate(self.structure.scenes, start=1)]

    @property
    def forks(self) -> list[Fork]:
        """Every fork with its lines."""
        return [
            Fork(
                self._way(turn.id).goal,
                [([*self._conditions(way)], self._way(way.to)) for way in turn.lines],
            )
            for turn in self.structure.turns
        ]

    def _scene(self, number: int, scene: scenario.Scene) -> Scene:
        words = self.words.scenes[scene.id]
        return Scene(
            number=number,
            title=words.title,
            text=scenes.told(words.text),
            ending=scene.ending,
            cards=[self.words.evidence[name].title for name in scene.evidence],
            choices=[self._choice(choice, words.choices[choice.id]) for choice in scene.choices],
        )

    def _choice(self, choice: scenario.Choice, words: scenario.ChoiceText) -> Choice:
        return Choice(
            text=words.text,
            outcome=scenes.told(words.outcome),
            minutes=scenes.clock(choice.minutes),
            way=self._way(choice.to),
            conditions=[*self._flags(choice.needs, choice.unless)],
            changes=scenes.moves(choice.effects),
        )

    def _way(self, name: str) -> Way:
        if name in self._forks:
            number = formatting.number(self._forks[name], get_language())
            return Way(gettext("fork %(number)s") % {"number": number}, fork=True)
        return Way(self.words.scenes[name].title, fork=False)

    def _conditions(self, way: scenario.Way) -> Iterator[str]:
        for axis, level in way.at_least.items():
            yield _said(
                gettext("%(axis)s at least %(level)s"),
                axis=labels.AXES[axis],
                level=_level(level),
            )
        for axis, level in way.at_most.items():
            yield _said(
                gettext("%(axis)s at most %(level)s"),
                axis=labels.AXES[axis],
                level=_level(level),
            )
        yield from self._flags(way.has, way.lacks)
        if way.before is not None:
            yield _said(gettext("before %(clock)s"), clock=scenes.clock(way.before))
        if way.after is not None:
            yield _said(gettext("from %(clock)s on"), clock=scenes.clock(way.after))

    def _flags(self, has: Iterable[str], lacks: Iterable[str]) -> Iterator[str]:
        """A flag has no words: it is told by what sets it."""
        for pattern, flags in (
            (gettext("only after %(what)s"), has),
            (gettext("not after %(what)s"), lacks),
        ):
            for flag in flags:
                yield pattern % {"what": formatting.either(self._setters(flag), get_language())}

    def _setters(self, flag: str) -> list[str]:
        # Translators: a choice or a scene, quoted by its words
        quoted = gettext("“%(words)s”")
        found = [
            self.words.scenes[scene.id].choices[choice.id].text
            for scene, choice in self.structure.choices()
            if flag in choice.sets
        ]
        found += [
            str(labels.CHANNELS[inject.channel])
            for inject in self.structure.injects
            if flag in inject.sets
        ]
        return [quoted % {"words": words} for words in found]


def _said(pattern: str, **values: object) -> SafeString:
    """A sentence of the catalogues with its values, numbers in it isolated already."""
    return format_html(pattern.replace("%(", "{").replace(")s", "}"), **values)


def _level(level: int) -> SafeString:
    return format_html("<bdi>{}</bdi>", formatting.number(level, get_language()))
