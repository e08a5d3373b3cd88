"""The currency that a ministry named beside US dollars, as a document shows it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from assessments import given
from assessments.domain import currency
from assessments.domain.currency import Currency
from cms.press import formatting


@dataclass(frozen=True, slots=True)
class Year:
    """US dollars of a fiscal year: set-up and running, likely; cautious, funded, and the gap."""

    label: str
    dollars: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A currency, its name in a language, its rate in words, and what stands in its table."""

    named: Currency
    name: str
    rate: SafeString
    years: tuple[Year, ...]


def of(result: Mapping[str, Any], labels: Iterable[str], language: str) -> Other | None:
    """Return the currency of a stored result, None where only US dollars are shown.

    `labels` names the fiscal years of the result in the language.
    """
    named = currency.of(result)
    if named is None:
        return None
    name = formatting.currency(named.code, language) or named.code
    years = zip(labels, result["years"], strict=True)
    rows = tuple(Year(label, tuple(_dollars(one))) for label, one in years)
    return Other(named, name, given.rate(named, language), rows)


def _dollars(year: Mapping[str, Any]) -> Iterator[int]:
    yield year["set_up"]["likely"]
    yield year["running"]["likely"]
    yield from (year[name] for name in ("cautious", "funded", "gap"))
