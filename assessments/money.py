"""The money of a plan: what it may cost by year, who pays it, and what is asked for by theme.

Every sum comes from the stored result. A plan that an earlier engine made says neither who pays
nor what is likely and cautious; it has no requests.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments import budgets, roadmap_steps, wording
from assessments.domain import quarters
from assessments.domain.constraints import KINDS, kind_of
from assessments.reasons import sentence
from assessments.roadmap import Roadmap
from assessments.roadmap_steps import Step
from cms.press import formatting


@dataclass(frozen=True, slots=True)
class Year:
    """US dollars of a fiscal year or of the whole plan.

    Half of the draws stay within `likely`, four fifths within `cautious`. `funded` is domestic,
    `requested` falls to windows of donors, `gap` is to be found.
    """

    label: str
    likely: int
    cautious: int
    funded: int
    requested: int
    gap: int


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a donor: what it is for, when it is open, what it holds and what is asked."""

    name: str
    areas: tuple[wording.Text, ...]
    when: str
    amount: int
    asked: int
    by_year: SafeString


@dataclass(frozen=True, slots=True)
class Line:
    """One action on a request sheet; US dollars inside the plan, the likely ones."""

    id: str
    title: str
    outcome: str
    when: str
    funded: int
    requested: int
    gap: int

    @property
    def open(self) -> int:
        """What is not domestic: asked of donors, or to be found."""
        return self.requested + self.gap


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for one area of actions: the dearest first; `more` are not shown."""

    area: str
    title: wording.Text
    lines: tuple[Line, ...]
    more: int
    rest: Line
    whole: Line


@dataclass(frozen=True, slots=True)
class Money:
    """The money of one plan, ready to be shown."""

    says_who_pays: bool
    years: tuple[Year, ...]
    whole: Year | None
    windows: tuple[Window, ...]
    requests: tuple[Request, ...]
    budget: SafeString
    burden: tuple[SafeString, ...]


def of(result: Mapping[str, Any], shown: Roadmap, language: str, most: int | None = None) -> Money:
    """Put the money of a stored result into words; `most` lines are shown of each request."""
    says = bool(result["years"]) and all("likely" in one for one in result["years"])
    paid = {one["id"]: one.get("funding", ()) for one in result["actions"]}
    return Money(
        says_who_pays=says,
        years=tuple(_years(result, shown)) if says else (),
        whole=_whole(result) if says else None,
        windows=tuple(_windows(result, shown, language)),
        requests=tuple(_requests(shown, paid, most)) if says else (),
        budget=budgets.told(shown, language),
        burden=tuple(_burden(shown, language)),
    )


def _years(result: Mapping[str, Any], shown: Roadmap) -> Iterator[Year]:
    for one, year in zip(result["years"], shown.years, strict=True):
        yield Year(
            year.label, one["likely"], one["cautious"], **{name: one[name] for name in KINDS}
        )


def _whole(result: Mapping[str, Any]) -> Year:
    sums = {name: sum(one[name] for one in result["years"]) for name in KINDS}
    return Year("", result["totals"]["likely"], result["totals"]["cautious"], **sums)


def _windows(result: Mapping[str, Any], shown: Roadmap, language: str) -> Iterator[Window]:
    labels = {one.year: one.label for one in shown.years}
    for one in result.get("donor_windows", ()):
        asked: dict[int, int] = {}
        for action in result["actions"]:
            for part in action.get("funding", ()):
                if part["source"] == one["id"]:
                    asked[part["year"]] = asked.get(part["year"], 0) + part["amount"]
        told = [
            pgettext("money of a year", "%(sum)s in %(year)s")
            % {"sum": formatting.money(asked[year], language), "year": labels[year]}
            for year in sorted(asked)
        ]
        yield Window(
            name=one["id"],
            areas=tuple(shown.telling.area(area) for area in one["theme"]),
            when=roadmap_steps.period(one["from"], one["to"], language),
            amount=one["amount"],
            asked=sum(asked.values()),
            by_year=sentence("%(told)s", told=formatting.join(told, language)),
        )


def _requests(
    shown: Roadmap, paid: Mapping[str, Sequence[Mapping[str, Any]]], most: int | None
) -> Iterator[Request]:
    """Give a sheet for every area that needs money, in the order of the library."""
    for area in shown.telling.release.areas:
        of_area = [
            _line(step, paid[step.id])
            for step in shown.steps
            if paid[step.id] and shown.telling.release.action(step.id).area == area
        ]
        lines = sorted(of_area, key=lambda one: (-one.open, -one.funded))
        if lines:
            kept = lines if most is None or len(lines) <= most + 1 else lines[:most]
            yield Request(
                area=area,
                title=shown.telling.area(area),
                lines=tuple(kept),
                more=len(lines) - len(kept),
                rest=_sum(lines[len(kept) :]),
                whole=_sum(lines),
            )


def _line(step: Step, parts: Sequence[Mapping[str, Any]]) -> Line:
    sums = dict.fromkeys(KINDS, 0)
    for part in parts:
        sums[kind_of(part["source"])] += part["amount"]
    return Line(step.id, step.title, step.outcome, step.when, **sums)


def _sum(lines: Sequence[Line]) -> Line:
    return Line(
        "", "", "", "", **{name: sum(getattr(one, name) for one in lines) for name in KINDS}
    )


def _burden(shown: Roadmap, language: str) -> Iterator[SafeString]:
    """Say what the plan leaves to be paid every year, and how much of a budget that is."""
    yearly = shown.totals["running_per_year"]
    if not yearly["high"]:
        yield sentence(_("After the plan nothing has to be paid to keep it running."))
        return
    yield sentence(
        _(
            "From %(quarter)s on it takes likely %(likely)s a year to keep running what was set up,"
            " from %(low)s to %(high)s, whoever pays for it."
        ),
        quarter=formatting.quarter(str(quarters.parse(shown.end).plus(1)), language),
        **{name: formatting.money(yearly[name], language) for name in ("likely", "low", "high")},
    )
    last = budgets.of(shown, shown.years[-1].year) if shown.years else None
    if last:
        yield sentence(
            _("That is %(share)s of the budget that was named for %(year)s."),
            share=formatting.percent(yearly["likely"] / last, language),
            year=shown.years[-1].label,
        )
