"""ICS: days become the events of a calendar that any program can take in."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

from cms.press.writers.characters import printable


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day: the id that it keeps for ever, its name and what stands below it."""

    uid: str
    day: dt.date
    name: str
    text: str = ""


def write(days: Iterable[Day], *, name: str, language: str, stamp: dt.date) -> bytes:
    """Return a calendar of this name. `stamp` is the day on which its content was made.

    The days block nobody's time, and there is nobody in them: no organiser, no attendee.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Waymark//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", printable(name), parameters={"language": language})
    made = dt.datetime(stamp.year, stamp.month, stamp.day, tzinfo=dt.UTC)
    for one in days:
        calendar.add_component(_event(one, language, made))
    return bytes(calendar.to_ical())


def _event(one: Day, language: str, made: dt.datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", made)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + dt.timedelta(days=1))
    event.add("summary", printable(one.name), parameters={"language": language})
    if one.text:
        event.add("description", printable(one.text), parameters={"language": language})
    event.add("transp", "TRANSPARENT")
    return event
