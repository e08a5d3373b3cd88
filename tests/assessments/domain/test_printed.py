"""A printed plan, read again: what is no plan, and what somebody has changed in one."""

from typing import Any

import pytest

from assessments.domain import printed
from assessments.domain.shape import ShapeError

BAND = {"low": 1, "likely": 2, "high": 4}
NOTHING = {"low": 0, "likely": 0, "high": 0}


def plan(number: int = 0, **more: Any) -> dict[str, Any]:
    """A plan with one action, as `plan` prints it, in what is read of it."""
    work = {"exact": "3/2", "value": 1.5}
    return {
        "hash": f"{number:064x}",
        "engine": "2",
        "library": "2026.2",
        "price_year": 2026,
        "country": "KEN",
        "start": "2027-Q1",
        "end": "2027-Q4",
        "actions": [
            {
                "id": "C01",
                "kind": "library",
                "start": "2027-Q2",
                "end": "2027-Q3",
                "cost": {"set_up": BAND, "running_per_year": NOTHING},
                "people": {"set_up": work, "running_per_year": work, "posts": 1},
            }
        ],
        "years": [
            {
                "year": 2027,
                "quarters": ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"],
                "set_up": BAND,
                "running": NOTHING,
                "person_months": work,
            }
        ],
        "totals": {
            "set_up": BAND,
            "running_in_plan": NOTHING,
            "running_per_year": NOTHING,
            "posts": 1,
        },
        **more,
    }


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"hash": "abc"}, "hash: expected 64 hexadecimal figures, found 'abc'"),
        ({"country": "Kenya"}, "country: expected an id like ^[A-Z]{3}$, found 'Kenya'"),
        ({"price_year": "2026"}, "price_year: expected a whole number, found '2026'"),
        ({"start": "soon"}, "start: expected a quarter such as \"2027-Q1\", found 'soon'"),
        ({"actions": {}}, "actions: expected a list, found {}"),
        (
            {"totals": {**plan()["totals"], "posts": -1}},
            "totals.posts: expected a whole number, 0 or more, found -1",
        ),
    ],
)
def test_what_is_no_plan_is_told_with_its_place(more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ShapeError) as told:
        printed.parse(plan(**more))
    assert sentence in told.value.problems


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            {"totals": {**plan()["totals"], "set_up": {**BAND, "likely": 3}}},
            "totals.set_up.likely: expected 2, the sum of the actions, found 3",
        ),
        (
            {"totals": {**plan()["totals"], "posts": 5}},
            "totals.posts: expected 1, the sum of the actions, found 5",
        ),
        ({"actions": plan()["actions"] * 2}, "actions: C01 is there 2 times"),
        (
            {"start": "2027-Q3"},
            "actions[0]: expected quarters from 2027-Q3 to 2027-Q4, found 2027-Q2 to 2027-Q3",
        ),
        (
            {"years": [{**plan()["years"][0], "quarters": ["2027-Q1", "2027-Q2"]}]},
            "actions[0].end: expected a quarter of one year, found 2027-Q3",
        ),
        (
            {
                "actions": [
                    {
                        **plan()["actions"][0],
                        "funding": [{"source": "gap", "year": 2031, "amount": 1}],
                    }
                ]
            },
            "actions[0].funding[0].year: expected a year of the plan, found 2031",
        ),
        (
            {"years": [{**plan()["years"][0], "set_up": {"low": 9, "likely": 2, "high": 4}}]},
            "years[0].set_up: expected low, likely, high in this order, found 9, 2, 4",
        ),
    ],
)
def test_a_plan_that_somebody_has_changed_is_told(more: dict[str, Any], sentence: str) -> None:
    assert sentence in printed.problems(printed.parse(plan(**more)))
