"""A stored plan in the words of a language: what page and report both show.

Every figure and date comes from the stored result; titles, steps and reasons come from the
wording of the release that the plan was made with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from assessments import (
    frameworks,
    leads,
    library,
    notices,
    profile,
    reasons,
    roadmap_steps,
    stored,
    wording,
)
from assessments.domain import quarters
from assessments.domain.maturity import MaturityModel
from assessments.roadmap_steps import Step
from assessments.sheets import Sheet

OPERATIONAL = 4
"""Quarters of the operational plan."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An action that is not in the plan, and the first reason for that."""

    title: str
    why: SafeString


@dataclass(frozen=True, slots=True)
class Milestone:
    """A quarter in which a stage is reached."""

    quarter: str
    title: wording.Text
    model: str
    stage: str
    questionnaire: wording.Text


@dataclass(frozen=True, slots=True)
class Year:
    """Money to be found and work to be done in one fiscal year; low and high of both costs."""

    year: int
    label: str
    first: str
    set_up: int
    running: int
    low: int
    high: int
    person_months: float


@dataclass(frozen=True, slots=True)
class Roadmap:
    """One plan, ready to be shown."""

    sha256: str
    release: str
    start: str
    end: str
    people: int
    profiles: tuple[profile.Profile, ...]
    steps: tuple[Step, ...]
    left_out: tuple[LeftOut, ...]
    notices: tuple[SafeString, ...]
    years: tuple[Year, ...]
    totals: Mapping[str, Any]
    path: tuple[Milestone, ...]
    calendar: tuple[Mapping[str, Any], ...]
    price_year: int
    budget: int | None
    budgets: Mapping[int, int]
    players: Mapping[str, str]
    vacant: tuple[str, ...]
    constants: tuple[tuple[str, str], ...]
    telling: roadmap_steps.Telling

    @property
    def to_find(self) -> Mapping[str, int]:
        """US dollars over the whole plan, set-up and running: {"low", "likely", "high"}."""
        set_up, running = self.totals["set_up"], self.totals["running_in_plan"]
        return {band: set_up[band] + running[band] for band in ("low", "likely", "high")}

    @property
    def person_months(self) -> float:
        """Work over the whole plan: the sum of its years."""
        return sum(year.person_months for year in self.years)

    @property
    def scale(self) -> float | None:
        """The scale of the scores that tell none of their own; None where each tells it."""
        return next((one.scale for one in self.profiles if one.scale), None)

    def player(self, role: str) -> str:
        """Who plays a role here: the institution that was named, else the role in words."""
        return self.players.get(role) or leads.name(role)

    @property
    def cast(self) -> list[tuple[str, str]]:
        """The roles that were given to institutions, in words."""
        return [(leads.name(role), name) for role, name in self.players.items()]

    @property
    def first_quarters(self) -> tuple[str, ...]:
        """The first four quarters: those of the operational plan."""
        first = quarters.parse(self.start)
        return tuple(str(first.plus(number)) for number in range(OPERATIONAL))

    @property
    def short_hash(self) -> str:
        """The first sixteen figures of the hash, in groups of four."""
        return grouped(self.sha256)

    @property
    def printed_hash(self) -> str:
        """The same between direction marks, for the page margins, which know no markup."""
        return f"\N{LEFT-TO-RIGHT ISOLATE}{self.short_hash}\N{POP DIRECTIONAL ISOLATE}"


def grouped(sha256: str) -> str:
    """Return the beginning of a hash as people compare it: 7f3a 91c2 04bd 8e15."""
    return " ".join(sha256[place : place + 4] for place in range(0, 16, 4))


def of(sheet: Sheet, language: str) -> Roadmap:
    """Put a plan into the words of a language."""
    result, models, telling = sheet.result, _models(sheet.result), _telling(sheet, language)
    return Roadmap(
        sha256=sheet.sha256,
        release=result["library"],
        start=result["start"],
        end=result["end"],
        people=result["people"],
        profiles=tuple(
            profile.of(one["scorecard"], models[one["id"]], language) for one in result["models"]
        ),
        steps=roadmap_steps.of(result, telling),
        left_out=tuple(_left_out(one, telling) for one in result["left_out"]),
        notices=tuple(notices.told(one, words=telling.model_text) for one in _notices(result)),
        years=tuple(_year(one, _fiscal(result)) for one in result["years"]),
        totals=result["totals"],
        path=tuple(_milestone(one, telling) for one in result["path"]),
        calendar=tuple(_calendar(result)),
        price_year=result["price_year"],
        budget=result.get("budget_per_year"),
        budgets={int(year): dollars for year, dollars in result.get("budgets", {}).items()},
        players=result.get("roles", {}),
        vacant=tuple(
            one["params"]["role"] for one in result["notices"] if one["code"] == "role-vacant"
        ),
        constants=tuple(_constants(result)),
        telling=telling,
    )


