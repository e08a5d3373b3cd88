"""The brief: two pages in every language whatever the titles, every short form explained."""

import dataclasses
import datetime as dt
import io
import json
from collections.abc import Mapping
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.utils import translation

from assessments import acronyms, briefing, library, roadmap
from assessments.domain import canonical, constraints, planning
from assessments.exports import report
from assessments.sheets import Sheet
from courses import catalogue

LANGUAGES = [code for code, _name in settings.LANGUAGES]
STARTERS = [one.id for one in library.offered() if one.demonstration]
LONG = ("Interministerial Directorate-General for Digital Transformation and Security " * 3)[:200]
LONG_ARABIC = ("المديرية العامة المشتركة بين الوزارات للتحول الرقمي والأمن السيبراني " * 4)[:200]


def sheet(
    institution: str = "Ministry of Digital Affairs, Vellamar",
    level: int | str = 0,
    limits: Mapping[str, Any] | None = None,
    slug: str = "national-csirt",
    **fields: Any,
) -> Sheet:
    """A plan of a shipped model in which every answer is the same."""
    model = library.model(slug)
    answers = {one.id: level for one in model.indicators()}
    made = planning.make(
        planning.Inputs(
            snapshots=(planning.Snapshot(model, answers),),
            library=library.release_for(model.id),
            constraints=constraints.parse({"start": "2027-Q1", **(limits or {})}),
            country="XMA",
        )
    )
    return Sheet(
        result=json.loads(canonical.text(made.result)),
        sha256=made.hash,
        snapshot_sha256=canonical.digest(answers),
        institution=institution,
        title="Round",
        made_on=dt.date(2026, 11, 26),
        signed_on=dt.date(2026, 11, 25),
        demonstration=False,
        links=lambda ids, language: {},
        **fields,
    )


def pages(of: Sheet, language: str) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(report.write(of, language, report.BRIEF)))
    return [page.extract_text() for page in reader.pages]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_has_two_pages_in_every_language_and_one_hash(language: str) -> None:
    of = sheet()
    found = pages(of, language)
    assert len(found) == 2
    for page in found:
        assert of.sha256[:4] in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", STARTERS)
def test_starters_too_have_a_brief_of_two_pages_with_every_short_form_explained(
    slug: str, language: str
) -> None:
    of = sheet(slug=slug)
    assert len(pages(of, language)) == 2
    with translation.override(language):
        page = report.html(of, language, report.BRIEF)
    forms = [form for form in acronyms.tokens(page) if not acronyms.is_quarter(form)]
    assert set(forms) <= acronyms.MEANINGS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["national-csirt", *STARTERS])
def test_the_report_of_every_model_is_written_in_every_language(slug: str, language: str) -> None:
    with translation.override(language):
        page = report.html(sheet(slug=slug), language)
    assert page.count("<h1") == 1
    if language != "en":  # every text of the library is there in this language
        assert 'lang="en"' not in page


@pytest.mark.parametrize(
    ("language", "name"), [("en", LONG), ("fr", LONG), ("es", LONG), ("ar", LONG_ARABIC)]
)
def test_titles_of_200_characters_leave_it_two_pages(language: str, name: str) -> None:
    roles = dict.fromkeys(["lead-authority", "csirt-host", "csirt", "finance"], name)
    limits = {"roles": roles, "vacant": ["crisis-office"], "budget_per_year": 300_000}
    assert len(pages(sheet(name, limits=limits), language)) == 2


@pytest.mark.parametrize("level", [2, 4, "unknown", "not-applicable"])
def test_an_empty_plan_and_a_strange_round_have_two_pages_too(level: int | str) -> None:
    assert len(pages(sheet(level=level), "en")) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_short_form_of_the_brief_is_explained_on_it(language: str) -> None:
    with translation.override(language):
        page = report.html(sheet(), language, report.BRIEF)
    words = page.split('class="words"')[1]
    forms = [form for form in acronyms.tokens(page) if not acronyms.is_quarter(form)]
    assert "USD" in forms or language == "ar"
    for form in forms:
        assert form in acronyms.MEANINGS, f"{form} has no meaning in assessments/acronyms.py"
        assert f"<bdi>{form}</bdi>" in words


def test_it_asks_for_three_to_five_decisions_of_somebody_by_a_day() -> None:
    of = sheet(limits={"vacant": ["crisis-office"]})
    with translation.override("en"):
        shown = briefing.of(roadmap.of(of, "en"), of.institution, "en")
    assert 3 <= len(shown.asks) <= 5
    assert all(ask.whom and ask.by for ask in shown.asks)
    assert [ask.day for ask in shown.asks] == sorted(ask.day for ask in shown.asks)
    assert "National crisis management office" in str(shown.asks[0].title) + str(
        shown.asks[1].title
    )
    assert len(shown.milestones) == 5
    assert all(event.owner for event in shown.milestones)
    assert shown.idle
    assert shown.today


