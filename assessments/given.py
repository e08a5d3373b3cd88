"""What a ministry gave for a plan: its stored limits read back, told in words, and its players."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import frameworks, leads, wording
from assessments.domain import canonical, constraints
from assessments.domain.constraints import LEADS, Constraints
from assessments.domain.currency import Currency
from assessments.domain.shape import ShapeError
from assessments.models import Plan
from assessments.reasons import sentence
from cms.press import formatting


@dataclass(frozen=True, slots=True)
class Given:
    """The limits of a plan, and the population that decides how many people it assumes.

    `targets` holds the stage that the ministry named by model id, `versions` the version of each
    model of the plan.
    """

    limits: Constraints
    population: int | None
    targets: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)

    @property
    def people_assumed(self) -> int:
        """How many people a plan assumes here when nobody says a number."""
        return constraints.people_assumed(self.limits, self.population)

    @property
    def is_default(self) -> bool:
        """Tell whether nothing was typed in, so that the plan rests on what the method assumes."""
        bare = Constraints(start=self.limits.start)
        return self.limits == bare and not self.targets


@dataclass(frozen=True, slots=True)
class Player:
    """A leading role, and who plays it here: "" and vacant are different things."""

    role: str
    title: str
    name: str
    vacant: bool


def of(plan: Plan) -> Given:
    """Read back the limits with which a plan was made.

    Limits that an older engine stored in a shape that is no longer known are read as far as the
    result shows them: its start and its length.
    """
    stored = json.loads(plan.content)
    try:
        limits = constraints.parse(_thawed(stored["constraints"]))
    except ShapeError:
        result = plan.result
        limits = constraints.parse({"start": result["start"], "horizon": result["horizon"]})
    return Given(
        limits,
        stored.get("population"),
        targets=dict(stored.get("targets") or {}),
        versions={one["model"]: one["version"] for one in stored["snapshots"]},
    )


def as_mapping(limits: Constraints) -> dict[str, Any]:
    """Return limits as the planner reads them from a mapping."""
    return dict(_thawed(canonical.plain(limits)))


def _thawed(value: Any) -> Any:
    """Return stored exact numbers as the text that the domain reads."""
    if isinstance(value, Mapping):
        if value.keys() == {"exact", "value"}:
            return value["exact"]
        return {name: _thawed(item) for name, item in value.items()}
    return value


def told(given: Given, language: str) -> tuple[SafeString, ...]:
    """Say what a plan was made with, a few words each: time, money, people, the rest if any."""
    limits = given.limits
    return (
        time(limits, language),
        money(limits, language),
        *windows(limits),
        *currency(limits, language),
        *people(limits, given.people_assumed, language),
        *months(limits),
        *parts_played(limits),
        *weights(limits),
        *locks(limits),
        *targets(given, language),
    )


def time(limits: Constraints, language: str) -> SafeString:
    """Say when a plan begins, and how long it runs."""
    start = formatting.quarter(str(limits.start), language)
    text = ngettext(
        "from %(start)s, %(count)s quarter", "from %(start)s, %(count)s quarters", limits.horizon
    )
    return sentence(text, start=start, count=limits.horizon)


def money(limits: Constraints, language: str) -> SafeString:
    """Say which money is sure."""
    if count := len(limits.budgets):
        text = ngettext("money known for %(count)s year", "money known for %(count)s years", count)
        return sentence(text, count=count)
    if limits.budget_per_year is None:
        return sentence(_("money unknown"))
    amount = formatting.money(limits.budget_per_year, language, figures=6)
    return sentence(_("%(amount)s a year"), amount=amount)


def windows(limits: Constraints) -> Iterator[SafeString]:
    """Say how many donors give money."""
    if count := len(limits.donor_windows):
        text = ngettext("%(count)s window of a donor", "%(count)s windows of donors", count)
        yield sentence(text, count=count)


def currency(limits: Constraints, language: str) -> Iterator[SafeString]:
    """Say in which currency sums are shown too, if one was named."""
    if limits.currency is not None:
        yield rate(limits.currency, language)


def rate(named: Currency, language: str) -> SafeString:
    """Say what a US dollar is in a currency, and when."""
    return sentence(
        _("one US dollar is %(sum)s, on %(day)s"),
        sum=formatting.money(named.rate, language, figures=15, currency=named.code),
        day=formatting.date(named.on, language, "short"),
    )


def people(limits: Constraints, assumed: int, language: str) -> Iterator[SafeString]:
    """Say how many people there are, where that is said, and whether it changes."""
    if limits.people is None:
        text = ngettext("%(count)s person (assumed)", "%(count)s people (assumed)", assumed)
        yield sentence(text, count=assumed)
    else:
        text = ngettext("%(count)s person", "%(count)s people", limits.people)
        yield sentence(text, count=formatting.number(limits.people, language))
    if count := len(limits.institutions):
        text = ngettext(
            "people of %(count)s institution named", "people of %(count)s institutions named", count
        )
        yield sentence(text, count=count)
    if count := len(limits.planned_people):
        text = ngettext(
            "%(count)s change of people planned", "%(count)s changes of people planned", count
        )
        yield sentence(text, count=count)


def months(limits: Constraints) -> Iterator[SafeString]:
    """Say how many quarters are avoided, and in how many parliament sits."""
    if count := len(limits.blackouts):
        text = ngettext("%(count)s quarter avoided", "%(count)s quarters avoided", count)
        yield sentence(text, count=count)
    if limits.sittings is not None:
        count = len(limits.sittings)
        text = ngettext(
            "parliament sits in %(count)s quarter", "parliament sits in %(count)s quarters", count
        )
        yield sentence(text, count=count)


def parts_played(limits: Constraints) -> Iterator[SafeString]:
    """Say how many roles are named, and how many nobody plays."""
    if count := len(limits.roles):
        text = ngettext("%(count)s role named", "%(count)s roles named", count)
        yield sentence(text, count=count)
    if count := len(limits.vacant):
        text = ngettext("%(count)s role vacant", "%(count)s roles vacant", count)
        yield sentence(text, count=count)


def weights(limits: Constraints) -> Iterator[SafeString]:
    """Say how many areas count more or less than others."""
    if count := len(limits.weights):
        text = ngettext("%(count)s area weighted", "%(count)s areas weighted", count)
        yield sentence(text, count=count)


def locks(limits: Constraints) -> Iterator[SafeString]:
    """Say of how many actions something is fixed."""
    if count := len(limits.locks):
        text = ngettext("%(count)s action fixed", "%(count)s actions fixed", count)
        yield sentence(text, count=count)


def targets(given: Given, language: str) -> tuple[SafeString, ...]:
    """Name the stages that the ministry chose to aim at, a few words each."""
    return tuple(_target(given, *one, language) for one in given.targets.items())


def _target(given: Given, model: str, stage: str, language: str) -> SafeString:
    words = wording.Words(wording.owner(frameworks.model(model, given.versions[model])), language)
    told = {"stage": words(f"{stage}/title"), "questionnaire": words("model/title")}
    if len(given.versions) == 1:
        return sentence(_("aims at “%(stage)s”"), **told)
    return sentence(_("aims at “%(stage)s” (%(questionnaire)s)"), **told)


def players(plan: Plan, limits: Constraints) -> tuple[Player, ...]:
    """List the roles that lead an action of the plan, in the order of the method, and who plays."""
    leading = {one["lead"] for one in plan.result["actions"]}
    return tuple(
        Player(
            role=role,
            title=leads.name(role),
            name=limits.roles.get(role, ""),
            vacant=role in limits.vacant,
        )
        for role in LEADS
        if role in leading
    )
