"""The page for editors says what the code does."""

from assessments.imports import READERS, bounds, columns
from tests.assessments.imports import made

PAGE = (made.ROOT / "docs/importing-models.md").read_text("utf-8")


def test_the_page_names_every_format_and_every_sheet():
    for ending in READERS:
        assert f"`{ending}`" in PAGE
    for sheet in columns.SHEETS:
        assert f"\n| {sheet.name} | " in PAGE


def test_the_page_names_every_limit():
    for told in (
        f"| a file | {bounds.megabytes(bounds.MOST_BYTES)} |",
        f"{bounds.megabytes(bounds.MOST_UNPACKED)}, no part more than {bounds.MOST_RATIO} times",
        f"{bounds.MOST_CELLS:,} cells, {bounds.MOST_ROWS:,} rows and {bounds.MOST_COLUMNS} columns",
        f"| values in a YAML file | {bounds.MOST_VALUES:,} |",
        f"| parts and indicators together | {bounds.MOST_NODES:,} |",
        f"| one text | {bounds.LONGEST:,} characters |",
        f"| floors of tables and lists in a file | {bounds.DEEPEST} |",
    ):
        assert told in PAGE
