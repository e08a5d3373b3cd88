"""Shipped content: found, whole, sealed."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessments import checks, library
from assessments.domain import cases
from tests import seals

OFFERED = ["cybercrime-cooperation", "diplomacy-starter", "national-csirt", "national-strategy"]


def test_the_shipped_content_passes_its_own_check() -> None:
    assert told() == []


def test_the_newest_version_and_the_newest_release_are_given_without_a_name() -> None:
    assert library.model("cert-starter") is library.models()[0]
    assert library.model("cert-starter", 1).version == 1
    assert library.release().release == library.releases()[-1] == "2026.6"
    assert len(library.release("2026.1").actions) == 5


def test_a_model_that_another_replaces_is_read_but_offered_no_more() -> None:
    first, *rest = OFFERED
    read = ["cert-starter", first, "cybercrime-starter", *rest, "strategy-starter"]
    assert [one.id for one in library.models()] == read
    assert [one.id for one in library.offered()] == OFFERED
    assert [one.id for one in library.offered() if not one.demonstration] == [
        "cybercrime-cooperation",
        "national-csirt",
        "national-strategy",
    ]


def test_what_was_signed_is_planned_with_the_newest_release_that_serves_it() -> None:
    assert library.release_for("cert-starter").release == "2026.1"
    assert library.release_for("national-csirt").release == "2026.6"
    assert library.release_for(*OFFERED).release == "2026.6"
    with pytest.raises(KeyError):
        library.release_for("cert-starter", "national-csirt")


def test_content_that_is_not_shipped_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        library.model("ghost")
    with pytest.raises(KeyError):
        library.model("cert-starter", 99)
    with pytest.raises(KeyError):
        library.release("1999.1")


def test_the_first_model_is_a_small_demonstration_of_our_own() -> None:
    model = library.model("cert-starter", 1)
    assert model.demonstration
    assert (len(model.dimensions), len(list(model.indicators()))) == (3, 6)
    assert all(len(one.levels) == 5 for one in model.indicators())
    assert "not a SIM3 audit" in model.notice


def test_every_model_has_six_golden_cases_or_more_and_each_says_its_situation() -> None:
    for model in library.models():
        found = cases.parse(library.cases(model.id))
        assert len(found) >= 6
        assert len({one.id for one in found}) == len(found)
        assert sum(one.plan is not None for one in found) >= 3


@pytest.fixture
def other_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the shipped content that a test may break."""
    for path in library.CONTENT.rglob("*.toml"):
        copy = tmp_path / path.relative_to(library.CONTENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(library, "CONTENT", tmp_path)
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for kept in (
        library.model,
        library.models,
        library.versions,
        library.releases,
        library.release,
        library.release_for,
        library.offered,
        library.countries,
        library.sector_codes,
    ):
        kept.cache_clear()


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def told() -> list[tuple[str, str]]:
    found = [*checks.shipped_content(None), *checks.shipped_cases(None)]
    return [(str(one.id), str(one.msg)) for one in found]


def test_a_published_file_that_was_edited_fails_the_check(other_content: Path) -> None:
    _change(other_content / "models/cert-starter/v1.toml", "a first look", "a look")
    path = "assessments/content/models/cert-starter/v1.toml"
    assert told() == [
        (checks.UNSEALED, f"{path}: was changed after it had been published"),
    ]


def test_other_line_ends_are_no_change(other_content: Path) -> None:
    path = other_content / "models/cert-starter/v1.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert told() == []


def test_a_published_file_without_a_seal_and_a_seal_without_a_file_fail(
    other_content: Path,
) -> None:
    _change(other_content / "sealed.toml", "cert-starter/v1", "cert-starter/v0")
    assert [message.rsplit(": ", 1)[1] for _, message in told()] == [
        "is not recorded in sealed.toml",
        "is recorded in sealed.toml, but there is no such file",
    ]


def test_new_files_are_sealed_by_one_command_and_only_named_ones_anew(
    other_content: Path,
) -> None:
    assert seals.text() == (other_content / "sealed.toml").read_text()
    (other_content / "library/2026.3/more.toml").write_text("")
    _change(other_content / "models/cert-starter/v1.toml", "a first look", "a look")
    _change(other_content / "library/2026.3/release.toml", "eight areas", "many areas")
    before = library.seals()
    once = tomllib.loads(seals.text())["files"]
    assert once.items() - before.items() == {
        ("library/2026.3/more.toml", library.content_digest("library/2026.3/more.toml"))
    }
    again = tomllib.loads(seals.text(["library/2026.3"]))["files"]
    assert {name for name, digest in again.items() if before.get(name) != digest} == {
        "library/2026.3/more.toml",
        "library/2026.3/release.toml",
    }


def test_a_misspelt_key_of_a_model_is_told_with_its_place(other_content: Path) -> None:
    _change(other_content / "models/cert-starter/v1.toml", "\nquestion = ", "\nqestion = ")
    messages = [message for code, message in told() if code == checks.BROKEN]
    path = "assessments/content/models/cert-starter/v1.toml: dimensions[0].indicators[0]"
    assert messages[:2] == [
        f"{path}.question: is missing",
        f"{path}.qestion: is not a known key",
    ]


def test_a_golden_case_that_does_not_hold_fails_with_both_values(other_content: Path) -> None:
    _change(
        other_content / "models/cert-starter/cases.toml", 'score = ["4", "4"]', 'score = ["3", "4"]'
    )
    path = "assessments/content/models/cert-starter/cases.toml"
    message = f"{path}: top: score: expected 3 to 4, found 4 to 4"
    assert told() == [(checks.DISAGREES, message)]


def test_an_action_that_names_a_strange_indicator_fails(other_content: Path) -> None:
    path = other_content / "library/2026.1/actions.toml"
    _change(path, "cert-starter/sharing", "cert-starter/ghost")
    messages = [message for code, message in told() if code == checks.SENSELESS]
    assert messages[0].endswith("effects[0].indicator: there is no cert-starter/ghost")
    assert messages[1].endswith("no action raises cert-starter/sharing from level 0")


@pytest.mark.parametrize(
    ("old", "new", "told_of_it"),
    [
        ('"S07", "S11"', '"S07", "S77"', "exceptions[0].which.actions: there is no action S77"),
        ('E = "15130"\n', "", "default: area E of release 2026.6 has no code"),
        ("as_of = ", "as_off = ", "as_of: is missing"),
    ],
)
def test_sector_codes_that_do_not_fit_the_releases_fail(
    other_content: Path, old: str, new: str, told_of_it: str
) -> None:
    _change(other_content / library.SECTOR_CODES, old, new)
    assert (checks.CODES, f"assessments/content/sector_codes.toml: {told_of_it}") in told()


def test_the_crosswalk_in_the_docs_is_that_of_the_model() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "crosswalk-csirt.md").read_text()
    frameworks = ("SIM3", "RFC 2350", "FIRST CSIRT Services Framework")
    rows = {
        cells[0]: cells[1:]
        for line in page.splitlines()
        if line.startswith("| ") and not line.startswith("| indicator")
        for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
    }
    model = library.model("national-csirt", 1)
    assert list(rows) == [one.id for one in model.indicators()]
    for one in model.indicators():
        for cell, framework in zip(rows[one.id], frameworks, strict=False):
            ids = [other.id for other in one.references if other.framework == framework]
            assert cell == (", ".join(ids) or "none"), (one.id, framework)
