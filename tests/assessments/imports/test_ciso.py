"""A library of CISO Assistant becomes a model; what has no counterpart is told."""

import re
from typing import Any

import yaml

from assessments.domain import scoring
from assessments.imports import checked, read
from tests.assessments.imports import made
from tests.assessments.imports.files import NODE, example, lost, node, read_library


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
