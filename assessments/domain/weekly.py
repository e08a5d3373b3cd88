"""Once a week: whether a letter is due at a moment, and the week whose letter it is."""

import datetime as dt

HOUR = 8
"""Letters leave on Mondays from this hour on, by the clock of whoever reads them."""


def week_due(local: dt.datetime) -> str | None:
    """Name the week whose letter is due at a local moment, as in "2026-W48"; None if none is.

    It is due all Monday from eight o'clock on, so that a machine that was off sends it later.

    >>> week_due(dt.datetime(2026, 11, 23, 8, 0)), week_due(dt.datetime(2026, 11, 24, 8, 0))
    ('2026-W48', None)
    """
    year, week, weekday = local.isocalendar()
    return f"{year}-W{week:02}" if weekday == 1 and local.hour >= HOUR else None
