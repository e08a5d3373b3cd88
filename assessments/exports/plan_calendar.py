"""The dates of a plan as a calendar: what begins, what ends, which stages are reached."""

import datetime as dt
from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from assessments import roadmap
from assessments.domain import quarters
from assessments.exports import report
from assessments.roadmap import Roadmap
from assessments.sheets import Sheet
from cms.press.writers import ics
from cms.press.writers.ics import Day


def write(sheet: Sheet, language: str) -> bytes:
    """Return the calendar in a language; the same plan has the same ids in every language.

    A program that has taken it in once takes in the next language, or mended words, in its
    place. It says what and when, and never who: calendars are passed on.
    """
    with translation.override(language):
        shown = roadmap.of(sheet, language)
        stamp = sheet.made_on or quarters.first_day(shown.start)
        name = report.title(sheet)
        return ics.write(list(_days(shown)), name=name, language=language, stamp=stamp)


def _days(shown: Roadmap) -> Iterator[Day]:
    for step in shown.steps:
        begins = _("Begins: %(action)s") % {"action": step.title}
        ends = _("Is to be done: %(action)s") % {"action": step.title}
        yield _day(
            shown, f"{step.id}/start", quarters.first_day(step.start), begins, str(step.outcome)
        )
        yield _day(shown, f"{step.id}/end", quarters.last_day(step.end), ends, str(step.done_when))
    for one in shown.path:
        title = _("The stage “%(stage)s” is reached") % {"stage": one.title}
        what = f"{one.model}/{one.stage}/reached"
        yield _day(shown, what, quarters.last_day(one.quarter), title, _("if nothing slips"))


def _day(shown: Roadmap, what: str, day: dt.date, name: str, text: str) -> Day:
    return Day(uid=f"{shown.sha256[:32]}/{what}@plan.waymark", day=day, name=name, text=text)
