"""What partners get of a plan: everything that they read, in any format, is made of this alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation

from assessments import details, leads, roadmap
from assessments.domain import currency, handed, quarters
from assessments.domain.handed import (
    PartnerAction,
    PartnerHead,
    PartnerPlan,
    PartnerTotals,
    PartnerYear,
)
from assessments.domain.results import Band
from assessments.exports import assistance, plan_data
from assessments.roadmap import Roadmap
from assessments.roadmap_steps import VERIFY, Step, Telling
from assessments.sheets import Sheet


def of(sheet: Sheet, language: str) -> PartnerPlan:
    """Choose what may leave, in the words of a language.

    Titles of rounds and names of those who play a role are typed by people and may name
    somebody: they stay behind, and so does everything that tells of an answer.
    """
    with translation.override(language):
        shown, told = roadmap.of(sheet, language), sheet.result["totals"]
        return PartnerPlan(
            format=handed.PARTNER_FORMAT,
            head=_head(sheet, shown, language),
            actions=list(_actions(sheet, shown)),
            years=[_year(one, shown) for one in sheet.result["years"]],
            currency=currency.of(sheet.result),
            totals=PartnerTotals(**{name: told[name] for name in PartnerTotals.model_fields}),
        )


def write(sheet: Sheet, language: str) -> bytes:
    """Return it as JSON, as docs/schemas/partner.schema.json has it."""
    return plan_data.text(of(sheet, language).model_dump(mode="json"))


def _head(sheet: Sheet, shown: Roadmap, language: str) -> PartnerHead:
    return PartnerHead(
        site=settings.WAGTAIL_SITE_NAME,
        institution=sheet.institution,
        hash=sheet.sha256,
        made_on=sheet.made_on.isoformat() if sheet.made_on else None,
        status=plan_data.status(sheet),
        language=language,
        library=shown.release,
        price_year=shown.price_year,
        start=shown.start,
        end=shown.end,
    )


def _actions(sheet: Sheet, shown: Roadmap) -> Iterator[PartnerAction]:
    stored = {one["id"]: one for one in sheet.result["actions"]}
    is_eligible = assistance.eligible(sheet)
    for step in shown.steps:
        if not step.id.startswith(VERIFY):
            yield _action(step, stored[step.id], shown.telling, is_eligible)


def _action(
    step: Step, stored: Mapping[str, Any], telling: Telling, is_eligible: bool | None
) -> PartnerAction:
    action = telling.release.action(step.id)
    return PartnerAction(
        id=step.id,
        variant=variant(step.id, telling),
        action=step.title,
        outcome=str(step.outcome),
        verification=str(step.done_when),
        when=step.when,
        start=quarters.first_day(step.start).isoformat(),
        end=quarters.last_day(step.end).isoformat(),
        owner=leads.name(stored["lead"]),
        needs=needs(step, telling),
        rights_risk=str(details.RISKS[action.rights.risk]),
        set_up=Band(**step.cost),
        running_per_year=Band(**step.running),
        posts=step.posts,
        national_share=None,
        requested=None,
        donor=None,
        donor_reference=None,
        oda_eligible=is_eligible,
        sector_code=assistance.sector(action),
    )


def _year(one: Mapping[str, Any], shown: Roadmap) -> PartnerYear:
    label = next(year.label for year in shown.years if year.year == one["year"])
    return PartnerYear(year=label, set_up=one["set_up"], running=one["running"])


def variant(action: str, telling: Telling) -> str | None:
    """Return which of several sizes an action has ("small"), None where there is one only."""
    group = telling.release.action(action).alternatives
    return action.removeprefix(f"{group}-") if group else None


def needs(step: Step, telling: Telling) -> list[str]:
    """Name the planned actions that must or should come before this one, and do."""
    found = [
        name
        for need in telling.release.action(step.id).needs
        for name in details.first(need, step, telling)
    ]
    return [telling.title(name) for name in dict.fromkeys(found)]