def test_money_is_a_need_while_the_budget_is_unknown_and_a_limit_when_it_is_named() -> None:
    with translation.override("en"):
        unknown = report.html(sheet(), "en", report.BRIEF)
        known = report.html(sheet(limits={"budget_per_year": 300_000}), "en", report.BRIEF)
    assert "No budget was named" in unknown
    assert "No budget was named" not in known
    assert "named as sure" in known


def test_budgets_by_year_are_named_with_their_years_and_so_are_years_without_one() -> None:
    with translation.override("en"):
        some = report.html(sheet(limits={"budgets": {"2027": 123_000}}), "en", report.BRIEF)
        all_of = {"budgets": {"2027": 90_000}, "budget_per_year": 150_000}
        every = report.html(sheet(limits=all_of), "en", report.BRIEF)
        nothing = report.html(sheet(limits={"budget_per_year": 0}), "en", report.BRIEF)
    for page in (some, every, nothing):
        assert "No budget was named: these sums" not in page
    assert "USD\N{NO-BREAK SPACE}123,000 in 2027" in some
    assert "No budget was named for <bdi>2028 and 2029</bdi>" in some
    assert "USD\N{NO-BREAK SPACE}90,000 in 2027" in every
    assert "No budget was named" not in every
    assert "The budget that was named is zero" in nothing
    with translation.override("en"):
        told = [
            roadmap.of(sheet(limits=one), "en").notices for one in ({}, {"budgets": {"2027": 1}})
        ]
    assert ["The budget is not known" in " ".join(one) for one in told] == [True, False]
    assert "The budget of some years is not known" in " ".join(told[1])


def without_new_keys(of: Sheet) -> Sheet:
    """The same plan as an engine stored it that knew no funding, no ranges and no restarts."""
    result = json.loads(json.dumps(of.result))
    for name in ("search", "budgets", "donor_windows"):
        del result[name]
    for one in result["actions"]:
        del one["funding"]
    for row in (*result["years"], result["totals"]):
        for name in ("likely", "cautious", "funded", "requested", "gap", "themes"):
            row.pop(name, None)
    for name in ("restarts", "windows_pay_running"):
        del result["constants"][name]
    return dataclasses.replace(of, result=result)


def test_a_plan_that_was_stored_without_funding_and_ranges_is_shown_all_the_same() -> None:
    new = sheet(limits={"budget_per_year": 300_000})
    old = without_new_keys(new)
    with translation.override("en"):
        assert report.html(old, "en", report.BRIEF) == report.html(new, "en", report.BRIEF)
        whole, before = (report.html(one, "en", report.REPORT) for one in (new, old))
        assert "Median (P50)" in whole
        assert "Median (P50)" not in before
        assert "computed by an earlier version" in before
        assert "Request sheets" in before
        assert roadmap.of(old, "en").steps == roadmap.of(new, "en").steps
        assert roadmap.of(old, "en").years == roadmap.of(new, "en").years


def test_what_runs_already_is_not_asked_and_what_is_late_is_asked_at_once() -> None:
    of = sheet(limits={"start": "2026-Q4"})
    with translation.override("en"):
        before = briefing.of(roadmap.of(of, "en"), of.institution, "en", of.made_on)
        first = next(iter(briefing.library_steps(roadmap.of(of, "en"))))
        running = {first.id: {"state": "running", "start": "2026-Q4"}}
        of = sheet(limits={"start": "2026-Q4", "locks": running})
        after = briefing.of(roadmap.of(of, "en"), of.institution, "en", of.made_on)
        page = report.html(of, "en", report.BRIEF)
    assert any(first.title in ask.title for ask in before.asks)
    assert not any(first.title in ask.title for ask in after.asks)
    assert [ask.by for ask in after.asks if ask.day < of.made_on] == [""] * 2
    assert all(ask.by for ask in after.asks if ask.day > of.made_on)
    assert "at once" in page
    assert "1 October 2026" not in page


def test_an_empty_plan_asks_for_nothing() -> None:
    of = sheet(level=4)
    with translation.override("en"):
        shown = briefing.of(roadmap.of(of, "en"), of.institution, "en")
        page = report.html(of, "en", report.BRIEF)
    assert shown.asks == shown.milestones == ()
    assert "Nothing: every target is met" in page


def test_the_sums_of_the_brief_are_those_of_the_plan() -> None:
    of = sheet()
    with translation.override("en"):
        shown = briefing.of(roadmap.of(of, "en"), of.institution, "en")
    totals, first = of.result["totals"], of.result["years"][0]
    assert shown.this_year.likely == first["set_up"]["likely"] + first["running"]["likely"]
    assert shown.yearly.high == totals["running_per_year"]["high"]
    assert shown.whole.low == totals["set_up"]["low"] + totals["running_in_plan"]["low"]
    assert shown.posts == totals["posts"]


def test_lessons_without_an_address_are_named_and_not_linked() -> None:
    of = sheet()
    of = Sheet(**{name: getattr(of, name) for name in of.__slots__} | {"links": catalogue.shipped})
    with translation.override("en"):
        page = report.html(of, "en", report.FULL)
    assert "Why a country needs a team" in page
    assert 'href=""' not in page
