"""The pages on scoring and planning say what the code does."""

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from assessments.domain import constraints, maturity, scoring
from assessments.domain.maturity import MaturityModel
from assessments.domain.scorecard import Interval, Scorecard
from tests.assessments.domain import made

ROOT = Path(__file__).resolve().parents[3]
Row = dict[str, str]


def table(page: str, name: str) -> list[Row]:
    """Read the table of a page that follows the mark of that name."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    lines = text.split(f"<!-- table: {name} -->\n", 1)[1].split("\n\n", 1)[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = [f"{head} 2" if head in cells[0][:n] else head for n, head in enumerate(cells[0])]
    return [dict(zip(heads, row, strict=True)) for row in cells[2:]]


def answers(rows: list[Row]) -> dict[str, int | str]:
    return {
        row["indicator"]: int(row["answer"]) if row["answer"].isdigit() else row["answer"]
        for row in rows
    }


def _dimensions(rows: list[Row]) -> Iterator[dict[str, object]]:
    for name in dict.fromkeys(row["dimension"] for row in rows):
        mine = [row for row in rows if row["dimension"] == name]
        found = [
            made.indicator(row["indicator"], weight=int(row.get("its weight 2", 1))) for row in mine
        ]
        yield made.dimension(name, *found, weight=int(mine[0].get("its weight", 1)))


def _model(rows: list[Row]) -> MaturityModel:
    if "starting" not in rows[0]:
        bands = [made.stage("first", at_least=1), made.stage("second", at_least="5/2")]
        return made.model(gate="mean", dimensions=list(_dimensions(rows)), stages=bands)
    stages = [
        made.stage(name, minimum={row["indicator"]: int(row[name]) for row in rows})
        for name in ("starting", "working")
    ]
    return made.model(dimensions=list(_dimensions(rows)), stages=stages)


def _told(card: Scorecard) -> dict[str, tuple[str, str]]:
    assert card.next is not None
    parts = {one.id: one.score for one in card.dimensions} | {"the whole": card.score}
    stage = Interval(Fraction(card.stage.low), Fraction(card.stage.high))
    parts |= {"stages reached": stage, "share of the next stage": card.next.share}
    return {name: (str(part.low), str(part.high)) for name, part in parts.items() if part}


@pytest.mark.parametrize("name", ["profile", "mean"])
def test_the_worked_examples_are_what_the_engine_gives(name: str) -> None:
    rows = table("scoring.md", name)
    model = _model(rows)
    assert maturity.problems(model) == []
    card = scoring.score(model, answers(rows))
    for row in rows:
        part = card.indicator(row["indicator"]).score
        expected = ("-", "-") if part is None else (str(part.low), str(part.high))
        assert (row["low"], row["high"]) == expected
    result = {
        row["part"]: (row["low"], row["high"]) for row in table("scoring.md", f"{name} result")
    }
    assert result == _told(card)


def test_every_constant_stands_in_the_table_with_its_default() -> None:
    limits = constraints.parse({"start": "2027-Q1"})
    found = {name: str(getattr(limits, name)) for name in ("horizon", "fiscal_year_begins")}
    for group in ("constants", "caps"):
        part = getattr(limits, group)
        found |= {f"{group}.{name}": str(getattr(part, name)) for name in type(part).model_fields}
    assert {row["name"]: row["default"] for row in table("planning.md", "constants")} == found


def test_the_people_assumed_for_a_population_stand_in_the_table() -> None:
    rows = [(row["population below"], int(row["people"])) for row in table("planning.md", "people")]
    assert rows == [
        ("any" if below is None else str(below), people)
        for below, people in constraints.PEOPLE_BY_POPULATION
    ]
    assert [constraints.people_for(n) for n in (None, 1, 300_000, 2_000_000, 10_000_000)] == [
        2,
        2,
        4,
        8,
        15,
    ]


def test_every_code_of_the_planner_stands_in_the_table() -> None:
    code = "".join(
        (ROOT / "assessments" / "domain" / name).read_text(encoding="utf-8")
        for name in ("ledger.py", "schedule.py", "draft.py")
    )
    found = set(re.findall(r'Reason\(\s*"([a-z-]+)"', code)) | {"verify", "builds-on"}
    assert {row["code"] for row in table("planning.md", "codes")} == found


def test_every_notice_of_the_planner_stands_on_the_page() -> None:
    code = (ROOT / "assessments" / "domain" / "explanation.py").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "planning.md").read_text(encoding="utf-8")
    codes = re.findall(r'found\.append\(\s*\(+"([a-z-]+)"', code)
    assert len(codes) == 7
    assert all(f"`{name}`" in page for name in codes)
