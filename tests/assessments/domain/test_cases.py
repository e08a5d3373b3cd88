"""Golden cases: what the author of a model stands for, factors included."""

from typing import Any

from assessments.domain import cases
from tests.assessments.domain import made
from tests.assessments.domain.test_pages import example


def case(**expect: Any) -> cases.Case:
    """A case on the example of the gate `cumulative`, with what must come of it."""
    _, answers = example("cumulative")
    told = {"score": [2, "29/12"], "stage": [1, 1], "dimensions": {}} | expect
    table = {"id": "office", "situation": "An office.", "answers": answers, "expect": told}
    return cases.parse({"cases": [table]})[0]


def disagreements(one: cases.Case) -> list[str]:
    model, _ = example("cumulative")
    return cases.disagreements(model, made.library(), one)


def test_a_case_may_name_factors_beside_the_dimensions() -> None:
    dimensions = {"planning": ["3/2", "7/3"], "service": ["5/2", "5/2"]}
    assert disagreements(case(dimensions=dimensions)) == []
    assert disagreements(case(dimensions={**dimensions, "staff": [1, "8/3"]})) == []


def test_a_factor_with_another_score_a_strange_one_and_a_missing_dimension_are_told() -> None:
    dimensions = {"planning": ["3/2", "7/3"], "service": ["5/2", "5/2"]}
    for wrong in ({**dimensions, "staff": [1, 2]}, {**dimensions, "ghost": []}, {}):
        (told,) = disagreements(case(dimensions=wrong))
        assert told.startswith("office: dimensions: expected {")
