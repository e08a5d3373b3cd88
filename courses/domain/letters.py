"""When a letter on one's own learning is due: never, weekly or daily, outside the quiet hours."""

import datetime as dt
from dataclasses import dataclass

NEVER, WEEKLY, DAILY = "never", "weekly", "daily"
HOUR = 8
"""Letters leave from this hour on, by the clock of whoever reads them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader has chosen; Monday is 1. Quiet hours may pass midnight; equal ends: none."""

    how: str
    weekday: int = 1
    quiet_from: int = 21
    quiet_to: int = 7

    def is_quiet(self, hour: int) -> bool:
        """Tell whether no letter may come in this hour of the day.

        >>> Wish(WEEKLY, quiet_from=21, quiet_to=7).is_quiet(6)
        True
        """
        begin, end = self.quiet_from, self.quiet_to
        if begin <= end:
            return begin <= hour < end
        return hour >= begin or hour < end

    def first_hour(self) -> int:
        """Return the hour from which on a letter may leave on its day.

        It is eight o'clock, or the first hour after it that is not quiet; where the rest of the
        day is quiet, the first hour of the day that is not. One always is.
        """
        loud = [hour for hour in range(24) if not self.is_quiet(hour)]
        return next((hour for hour in loud if hour >= HOUR), loud[0])


def due(local: dt.datetime, wish: Wish) -> str | None:
    """Name the week or day whose letter is due at a local moment; None if none is.

    It is due all day from its first hour on, outside the quiet hours, so that a machine that was
    off sends it later. The name is the same however often a clock strikes an hour.

    >>> due(dt.datetime(2026, 11, 23, 8, 0), Wish(WEEKLY))
    '2026-W48'
    >>> due(dt.datetime(2026, 11, 23, 8, 0), Wish(DAILY))
    '2026-11-23'
    """
    year, week, weekday = local.isocalendar()
    if wish.how not in (WEEKLY, DAILY) or (wish.how == WEEKLY and weekday != wish.weekday):
        return None
    if local.hour < wish.first_hour() or wish.is_quiet(local.hour):
        return None
    return f"{year}-W{week:02}" if wish.how == WEEKLY else local.date().isoformat()
