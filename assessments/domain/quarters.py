"""Quarters of a year: the grain of time of every plan."""

import re
from datetime import date, timedelta
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, PlainSerializer

_PATTERN = re.compile(r"(\d{4})-Q([1-4])")


class Quarter(NamedTuple):
    """A quarter of a calendar year; quarters compare in the order of time."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.number}"

    def plus(self, quarters: int) -> "Quarter":
        """Give the quarter so many quarters later (or earlier, if negative)."""
        count = self.year * 4 + self.number - 1 + quarters
        return Quarter(count // 4, count % 4 + 1)

    def minus(self, other: "Quarter") -> int:
        """Count the quarters from the other one to this one."""
        return (self.year - other.year) * 4 + self.number - other.number


def parse(value: object) -> Quarter:
    """Read "2027-Q1"; anything else is a ValueError that says what was expected."""
    if isinstance(value, Quarter):
        return value
    match = _PATTERN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('expected a quarter such as "2027-Q1"')
    return Quarter(int(match[1]), int(match[2]))


def first_day(quarter: object) -> date:
    """Give the first day of a quarter, or of what `parse` reads as one."""
    one = parse(quarter)
    return date(one.year, one.number * 3 - 2, 1)


def last_day(quarter: object) -> date:
    """Give the last day of a quarter, or of what `parse` reads as one."""
    return first_day(parse(quarter).plus(1)) - timedelta(days=1)


def of_day(day: date) -> Quarter:
    """Give the quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // 3 + 1)


def next_quarter(day: date) -> Quarter:
    """Give the first quarter that begins after the day: the default start of a plan."""
    return of_day(day).plus(1)


def fiscal_year(quarter: Quarter, first: int) -> int:
    """Name the fiscal year of a quarter by the calendar year in which that fiscal year began.

    `first` is the calendar quarter (1-4) with which fiscal years begin.
    """
    return quarter.year if quarter.number >= first else quarter.year - 1


AnyQuarter = Annotated[Quarter, BeforeValidator(parse), PlainSerializer(str)]
