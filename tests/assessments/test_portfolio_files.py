"""`manage.py portfolio`: plans from files in, a workbook and JSON out, or every mistake at once."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from assessments.domain.printed import BANDS
from assessments.exports import portfolio_workbook
from assessments.management import gathered
from tests.assessments.fitting import fits
from tests.assessments.test_headless import ROOT, SNAPSHOT, UNUSABLE, alone, printed, ran

REGIONS = "docs/examples/regions.toml"


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    """Three plans of three countries, one of which begins its years in July."""
    found = []
    for country, limits in (
        ("KEN", 'start = "2027-Q1"\n'),
        ("MEX", 'start = "2027-Q3"\nfiscal_year_begins = 3\n'),
        ("XMA", 'start = "2028-Q1"\nhorizon = 8\n'),
    ):
        file, out = tmp_path / f"{country}.toml", tmp_path / f"{country}.json"
        file.write_text(limits)
        printed(
            "plan", "--snapshot", SNAPSHOT, "--country", country,
            "--constraints", file, "--json", out,
        )  # fmt: skip
        _say_nothing_of_funding(out)
        found.append(out)
    return found


def _say_nothing_of_funding(out: Path) -> None:
    """Take out who pays, as plans of earlier engines did not say it."""
    plan = read(out)
    for action in plan["actions"]:
        del action["funding"]
    for year in plan["years"]:
        for name in ("funded", "requested", "gap"):
            del year[name]
    out.write_text(json.dumps(plan))


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text()))


def columns(book: Workbook, sheet: str) -> dict[str, list[Any]]:
    """The cells of a sheet below each heading."""
    return {str(column[0].value): [c.value for c in column[1:]] for column in book[sheet].columns}


def test_it_runs_with_an_empty_environment_and_gives_the_same_bytes(plans: list[Path]) -> None:
    there = printed("portfolio", *plans, "--regions", REGIONS)
    assert alone("portfolio", *plans, "--regions", ROOT / REGIONS) == there
    assert printed("portfolio", *reversed(plans), "--regions", REGIONS) == there


def test_the_json_is_as_documented_and_adds_up(plans: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert printed("portfolio", *plans, "--regions", REGIONS, "--json", out) == ""
    found = read(out)
    assert fits(found, "portfolio") == []
    assert found["totals"]["plans"] == found["totals"]["countries"] == 3
    for name in ("set_up", "running_in_plan", "running_per_year"):
        wanted = {band: sum(read(one)["totals"][name][band] for one in plans) for band in BANDS}
        assert found["totals"][name] == wanted
    assert [one["region"] for one in found["regions"]] == [
        "Africa",
        "Latin America and the Caribbean",
        None,
    ]
    assert (found["totals"]["first_start"], found["totals"]["last_start"]) == (
        "2027-Q1",
        "2028-Q1",
    )
    assert found["totals"]["funding"] is None
    assert {one["code"] for one in found["notes"]} == {
        "fiscal-years-differ",
        "funding-not-stated",
        "region-not-given",
    }


def test_every_note_has_its_sentence_in_the_workbook_and_its_line_in_the_docs() -> None:
    page = (ROOT / "docs" / "headless.md").read_text()
    for code in portfolio_workbook.NOTES:
        assert f"| `{code}` |" in page


def test_the_workbook_adds_up_by_formulas(plans: list[Path], tmp_path: Path) -> None:
    out, text = tmp_path / "out.xlsx", tmp_path / "out.json"
    printed("portfolio", *plans, "--regions", REGIONS, "--xlsx", out, "--json", text)
    book, found = load_workbook(out), read(text)
    assert book.sheetnames == ["About", "By action", "By region", "By year"]
    for sheet, rows in (("By action", "actions"), ("By region", "regions"), ("By year", "years")):
        count = len(found[rows])
        likely = columns(book, sheet)["Set-up, likely, US$"]
        assert likely[:-1] == [one["set_up"]["likely"] for one in found[rows]]
        assert likely[-1].startswith("=SUM(")
        assert likely[-1].endswith(f"{count + 1})")
        assert sum(likely[:-1]) == found["totals"]["set_up"]["likely"]
    by_action = columns(book, "By action")
    assert by_action["Action"][:-1] == sorted(by_action["Action"][:-1])
    for title, kind in zip(by_action["Title"][:-1], by_action["Kind"][:-1], strict=True):
        assert bool(title) == (kind == "library")
    assert by_action["Plans"][-1] is None  # one plan stands in many rows
    assert set(by_action["Funded, US$"][:-1]) == {"not stated"}
    assert columns(book, "By region")["Region"][2] == "not given"
    assert columns(book, "By region")["Plans"][-1] == "=SUM(B2:B4)"
    everything = str([[c.value for c in row] for page in book for row in page.iter_rows()])
    assert not any(code in everything for code in ("KEN", "MEX", "XMA"))


def test_what_is_funded_is_told_where_plans_say_so(plans: list[Path], tmp_path: Path) -> None:
    one = read(plans[0])
    year = one["years"][0]["year"]
    one["actions"][0]["funding"] = [
        {"source": "domestic", "year": year, "amount": 700},
        {"source": "window", "year": year, "amount": 20},
        {"source": "gap", "year": year, "amount": 5},
    ]
    plans[0].write_text(json.dumps(one))
    out = tmp_path / "out.xlsx"
    printed("portfolio", *plans, "--xlsx", out)
    row = {name: cells[0] for name, cells in columns(load_workbook(out), "By region").items()}
    assert row["Plans that say who pays"] == 1
    told = [row[name] for name in ("Funded, US$", "Requested of donors, US$", "To be found, US$")]
    assert told == [700, 20, 5]


def test_a_region_that_looks_like_a_formula_is_a_text(plans: list[Path], tmp_path: Path) -> None:
    regions, out = tmp_path / "regions.toml", tmp_path / "out.xlsx"
    regions.write_text('[regions]\nKEN = "=1+1"\n')
    printed("portfolio", plans[0], "--regions", regions, "--xlsx", out)
    cell = load_workbook(out)["By region"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_every_mistake_of_every_file_is_told_and_nothing_is_written(
    plans: list[Path], tmp_path: Path
) -> None:
    broken, changed, regions = (tmp_path / name for name in ("b.json", "c.json", "r.toml"))
    broken.write_text("[1, 2")
    other = read(plans[1])
    other["country"], other["hash"], other["engine"] = "QQQ", "0" * 64, "1"
    other["totals"]["posts"] += 1
    changed.write_text(json.dumps(other))
    regions.write_text('colour = "red"\n[regions]\nQQQ = "Nowhere"\nKEN = ""\n')
    before = sorted(tmp_path.iterdir())
    done = ran(
        "portfolio", plans[0], plans[0], broken, changed, tmp_path / "none.json",
        "--regions", regions, "--xlsx", tmp_path / "o.xlsx", "--json", tmp_path / "o.json",
    )  # fmt: skip
    assert done.returncode == UNUSABLE
    for place in (
        f"{broken}: is no valid JSON",
        f"{changed}: country: expected a country code",
        f"{changed}: totals.posts: expected",
        f"{tmp_path / 'none.json'}: cannot be read",
        f"{regions}: colour: is not a known key",
        f"{regions}: regions.KEN: expected a text",
        "hash: ",
    ):
        assert place in done.stderr, place
    assert "Traceback" not in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_a_region_of_no_country_is_refused(plans: list[Path], tmp_path: Path) -> None:
    regions = tmp_path / "regions.toml"
    regions.write_text('[regions]\nQQQ = "Nowhere"\n')
    done = ran("portfolio", *plans, "--regions", regions)
    assert done.returncode == UNUSABLE
    assert done.stderr.startswith(f"{regions}: regions.QQQ: expected a country code")


def test_plans_of_two_engines_are_refused(plans: list[Path]) -> None:
    other = read(plans[1])
    other["engine"] = "1"
    plans[1].write_text(json.dumps(other))
    done = ran("portfolio", *plans)
    assert done.returncode == UNUSABLE
    assert done.stderr.startswith("engine: expected the same in all plans")


def test_the_shipped_example_of_regions_fits_its_schema() -> None:
    assert fits({"regions": dict(gathered.read_regions(str(ROOT / REGIONS)))}, "regions") == []
