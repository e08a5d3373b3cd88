"""The facts of an institution's country: the shipped lists, and over them what it confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import library
from assessments.domain import context
from assessments.domain.context import UNKNOWN, Countries, Country, Fact
from assessments.models import CountryFact
from cms.people import choices
from cms.people.models import Institution

LASTS = timedelta(days=365)
"""How long a confirmation holds where nobody says until when, as the shipped lists do."""
AT_MOST = timedelta(days=5 * 365)
TOO_LATE = _(
    "Choose a day from today on and at most five years ahead, or leave it empty: then it is a year."
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a ministry says of a fact; `UNKNOWN` is that it does not know it either.

    `since` is the day from which it is so.
    """

    value: str | tuple[str, ...]
    note: str = ""
    valid_until: date | None = None
    since: date | None = None

    def until(self, day: date) -> date:
        """The day until which it holds, if it is said on this day."""
        return self.valid_until or day + LASTS

    def is_in_time(self, day: date) -> bool:
        """Tell whether it may hold that long."""
        return day <= self.until(day) <= day + AT_MOST


def facts_of(institution: Institution) -> Country:
    """Return the country with a fact for every subject; what the ministry said comes first.

    What the ministry does not know stays as the lists have it, unconfirmed. A country that no
    list has is one of which nothing is known. What the institution confirmed goes to nobody
    else: another institution of the same country starts from the lists.
    """
    return overriding(institution, said_by(institution))


def shipped(institution: Institution) -> Country:
    """Return the country as the shipped lists have it."""
    lists, code = library.countries(), institution.country
    try:
        return lists.of(code)
    except KeyError:
        return lists.unlisted(code, choices.country_name(code, context.LANGUAGES[0]))


def said_by(institution: Institution) -> dict[str, CountryFact]:
    """Return what the institution said of the country in which it lies today, by fact."""
    rows = CountryFact.objects.filter(institution=institution, country=institution.country)
    return {row.fact: row for row in rows.select_related("confirmed_by")}


def stored_value(row: CountryFact) -> str | tuple[str, ...]:
    """Return what a row says, in the shape in which the lists say it."""
    return tuple(row.value) if isinstance(row.value, list) else str(row.value)


def overriding(institution: Institution, said: dict[str, CountryFact]) -> Country:
    """Return what `facts_of` does, of rows that were read already."""
    country = shipped(institution)
    lists = library.countries()
    for row in _usable(lists, said.values()):
        country = context.confirm(
            lists,
            country,
            {row.fact: stored_value(row)},
            source=row.note or institution.name,
            as_of=timezone.localdate(row.confirmed_at),
            valid_until=row.valid_until,
            since=row.since,
        )
    return country


def _usable(lists: Countries, rows: Iterable[CountryFact]) -> Iterable[CountryFact]:
    """Leave out what nobody knows, and what a later list has no place for any more."""
    for row in rows:
        subject = lists.subject(row.fact)
        value = stored_value(row)
        if subject is not None and value != UNKNOWN and subject.refused(value) is None:
            yield row


def frozen(told: Mapping[str, Any]) -> Fact:
    """Read a fact as the frozen input of a plan holds it: {"value", "source", "as_of", ...}."""
    value, until, since = told["value"], told.get("valid_until"), told.get("since")
    return Fact(
        value=tuple(value) if isinstance(value, list) else value,
        source=told["source"],
        as_of=date.fromisoformat(told["as_of"]),
        valid_until=date.fromisoformat(until) if until else None,
        certainty=told["certainty"],
        since=date.fromisoformat(since) if since else None,
    )


def is_printed(fact: Fact) -> bool:
    """Tell whether a page may show the value: it is there and not doubtful."""
    return fact.known and fact.certainty != "weak"


def state(fact: Fact, day: date) -> str:
    """Return how far a fact is on a day: unknown, expired, confirmed, or open."""
    if not is_printed(fact):
        return "unknown"
    if fact.expired(day):
        return "expired"
    return "confirmed" if fact.settled(day) else "open"
