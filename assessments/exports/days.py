"""Quarters of a plan as days: the first on which something begins, the last on which it ends."""

import datetime as dt

from assessments.domain import quarters


def first(quarter: str) -> dt.date:
    """Return the first day of a quarter such as "2027-Q1"."""
    one = quarters.parse(quarter)
    return dt.date(one.year, one.number * 3 - 2, 1)


def last(quarter: str) -> dt.date:
    """Return the last day of a quarter."""
    return first(str(quarters.parse(quarter).plus(1))) - dt.timedelta(days=1)


def read(day: str) -> dt.date:
    """Return the day that JSON writes as "2027-01-01"."""
    return dt.date.fromisoformat(day)
