"""A library of CISO Assistant becomes a model; what has no counterpart is told."""

import re
from typing import Any

import pytest
import yaml

from assessments.domain import scoring
from assessments.imports import Imported, Unreadable, checked, read
from tests.assessments.imports import made

NODE = "objects.framework.requirement_nodes"


def example() -> Imported:
    return read("framework.yaml", made.CISO.read_bytes())


def library(*nodes: dict[str, Any], **framework: Any) -> bytes:
    """A small library as bytes."""
    told = {"urn": "urn:x:framework:f", "ref_id": "F", "name": "F", **framework}
    told["requirement_nodes"] = list(nodes)
    head = {"locale": "en", "ref_id": "L", "name": "L", "version": 1}
    return yaml.safe_dump({**head, "objects": {"framework": told}}, sort_keys=False).encode()


def node(ref: str, **more: Any) -> dict[str, Any]:
    return {"urn": f"urn:x:{ref}", "ref_id": ref, "assessable": True, "name": ref, **more}


def chosen(*choices: tuple[str, Any], **more: Any) -> dict[str, Any]:
    told = [
        {
            "urn": f"urn:x:choice:{value}",
            "value": value,
            **({} if score is None else {"add_score": score}),
        }
        for value, score in choices
    ]
    return {"type": "unique_choice", "text": "Which?", "choices": told, **more}


def read_library(*nodes: dict[str, Any], **framework: Any) -> Imported:
    return read("x.yml", library(*nodes, **framework))


def lost(found: Imported, words: str) -> str:
    """The one loss that has these words."""
    told = [one for one in found.losses if words in one]
    assert len(told) == 1, found.losses
    return told[0]


def test_the_example_becomes_a_model_that_makes_sense():
    model = checked(example())
    assert (model.id, model.version, model.mean) == ("harbour-watch", 2, "flat")
    assert model.scale == ("Absent", "Begun", "Usual", "Tested")
    assert [(one.id, one.at_least) for one in model.stages] == [
        ("begun", 1),
        ("usual", 2),
        ("tested", 3),
    ]
    assert [one.id for one in model.nodes()] == ["k", "k-2", "l", "l-1", "requirements"]
    assert [one.id for one in model.indicators()] == ["k-1", "k-2-1", "k-2-2", "l-1-1", "z"]
    assert "Waymark project, BSD-3-Clause" in model.notice


def test_choices_become_answers_in_order_and_no_stays_a_text():
    model = checked(example())
    scales = {one.id: one for one in model.scales}
    watch = scales[model.indicator("k-2-1").scale or ""]
    assert [(one.title, one.value) for one in watch.answers] == [("No", 0), ("Yes", 1)]
    people = model.indicator("k-2-2")
    assert people.levels == (
        "One: The same person every night.",
        "Two or more: They take turns by a plan.",
    )
    assert [str(one) for one in model.levels_of("k-2-2").values] == ["1/2", "2"]
    assert people.depends_on is not None
    assert people.depends_on.all[0].model_dump(exclude_defaults=True) == {
        "indicator": "k-2-1",
        "among": (1,),
    }
    assert (people.weight, model.indicator("k-1").weight) == (3, 2)


def test_scores_that_begin_at_one_keep_their_values():
    model = checked(example())
    assert [int(one) for one in model.levels_of("l-1-1").values] == [1, 2]
    model = checked(read_library(node("a"), min_score=1, max_score=5))
    assert [int(one) for one in model.levels_of("a").values] == [1, 2, 3, 4, 5]
    card = scoring.score(model, {"a": 0})
    assert card.score is not None
    assert (card.score.low, card.stage.low) == (1, 1)


def test_groups_become_targets():
    model = checked(example())
    assert {one.id: dict(one.minimum) for one in model.targets} == {
        "small": {"k-1": 3},
        "large": {"k-1": 3, "k-2-1": 1, "k-2-2": 1, "l-1-1": 1},
    }


def test_translations_stand_under_their_paths():
    found = example()
    french = found.translations["fr"]
    assert french["k-2-1/question"] == "Y a-t-il une veille de nuit ?"
    assert french["scale-no-yes/answers.1"] == "Oui"
    assert french["usual/title"] == french["model/scale.2"] == "Habituel"
    assert french["k-1/evidence.0"].startswith("La liste")


def test_the_urn_stands_among_the_references():
    model = checked(example())
    told = [(one.id, one.relation) for one in model.indicator("k-2-1").references]
    assert told == [
        ("urn:waymark:risk:req_node:harbour-watch:k.2", "subset"),
        ("K.2", None),
        ("urn:waymark:risk:req_node:harbour-watch:k.2:question:1", "equal"),
    ]


def test_every_loss_of_the_example_is_told():
    found = example()
    starts = sorted(re.split(r" \(objects|:|, with", one)[0] for one in found.losses)
    assert starts == sorted(
        [
            "the description of the lowest score has no place",
            "stages",
            "the urn of a heading has no place",
            "choices were put in order, the least score first",
            "questions of the type text are left out; here one answer is chosen",
            "a requirement with several questions became a factor",
            "headings with no question below them are left out",
            "requirements outside of any heading stand in a dimension made for them",
            "implementation groups became targets",
            "urn",
            "publication_date",
            "threats",
            "threats",
            "importance",
            "reference_controls",
            "compute_result",
            "color",
            "default_selected",
        ]
    )
    assert lost(found, "importance") == (
        f"importance: 1 requirement has it; there is no counterpart ({NODE}[1])"
    )


def test_no_key_of_a_file_is_dropped_in_silence():
    """Whatever is put anywhere into the file is told as a loss, or refused."""
    text = (
        made.CISO.read_text("utf-8").replace(": Yes\n", ": 'Yes'\n").replace(": No\n", ": 'No'\n")
    )
    plain = yaml.safe_load(text)
    told = _strange(plain)
    found = read("x.yaml", yaml.safe_dump(plain, sort_keys=False, allow_unicode=True).encode())
    count = sum(int(one.split()[1]) for one in found.losses if one.startswith("strange-key: "))
    otherwise = [
        "a question that is told as left out",
        "a threat, told with all threats",
        "the translation of the library, the same as that of the framework",
    ]
    assert count == told - len(otherwise)


def _strange(value: Any) -> int:
    """Put a stranger key into every table that holds a text; give their number."""
    count = 0
    if isinstance(value, dict):
        count += sum(_strange(one) for one in list(value.values()))
        if any(isinstance(one, str) for one in value.values()):
            value["strange-key"] = "strange"
            count += 1
    if isinstance(value, list):
        count += sum(_strange(one) for one in value)
    return count


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
