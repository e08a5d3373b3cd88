"""The action library: shape, costs, and what makes no sense."""

import pytest

from assessments.domain import actions, sense
from assessments.domain.shape import ShapeError
from tests.assessments.domain import made

MODELS = {"small": made.model()}
EVERYTHING = [made.effect(name, 4) for name in "abc"]


def problems(*tables: dict[str, object]) -> list[str]:
    return sense.problems(made.library(*tables), MODELS)


def test_a_library_that_closes_every_gap_makes_sense() -> None:
    assert problems(made.action_table("C01", effects=EVERYTHING)) == []


def test_the_likely_cost_is_the_geometric_mean_of_the_ends() -> None:
    action = made.library(made.action_table("C01")).action("C01")
    assert action.cost.set_up.likely == 2000


def test_a_likely_cost_that_is_given_stays() -> None:
    cost = {"set_up": {"low": 1, "likely": 5, "high": 9}, "running_per_year": made.money()}
    action = made.library(made.action_table("C01", cost=cost)).action("C01")
    assert action.cost.set_up.likely == 5


def test_months_and_money_that_fall_are_told() -> None:
    months = {"optimistic": 4, "likely": 3, "pessimistic": 6}
    cost = {"set_up": made.money(9, 1), "running_per_year": made.money()}
    found = problems(made.action_table("C01", effects=EVERYTHING, months=months, cost=cost))
    assert found == [
        "actions[0].months: expected 1 <= optimistic <= likely <= pessimistic",
        "actions[0].cost.set_up: expected 0 <= low <= likely <= high",
    ]


def test_a_large_action_is_major_and_so_is_what_parliament_decides() -> None:
    cost = {"set_up": made.money(500_000, 2_000_000), "running_per_year": made.money()}
    found = problems(made.action_table("C01", effects=EVERYTHING, cost=cost, sitting=True))
    assert found == [
        "actions[0].size: expected major above 500000 USD",
        "actions[0].size: expected major for what parliament decides",
    ]


def test_a_high_risk_to_rights_calls_for_safeguards() -> None:
    found = problems(made.action_table("C01", effects=EVERYTHING, rights={"risk": "high"}))
    assert found == [
        "actions[0].rights.safeguards: expected one or more where the risk is not low",
        "actions[0].needs: expected a hard need for the safeguard where the risk is high",
    ]


def test_the_shares_of_the_roles_add_up_to_the_work() -> None:
    roles = [{"role": "handler", "set_up": 1, "running_per_year": 2}]
    staff = {"set_up": 2, "running_per_year": 2, "by_role": roles}
    found = problems(made.action_table("C01", effects=EVERYTHING, staff=staff))
    assert found == ["actions[0].staff.by_role: set_up adds up to 1, expected 2"]


def test_no_variant_of_a_group_shuts_the_way_to_what_another_reaches() -> None:
    small = made.action_table("C01-small", alternatives="C01", effects=[made.effect("a", 2)])
    large = made.action_table("C01-large", alternatives="C01", effects=EVERYTHING)
    rest = made.action_table("C02", effects=[made.effect("b", 4), made.effect("c", 4)])
    assert problems(small, large, rest) == [
        "actions: with C01-small chosen, nothing raises small/a above 2; another of C01 reaches 4"
    ]
    onward = made.action_table("C03", effects=[made.effect("a", 4, builds_on=2)])
    assert problems(small, large, rest, onward) == []


def test_a_release_answers_only_for_the_models_that_it_names() -> None:
    others = {**MODELS, "other": made.model(id="other")}
    release = made.library(made.action_table("C01", effects=EVERYTHING))
    assert release.covers == {"small"}
    assert sense.problems(release, others) == []


def test_dangling_ids_are_told() -> None:
    effects = [*EVERYTHING, {"indicator": "small/ghost", "to": 2}, made.effect("a", 2, 3)]
    need = made.need("C99", already={"indicator": "large/a", "at_least": 1})
    found = problems(made.action_table("C01", area="X", effects=effects, needs=[need]))
    assert found == [
        "actions[0].area: X is not among the areas of the release",
        "actions[0].effects[3].indicator: there is no small/ghost",
        "actions[0].effects[4]: expected 0 <= builds_on < to <= 4, found 3 and 2",
        "actions[0].needs[0].already: there is no large/a",
        "actions[0].needs[0].any_of: there is no action C99",
    ]


def test_needs_say_what_they_need_and_when_it_is_there_already() -> None:
    empty = {"any_of": [], "kind": "hard", "reason": "It must."}
    itself = made.need("C01", lag=-1)
    found = problems(made.action_table("C01", effects=EVERYTHING, needs=[empty, itself]))
    assert found[:4] == [
        "actions[0].needs[0].any_of: expected one or more actions, found none",
        "actions[0].needs[0].already: is missing; a country that has this must be able to say so",
        "actions[0].needs[1].any_of: C01 needs itself",
        "actions[0].needs[1].lag: expected 0 or more, found -1",
    ]


def test_hard_needs_that_go_round_in_a_circle_are_told_and_soft_ones_may() -> None:
    one = made.action_table("C01", effects=EVERYTHING, needs=[made.need("C02")])
    hard = made.action_table("C02", needs=[made.need("C01")])
    soft = made.action_table("C02", needs=[made.need("C01", kind="soft")])
    assert problems(one, hard) == ["actions: the hard needs of C01, C02 go round in a circle"]
    assert problems(one, soft) == []


def test_a_gap_that_no_action_closes_is_told() -> None:
    effects = [made.effect("a", 4), made.effect("b", 3), made.effect("c", 4, 1)]
    assert problems(made.action_table("C01", effects=effects)) == [
        "actions: no action raises small/b from level 3",
        "actions: no action raises small/c from level 0",
    ]


def test_the_name_of_a_group_stands_for_its_members() -> None:
    small = made.action_table("C04-small", alternatives="C04")
    large = made.action_table("C04-large", alternatives="C04")
    user = made.action_table("C05", needs=[made.need("C04")])
    library = made.library(small, large, user)
    need = library.action("C05").needs[0]
    assert actions.options(library, need) == ("C04-small", "C04-large")


def test_repeated_ids_and_ids_of_groups_are_told() -> None:
    one = made.action_table("C01", effects=EVERYTHING, alternatives="C01")
    assert problems(one, made.action_table("C01")) == [
        "actions[0].id: C01 is used 2 times",
        "actions[0].id: C01 is also the name of a group of alternatives",
        "actions[1].id: C01 is used 2 times",
        "actions[1].id: C01 is also the name of a group of alternatives",
    ]


def test_an_unknown_key_of_an_action_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"actions\[0\]\.price: is not a known key"):
        made.library(made.action_table("C01", price=3))
