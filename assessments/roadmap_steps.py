"""The actions of a stored plan, each with its words, dates, reasons, cost and lessons."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments import charts, leads, marking, reasons, stored, titles, wording
from assessments.domain import quarters, texts
from assessments.domain.actions import Action, ActionLibrary
from assessments.domain.maturity import MaturityModel
from assessments.domain.needs import OWN
from assessments.sheets import Links
from cms.press import formatting

VERIFY = "verify/"


class Telling:
    """The words of one plan in one language: its models, its library, its lessons.

    `ends` holds the last quarter of everything that is planned, by id.
    """

    def __init__(
        self,
        models: Mapping[str, MaturityModel],
        release: ActionLibrary,
        words: wording.Words,
        language: str,
        links: Links,
        ends: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.language = language
        self.ends = ends
        self.release = release
        self.models = {
            name: wording.Words(wording.owner(model), language) for name, model in models.items()
        }
        self.actions = words
        self.lessons = links(
            {lesson for action in release.actions for lesson in action.lessons}, language
        )

    def model_text(self, model: str, path: str) -> str:
        """Return a text of a model."""
        return str(self.models[model](path))

    def title(self, action: str) -> str:
        """Return the title of an action of the library, or of a task to find something out.

        Of a rule, "rule/one-team", what it assumes.
        """
        if action.startswith(titles.RULE):
            return str(self.rule(action.removeprefix(titles.RULE)))
        if not action.startswith(VERIFY):
            title = self.actions(f"{action}/title")
            return marking.apart(title, self.language) if action.startswith(OWN) else str(title)
        _prefix, model, dimension = action.split("/")
        return titles.looking_into(self.model_text(model, f"{dimension}/title"))

    def rule(self, rule: str) -> wording.Text:
        """Return what a rule of the library assumes of the country."""
        return self.actions(f"{texts.of_rule(rule)}/reason")

    def area(self, area: str) -> wording.Text:
        """Return the title of an area of actions."""
        return self.actions(f"{texts.AREAS}/{area}")


@dataclass(frozen=True, slots=True)
class Closed:
    """A gap that a step closes: the indicator and the levels it moves between."""

    model: str
    indicator: str
    title: str
    before: int | None
    after: int


@dataclass(frozen=True, slots=True)
class Step:
    """One action of the plan, ready to be shown."""

    id: str
    number: int
    title: str
    outcome: str
    done_when: str
    tasks: tuple[wording.Text, ...]
    safeguards: tuple[wording.Text, ...]
    start: str
    end: str
    when: str
    why: SafeString
    because: tuple[SafeString, ...]
    lead: str
    quick_win: bool
    own: bool
    sitting: bool
    value: float
    cost: Mapping[str, int]
    running: Mapping[str, int]
    person_months: float
    posts: int
    closes: tuple[Closed, ...]
    lessons: tuple[Any, ...]
    lost_stages: tuple[str, ...]
    lost_actions: tuple[str, ...]
    rules: tuple[wording.Text, ...]
    shape: SafeString
    is_under_way: bool = False

    @property
    def is_free(self) -> bool:
        """Tell whether the step needs no money beside the time of staff."""
        return not self.cost["high"]

    @property
    def is_library(self) -> bool:
        """Tell whether the library has it; a task to find something out stands in no library."""
        return not self.id.startswith(VERIFY)


def of(result: Mapping[str, Any], telling: Telling) -> tuple[Step, ...]:
    """Return the steps of a stored result, by start."""
    return tuple(
        _step(number, one, result, telling) for number, one in enumerate(result["actions"], start=1)
    )


def _step(number: int, one: Mapping[str, Any], result: Mapping[str, Any], telling: Telling) -> Step:
    when = period(one["start"], one["end"], telling.language)
    title = telling.title(one["id"])
    return Step(
        id=one["id"],
        number=number,
        title=title,
        start=one["start"],
        end=one["end"],
        when=when,
        why=_told(one["binding"], telling),
        because=tuple(_told(other, telling) for other in one["because"] if other != one["binding"]),
        lead=one.get("institution") or leads.name(one["lead"]),
        quick_win=one["quick_win"],
        own=one.get("own", False),
        value=stored.value(one["value"]) or 0.0,
        cost=_money(one["cost"]["set_up"]),
        running=_money(one["cost"]["running_per_year"]),
        person_months=stored.value(one["people"]["set_up"]),
        posts=one["people"]["posts"],
        closes=tuple(_raised(one["closes"], telling)),
        lost_stages=tuple(
            telling.model_text(lost["model"], f"{lost['stage']}/title")
            for lost in one["lost_if_skipped"]["stages"]
        ),
        lost_actions=tuple(telling.title(name) for name in one["lost_if_skipped"]["actions"]),
        rules=tuple(
            telling.rule(reason["params"]["rule"]) for reason in one.get("rules_fired", ())
        ),
        shape=_shape(one, result, _titled(title, when)),
        is_under_way=result.get("locks", {}).get(one["id"], {}).get("state") == "running",
        **_words(one, telling),
    )


def _titled(title: str, when: str) -> str:
    # Translators: the name of a drawn step: what is done, then when
    return pgettext("step of a plan", "%(title)s: %(when)s") % {"title": title, "when": when}


def period(start: str, end: str, language: str) -> str:
    """Return one quarter, or the first and the last of several: "Q1 to Q3 2027"."""
    first, last = formatting.quarter(start, language), formatting.quarter(end, language)
    if first == last:
        return first
    if start[:4] == end[:4]:
        first = formatting.quarter(start, language, year=False)
    # Translators: a range of quarters of years, such as Q1 to Q3 2027, or Q4 2027 to Q1 2028
    return pgettext("quarters", "%(first)s to %(last)s") % {"first": first, "last": last}


def _words(one: Mapping[str, Any], telling: Telling) -> dict[str, Any]:
    """Return what the library says about an action; a task to find something out has its own."""
    if one["id"].startswith(VERIFY):
        return {
            "outcome": _("Every question of this part has an answer that can be shown to others."),
            "done_when": _("No answer of this part reads “we do not know”."),
            "tasks": (),
            "safeguards": (),
            "lessons": (),
            "sitting": False,
        }
    action: Action = telling.release.action(one["id"])
    say = telling.actions
    return {
        "sitting": action.sitting,
        "outcome": say(f"{action.id}/outcome"),
        "done_when": say(f"{action.id}/done_when"),
        "tasks": tuple(say.every(f"{action.id}/steps")),
        "safeguards": tuple(say.every(f"{action.id}/safeguards")),
        "lessons": tuple(
            telling.lessons[name] for name in action.lessons if name in telling.lessons
        ),
    }


def _told(reason: Mapping[str, Any], telling: Telling) -> SafeString:
    return reasons.told(reason, title=telling.title, language=telling.language)


def _money(stored_money: Mapping[str, Any]) -> dict[str, int]:
    return {name: stored.value(stored_money[name]) for name in ("low", "likely", "high")}


def _raised(gaps: Iterable[Mapping[str, Any]], telling: Telling) -> Iterator[Closed]:
    """Name each question once with the level to which it is raised."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for gap in gaps:
        place = (gap["model"], gap["indicator"])
        if place not in found or gap["to"] > found[place]["to"]:
            found[place] = gap
    yield from (_closed(gap, telling) for gap in found.values())


def _closed(gap: Mapping[str, Any], telling: Telling) -> Closed:
    title = telling.model_text(gap["model"], f"{gap['indicator']}/title")
    return Closed(gap["model"], gap["indicator"], title, before=gap["from"], after=gap["to"])


def _shape(one: Mapping[str, Any], result: Mapping[str, Any], title: str) -> SafeString:
    begin = quarters.parse(result["start"])
    horizon = result["horizon"]
    years = [n for n in range(1, horizon) if begin.plus(n).number == 1]
    return charts.span(
        first=quarters.parse(one["start"]).minus(begin),
        last=quarters.parse(one["end"]).minus(begin),
        quarters=horizon,
        years=years,
        title=title,
    )
