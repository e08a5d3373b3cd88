"""Bars: whether a figure holds its own, and what of a request's statements counts as a query."""

from collections.abc import Iterable, Mapping

_MARKS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def verdict(is_met: bool) -> str:
    return "met" if is_met else "not met"


def milliseconds(found: float, bar: float) -> str:
    """Return seconds in thousandths beside the bar they are held against."""
    return f"{found * 1000:.0f} ms (the bar is {bar * 1000:.0f} ms: {verdict(found <= bar)})"


def queries(statements: Iterable[Mapping[str, str]]) -> int:
    """Count what was asked of the database, without the marks of transactions."""
    return sum(not one["sql"].startswith(_MARKS) for one in statements)


def counted(found: int, bar: int) -> str:
    """Return a number of queries beside its bar."""
    return f"{found} queries (the bar is {bar}: {verdict(found <= bar)})"
