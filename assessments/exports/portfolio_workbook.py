"""The sums of many plans as a workbook: four sheets, with formulas where a column is added up."""

import io
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessments.domain.printed import BANDS
from assessments.domain.summed import Band, Paid, Portfolio, Sums, Whole
from assessments.imports import cells

Cells = dict[str, Any]
"""One row by its headings."""

NOT_STATED, NOT_GIVEN = "not stated", "not given"
TOTAL = "Sum"
MONEY, WORK = "#,##0", "#,##0.0###"
NEVER_ADDED = {"Plans", "Countries", "Plans that say who pays"}
"""Columns whose sum means nothing: one plan stands in many rows."""

NOTES = {
    "libraries-differ": "The plans were made with several releases of the action library.",
    "fiscal-years-differ": "Fiscal years begin in different quarters: a year is the fiscal year of"
    " each plan that begins in that calendar year.",
    "funding-not-stated": "Some plans do not say who pays: what is funded is counted from the"
    " others alone.",
    "region-not-given": "The region of some countries was not given.",
}
"""What stands in `notes`, in a sentence each."""


def write(portfolio: Portfolio, titles: Mapping[str, str]) -> bytes:
    """Give the workbook; `titles` names actions by their ids as far as they are known."""
    book = Workbook()
    _about(book.active, portfolio)
    _sheet(
        book.create_sheet("By action"),
        [
            {"Action": one.id, "Title": titles.get(one.id, ""), "Kind": one.kind, **_sums(one)}
            for one in portfolio.actions
        ],
    )
    _sheet(
        book.create_sheet("By region"),
        [
            {"Region": one.region or NOT_GIVEN, **_sums(one), **_inside(one)}
            for one in portfolio.regions
        ],
        adds_plans=True,
    )
    _sheet(book.create_sheet("By year"), _years(portfolio))
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sums(one: Sums) -> Cells:
    return {
        "Plans": one.plans,
        "Countries": one.countries,
        **_band("Set-up", one.set_up),
        **_band("Running per year", one.running_per_year),
        "Person-months, set-up": one.person_months.set_up,
        "Person-months per year": one.person_months.running_per_year,
        "Posts": one.posts,
        **_paid(one.funding),
        "First start": str(one.first_start),
        "Last start": str(one.last_start),
    }


def _inside(one: Whole) -> Cells:
    return {
        **_band("Running inside the plans", one.running_in_plan),
        "Person-months inside the plans": one.person_months_in_plan,
    }


def _years(portfolio: Portfolio) -> list[Cells]:
    return [
        {
            "Year": str(one.year),
            "Plans": one.plans,
            "Countries": one.countries,
            **_band("Set-up", one.set_up),
            **_band("Running", one.running),
            "Person-months": one.person_months,
            "Posts": one.posts,
            **_paid(one.funding),
            "First start": str(one.first_start or ""),
            "Last start": str(one.last_start or ""),
        }
        for one in portfolio.years
    ]


def _band(name: str, band: Band) -> Cells:
    return {f"{name}, {part}, US$": getattr(band, part) for part in BANDS}


def _paid(paid: Paid | None) -> Cells:
    return {
        "Plans that say who pays": paid.plans if paid else 0,
        "Funded, US$": paid.funded if paid else NOT_STATED,
        "Requested of donors, US$": paid.requested if paid else NOT_STATED,
        "To be found, US$": paid.gap if paid else NOT_STATED,
    }


_ESTIMATES = (
    "Planning estimates, indicative, not a quotation. Low and high are plain sums. Time of existing"
    " staff stands beside the money and is not added to it."
)


def _about(page: Worksheet, portfolio: Portfolio) -> None:
    page.title = "About"
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 28, 90
    totals = portfolio.totals
    lines: list[tuple[str, Any]] = [
        ("Plans", totals.plans),
        ("Countries", totals.countries),
        ("First start", str(totals.first_start)),
        ("Last start", str(totals.last_start)),
        ("Prices of the year", str(portfolio.price_year)),
        ("Engine", portfolio.engine),
        ("Action library", ", ".join(portfolio.libraries)),
        ("What the sums are", _ESTIMATES),
        ("What they are not", "No ranking: countries are counted, and no score is in this file."),
        *(("Mind", f"{NOTES[one.code]} {_params(one.params)}") for one in portfolio.notes),
        *(("Hash of a plan", one) for one in portfolio.hashes),
    ]  # fmt: skip
    for number, (name, told) in enumerate(lines, start=1):
        _put(page, number, 1, name)
        _put(page, number, 2, told)
        page.cell(number, 1).font = Font(bold=True)
        page.cell(number, 2).alignment = Alignment(
            wrap_text=True, vertical="top", horizontal="left"
        )


def _params(params: Mapping[str, Any]) -> str:
    if "of" in params:
        return f"({params['plans']} of {params['of']} plans)"
    if "begin" in params:
        return f"(quarters {', '.join(str(one) for one in params['begin'])})"
    return f"({', '.join(f'{name}: {count}' for name, count in params['plans'].items())})"


def _sheet(page: Worksheet, rows: Sequence[Cells], *, adds_plans: bool = False) -> None:
    """Write rows below their headings, and below them the sums as formulas."""
    page.freeze_panes = "B2"
    heads = list(rows[0]) if rows else []
    for column, name in enumerate(heads, start=1):
        letter = get_column_letter(column)
        page.column_dimensions[letter].width = 50 if name == "Title" else 16
        _put(page, 1, column, name)
        page.cell(1, column).font = Font(bold=True)
        page.cell(1, column).alignment = Alignment(wrap_text=True, vertical="top")
        for number, row in enumerate(rows, start=2):
            _put(page, number, column, row[name])
        is_number = all(isinstance(row[name], int | Fraction) for row in rows)
        if is_number and (adds_plans or name not in NEVER_ADDED):
            last = len(rows) + 1
            cell = page.cell(last + 1, column, f"=SUM({letter}2:{letter}{last})")
            cell.number_format, cell.font = _format(rows[0][name]), Font(bold=True)
    if rows:
        _put(page, len(rows) + 2, 1, TOTAL)
        page.cell(len(rows) + 2, 1).font = Font(bold=True)


def _put(page: Worksheet, row: int, column: int, value: Any) -> None:
    """Write a cell; a text is always a text, whatever sign it begins with."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value, cell.data_type = cells.escaped(value), "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
        return
    cell.value = float(value) if isinstance(value, Fraction) else value
    cell.number_format = _format(value)


def _format(value: int | Fraction) -> str:
    return WORK if isinstance(value, Fraction) else MONEY
