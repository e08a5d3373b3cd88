"""The money of a plan in the currency that the ministry named, in every document."""

import io
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.utils import translation

from assessments import currencies, editions, sheets
from assessments.domain import constraints, currency
from assessments.domain.shape import ShapeError
from assessments.exports import documents, report
from assessments.models import Plan
from assessments.sheets import Sheet
from cms.press import formatting
from tests.assessments.trying import desk, filled, saved, text

LANGUAGES = ["en", "fr", "es", "ar"]
FRANC = {"currency": "xof", "rate": "600.5", "rate_on": "2026-11-20"}


@pytest.fixture
def adopted(coordinator: Client, plan: Plan) -> Plan:
    """The plan with a currency that was named on the desk."""
    variant = saved(coordinator, plan, "In francs", **FRANC)
    coordinator.post(desk(plan, "en", "desk-adopt", variant.pk))
    return Plan.objects.exclude(pk=plan.pk).get()


def test_a_currency_changes_the_hash_and_no_date(plan: Plan, adopted: Plan) -> None:
    assert adopted.result["actions"] == plan.result["actions"]
    assert adopted.result["years"] == plan.result["years"]
    assert adopted.sha256 != plan.sha256
    named = currency.of(adopted.result)
    assert named is not None
    assert (named.code, named.rate, named.on) == ("XOF", Decimal("600.5"), date(2026, 11, 20))
    assert currency.of({}) is None


def test_the_desk_of_the_plan_knows_its_currency(coordinator: Client, adopted: Plan) -> None:
    sent = filled(coordinator, desk(adopted))
    assert [str(sent[name]) for name in FRANC] == ["XOF", "600.5", "2026-11-20"]
    page = text(coordinator.get(desk(adopted, "en", "plan")).content.decode())
    assert "one US dollar is XOF 600.5, on 20 Nov 2026" in page


# The desk takes seconds to make a plan, and the documents only read it: each sheet once.
_sheets: dict[str, tuple[Sheet, Sheet]] = {}


@pytest.fixture
def sheet_of(db: None, request: pytest.FixtureRequest) -> Callable[[str], tuple[Sheet, Sheet]]:
    """The sheets of the plan in the named currency and of the one before, in a language."""
    if not _sheets:
        plans = [request.getfixturevalue(name) for name in ("adopted", "plan")]
        for language in LANGUAGES:
            with translation.override(language):
                adopted, plan = (sheets.of(one, language) for one in plans)
            _sheets[language] = (adopted, plan)
    return _sheets.__getitem__


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", editions.SAYS)
def test_every_edition_tells_the_money_in_it_too(
    sheet_of: Callable[[str], tuple[Sheet, Sheet]], language: str, edition: str
) -> None:
    sheet, before = sheet_of(language)
    with translation.override(language):
        other = currencies.of(
            sheet.result, [str(one["year"]) for one in sheet.result["years"]], language
        )
        assert other is not None
        assert str(other.rate) in report.html(sheet, language, edition)
        assert str(other.rate) not in report.html(before, language, edition)


def test_each_year_stands_in_the_table_of_the_report(adopted: Plan) -> None:
    with translation.override("en"):
        page = report.html(sheets.of(adopted, "en"), "en", editions.REPORT)
    part = page.split('id="currency"')[1].split("</table>")[0]
    assert "West African CFA Franc, XOF" in part
    rows = [re.findall(r"<td.*?>(.*?)</td>", row) for row in part.split("<tr>")[2:]]
    assert len(rows) == len(adopted.result["years"])
    assert [len(cells) for cells in rows] == [5] * len(rows)
    with translation.override("en"):
        first = formatting.sum_of(Decimal("600.5") * adopted.result["years"][0]["gap"], "en")
    assert rows[0][-1] == f"<bdi>{first}</bdi>"


def test_files_carry_the_rate(adopted: Plan) -> None:
    sheet = sheets.of(adopted, "en")
    book = documents.write(sheet, "en", editions.REPORT, "xlsx").content
    lines = dict(
        row[:2] for row in openpyxl.load_workbook(io.BytesIO(book)).worksheets[-1].values if row[0]
    )
    assert lines["Other currency"] == "XOF"
    assert lines["Units for one US dollar"] == 600.5
    partner = json.loads(documents.write(sheet, "en", editions.PARTNER, "json").content)
    assert partner["currency"] == {"code": "XOF", "per_dollar": "600.5", "on": "2026-11-20"}


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        ({"code": "xof", "per_dollar": "600", "on": "2026-11-20"}, "currency.code"),
        ({"code": "XOF", "per_dollar": "1e3", "on": "2026-11-20"}, "currency.per_dollar"),
        ({"code": "XOF", "per_dollar": "600", "on": "in November"}, "currency.on"),
    ],
)
def test_what_is_no_currency_is_named(named: dict[str, str], problem: str) -> None:
    with pytest.raises(ShapeError) as refused:
        constraints.parse({"start": "2027-Q1", "currency": named})
    assert [one.split(":")[0] for one in refused.value.problems] == [problem]


@pytest.mark.parametrize(
    ("code", "rate", "problem"),
    [
        ("USD", "1", "currency.code: expected another currency than USD, found USD"),
        ("XOF", "0.00", "currency.per_dollar: expected a number above 0, found 0.00"),
    ],
)
def test_what_makes_no_sense_is_named(code: str, rate: str, problem: str) -> None:
    named = {"code": code, "per_dollar": rate, "on": "2026-11-20"}
    limits = constraints.parse({"start": "2027-Q1", "currency": named})
    assert constraints.problems(limits) == [problem]
