"""What can be chosen on the planning desk for one action, and for one area."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from assessments.domain.quarters import Quarter, parse
from cms.press import formatting

WEIGHTS = ("1/2", "3/4", "1", "5/4", "3/2")
EVEN = "1"
FREE, DONE, RUNNING, COMMITTED, FORBIDDEN = "", "done", "running", "committed", "forbidden"
BEFORE = 8
"""How many quarters back an action may have begun that runs already."""

Choice = tuple[str, Any]


def weights(known: Any, language: str) -> list[Choice]:
    """Return the weights of an area, the one that it has among them."""
    found = [*WEIGHTS, *([str(known)] if known and str(known) not in WEIGHTS else [])]
    return [(one, _decimal(one, language)) for one in found]


def locks(offered: Sequence[Quarter], today: Quarter, language: str) -> list[Choice]:
    """Return what may be fixed of an action: one control, so that nothing contradicts."""
    before = [today.plus(number) for number in range(-BEFORE, 1)]
    return [
        (FREE, _("free")),
        (DONE, _("done already")),
        (FORBIDDEN, _("never")),
        (_("must begin in"), [_lock(COMMITTED, one, language) for one in offered]),
        (_("runs since"), [_lock(RUNNING, one, language) for one in before]),
    ]


def with_known(choices: list[Choice], known: Any) -> list[Choice]:
    """Return the choices, with what is fixed already among them, also where it is not offered."""
    if known is None:
        return choices
    listed = {value for value, label in choices if not isinstance(label, list)}
    for _name, label in choices:
        listed |= {value for value, _label in label} if isinstance(label, list) else set()
    value = lock_value(known)
    return choices if value in listed else [*choices, (value, _("as it was"))]


def _lock(state: str, start: Quarter, language: str) -> tuple[str, str]:
    return f"{state}:{start}", formatting.quarter(start, language)


def lock_value(lock: Any) -> str:
    """Return what is fixed of an action as the desk's control writes it: "committed:2027-Q3"."""
    return lock.state if lock.start is None else f"{lock.state}:{lock.start}"


def read_lock(value: str) -> dict[str, Any]:
    """Return what a control says, as `constraints.parse` takes it."""
    state, _colon, start = value.partition(":")
    return {"state": state, "start": str(parse(start)) if start else None}


def posted_actions(data: Mapping[str, Any]) -> set[str]:
    """Return the ids of the actions of which a sent form says something."""
    found = (re.fullmatch(r"lock-(.+)", name) for name in data)
    return {one[1] for one in found if one}


def _decimal(exact: str, language: str) -> str:
    over, _slash, under = exact.partition("/")
    return formatting.number(Decimal(over) / Decimal(under or 1), language)
