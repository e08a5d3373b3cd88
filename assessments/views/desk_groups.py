"""The folded groups of the planning desk, and where each thing that is wrong stands."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from assessments.desk_form import DeskForm

TITLES: Mapping[str, Promise] = MappingProxyType(
    {
        "time": _("Time"),
        "target": _("Stage to aim at"),
        "money": _("Money"),
        "people": _("People"),
        "months": _("Months to avoid, and sittings"),
        "roles": _("Roles"),
        "weights": _("Weight of each area"),
        "actions": _("Single actions"),
        "currency": _("Currency to show as well"),
    }
)
SAVE = _("Save as a variant")
_STARTS = {
    "start": "time",
    "horizon": "time",
    "fiscal": "time",
    "target": "target",
    "budget": "money",
    "window": "money",
    "people": "people",
    "planned": "people",
    "blackouts": "months",
    "sittings": "months",
    "role": "roles",
    "vacant": "roles",
    "weight": "weights",
    "lock": "actions",
    "currency": "currency",
    "rate": "currency",
}


def of(form: DeskForm, told: Mapping[str, SafeString]) -> list[dict[str, Any]]:
    """List the groups with what is chosen in each; one with something wrong stands open."""
    wrong = {_group(name) for name in form.errors}
    return [
        {
            "key": key,
            "title": title,
            "told": told[key],
            "open": key in wrong,
            "template": f"assessments/desk/_{key}.html",
        }
        for key, title in TITLES.items()
    ]


def errors(form: DeskForm) -> list[dict[str, Any]]:
    """List what is wrong: the id of the field, its label and its group, or "" for the whole."""
    return [
        {
            "place": form[name].auto_id if name in form.fields else "",
            "label": form.fields[name].label if name in form.fields else "",
            "group": TITLES.get(_group(name), SAVE) if name in form.fields else "",
            "sentence": sentence,
        }
        for name, sentences in form.errors.items()
        for sentence in sentences
    ]


def _group(field: str) -> str | None:
    return next((group for start, group in _STARTS.items() if field.startswith(start)), None)
