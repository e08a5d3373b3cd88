"""DOCX: columns are as wide as their words ask, and the mark of the edge has room."""

import io

import docx
import pytest
from docx.shared import Pt

from cms.press.writers import docx as writer

LONG = "A published decision says who answers for incidents and within which limits."
ROWS = (("th", "Id", "Requested", "What"), ("td", "C07", "USD 7,800", LONG))
CELLS = ["".join(f"<{tag}>{text}</{tag}>" for text in texts) for tag, *texts in ROWS]
TABLE = (
    f"<html><body><h1>Plan</h1><table><thead><tr>{CELLS[0]}</tr></thead>"
    f"<tbody><tr>{CELLS[1]}</tr></tbody></table></body></html>"
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_columns_are_wide_enough_for_their_words(language: str) -> None:
    made = docx.Document(io.BytesIO(writer.write(TABLE, title="t", language=language)))
    section, (table,) = made.sections[0], made.tables
    widths = [column.width for column in table.columns]
    room = section.page_width - section.left_margin - section.right_margin
    assert room - Pt(1) < sum(widths) <= room
    assert widths[0] < widths[1] < widths[2]
    assert widths[1].pt > 5 * len("Requested")
    assert [cell.width for cell in table.rows[1].cells] == widths
