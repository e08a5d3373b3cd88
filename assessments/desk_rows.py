"""Rows of the planning desk that repeat: windows of donors, people here and people planned."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import leads
from assessments.domain.constraints import RESERVED_SOURCES, Constraints
from assessments.domain.quarters import Quarter, parse
from assessments.reasons import sentence
from assessments.refine_form import MOST_MONEY, MOST_PEOPLE, TypedNumber
from cms.press import formatting

MOST_ROWS = 12
BLANK_ROWS = 2
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WINDOW = ("id", "amount", "from", "to", "areas")
PLANNED = ("from", "people", "institution")


class QuarterField(forms.ChoiceField):
    """A quarter out of a list, or none."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid_choice": _("%(value)s is none of the quarters listed.")}
        super().__init__(required=False, error_messages=wrong, **kwargs)


def choices(offered: Sequence[Quarter], language: str) -> list[tuple[str, str]]:
    """Return quarters to choose from, and none."""
    return [("", "-"), *((str(one), formatting.quarter(one, language)) for one in offered)]


def count(prefix: str, there: int, data: Mapping[str, Any] | None) -> int:
    """Return how many rows to show: those that are there or were sent, and some blank ones."""
    sent = [
        int(found[1])
        for name in data or ()
        if (found := re.fullmatch(rf"{prefix}-(\d{{1,2}})-[a-z]+", name)) and data and data[name]
    ]
    return min(MOST_ROWS, max([there, *(one + 1 for one in sent)]) + BLANK_ROWS)


def windows(
    number: int, offered: list[tuple[str, str]], areas: Mapping[str, str]
) -> Iterator[tuple[str, forms.Field]]:
    """Give the fields of the rows for windows of donors, by name."""
    for row in range(number):
        name = f"window-{row}-"
        yield (
            name + "id",
            forms.CharField(label=_("Short name of the donor"), required=False, max_length=60),
        )
        yield (
            name + "amount",
            TypedNumber(
                label=_("Amount in all, in US dollars"),
                least=0,
                most=MOST_MONEY,
                too_small=gettext_lazy("Money cannot be less than 0."),
            ),
        )
        yield (
            name + "from",
            QuarterField(label=_("From, with this quarter"), choices=offered),
        )
        yield (
            name + "to",
            QuarterField(label=_("To, with this quarter"), choices=offered),
        )
        yield (
            name + "areas",
            forms.MultipleChoiceField(
                label=_("Pays for"),
                required=False,
                choices=list(areas.items()),
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("%(value)s is none of the areas listed.")},
            ),
        )


def people_at(institution: str) -> forms.Field:
    """Give the field for the people of one institution; its label holds the name escaped."""
    return TypedNumber(
        label=sentence(_("People at %(institution)s"), institution=leads.name(institution)),
        least=0,
        most=MOST_PEOPLE,
        too_small=gettext_lazy("Write 0 or more."),
    )


def planned(
    number: int, offered: list[tuple[str, str]], places: Mapping[str, str]
) -> Iterator[tuple[str, forms.Field]]:
    """Give the fields of the rows for people who are planned, by name.

    `places` are the institutions that a row may be about, by a role of each.
    """
    where = [("", _("all institutions together"))]
    where += [(role, leads.name(name)) for role, name in places.items()]
    for row in range(number):
        name = f"planned-{row}-"
        yield (
            name + "from",
            QuarterField(label=_("From this quarter on"), choices=offered),
        )
        yield (
            name + "people",
            TypedNumber(
                label=_("People in all"),
                least=0,
                most=MOST_PEOPLE,
                too_small=gettext_lazy("Write 0 or more."),
            ),
        )
        yield (
            name + "institution",
            forms.ChoiceField(
                label=_("Institution"),
                required=False,
                choices=where,
                error_messages={"invalid_choice": _("Choose one of the entries listed.")},
            ),
        )


def initial(limits: Constraints, places: Mapping[str, str]) -> dict[str, Any]:
    """Return what stands in the rows before anything is typed; `places` as in `planned`."""
    roles = {name: role for role, name in places.items()}
    found: dict[str, Any] = {}
    for row, window in enumerate(limits.donor_windows):
        values = (window.id, window.amount, str(window.opens), str(window.closes), window.theme)
        found |= {f"window-{row}-{part}": one for part, one in zip(WINDOW, values, strict=True)}
    for row, one in enumerate(limits.planned_people):
        shown = (str(one.since), one.people, roles.get(one.institution or "", ""))
        found |= {f"planned-{row}-{part}": one for part, one in zip(PLANNED, shown, strict=True)}
    return found


def read_windows(form: forms.Form, number: int) -> list[dict[str, Any]]:
    """Return the windows that were typed; what a row lacks is said at its field."""
    found: list[dict[str, Any]] = []
    known = set(RESERVED_SOURCES)
    for row in range(number):
        name = f"window-{row}-"
        if not any(form.data.getlist(name + part) not in ([], [""]) for part in WINDOW):
            continue
        typed = {part: form.cleaned_data.get(name + part) for part in WINDOW}
        _require(form, name, typed)
        found.append(
            {
                "id": _identity(form, name + "id", typed["id"] or f"donor-{row + 1}", known),
                "theme": typed["areas"],
                "from": typed["from"],
                "to": typed["to"],
                "amount": typed["amount"],
            }
        )
    return found


def _require(form: forms.Form, name: str, typed: Mapping[str, Any]) -> None:
    wanted = {
        "amount": _("Write how much the donor gives in all, or empty the whole row."),
        "from": _("Choose the first quarter in which the money can be used."),
        "to": _("Choose the last quarter in which the money can be used."),
        "areas": _("Tick at least one area that the donor pays for."),
    }
    for part, missing in wanted.items():
        if typed[part] in (None, "", []) and name + part not in form.errors:
            form.add_error(name + part, missing)
    if typed["from"] and typed["to"] and parse(typed["to"]) < parse(typed["from"]):
        form.add_error(
            name + "to", _("It ends before it begins. Choose the first quarter or a later one.")
        )


def _identity(form: forms.Form, field: str, text: str, known: set[str]) -> str:
    found = "-".join(text.casefold().split())
    if not _ID.fullmatch(found):
        form.add_error(
            field, _("Write it with Latin letters without accents, figures and hyphens only.")
        )
    elif found in known:
        form.add_error(
            field, _("Two sources of money cannot have this one name. Choose another name.")
        )
    known.add(found)
    return found


def read_planned(form: forms.Form, number: int) -> list[tuple[str, int, str]]:
    """Return the people who are planned: quarter, number, and the role of one institution or "".

    What a row lacks is said at its field.
    """
    found: list[tuple[str, int, str]] = []
    for row in range(number):
        begins, people, _where = names = [f"planned-{row}-{part}" for part in PLANNED]
        if set(names) & form.errors.keys():
            continue
        start, how_many, role = (form.cleaned_data.get(name) for name in names)
        if not start and how_many is None:
            continue
        if not start:
            form.add_error(begins, _("Choose the quarter from which on they are there."))
        elif how_many is None:
            form.add_error(people, _("Write how many people there are then in all."))
        elif any((one[0], one[2]) == (start, role) for one in found):
            form.add_error(begins, _("This quarter stands here twice. Keep one of the two."))
        else:
            found.append((start, how_many, role))
    return sorted(found, key=lambda one: one[0])
