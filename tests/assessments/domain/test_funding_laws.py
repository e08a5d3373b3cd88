"""The laws of money: who pays adds up to the cost, and no window pays what it must not."""

from collections import Counter
from typing import Any

from hypothesis import given

from assessments.domain import quarters
from assessments.domain.constraints import DonorWindow
from assessments.domain.quarters import fiscal_year
from tests.assessments.domain.random_plans import START, Made, plans


def cost(made: Made, one: dict[str, Any]) -> dict[quarters.Quarter, tuple[int, int]]:
    """Set-up and running cost of an action in every quarter of the plan, written anew."""
    worked = [quarters.parse(name) for name in one["quarters"]]
    whole, running = (one["cost"][part]["likely"] for part in ("set_up", "running_per_year"))
    found = {}
    for number in range(made.limits.horizon):
        quarter = START.plus(number)
        set_up = afterwards = 0
        if quarter in worked:
            place = worked.index(quarter)
            set_up = whole * (place + 1) // len(worked) - whole * place // len(worked)
        if quarter > worked[-1]:
            place = quarter.minus(worked[-1]) - 1
            afterwards = running * (place + 1) // 4 - running * place // 4
        found[quarter] = set_up, afterwards
    return found


def payable(made: Made, one: dict[str, Any], window: DonorWindow, year: int) -> int:
    """The most that a window may pay of an action in a fiscal year."""
    carried = made.limits.constants.windows_pay_running
    return sum(
        set_up + (running if carried else 0)
        for quarter, (set_up, running) in cost(made, one).items()
        if window.opens <= quarter <= window.closes
        and fiscal_year(quarter, made.limits.fiscal_year_begins) == year
    )


@given(plans())
def test_who_pays_adds_up_to_the_cost_of_every_year(made: Made) -> None:
    for one in made.result["actions"]:
        paid, asked = Counter[int](), Counter[int]()
        for part in one["funding"]:
            assert part["amount"] > 0
            paid[part["year"]] += part["amount"]
        for quarter, parts in cost(made, one).items():
            asked[fiscal_year(quarter, made.limits.fiscal_year_begins)] += sum(parts)
        assert +paid == +asked


@given(plans())
def test_no_window_is_overdrawn_or_pays_outside_its_time_and_areas(made: Made) -> None:
    known = {one.id: one for one in made.limits.donor_windows}
    spent = Counter[str]()
    for one in made.result["actions"]:
        for part in one["funding"]:
            window = known.get(part["source"])
            if window is not None:
                spent[window.id] += part["amount"]
                assert one["area"] in window.theme
                assert part["amount"] <= payable(made, one, window, part["year"])
    assert all(amount <= known[name].amount for name, amount in spent.items())


@given(plans())
def test_money_is_to_be_found_only_where_nobody_knows_the_budget(made: Made) -> None:
    for one in made.result["actions"]:
        for part in one["funding"]:
            known = made.limits.budget(part["year"]) is not None
            assert part["source"] != ("gap" if known else "domestic")
    unknown = [one for one in made.result["years"] if made.limits.budget(one["year"]) is None]
    told = {"code": "budget-unknown", "params": {}} in made.result["notices"]
    assert told == bool(unknown)


@given(plans())
def test_years_and_themes_are_the_sums_of_their_actions(made: Made) -> None:
    kinds = ("funded", "requested", "gap")
    for year in made.result["years"]:
        whole = year["set_up"]["likely"] + year["running"]["likely"]
        assert sum(year[kind] for kind in kinds) == whole
        for kind in kinds:
            assert year[kind] == sum(theme[kind] for theme in year["themes"])
        for theme in year["themes"]:
            amount = sum(
                part["amount"]
                for one in made.result["actions"]
                if one["area"] == theme["area"]
                for part in one["funding"]
                if part["year"] == year["year"]
            )
            assert amount == sum(theme[kind] for kind in kinds)
