"""Sums of many plans: equal to the sums of their parts, whatever the order; and what is refused."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import canonical, portfolio, printed
from assessments.domain.printed import BANDS, PrintedPlan
from assessments.domain.summed import Band, Portfolio
from tests.assessments.domain.random_plans import Made, plans
from tests.assessments.domain.test_printed import NOTHING, plan

COUNTRIES = ("KEN", "MEX", "XMA")
REGIONS = {"KEN": "Africa", "MEX": "Americas"}


def as_printed(table: Mapping[str, Any]) -> dict[str, Any]:
    """The plan as it comes back from a file."""
    return dict(json.loads(canonical.text(table)))


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Up to four plans of several countries, no two the same; some say who pays."""
    made: list[Made] = draw(st.lists(plans(), min_size=1, max_size=4))
    found = {one.plan.hash: as_printed(one.result) for one in made}
    for table in found.values():
        table["country"] = draw(st.sampled_from(COUNTRIES))
        if draw(st.booleans()):
            _fund(draw, table)
    return list(found.values())


def _fund(draw: st.DrawFn, table: dict[str, Any]) -> None:
    years = [row["year"] for row in table["years"]]
    for action in table["actions"]:
        part = st.fixed_dictionaries(
            {
                "source": st.sampled_from(["domestic", "window-a", "gap"]),
                "year": st.sampled_from(years),
                "amount": st.integers(1, 9000),
            }
        )
        action["funding"] = draw(st.lists(part, max_size=2))


def named(found: Iterable[Mapping[str, Any]]) -> list[tuple[str, PrintedPlan]]:
    return [(f"{number}.json", printed.parse(one)) for number, one in enumerate(found)]


def added(found: Iterable[Mapping[str, Any]]) -> Portfolio:
    return portfolio.add(named(found), REGIONS)


def dollars(bands: Iterable[Any]) -> dict[str, int]:
    """Add up bands, of values or of tables."""
    got = [one.model_dump() if isinstance(one, Band) else one for one in bands]
    return {name: sum(one[name] for one in got) for name in BANDS}


@given(tables())
def test_every_plan_that_the_engine_makes_agrees_with_itself(found: list[dict[str, Any]]) -> None:
    for _, one in named(found):
        assert printed.problems(one) == []


@given(tables())
def test_the_whole_is_the_sum_of_the_plans(found: list[dict[str, Any]]) -> None:
    totals = added(found).totals
    for name in ("set_up", "running_per_year", "running_in_plan"):
        assert getattr(totals, name).model_dump() == dollars(one["totals"][name] for one in found)
    assert totals.posts == sum(one["totals"]["posts"] for one in found)
    assert totals.plans == len(found)
    assert totals.countries == len({one["country"] for one in found})
    assert str(totals.first_start) == min(one["start"] for one in found)


@given(tables())
def test_actions_regions_and_years_each_add_up_to_the_whole(found: list[dict[str, Any]]) -> None:
    made = added(found)
    totals = made.totals.model_dump()
    for rows in (made.actions, made.regions):
        assert dollars(one.set_up for one in rows) == totals["set_up"]
        assert dollars(one.running_per_year for one in rows) == totals["running_per_year"]
        for name in ("set_up", "running_per_year"):
            worked = sum((getattr(one.person_months, name) for one in rows), Fraction(0))
            assert worked == getattr(made.totals.person_months, name)
    assert dollars(one.set_up for one in made.years) == totals["set_up"]
    assert dollars(one.running for one in made.years) == totals["running_in_plan"]
    worked = sum((one.person_months for one in made.years), Fraction(0))
    assert worked == made.totals.person_months_in_plan
    for rows in (made.actions, made.regions, made.years):
        assert sum(one.posts for one in rows) == made.totals.posts
    for name in ("plans", "countries"):
        assert sum(getattr(one, name) for one in made.regions) == getattr(made.totals, name)


