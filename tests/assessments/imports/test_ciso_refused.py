"""A broken library of CISO Assistant is refused at its place."""

from typing import Any

import pytest

from assessments.imports import Unreadable, checked, read
from tests.assessments.imports.files import NODE, chosen, node, read_library


@pytest.mark.parametrize(
    ("nodes", "told"),
    [
        ([node("a"), node("a")], f"{NODE}[1].urn: urn:x:a stands there twice"),
        (
            [node("a", parent_urn="urn:x:no")],
            f"{NODE}[0].parent_urn: there is no such node urn:x:no",
        ),
        (
            [node("a", parent_urn="urn:x:b"), node("b", parent_urn="urn:x:a")],
            f"{NODE}[0].parent_urn: lies below itself, or below a node that is lost",
        ),
        ([node("a", weight=0)], f"{NODE}[0].weight: expected more than 0, found 0"),
        ([node("a", weight="heavy")], f"{NODE}[0].weight: expected a number, found 'heavy'"),
        ([node("a", weight="1e999999999")], f"{NODE}[0].weight: expected a number"),
        ([node("a", name=["x"])], f"{NODE}[0].name: expected a text, found ['x']"),
        ([node("a", assessable="maybe")], f"{NODE}[0].assessable: expected true or false"),
        ([{"ref_id": "a"}], f"{NODE}[0].urn: is missing"),
        ([node("a", min_score=3, max_score=1)], f"{NODE}[0].max_score: expected more than"),
        ([node("a", scores_definition_ref="x")], f"{NODE}[0].scores_definition_ref: there is no"),
        ([node("a", questions={"urn:q": 3})], f"{NODE}[0].questions[0]: expected a table, found 3"),
        ([node("a", assessable=False)], f"{NODE}: holds nothing to be asked"),
        (["a"], f"{NODE}[0]: expected a table, found 'a'"),
        (
            [
                node(
                    "a",
                    questions={
                        "urn:q": chosen(("a", 0), ("b", 1), depends_on={"question": "urn:z"})
                    },
                )
            ],
            f"{NODE}[0].questions[0].depends_on.question: there is no such question urn:z",
        ),
    ],
)
def test_what_is_broken_is_refused_at_its_place(nodes: list[Any], told: str):
    with pytest.raises(Unreadable) as refused:
        read_library(*nodes)
    assert any(one.startswith(told) for one in refused.value.problems), refused.value.problems


def test_conditions_in_a_circle_are_refused():
    def waiting(urn: str, value: str) -> dict[str, Any]:
        on = {"question": urn, "answers": [value], "condition": "any"}
        return chosen(("a", 0), ("b", 1), depends_on=on)

    both = {"urn:q1": waiting("urn:q2", "a"), "urn:q2": waiting("urn:q1", "b")}
    with pytest.raises(Unreadable) as refused:
        checked(read_library(node("a", questions=both)))
    assert refused.value.problems == (
        "depends_on: the conditions of a-q1, a-q2 go round in a circle",
    )


def test_a_chain_of_nodes_is_refused_before_it_is_climbed():
    nodes = [node("n0"), *(node(f"n{n}", parent_urn=f"urn:x:n{n - 1}") for n in range(1, 1_500))]
    with pytest.raises(Unreadable, match="lies deeper than 12 floors"):
        read_library(*nodes)


def test_too_many_nodes_are_refused():
    with pytest.raises(Unreadable, match="at most 1800 parts and indicators, found 1801"):
        read_library(*(node(f"n{n}") for n in range(1_801)))


def test_a_library_without_a_framework_is_refused():
    with pytest.raises(
        Unreadable, match=r"objects\.framework: is missing; the objects .* are threats"
    ):
        read("x.yaml", b"objects:\n  threats: []\n")
