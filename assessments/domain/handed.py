"""The JSON that is handed on: a plan under a head for colleagues, and what partners get of it."""

from typing import Any, Literal

from assessments.domain.currency import Currency
from assessments.domain.results import Band, Plan
from assessments.domain.scored import Out

PLAN_FORMAT: Literal["waymark-plan/1"] = "waymark-plan/1"
PARTNER_FORMAT: Literal["waymark-partner/1"] = "waymark-partner/1"

Status = Literal["demonstration", "signed", "unsigned"]


class Head(Out):
    """Whose plan it is and how far it can be relied on: `hash` is that of the plan."""

    site: str
    institution: str
    title: str
    hash: str
    snapshot_sha256: str
    made_on: str | None
    signed_on: str | None
    status: Status


class PlanExport(Out):
    """A stored plan as it is, under a head."""

    format: Literal["waymark-plan/1"]
    head: Head
    plan: Plan


class PartnerHead(Out):
    """What a partner has to know before the first figure; the money is US dollars."""

    site: str
    institution: str
    hash: str
    made_on: str | None
    status: Status
    language: str
    library: str
    price_year: int
    start: str
    end: str


class PartnerAction(Out):
    """One action of the library: what will be true, how it is verified, when and for how much.

    `owner` is a role in words. What stands below `posts` is for ministry and partner to agree:
    `oda_eligible` tells whether the ministry confirmed that its country is on the list of
    recipients of the OECD DAC, null where it did not say; `sector_code` is a suggestion, five
    digits of the Creditor Reporting System.
    """

    id: str
    variant: str | None
    action: str
    outcome: str
    verification: str
    when: str
    start: str
    end: str
    owner: str
    needs: list[str]
    rights_risk: str
    set_up: Band
    running_per_year: Band
    posts: int
    national_share: int | None
    requested: int | None
    donor: str | None
    donor_reference: str | None
    oda_eligible: bool | None
    sector_code: str | None


class PartnerYear(Out):
    """Money of one fiscal year."""

    year: str
    set_up: Band
    running: Band


class PartnerTotals(Out):
    """Money of the whole plan, and of every year after it."""

    set_up: Band
    running_in_plan: Band
    running_per_year: Band
    posts: int


class PartnerPlan(Out):
    """What partners get: no answer, score, gap, note, evidence, reason or name of a person.

    Tasks to find something out are left out, because they tell which answers are open.
    """

    format: Literal["waymark-partner/1"]
    head: PartnerHead
    actions: list[PartnerAction]
    years: list[PartnerYear]
    totals: PartnerTotals
    currency: Currency | None


def schemas() -> dict[str, dict[str, Any]]:
    """Give the JSON Schema of every file by its name."""
    return {
        "plan-export": PlanExport.model_json_schema(by_alias=True),
        "partner": PartnerPlan.model_json_schema(),
    }