@given(tables())
def test_what_is_paid_adds_up_and_counts_only_plans_that_say_so(
    found: list[dict[str, Any]],
) -> None:
    made = added(found)
    stating = [one for one in found if any("funding" in action for action in one["actions"])]
    if not stating:
        assert made.totals.funding is None
        assert all(one.funding is None for one in (*made.actions, *made.regions, *made.years))
        return
    assert made.totals.funding is not None
    assert made.totals.funding.plans == len(stating)
    for kind in ("funded", "requested", "gap"):
        whole = getattr(made.totals.funding, kind)
        for rows in (made.actions, made.regions, made.years):
            assert sum(getattr(one.funding, kind) for one in rows if one.funding) == whole
    parts = [part for one in stating for action in one["actions"] for part in action["funding"]]
    domestic = sum(part["amount"] for part in parts if part["source"] == "domestic")
    assert made.totals.funding.funded == domestic


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_no_byte(found: list[dict[str, Any]], chance: Any) -> None:
    first = canonical.text(added(found))
    chance.shuffle(found)
    assert canonical.text(added(found)) == first


@given(tables())
def test_rows_stand_in_alphabetical_order_and_name_no_country(found: list[dict[str, Any]]) -> None:
    made = added(found)
    names = [one.id for one in made.actions]
    assert names == sorted(names)
    regions = [one.region for one in made.regions]
    known = [name for name in regions if name is not None]
    assert regions == [*sorted(known), *([None] if None in regions else [])]
    assert [one.year for one in made.years] == sorted({one.year for one in made.years})
    text = canonical.text(made)
    assert not any(f'"{code}"' in text for code in COUNTRIES)


def refusals(*found: Mapping[str, Any]) -> list[str]:
    return portfolio.problems(named(found))


def test_the_same_plan_twice_is_refused_with_both_files() -> None:
    assert refusals(plan(1), plan(2), plan(1)) == [
        "hash: 0000000000000000 is there 2 times: 0.json, 2.json"
    ]
    with pytest.raises(portfolio.PortfolioError):
        added([plan(1), plan(1)])


def test_no_plan_is_no_portfolio() -> None:
    assert refusals() == ["plans: expected one or more, found none"]


def test_engines_and_price_years_are_never_mixed() -> None:
    told = refusals(plan(1), plan(2, engine="1"), plan(3, price_year=2027))
    assert len(told) == 2
    assert told[0].startswith(
        "engine: expected the same in all plans, found 1 in 1.json; 2 in 0.json, 2.json:"
    )
    assert told[1].startswith("price_year: expected the same in all plans, found 2026 in 0.json")


def test_what_a_reader_must_know_is_noted() -> None:
    later = {**plan(2)["years"][0], "year": 2026, "quarters": ["2026-Q3"], "set_up": NOTHING}
    shifted = [later, plan(2)["years"][0]]
    july = {**later, "year": 2028, "quarters": ["2028-Q3"]}
    made = added(
        [
            plan(1, years=shifted),
            plan(2, country="XMA", library="2026.3", years=[plan(2)["years"][0], july]),
        ]
    )
    assert [(one.code, one.params) for one in made.notes] == [
        ("libraries-differ", {"plans": {"2026.2": 1, "2026.3": 1}}),
        ("fiscal-years-differ", {"begin": [1, 3]}),
        ("funding-not-stated", {"plans": 2, "of": 2}),
        ("region-not-given", {"plans": 1, "of": 2}),
    ]


def test_a_year_tells_the_posts_that_end_in_it_and_the_starts() -> None:
    made = added([plan(1), plan(2)])
    (row,) = made.years
    assert (row.posts, str(row.first_start), str(row.last_start)) == (2, "2027-Q2", "2027-Q2")
    assert row.person_months == 3


def test_a_plan_without_actions_counts_and_asks_for_nothing() -> None:
    year = {**plan()["years"][0], "set_up": NOTHING}
    totals = {**plan()["totals"], "set_up": NOTHING, "posts": 0}
    empty = plan(1, actions=[], years=[year], totals=totals)
    assert printed.problems(printed.parse(empty)) == []
    made = added([empty])
    assert (made.totals.plans, made.actions, made.years[0].first_start) == (1, (), None)


def test_what_institutions_have_added_shares_one_row() -> None:
    own = [{**plan()["actions"][0], "id": name} for name in ("own-1", "own-2")]
    made = added([plan(1, actions=[own[0]]), plan(2, actions=[own[1]])])
    assert [(one.id, one.plans) for one in made.actions] == [("own", 2)]
