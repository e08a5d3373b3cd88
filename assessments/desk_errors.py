"""Puts what the planner refuses at the field of the desk that it is about."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from assessments.desk_form import DeskForm

REFUSED = _("No roadmap can be made with this entry. Change it, or leave it as it was.")
SOMEWHERE = _("No roadmap can be made of these limits. Change one of them and try again.")
_FIELDS = (
    (r"start\b", "start"),
    (r"horizon\b", "horizon"),
    (r"fiscal_year_begins\b", "fiscal"),
    (r"people\b", "people"),
    (r"people_by_institution\b", "people"),
    (r"budget_per_year\b", "budget"),
    (r"budgets\.(\d+)", r"budget-\1"),
    (r"donor_windows\[(\d+)\]\.(id|from|to|amount)\b", r"window-\1-\2"),
    (r"donor_windows\[(\d+)\]\.theme\b", r"window-\1-areas"),
    (r"planned_people\[(\d+)\]", r"planned-\1-from"),
    (r"targets\.([\w-]+)", r"target-\1"),
    (r"weights\.([A-Z])\b", r"weight-\1"),
    (r"locks\.([\w-]+)", r"lock-\1"),
    (r"blackouts\b", "blackouts"),
    (r"sittings\b", "sittings"),
    (r"(?:roles|vacant)\.? ?([a-z-]+)", r"role-\1"),
)


def place(form: DeskForm, problems: Iterable[str]) -> None:
    """Say at each field that a problem of the planner names that it cannot stay so.

    A problem begins with its path, "donor_windows[0].id: ..."; whatever has no field is said on
    top, once.
    """
    for field in dict.fromkeys(_field(one) for one in problems):
        known = field in form.fields
        form.add_error(field if known else None, REFUSED if known else SOMEWHERE)


def _field(problem: str) -> str | None:
    path = problem.partition(":")[0] + ":"
    for pattern, field in _FIELDS:
        if found := re.match(pattern, problem if "vacant" in path else path):
            return found.expand(field)
    return None
