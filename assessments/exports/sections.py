"""What stands in Report and Full: their sections in order, and how much of each list they hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import belonging, briefing, details, firing, money
from assessments.editions import FULL, REPORT
from assessments.roadmap import Roadmap
from assessments.sheets import Sheet

TITLES: Mapping[str, Promise] = MappingProxyType(
    {
        "reading": _("How to read this report"),
        "profile": _("Maturity profile"),
        "plan": _("Plan by quarter"),
        "operations": _("The next four quarters"),
        "money": _("Money"),
        "requests": _("Request sheets"),
        "all": _("All actions"),
        "actions": _("Actions"),
        "rules": _("Rules that fired, and what to check"),
        "tables": _("Our tables and partners"),
        "risks": _("Risks to rights"),
        "left-out": _("What was left out, and why"),
        "method": _("Assumptions and method"),
    }
)
"""Every section by the id of its heading; its template is `report/_<id>.html`."""
SECTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        REPORT: tuple(name for name in TITLES if name != "actions"),
        FULL: tuple(name for name in TITLES if name != "all"),
    }
)


@dataclass(frozen=True, slots=True)
class Room:
    """How many rows of a list are shown; None shows all. `close` sets the text tighter.

    A `brief` profile names stages without what they mean.
    """

    close: int = 0
    operations: int | None = None
    asked: int | None = None
    named: int | None = None
    risks: int | None = None
    left_out: int | None = None
    subjects: int | None = None
    partners: int | None = None
    unknown: int | None = None
    brief: bool = False


WHOLE = Room(named=6)
"""Rules name the first of their actions: the page of each action names its rules."""
_TIGHT = Room(2, operations=2, asked=0, named=1, risks=2, left_out=2, subjects=1)
ROOMS: Mapping[str, tuple[Room, ...]] = MappingProxyType(
    {
        REPORT: (
            Room(0, operations=12, asked=5, named=4, risks=10, left_out=20),
            Room(1, operations=8, asked=3, named=3, risks=6, left_out=12, subjects=4, partners=12),
            Room(2, operations=6, asked=1, named=2, risks=4, left_out=6, subjects=2, partners=8),
            replace(_TIGHT, partners=4),
            replace(_TIGHT, partners=2, unknown=6, brief=True),
        ),
        FULL: (WHOLE,),
    }
)
"""The forms of an edition from its roomiest to its tightest: the report keeps its pages by them."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The beginning of a list, and how many rows of it are not shown."""

    rows: tuple[Any, ...]
    more: int


def cut(rows: Sequence[Any], most: int | None) -> Cut:
    """Keep the first rows of a list; one row more is kept, as telling of it takes as much room."""
    kept = tuple(rows if most is None or len(rows) <= most + 1 else rows[:most])
    return Cut(kept, len(rows) - len(kept))


def contexts(sheet: Sheet, shown: Roadmap, language: str, edition: str) -> Iterator[dict[str, Any]]:
    """Give what the sections of an edition show, from its roomiest form to its tightest."""
    steps = briefing.library_steps(shown)
    told = details.of(shown.steps, shown.telling)
    risky = [one for one in told if one.risk_code != "low"]
    belongs = belonging.of(sheet.result, sheet.facts, shown, language)
    always = {
        "edition": edition,
        "sections": [
            {"id": name, "title": TITLES[name], "template": f"assessments/report/_{name}.html"}
            for name in SECTIONS[edition]
        ],
        "details": told,
        "firing": firing.of(sheet.result, shown, language),
        "belonging": belongs,
    }
    verifications = [step for step in shown.steps if step not in steps]
    for room in ROOMS[edition]:
        yield always | {
            "room": room,
            "subjects": f":{room.subjects}" if room.subjects else ":",
            "named": f":{room.named}" if room.named else ":",
            "money": money.of(sheet.result, shown, language, room.asked),
            "next_year": cut(
                [step for step in steps if step.start in shown.first_quarters], room.operations
            ),
            "risky": cut(sorted(risky, key=lambda one: one.risk_code), room.risks),
            "left_out": cut(shown.left_out, room.left_out),
            "verifications": cut(verifications, room.unknown),
            "partners": cut(belongs.asks, room.partners),
        }