def step(sheet: Sheet, action: str, language: str) -> Step:
    """Put one action of a plan into the words of a language; StopIteration where it has none."""
    alone = [one for one in sheet.result["actions"] if one["id"] == action]
    return next(
        iter(roadmap_steps.of({**sheet.result, "actions": alone}, _telling(sheet, language)))
    )


def _models(result: Mapping[str, Any]) -> dict[str, MaturityModel]:
    return {one["id"]: frameworks.model(one["id"], one["version"]) for one in result["models"]}


def _telling(sheet: Sheet, language: str) -> roadmap_steps.Telling:
    result = sheet.result
    return roadmap_steps.Telling(
        _models(result),
        library.planned_with(result),
        wording.of_plan(result, language),
        language,
        sheet.links,
        {one["id"]: one["end"] for one in result["actions"]},
    )


def _notices(result: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give the notices; where only some years have no budget, one says so."""
    known = {str(one["year"]) for one in result["years"]} & set(result.get("budgets", {}))
    for one in result["notices"]:
        yield {**one, "code": notices.PARTLY} if one["code"] == "budget-unknown" and known else one


def _fiscal(result: Mapping[str, Any]) -> bool:
    """Tell whether fiscal years begin within calendar years, so that both are named."""
    return any(len({name[:4] for name in one["quarters"]}) > 1 for one in result["years"])


def _constants(result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give constants, caps, people, locks and weights of the plan, by their names in the docs."""
    for group in ("constants", "caps"):
        for name, value in result[group].items():
            told = value["exact"] if isinstance(value, Mapping) else value
            yield f"{group}.{name}", str(told).lower()  # true and false, as the files write them
    for area, weight in result.get("weights", {}).items():
        yield f"weights.{area}", weight["exact"]
    for institution, people in result.get("people_by_institution", {}).items():
        yield f"people_by_institution.{institution}", str(people)
    for one in result.get("planned_people", ()):
        name = ".".join(filter(None, ("planned_people", one["from"], one.get("institution"))))
        yield name, str(one["people"])
    for name, lock in result.get("locks", {}).items():
        yield f"locks.{name}", " ".join(filter(None, (lock["state"], lock["start"])))


def _calendar(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the calendar years of a plan with the number of its quarters in each."""
    first = quarters.parse(result["start"])
    years = [first.plus(number).year for number in range(result["horizon"])]
    return [{"label": year, "quarters": years.count(year)} for year in sorted(set(years))]


def _year(one: Mapping[str, Any], fiscal: bool) -> Year:
    return Year(
        year=one["year"],
        label=f"{one['year']}/{(one['year'] + 1) % 100:02}" if fiscal else str(one["year"]),
        first=one["quarters"][0],
        set_up=one["set_up"]["likely"],
        running=one["running"]["likely"],
        low=one["set_up"]["low"] + one["running"]["low"],
        high=one["set_up"]["high"] + one["running"]["high"],
        person_months=stored.value(one["person_months"]),
    )


def _left_out(one: Mapping[str, Any], telling: roadmap_steps.Telling) -> LeftOut:
    why = reasons.told(one["reason"], title=telling.title, language=telling.language)
    if "quarters" in one:
        why = SafeString(f"{why} {reasons.would_fit(one['quarters'])}")
    return LeftOut(title=telling.title(one["id"]), why=why)


def _milestone(one: Mapping[str, Any], telling: roadmap_steps.Telling) -> Milestone:
    words = telling.models[one["model"]]
    return Milestone(
        quarter=one["quarter"],
        title=words(f"{one['stage']}/title"),
        model=one["model"],
        stage=one["stage"],
        questionnaire=words("model/title"),
    )
