"""Sector codes to suggest: shipped for every action, and whatever does not fit is told."""

from typing import Any

import pytest

from assessments.domain import actions, sectors
from assessments.domain.shape import ShapeError
from tests.assessments.domain.test_rules import CONTENT, toml

FILE = toml(CONTENT / "sector_codes.toml")
RELEASES = [
    actions.parse(toml(folder / "release.toml"), toml(folder / "actions.toml"), None)
    for folder in sorted((CONTENT / "library").iterdir())
]
NEWEST = RELEASES[-1]


def codes(**changed: Any) -> sectors.SectorCodes:
    """The shipped codes with some keys changed."""
    return sectors.parse({**FILE, **changed})


def test_every_action_of_every_release_has_a_code_with_a_title() -> None:
    shipped = codes()
    assert sectors.problems(shipped, RELEASES) == []
    for release in RELEASES:
        assert all(shipped.of(one) in shipped.titles for one in release.actions)


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ("S01", "15110"),
        ("C02", "22010"),
        ("C07", "22040"),
        ("L02", "15130"),
        ("L07-small", "15132"),
        ("A01", "22081"),
        ("A04", "11420"),
        ("T02", "15125"),
    ],
)
def test_an_exception_goes_before_the_code_of_the_area(action: str, code: str) -> None:
    assert codes().of(NEWEST.action(action)) == code


def test_an_action_of_ones_own_has_the_code_of_its_area_and_of_no_exception() -> None:
    for name, code in (("C07", "22010"), ("A04", "22081"), ("T02", "22040")):
        own = NEWEST.action(name).model_copy(update={"id": "own-1", "alternatives": None})
        assert codes().of(own) == code


def test_an_area_without_a_code_has_none_and_is_told() -> None:
    less = {area: code for area, code in FILE["default"].items() if area != "D"}
    found = codes(default=less)
    assert found.of(NEWEST.action("D01")) is None
    assert sectors.problems(found, RELEASES) == [
        "default: area D of release 2026.6 has no code",
        "titles.15121: no action has this code",
    ]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"default": {**FILE["default"], "Z": "15110"}},
            ["default.Z: no release has this area"],
        ),
        (
            {"default": {**FILE["default"], "S": "99999"}},
            ["titles: 99999 has no title"],
        ),
        (
            {"titles": {**FILE["titles"], "43081": "Multisector education/training"}},
            ["titles.43081: no action has this code"],
        ),
        (
            {"exceptions": [*FILE["exceptions"], {"code": "15110", "which": {}}]},
            ["exceptions[10].which: expected actions, areas, kinds or sizes, found none"],
        ),
        (
            {"exceptions": [*FILE["exceptions"], {"code": "15110", "which": {"areas": ["Z"]}}]},
            ["exceptions[10].which: no action fits"],
        ),
        (
            {
                "exceptions": [
                    *FILE["exceptions"],
                    {"code": "15110", "which": {"actions": ["S01", "S99"]}},
                ]
            },
            ["exceptions[10].which.actions: there is no action S99"],
        ),
    ],
)
def test_what_does_not_fit_the_releases_is_told_with_its_place(
    changed: dict[str, Any], told: list[str]
) -> None:
    assert sectors.problems(codes(**changed), RELEASES) == told


def test_a_code_has_five_digits() -> None:
    with pytest.raises(ShapeError, match=r"default\.S: expected an id like"):
        codes(default={**FILE["default"], "S": "1511"})
