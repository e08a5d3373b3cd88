"""When a letter on learning is due: days, quiet hours, and the edges of time zones."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from courses.domain import letters
from courses.domain.letters import DAILY, NEVER, WEEKLY, Wish

hours = st.integers(0, 23)
MONDAY = dt.date(2026, 11, 23)


def at(hour: int, day: dt.date = MONDAY) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour))


@given(hours, hours)
def test_every_choice_of_quiet_hours_leaves_an_hour_of_each_day(begin: int, end: int) -> None:
    wish = Wish(DAILY, quiet_from=begin, quiet_to=end)
    named = {hour: letters.due(at(hour), wish) for hour in range(24)}
    assert set(named.values()) - {None} == {"2026-11-23"}
    assert not any(named[hour] for hour in range(24) if wish.is_quiet(hour))


@given(hours, hours)
def test_before_eight_none_comes_unless_the_rest_of_the_day_is_quiet(begin: int, end: int) -> None:
    wish = Wish(WEEKLY, quiet_from=begin, quiet_to=end)
    early = [hour for hour in range(letters.HOUR) if letters.due(at(hour), wish)]
    assert not early or all(wish.is_quiet(hour) for hour in range(letters.HOUR, 24))


def test_never_is_never_and_a_week_has_one_day() -> None:
    week = [MONDAY + dt.timedelta(days=number) for number in range(7)]
    assert [letters.due(at(9, day), Wish(NEVER)) for day in week] == [None] * 7
    named = [letters.due(at(9, day), Wish(WEEKLY, weekday=4)) for day in week]
    assert named == [None, None, None, "2026-W48", None, None, None]


def test_quiet_hours_that_pass_midnight_hold_on_both_sides() -> None:
    wish = Wish(DAILY, quiet_from=20, quiet_to=10)
    told = [hour for hour in range(24) if letters.due(at(hour), wish)]
    assert told == list(range(10, 20))


def test_a_day_on_the_other_side_of_the_world_is_its_own() -> None:
    # Sunday evening in UTC is Monday morning in Apia, thirteen hours ahead
    moment = dt.datetime(2026, 11, 22, 19, 30, tzinfo=dt.UTC)
    apia = moment.astimezone(ZoneInfo("Pacific/Apia"))
    assert letters.due(apia, Wish(WEEKLY, weekday=1)) == "2026-W48"
    assert letters.due(apia, Wish(DAILY)) == "2026-11-23"
    assert letters.due(moment, Wish(DAILY)) == "2026-11-22"


def test_an_hour_that_a_clock_leaves_out_or_strikes_twice_gives_one_name() -> None:
    paris = ZoneInfo("Europe/Paris")
    # Quiet until two o'clock, and on 28 March 2027 there is no hour from two to three
    wish = Wish(DAILY, quiet_from=3, quiet_to=2)
    spring = [dt.datetime(2027, 3, 28, hour, tzinfo=dt.UTC).astimezone(paris) for hour in range(22)]
    assert {letters.due(moment, wish) for moment in spring} == {None}
    wish = Wish(DAILY, quiet_from=21, quiet_to=2)
    assert {letters.due(moment, wish) for moment in spring} == {None, "2027-03-28"}
    # On 31 October 2027 two o'clock comes twice
    wish = Wish(DAILY, quiet_from=3, quiet_to=2)
    autumn = [
        dt.datetime(2027, 10, 30, 22, tzinfo=dt.UTC) + dt.timedelta(hours=number)
        for number in range(25)
    ]
    named = [letters.due(moment.astimezone(paris), wish) for moment in autumn]
    assert set(named) == {None, "2027-10-31"}
    assert len([one for one in named if one]) == 2


def test_the_last_week_of_a_year_is_named_by_its_own_year() -> None:
    assert letters.due(at(9, dt.date(2027, 1, 1)), Wish(WEEKLY, weekday=5)) == "2026-W53"
