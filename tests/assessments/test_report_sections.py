"""Money, rules, tables and partners of a report: what they say is what the plan holds."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from assessments import belonging, editions, firing, headless, money, roadmap, sheets
from assessments.domain import formats
from assessments.exports import report
from assessments.models import Plan
from assessments.sheets import Sheet
from tests.assessments import made
from tests.assessments.exported import LANGUAGES, sheet

WINDOW = {
    "id": "regional-fund",
    "theme": ["C", "T"],
    "from": "2027-Q1",
    "to": "2027-Q4",
    "amount": 90_000,
}
EXAMPLES = Path(settings.BASE_DIR) / "docs" / "examples"


def from_files(code: str, model: str = "national-csirt", facts: str | None = None, **limits: Any):
    """Make a sheet as `assess` does: of files, with the facts that are known of a country."""
    asked = headless.model(model)
    answers = {one.id: 0 for one in asked.indicators()}
    one = formats.answers({"model": asked.id, "version": asked.version, "answers": answers})
    known = headless.read_facts(code, facts)
    given = formats.constraints(limits, start="2027-Q1")
    return headless.sheet(one, headless.plan([(asked, answers)], given, code, known), "en")


def money_of(of: Sheet, language: str = "en", most: int | None = None) -> money.Money:
    with translation.override(language):
        return money.of(of.result, roadmap.of(of, language), language, most)


def firing_of(of: Sheet) -> firing.Firing:
    with translation.override("en"):
        return firing.of(of.result, roadmap.of(of, "en"), "en")


def belonging_of(of: Sheet) -> belonging.Belonging:
    with translation.override("en"):
        return belonging.of(of.result, of.facts, roadmap.of(of, "en"), "en")


def page_of(of: Sheet, edition: str = editions.REPORT, language: str = "en") -> str:
    with translation.override(language):
        return report.html(of, language, edition)


def section(page: str, name: str) -> str:
    """Return the part of a page that begins with this section and ends with the next."""
    rest = page.split(f'id="{name}"', 1)[1]
    return re.split(r'<section [^>]*id="', rest)[0]


@pytest.mark.parametrize("most", [None, 5, 0])
@pytest.mark.parametrize("limits", [{}, {"budget_per_year": 150_000, "donor_windows": [WINDOW]}])
def test_the_sums_of_the_money_are_those_of_the_plan(
    limits: dict[str, Any], most: int | None
) -> None:
    of = sheet(limits=limits)
    shown, years = money_of(of, most=most), of.result["years"]
    for kind in money.KINDS:
        assert [getattr(one, kind) for one in shown.years] == [one[kind] for one in years]
        whole = sum(one[kind] for one in years)
        assert getattr(shown.whole, kind) == whole
        assert sum(getattr(one.whole, kind) for one in shown.requests) == whole
        for request in shown.requests:
            lines = sum(getattr(one, kind) for one in request.lines)
            assert lines + getattr(request.rest, kind) == getattr(request.whole, kind)
    for one, year in zip(shown.years, years, strict=True):
        planned = year["set_up"]["likely"] + year["running"]["likely"]
        assert one.funded + one.requested + one.gap == planned
        assert (one.likely, one.cautious) == (year["likely"], year["cautious"])
        assert one.likely <= one.cautious
    assert shown.whole.cautious == of.result["totals"]["cautious"]


def test_a_window_tells_what_is_asked_of_it_by_year() -> None:
    of = sheet(limits={"donor_windows": [WINDOW]})
    (window,) = money_of(of).windows
    asked = sum(year["requested"] for year in of.result["years"])
    assert 0 < window.asked == asked <= window.amount
    assert [str(one) for one in window.areas] == [
        "Incident response", "Standards and basic protections",
    ]  # fmt: skip
    assert "in 2027" in window.by_year
    told = section(page_of(of), "money")
    assert "<bdi>regional-fund</bdi>" in told
    assert "Windows of donors" not in section(page_of(sheet()), "money")


def test_what_goes_on_after_the_plan_is_told_with_its_share_of_a_budget() -> None:
    unnamed, named = money_of(sheet()), money_of(sheet(limits={"budget_per_year": 1_000_000}))
    assert len(unnamed.burden) == 1
    assert "From <bdi>Q1 2030</bdi> on" in unnamed.burden[0]
    assert "%</bdi> of the budget that was named for <bdi>2029</bdi>" in named.burden[1]
    empty = money_of(sheet(level=4))
    assert "nothing has to be paid" in empty.burden[0]
    assert empty.requests == ()
    assert "Nothing in this plan needs money" in section(page_of(sheet(level=4)), "requests")


def test_a_plan_without_a_budget_says_so_beside_its_money() -> None:
    assert "No budget was named" in section(page_of(sheet()), "money")
    known = section(page_of(sheet(limits={"budget_per_year": 300_000})), "money")
    assert "No budget was named" not in known
    assert "USD\N{NO-BREAK SPACE}300,000" in known


def test_rules_that_fired_are_told_with_reason_fact_effect_and_actions() -> None:
    of = from_files("XMA")
    shown = firing_of(of)
    assert "local pay and services cost nine tenths" in str(shown.fired[0].reason)
    assert "experts and trainers come from abroad by air" in str(shown.fired[1].reason)
    assert shown.fired[0].because[0].value == "Lower middle income"
    assert "multiplied by <bdi>0.9</bdi>" in shown.fired[0].effect
    for one, stored in zip(shown.fired, of.result["rules_fired"], strict=True):
        assert len(one.actions) == len(stored["actions"]) > 0
    page = page_of(of, editions.FULL)
    assert f"(<bdi>{len(shown.fired[0].actions)}</bdi> in all)" in section(page, "rules")
    assert "Rules for this country" in section(page, "actions")


def test_what_somebody_said_for_the_plan_is_a_reason_too_and_confidence_is_kept() -> None:
    shown = firing_of(from_files("XMA", people=5))
    stated = [
        fact for one in shown.fired for fact in one.because if fact.title.startswith("People")
    ]
    assert stated[0].value == "5"
    assert stated[0].source == "said for this plan"
    page = page_of(from_files("XMA", people=10))
    assert "A rule for this country leaves it out" in section(page, "left-out")
    assert "instructed" not in page
    assert "backing" not in page


def test_facts_that_nobody_confirmed_are_to_be_checked_and_change_nothing() -> None:
    of = from_files("KEN")
    shown = firing_of(of)
    assert not shown.fired
    told = section(page_of(of), "rules")
    assert "No rule fired" in told
    assert shown.checks
    for one in shown.checks:
        assert one.title in told
        assert one.state in ("not confirmed", "expired")
        assert all(str(reason).startswith("The plan assumes") for reason in one.waiting)


def test_without_facts_rules_and_tables_say_how_to_fill_them_in() -> None:
    page = page_of(sheet())
    assert "made without facts of the country, so no rule" in section(page, "rules")
    assert "There is no fact that this plan asks" in section(page, "rules")
    assert "Confirm them on the page of its facts" in section(page, "tables")


def test_tables_name_bodies_treaties_and_what_is_not_known() -> None:
    kenya = belonging_of(from_files("KEN"))
    assert {"au", "eac", "commonwealth"} <= {one.id for one in kenya.bodies}
    assert {one.state for one in kenya.bodies} <= {"not confirmed", "expired"}
    assert kenya.unknown
    federal = from_files("XMC", facts=str(EXAMPLES / "xmc.facts.toml"))
    standing = {one.id: one for one in belonging_of(federal).treaties}
    assert (standing["budapest"].value, standing["budapest"].state) == ("Party", "confirmed")
    assert standing["contact-point"].value == "No"
    told = section(page_of(federal), "tables")
    assert "Of none that is listed" in told
    assert "Convention on Cybercrime (Budapest Convention)" in told


@pytest.mark.parametrize(
    ("level", "code"), [(0, "missing"), (1, "missing"), (2, "named"), (3, "tested")]
)
def test_contact_points_are_missing_named_or_tested_by_the_answers(level: int, code: str) -> None:
    shown = belonging_of(sheet(level=level, slug="cybercrime-cooperation"))
    assert [(one.title, one.code) for one in shown.contacts] == [("Contact point", code)]
    assert shown.contacts[0].text
    unknown = belonging_of(sheet(level="unknown", slug="cybercrime-cooperation"))
    assert [(one.code, one.text) for one in unknown.contacts] == [("unknown", "")]
    assert belonging_of(sheet(level="not-applicable")).contacts == ()


def test_the_first_quarter_with_something_to_ask_names_actions_and_open_doors_only() -> None:
    of = from_files("XMA")
    shown = belonging_of(of)
    starts = {one["id"]: one["start"] for one in of.result["actions"] if one["kind"] == "library"}
    assert shown.quarter == min(starts.values())
    assert 0 < len(shown.asks) <= list(starts.values()).count(shown.quarter)
    assert not any("Organization of American States" in one.partners for one in shown.asks)
    assert belonging_of(sheet(level=4)).asks == ()


def test_doubtful_and_private_facts_are_never_told() -> None:
    known = {
        "value": "yes", "source": "A rumour", "as_of": "2026-01-01", "valid_until": None,
    }  # fmt: skip
    facts = {"oas": known | {"certainty": "weak"}, "backing": known | {"certainty": "confirmed"}}
    shown = belonging_of(replace(sheet(), facts=facts))
    assert shown.bodies == ()
    assert "Organization of American States" in shown.unknown
    assert "A rumour" not in page_of(replace(sheet(), facts=facts))


def test_actions_with_a_risk_to_rights_stand_in_one_table_with_their_safeguards() -> None:
    of = sheet()
    told = section(page_of(of, editions.FULL), "risks")
    with translation.override("en"):
        release = roadmap.of(of, "en").telling.release
    risky = [
        one["id"]
        for one in of.result["actions"]
        if one["kind"] == "library" and release.action(one["id"]).rights.risk != "low"
    ]
    assert told.count("<tr>") == len(risky) + 1
    for name in risky:
        assert release.action(name).rights.safeguards[0] in told
    assert "No action of this plan has a medium or high risk" in page_of(sheet(level=4))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_with_everything_is_told_in_every_language(language: str) -> None:
    limits = {"donor_windows": [WINDOW], "budgets": {"2027": 80_000}, "people": 5}
    of = from_files("XMA", **limits)
    for edition in (editions.REPORT, editions.FULL):
        assert page_of(of, edition, language).count("<h1") == 1


def test_the_site_takes_the_facts_from_the_frozen_input_of_the_plan(team: made.Team) -> None:
    plan = made.planned(team)
    frozen = json.loads(plan.content)
    assert frozen["facts"]["sids"]["value"] == "yes"
    assert sheets.of(plan, "en").facts == frozen["facts"]
    told = {"value": "yes", "source": "A letter", "as_of": "2026-11-20", "certainty": "confirmed"}
    plan.content = json.dumps(frozen | {"facts": {"au": told}})
    with_facts: Plan = plan
    shown = belonging_of(sheets.of(with_facts, "en"))
    assert [(one.title, one.state) for one in shown.bodies] == [("African Union", "confirmed")]
