"""People by institution on small libraries: what each number does, and what is refused."""

import pytest

from assessments.domain import constraints, planning
from assessments.domain.shape import ShapeError
from tests.assessments.domain import made
from tests.assessments.domain.test_planning import NOTHING, action

HEAVY = {"set_up": 3, "running_per_year": 0}
FIRST = action("C01", made.effect("a", 4), staff=HEAVY)
SECOND = action("C02", made.effect("b", 4), staff=HEAVY)
OTHER = action("C03", made.effect("c", 4), staff=HEAVY, lead="justice")
ONE = {"csirt": 1}


def test_an_institution_with_one_person_does_one_thing_at_a_time_while_another_goes_on() -> None:
    result = made.plan(NOTHING, FIRST, SECOND, OTHER, people_by_institution=ONE)
    assert made.starts(result) == {"C01": "2027-Q1", "C02": "2027-Q2", "C03": "2027-Q1"}
    binding = made.entry(result, "C02")["binding"]
    assert binding["code"] == "people-of"
    assert list(binding["params"]) == ["institution", "quarter", "needed", "free"]
    assert binding["params"]["institution"] == "csirt"
    assert binding["params"]["quarter"] == "2027-Q1"
    assert (binding["params"]["needed"]["exact"], binding["params"]["free"]["exact"]) == ("3", "0")
    assert result["people_by_institution"] == ONE


def test_an_institution_without_people_does_nothing_that_it_leads_and_the_plan_says_why() -> None:
    result = made.plan(NOTHING, FIRST, OTHER, people_by_institution={"csirt": 0})
    assert made.starts(result) == {"C03": "2027-Q1"}
    assert made.left(result) == {"C01": "people-of"}
    assert result["left_out"][0]["reason"]["params"]["institution"] == "csirt"


def test_people_who_are_planned_for_an_institution_lift_its_limit() -> None:
    rows = [{"from": "2027-Q3", "people": 2, "institution": "csirt"}]
    third = action("C04", made.effect("a", 3), staff=HEAVY)
    tables = FIRST, SECOND, third
    result = made.plan(NOTHING, *tables, people_by_institution={"csirt": 0}, planned_people=rows)
    assert sorted(made.starts(result).values()) == ["2027-Q3", "2027-Q3"]
    free = made.plan(NOTHING, *tables, planned_people=rows)
    assert set(made.starts(free).values()) == {"2027-Q1"}


def test_the_bound_of_all_together_stays() -> None:
    result = made.plan(NOTHING, FIRST, OTHER, people=1, people_by_institution={"csirt": 5})
    assert sorted(made.starts(result).values()) == ["2027-Q1", "2027-Q2"]
    codes = {one["binding"]["code"] for one in result["actions"]}
    assert codes == {"start", "people"}


def test_posts_work_for_the_institution_whose_action_created_them() -> None:
    light = {"set_up": 1, "running_per_year": 0}
    creator = action("C01", made.effect("a", 4), posts=1, staff=light)
    heavy = action("C02", made.effect("b", 4), staff={"set_up": 6, "running_per_year": 0})
    result = made.plan(NOTHING, creator, heavy, people_by_institution=ONE)
    assert made.starts(result) == {"C01": "2027-Q1", "C02": "2027-Q2"}
    elsewhere = made.plan(NOTHING, {**creator, "lead": "justice"}, heavy, people_by_institution=ONE)
    assert made.left(elsewhere) == {"C02": "people-of"}


def test_running_work_is_drawn_from_the_institution_after_the_end() -> None:
    lasting = action("C01", made.effect("a", 4), staff={"set_up": 3, "running_per_year": 12})
    after = {**SECOND, "needs": [made.need("C01")]}
    result = made.plan(NOTHING, lasting, after, OTHER, people_by_institution=ONE)
    assert made.starts(result) == {"C01": "2027-Q1", "C03": "2027-Q1"}
    assert made.left(result) == {"C02": "people-of"}
    wide = made.plan(NOTHING, lasting, after, people_by_institution={"csirt": 2})
    assert made.starts(wide) == {"C01": "2027-Q1", "C02": "2027-Q2"}


def test_roles_that_one_body_plays_share_its_people() -> None:
    roles = {"csirt": "One body", "justice": "One body"}
    result = made.plan(NOTHING, FIRST, OTHER, roles=roles, people_by_institution={"One body": 1})
    assert sorted(made.starts(result).values()) == ["2027-Q1", "2027-Q2"]


def test_what_is_running_takes_its_people_before_what_the_institution_begins() -> None:
    locks = {"C02": {"state": "running"}}
    result = made.plan(NOTHING, FIRST, SECOND, people_by_institution=ONE, locks=locks)
    assert made.starts(result) == {"C02": "2027-Q1", "C01": "2027-Q2"}
    none = made.plan(NOTHING, SECOND, people_by_institution={"csirt": 0}, locks=locks)
    assert made.left(none) == {"C02": "people-of"}


@pytest.mark.parametrize(("population", "people"), [(None, 5), (20_000_000, 15)])
def test_the_number_that_is_assumed_is_never_less_than_that_of_those_named(
    population: int | None, people: int
) -> None:
    table = {"people_by_institution": {"csirt": 2, "justice": 3}}
    limits = constraints.parse({"start": "2027-Q1", **table})
    result = planning.make(
        planning.Inputs(
            snapshots=(planning.Snapshot(made.model(), NOTHING),),
            library=made.library(FIRST),
            constraints=limits,
            country="XMA",
            population=population,
        )
    ).result
    assert result["people"] == people
    assert {"code": "people-assumed", "params": {"people": people}} in result["notices"]


def test_people_planned_for_institutions_raise_the_number_that_is_assumed() -> None:
    rows = [{"from": "2027-Q3", "people": 9, "institution": "csirt"}]
    table = {"start": "2027-Q1", "people_by_institution": ONE, "planned_people": rows}
    limits = constraints.parse(table)
    named = [limits.people_in(limits.start.plus(number), 2) for number in range(4)]
    assert named == [2, 2, 9, 9]
    said = constraints.parse({**table, "people": 2})
    assert said.people_in(limits.start.plus(3), 2) == 2


def test_numbers_that_make_no_sense_are_told_with_their_place() -> None:
    row = {"institution": "csirt", "people": 1}
    table = {
        "start": "2027-Q1",
        "roles": {"justice": "The court"},
        "people_by_institution": {"csirt": -1, "justice": 1, "The court": 1, "Nobody": 1},
        "planned_people": [
            {**row, "from": "2028-Q1"},
            {"people": 4, "from": "2027-Q3"},
            {**row, "from": "2027-Q4"},
            {**row, "from": "2028-Q3", "institution": "moon"},
        ],
    }
    expected = "expected an institution of roles, or a role of no such one"
    assert constraints.problems(constraints.parse(table)) == [
        "people_by_institution.csirt: expected 0 or more, found -1",
        "planned_people[2].from: expected later than 2028-Q1, found 2027-Q4",
        f"people_by_institution.Nobody: {expected}, found Nobody",
        f"people_by_institution.justice: {expected}, found justice",
        f"planned_people[3].institution: {expected}, found moon",
    ]


def test_half_a_person_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"people_by_institution\.csirt: expected a whole number"):
        constraints.parse({"start": "2027-Q1", "people_by_institution": {"csirt": "1/2"}})
