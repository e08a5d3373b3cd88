"""What becomes of scores, choices, weights, ids and conditions of CISO Assistant."""

from assessments.imports import checked, read
from tests.assessments.imports.files import NODE, chosen, library, lost, node, read_library


def test_a_framework_without_scores_gets_three_levels_and_says_so():
    found = read_library(node("a"))
    assert checked(found).scale == ("Not compliant", "Partially compliant", "Compliant")
    assert "from 0 to 100 without names" in lost(found, "three levels of our own")


def test_named_scores_far_apart_keep_their_distance():
    scores = [{"score": value, "name": f"at {value}"} for value in (0, 20, 100)]
    model = checked(read_library(node("a"), scores_definition=scores))
    assert [str(one.at_least) for one in model.stages] == ["2/5", "2"]
    assert [int(one) for one in model.levels_of("a").values] == [0, 20, 100]


def test_a_requirement_may_use_another_definition_of_scores():
    scores = {
        "scale": [{"score": 0, "name": "no"}, {"score": 1, "name": "yes"}],
        "alternatives": {"three": [{"score": n, "name": f"three {n}"} for n in range(3)]},
    }
    own = node("b", scores_definition_ref="three", max_score=2)
    model = checked(read_library(node("a"), own, scores_definition=scores, max_score=1))
    assert model.indicator("a").scale is None
    assert model.indicator("b").scale == "scale-three-0-three-1-three-2"


def test_choices_without_scores_count_by_their_result_or_by_their_place():
    results = chosen(("Yes", None), ("No", None))
    for choice, result in zip(results["choices"], ("true", "false"), strict=True):
        choice["compute_result"] = result
    found = read_library(node("a", questions={"urn:q": results}))
    model = checked(found)
    assert [one.title for one in model.scales[0].answers] == ["No", "Yes"]
    assert lost(found, "compute_result").startswith("choices without scores count by")
    found = read_library(node("a", questions={"urn:q": chosen(("Low", None), ("High", None))}))
    assert [one.title for one in checked(found).scales[0].answers] == ["Low", "High"]
    assert lost(found, "by their place")


def test_scores_below_nothing_are_lifted():
    found = read_library(node("a", questions={"urn:q": chosen(("bad", -2), ("good", 1))}))
    assert [int(one.value) for one in checked(found).scales[0].answers] == [0, 3]
    assert lost(found, "lifted")


def test_weights_that_are_no_whole_numbers_keep_their_ratio():
    heading = node("h", assessable=False)
    below = {"parent_urn": "urn:x:h"}
    yaml_ = library(heading, node("a", weight="0.5", **below), node("b", weight=2, **below))
    found = read("x.yaml", yaml_)
    assert [one.weight for one in checked(found).indicators()] == [1, 4]
    assert lost(found, "multiplied by 2")


def test_the_average_of_averages_is_the_nested_mean():
    found = read_library(node("a"), score_calculation_method="average_of_averages")
    assert checked(found).mean == "nested"


def test_ids_are_short_unique_and_the_same_every_time():
    long = "X" * 90
    nodes = [node("A.1"), node("A-1"), node("model"), node(long), node(long + "Y"), node("٣")]
    first = [one.id for one in checked(read_library(*nodes)).indicators()]
    assert first == [one.id for one in checked(read_library(*nodes)).indicators()]
    assert first[:3] == ["a-1", "a-1-2", "model-2"]
    assert len(set(first)) == 6
    assert max(map(len, first)) == 60


def test_a_requirement_with_questions_of_other_types_is_asked_as_a_whole():
    several = chosen(("a", 0), ("b", 1)) | {"type": "multiple_choice"}
    splash = node("s", display_mode="splash")
    found = read_library(splash, node("a", description="All of it?", questions={"urn:q": several}))
    one = next(checked(found).indicators())
    assert (one.id, one.question, one.scale) == ("a", "All of it?", None)
    assert f"{NODE}[1].questions[0]" in lost(found, "multiple_choice")
    assert f"{NODE}[0]" in lost(found, "no question below them")
    assert lost(found, "display_mode")


def test_a_requirement_with_nodes_below_it_is_a_part_that_holds_it():
    found = read_library(node("a"), node("b", parent_urn="urn:x:a"))
    model = checked(found)
    assert [one.id for one in model.nodes()] == ["a"]
    assert [one.id for one in model.indicators()] == ["a-2", "b"]


def test_a_condition_that_always_holds_is_dropped_and_told():
    questions = {
        "urn:q1": chosen(("a", 0), ("b", 1)),
        "urn:q2": chosen(
            ("c", 0),
            ("d", 1),
            depends_on={
                "question": "urn:q1",
                "answers": ["urn:x:choice:a", "urn:x:choice:b"],
                "condition": "any",
            },
        ),
    }
    found = read_library(node("a", questions=questions))
    assert all(one.depends_on is None for one in checked(found).indicators())
    assert lost(found, "every answer fulfils")
