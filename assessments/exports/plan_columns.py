"""The columns of a plan as a workbook: the same ids in every plan, language and edition."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.press.writers.xlsx import Column

RESULTS = frozenset({"indicator", "baseline", "target"})
"""Columns that tell of answers: partners do not get them."""
WITHIN = frozenset({"staff_set_up", "staff_running"})
"""Columns that are the ministry's own business."""


def actions() -> list[Column]:
    """Return the columns of the actions; those the plan knows nothing of are there to be filled."""
    return [*_what(), *_when(), *_money(), *_funding(), *_state()]


def partners() -> list[Column]:
    """Return those of them that partners get."""
    return [one for one in actions() if one.id not in RESULTS | WITHIN]


def _what() -> list[Column]:
    return [
        Column("action_id", _("Id"), width=13),
        Column("action", _("Action"), width=36),
        Column("variant", _("Variant"), width=11),
        Column("outcome", _("Outcome"), width=44),
        Column("indicator", _("Result indicator"), width=32),
        Column("baseline", _("Baseline (level)"), "whole", width=10),
        Column("target", _("Target (level)"), "whole", width=10),
        Column("verification", _("Means of verification"), width=44),
    ]


def _when() -> list[Column]:
    return [
        Column("when", _("When"), width=18),
        Column("start", _("First day"), "date", width=12),
        Column("end", _("Last day"), "date", width=12),
        Column("owner", _("Owner"), width=26),
    ]


def _money() -> list[Column]:
    return [
        Column("set_up_low", _("Set-up, low (USD)"), "money", summed=True),
        Column("set_up_likely", _("Set-up, likely (USD)"), "money", summed=True),
        Column("set_up_high", _("Set-up, high (USD)"), "money", summed=True),
        Column("running_low", _("Running a year, low (USD)"), "money", summed=True),
        Column("running_likely", _("Running a year, likely (USD)"), "money", summed=True),
        Column("running_high", _("Running a year, high (USD)"), "money", summed=True),
        Column("staff_set_up", _("Staff, set-up (person-months)"), "months", summed=True),
        Column("staff_running", _("Staff, running a year (person-months)"), "months", summed=True),
        Column("posts", _("Posts to be granted"), "whole", summed=True),
    ]


def _funding() -> list[Column]:
    return [
        Column("national_share", _("National share (USD)"), "money", summed=True),
        Column("requested", _("Requested (USD)"), "money", summed=True),
        Column("donor", _("Donor"), width=22),
        Column("donor_reference", _("Reference of the donor"), width=22),
        Column("oda_eligible", _("Eligible as development assistance"), width=16),
        Column("sector_code", _("Sector code (suggested)"), width=12),
    ]


def _state() -> list[Column]:
    return [
        Column("rights_risk", _("Risk to rights"), width=12),
        Column("needs", _("Must or should come first"), width=36),
        Column("status", _("Status"), width=14),
    ]


def results() -> list[Column]:
    """Return the columns of the results: a row for each indicator that an action raises."""
    return [
        Column("action_id", _("Id"), width=13),
        Column("action", _("Action"), width=36),
        Column("indicator_id", _("Id of the indicator"), width=30),
        Column("indicator", _("Result indicator"), width=36),
        Column("baseline", _("Baseline (level)"), "whole"),
        Column("target", _("Target (level)"), "whole"),
        Column("verification", _("What a visitor will see then"), width=60),
    ]


def years() -> list[Column]:
    """Return the columns of the money by fiscal year; only the ministry's has people too."""
    return [
        Column("year", _("Year")),
        Column("set_up_low", _("Set-up, low (USD)"), "money", summed=True),
        Column("set_up_likely", _("Set-up, likely (USD)"), "money", summed=True),
        Column("set_up_high", _("Set-up, high (USD)"), "money", summed=True),
        Column("running_low", _("Running, low (USD)"), "money", summed=True),
        Column("running_likely", _("Running, likely (USD)"), "money", summed=True),
        Column("running_high", _("Running, high (USD)"), "money", summed=True),
        Column("person_months", _("Person-months"), "months", summed=True),
    ]


def assumptions() -> list[Column]:
    """Return the columns of what the figures rest on."""
    # Translators: heading of a column: what an assumption is about
    subject = pgettext("assumption", "Subject")
    return [
        Column("assumption", subject, width=36),
        Column("value", pgettext("assumption", "Value"), width=80),
    ]
