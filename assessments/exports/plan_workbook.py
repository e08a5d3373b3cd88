"""A plan as a workbook: actions, results, years, assumptions, to calculate with and fill in."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments import details, roadmap, stored
from assessments.domain import quarters
from assessments.domain.constraints import DOMESTIC, RESERVED_SOURCES
from assessments.editions import PARTNER
from assessments.exports import assistance, partner, plan_assumptions, plan_columns, report
from assessments.roadmap import Roadmap
from assessments.roadmap_steps import VERIFY, Closed, Step
from assessments.sheets import Sheet
from cms.press.writers import xlsx
from cms.press.writers.xlsx import Table, Value

Row = dict[str, Value]
BANDS = ("low", "likely", "high")


def write(sheet: Sheet, language: str) -> bytes:
    """Return the workbook of a plan: figures of the stored result, and sums as formulas."""
    with translation.override(language):
        shown = roadmap.of(sheet, language)
        stored_actions = {one["id"]: one for one in sheet.result["actions"]}
        is_eligible = assistance.eligible(sheet)
        actions = [
            _action(step, stored_actions[step.id], shown) | _assisted(step, shown, is_eligible)
            for step in shown.steps
        ]
        tables = [
            _table("plan_actions", plan_columns.actions(), actions),
            _results(list(_raised(shown))),
            _table("plan_years", plan_columns.years(), list(_years(sheet.result, shown))),
            _assumptions(plan_assumptions.of(sheet, shown)),
        ]
        return xlsx.write(tables, title=report.title(sheet), language=language)


def for_partners(sheet: Sheet, language: str) -> bytes:
    """Return the workbook that partners get: made of their edition and of nothing else."""
    with translation.override(language):
        plan = partner.of(sheet, language)
        columns = [one for one in plan_columns.years() if one.id != "person_months"]
        tables = [
            _table("plan_actions", plan_columns.partners(), list(_partner_actions(plan))),
            _table("plan_years", columns, list(_partner_years(plan))),
            _assumptions(plan_assumptions.of_partners(plan)),
        ]
        return xlsx.write(tables, title=report.title(sheet, PARTNER), language=language)


def _table(id: str, columns: Sequence[xlsx.Column], rows: Sequence[Row]) -> Table:
    name = _("Actions") if id == "plan_actions" else _("Money and people by year")
    return Table(id, name, columns, rows, total=pgettext("row of a table", "Sum"))


def _results(rows: Sequence[Row]) -> Table:
    return Table("plan_results", _("Results"), plan_columns.results(), rows)


def _assumptions(told: Sequence[tuple[str, Value]]) -> Table:
    rows = [{"assumption": name, "value": value} for name, value in told]
    return Table("plan_assumptions", _("Assumptions"), plan_columns.assumptions(), rows)


def _action(step: Step, one: Mapping[str, Any], shown: Roadmap) -> Row:
    raised = raised_by(step)
    library = not step.id.startswith(VERIFY)
    telling = shown.telling
    return {
        "action_id": step.id,
        "action": step.title,
        "variant": partner.variant(step.id, telling) if library else None,
        "outcome": str(step.outcome),
        "indicator": "\n".join(gap.title for gap in raised) or None,
        "baseline": _levels([gap.before for gap in raised]),
        "target": _levels([gap.after for gap in raised]),
        "verification": str(step.done_when),
        "when": step.when,
        "start": quarters.first_day(step.start),
        "end": quarters.last_day(step.end),
        "owner": step.lead,
        **money("set_up", step.cost),
        **money("running", step.running),
        "staff_set_up": step.person_months,
        "staff_running": stored.value(one["people"]["running_per_year"]),
        "posts": step.posts,
        **_funded(one.get("funding", ())),
        "rights_risk": _risk(step, shown) if library else None,
        "needs": "\n".join(partner.needs(step, telling)) or None if library else None,
        "status": planned(),
    }


def _assisted(step: Step, shown: Roadmap, is_eligible: bool | None) -> Row:
    """Say what donors ask; a task to find something out takes no money of theirs."""
    if step.id.startswith(VERIFY):
        return {}
    return {
        "oda_eligible": assistance.word(is_eligible),
        "sector_code": assistance.sector(shown.telling.release.action(step.id)),
    }


def _funded(parts: Sequence[Mapping[str, Any]]) -> Row:
    """Say who pays, set-up and running within the plan; empty cells are there to be filled."""
    own = sum(one["amount"] for one in parts if one["source"] == DOMESTIC)
    asked = [one for one in parts if one["source"] not in RESERVED_SOURCES]
    return {
        "national_share": own or None,
        "requested": sum(one["amount"] for one in asked) or None,
        "donor": ", ".join(sorted({one["source"] for one in asked})) or None,
    }


def _risk(step: Step, shown: Roadmap) -> str:
    return str(details.RISKS[shown.telling.release.action(step.id).rights.risk])


def planned() -> str:
    """Return the state of every action when a plan is written: people go on from there."""
    # Translators: the state of an action of a plan that has not begun
    return pgettext("state of an action", "planned")


def money(name: str, sums: Mapping[str, int]) -> Row:
    """Return low, likely and high of a sum by the ids of their columns."""
    return {f"{name}_{band}": sums[band] for band in BANDS}


def raised_by(step: Step) -> list[Closed]:
    """Return what an action raises: each indicator once, from its first level to its last."""
    found: dict[tuple[str, str], Closed] = {}
    for gap in step.closes:
        key = (gap.model, gap.indicator)
        if key not in found or gap.after > found[key].after:
            found[key] = gap
    return list(found.values())


def _levels(levels: Sequence[int | None]) -> Value:
    """Return one level as a number; several as lines, in the order of the indicators."""
    if len(levels) == 1:
        return levels[0]
    return "\n".join("–" if one is None else str(one) for one in levels) or None


def _raised(shown: Roadmap) -> Iterator[Row]:
    for step in shown.steps:
        for gap in raised_by(step):
            yield {
                "action_id": step.id,
                "action": step.title,
                "indicator_id": f"{gap.model}/{gap.indicator}",
                "indicator": gap.title,
                "baseline": gap.before,
                "target": gap.after,
                "verification": shown.telling.model_text(
                    gap.model, f"{gap.indicator}/levels.{gap.after}"
                ),
            }


def _years(result: Mapping[str, Any], shown: Roadmap) -> Iterator[Row]:
    for one, year in zip(result["years"], shown.years, strict=True):
        yield {
            "year": year.label,
            **money("set_up", one["set_up"]),
            **money("running", one["running"]),
            "person_months": year.person_months,
        }


def _partner_actions(plan: partner.PartnerPlan) -> Iterator[Row]:
    for one in plan.actions:
        told = one.model_dump(exclude={"set_up", "running_per_year", "start", "end", "needs", "id"})
        yield {
            **told,
            "action_id": one.id,
            "start": dt.date.fromisoformat(one.start),
            "end": dt.date.fromisoformat(one.end),
            "needs": "\n".join(one.needs) or None,
            "oda_eligible": assistance.word(one.oda_eligible),
            **money("set_up", one.set_up.model_dump()),
            **money("running", one.running_per_year.model_dump()),
            "status": planned(),
        }


def _partner_years(plan: partner.PartnerPlan) -> Iterator[Row]:
    for one in plan.years:
        yield {
            "year": one.year,
            **money("set_up", one.set_up.model_dump()),
            **money("running", one.running.model_dump()),
        }
