"""The two pages for the one who decides: where we stand, what is asked, money, milestones.

Everything here is chosen from the roadmap by rule, so that the brief says nothing that the
plan does not hold. docs/report.md lists the rules.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import leads, standing
from assessments.domain import quarters
from assessments.reasons import sentence
from assessments.roadmap import Milestone, Roadmap
from assessments.roadmap_steps import VERIFY, Step
from cms.press import formatting

ASKS = 5
MILESTONES = 5
AS_TODAY = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision that is asked for: what it is, what it brings, of whom, by which day.

    `by` is empty where that day is over when the brief is made: it is needed at once.
    """

    day: dt.date
    title: SafeString
    outcome: str
    whom: str
    by: str


@dataclass(frozen=True, slots=True)
class Event:
    """What will be true at the end of a quarter, who sees to it, and what it waits for."""

    quarter: str
    when: str
    title: str
    note: SafeString
    owner: str
    is_stage: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """Money to be found: the likely amount, and its low and high ends."""

    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the one who decides reads."""

    standing: tuple[SafeString, ...]
    asks: tuple[Ask, ...]
    milestones: tuple[Event, ...]
    more_stages: int
    this_year: Sum
    this_year_label: str
    whole: Sum
    yearly: Sum
    posts: int
    idle: tuple[SafeString, ...]
    today: tuple[tuple[str, str], ...]


def of(roadmap: Roadmap, institution: str, language: str, today: dt.date | None = None) -> Briefing:
    """Choose and write the brief of a roadmap; what should have been decided is asked at once."""
    first = roadmap.years[0] if roadmap.years else None
    totals = roadmap.totals
    return Briefing(
        standing=standing.told(roadmap.profiles, institution, language),
        asks=tuple(_overdue(ask, today) for ask in _asks(roadmap, language)),
        milestones=tuple(_milestones(roadmap, language)),
        more_stages=len(roadmap.path) - len(_stages(roadmap)),
        this_year=Sum(first.low, first.set_up + first.running, first.high)
        if first
        else Sum(0, 0, 0),
        this_year_label=first.label if first else "",
        whole=Sum(**roadmap.to_find),
        yearly=Sum(*(totals["running_per_year"][band] for band in ("low", "likely", "high"))),
        posts=totals["posts"],
        idle=tuple(_idle(roadmap)),
        today=tuple(_today(roadmap))[:AS_TODAY],
    )


def library_steps(roadmap: Roadmap) -> list[Step]:
    """The actions of the library in the plan; not the tasks to find something out."""
    return [step for step in roadmap.steps if not step.id.startswith(VERIFY)]


def _today(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """What a visitor sees today: of each questionnaire the first, then the second, and so on."""
    for row in zip_longest(*(profile.today for profile in roadmap.profiles)):
        yield from (one for one in row if one)


def _overdue(ask: Ask, today: dt.date | None) -> Ask:
    return replace(ask, by="") if today and ask.day <= today else ask


def _asks(roadmap: Roadmap, language: str) -> list[Ask]:
    """Three to five decisions by date: who leads, what begins, posts, the act, the money.

    Nobody has to decide on the beginning of what runs already.
    """
    steps = library_steps(roadmap)
    ahead = [step for step in steps if not step.is_under_way]
    found = [
        *_vacancies(roadmap, language),
        *(_begin(step, language) for step in ahead[:2]),
        *_posts(steps, roadmap, language),
        *_acts(steps, language),
        *_money(roadmap, language),
    ]
    named = {step.id for step in ahead[:2]}
    for step in ahead:
        if len(found) < min(3, len(ahead)) and step.id not in named and not step.sitting:
            found.append(_begin(step, language))
            named.add(step.id)
    return sorted(found[:ASKS], key=lambda ask: ask.day)


def _begin(step: Step, language: str) -> Ask:
    return _ask(
        quarters.first_day(step.start),
        sentence("%(title)s", title=step.title),
        step.lead,
        language,
        outcome=str(step.outcome),
    )


def _ask(day: dt.date, title: SafeString, whom: str, language: str, outcome: str = "") -> Ask:
    return Ask(day, title, outcome, whom, formatting.date(day, language))


def _vacancies(roadmap: Roadmap, language: str) -> Iterator[Ask]:
    for role in roadmap.vacant[:1]:
        text = sentence(_("Decide who plays this role: %(role)s"), role=leads.name(role))
        yield _ask(
            quarters.first_day(roadmap.start), text, roadmap.player("lead-authority"), language
        )


def _posts(steps: list[Step], roadmap: Roadmap, language: str) -> Iterator[Ask]:
    creating = [step for step in steps if step.posts]
    for step in creating[:1]:
        message = ngettext(
            "Grant %(count)s post for “%(action)s”, so that the work goes on after its set-up",
            "Grant %(count)s posts for “%(action)s”, so that the work goes on after its set-up",
            step.posts,
        )
        text = sentence(message, count=step.posts, action=step.title)
        day = quarters.first_day(str(quarters.parse(step.end).plus(1)))
        yield _ask(day, text, roadmap.player("finance"), language)


def _acts(steps: list[Step], language: str) -> Iterator[Ask]:
    for step in [step for step in steps if step.sitting][:1]:
        text = sentence(_("Bring the act before parliament: %(action)s"), action=step.title)
        yield _ask(quarters.first_day(step.end), text, step.lead, language)


def _money(roadmap: Roadmap, language: str) -> Iterator[Ask]:
    """Ask for the money of the first year with something to pay."""
    for year in [one for one in roadmap.years if one.set_up + one.running][:1]:
        text = sentence(
            _("Set aside %(sum)s for fiscal year %(year)s"),
            sum=formatting.money(year.set_up + year.running, language),
            year=year.label,
        )
        yield _ask(quarters.first_day(year.first), text, roadmap.player("finance"), language)


def _stages(roadmap: Roadmap) -> list[Milestone]:
    """The stages to name: the next two; over several questionnaires the last of each."""
    if len(roadmap.profiles) == 1:
        return list(roadmap.path[:2])
    return list({one.model: one for one in roadmap.path}.values())[:MILESTONES]


def _milestones(roadmap: Roadmap, language: str) -> list[Event]:
    """The stages that are reached, filled up with the results of most worth, by quarter."""
    stages = [
        Event(
            quarter=one.quarter,
            when=formatting.month_of_end(one.quarter, language),
            title=_stage(one, roadmap),
            note=sentence(_("if nothing slips")),
            owner=roadmap.player("lead-authority"),
            is_stage=True,
        )
        for one in _stages(roadmap)
    ]
    best = sorted(library_steps(roadmap), key=lambda step: (-step.value, step.number))
    results = [
        Event(
            quarter=step.end,
            when=formatting.month_of_end(step.end, language),
            title=str(step.outcome),
            note=step.why,
            owner=step.lead,
            is_stage=False,
        )
        for step in best[: MILESTONES - len(stages)]
    ]
    return sorted(stages + results, key=lambda event: (event.quarter, event.is_stage))


def _stage(one: Milestone, roadmap: Roadmap) -> str:
    """Tell that a stage is reached; where there are several questionnaires, of which one."""
    if len(roadmap.profiles) == 1:
        return _("The stage “%(stage)s” is reached") % {"stage": one.title}
    said = {"stage": one.title, "questionnaire": one.questionnaire}
    return _("%(questionnaire)s: the stage “%(stage)s” is reached") % said


def _idle(roadmap: Roadmap) -> Iterator[SafeString]:
    """What happens if nothing is decided: what hangs on the step on which most hangs."""
    steps = library_steps(roadmap)
    if not steps:
        return
    most = max(steps, key=lambda step: (len(step.lost_actions), len(step.lost_stages)))
    if most.lost_actions:
        message = ngettext(
            "Without “%(action)s”, %(count)s other action of this plan cannot begin.",
            "Without “%(action)s”, %(count)s other actions of this plan cannot begin.",
            len(most.lost_actions),
        )
        yield sentence(message, action=most.title, count=len(most.lost_actions))
    if most.lost_stages:
        yield sentence(
            _("The stage “%(stage)s” is then not reached within the plan."),
            stage=most.lost_stages[0],
        )
    yield sentence(_("Every quarter of waiting moves all that waits for it by a quarter."))
