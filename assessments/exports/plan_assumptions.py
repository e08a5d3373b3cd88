"""What the figures of a plan rest on, line by line: for the last sheet of its workbook."""

import datetime as dt
import html
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from assessments.domain import currency, quarters
from assessments.domain.currency import Currency
from assessments.domain.handed import PartnerPlan
from assessments.exports import plan_data
from assessments.roadmap import Roadmap
from assessments.sheets import Sheet

if TYPE_CHECKING:  # reports need the lines too, and not the memory of a workbook
    from cms.press.writers.xlsx import Value

Line = tuple[str, "Value"]


def of(sheet: Sheet, shown: Roadmap) -> list[Line]:
    """Return every assumption, limit, constant and hash of a plan."""
    return [
        *_head(sheet, shown),
        *_limits(sheet, shown),
        *assistance(),
        *_hashes(sheet),
        *shown.constants,
    ]


def of_partners(plan: PartnerPlan) -> list[Line]:
    """Return what partners get of them: nothing that tells of an answer."""
    head = plan.head
    return [
        (_("Institution"), head.institution),
        (_("Site"), head.site),
        (_("Status"), state(head.status)),
        (_("First day"), quarters.first_day(head.start)),
        (_("Last day"), quarters.last_day(head.end)),
        (_("Prices of the year"), head.price_year),
        (_("Costs"), costs()),
        *_currency(plan.currency),
        *assistance(),
        (_("Library of actions"), head.library),
        (_("Plan (SHA-256)"), head.hash),
        (_("Made on"), dt.date.fromisoformat(head.made_on) if head.made_on else None),
    ]


def state(status: str) -> str:
    """Say how far a plan can be relied on."""
    if status == "demonstration":
        return _("Demonstration: states, people and figures are invented")
    if status == "signed":
        return _("Made from answers that were signed off")
    return _("Draft made from a file: nobody has signed the answers")


def costs() -> str:
    """Say what kind of figures the costs are."""
    return _(
        "Planning estimates from a low to a high end, indicative and no quotation. The time of"
        " existing staff is never added to the money."
    )


def assistance() -> list[Line]:
    """Say what the two columns for donors rest on; the second is a suggestion."""
    return [
        (
            _("Eligible as development assistance"),
            _(
                "Whether the country is on the list of recipients of the Development Assistance"
                " Committee (DAC) of the OECD, as the ministry confirmed it. Empty where nobody"
                " confirmed it, to be filled in. Whether a single action counts, the partner"
                " decides."
            ),
        ),
        (
            _("Sector code (suggested)"),
            _(
                "A purpose code of the Creditor Reporting System of the OECD, suggested by the"
                " area and the kind of the action; the partner decides."
            ),
        ),
    ]


def _head(sheet: Sheet, shown: Roadmap) -> Iterator[Line]:
    yield _("Institution"), sheet.institution
    yield _("Title"), sheet.title
    yield _("Site"), settings.WAGTAIL_SITE_NAME
    yield _("Status"), state(plan_data.status(sheet))
    yield _("First day"), quarters.first_day(shown.start)
    yield _("Last day"), quarters.last_day(shown.end)
    for profile in shown.profiles:
        yield _("Questionnaire"), str(profile.title)
        yield _("Stage today"), plain(profile.stage)


def _limits(sheet: Sheet, shown: Roadmap) -> Iterator[Line]:
    yield _("Prices of the year"), shown.price_year
    yield _("Costs"), costs()
    for year, dollars in sorted(shown.budgets.items()):
        yield _("Budget of %(year)s (USD)") % {"year": year}, dollars
    if shown.budget is not None or not shown.budgets:
        yield _("Budget a year (USD)"), _("not named") if shown.budget is None else shown.budget
    yield from _currency(currency.of(sheet.result))
    yield _("People who work on it"), shown.people
    yield from shown.cast
    for notice in shown.notices:
        yield _("What the plan assumes"), plain(notice)
    for one in shown.left_out:
        left = {"action": one.title, "reason": plain(one.why)}
        yield _("Left out"), _("%(action)s: %(reason)s") % left


def _currency(named: Currency | None) -> Iterator[Line]:
    """Say what else the sums are shown in: a formula in a workbook can use the rate."""
    if named is not None:
        yield _("Other currency"), named.code
        yield _("Units for one US dollar"), float(named.rate)
        yield _("Day of the rate"), named.on


def plain(sentence: str) -> str:
    """Return a sentence that was made for a page as plain text."""
    return html.unescape(strip_tags(sentence))


def _hashes(sheet: Sheet) -> Iterator[Line]:
    yield _("Library of actions"), sheet.result["library"]
    yield _("Plan (SHA-256)"), sheet.sha256
    for digest in (sheet.snapshot_sha256, *sheet.further_sha256):
        yield _("Frozen answers (SHA-256)"), digest
    yield _("Made on"), sheet.made_on
    yield _("Signed off"), sheet.signed_on
