"""Drafts of models: changed by paths, with all that names what was changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import draft_texts, drafting, maturity, texts
from tests.assessments.domain import made


def draft() -> dict:
    table = made.model_table(
        targets=[{"id": "goal", "title": "Goal", "minimum": {"a": 2, "b": 1}}],
        contradictions=[
            {
                "id": "odd",
                "text": "Both cannot be.",
                "all": [
                    {"indicator": "a", "at_least": 3},
                    {"indicator": "b", "at_most": 0},
                ],
            }
        ],
        scales=[
            {
                "id": "yes-no",
                "title": "Yes or no",
                "answers": [{"title": "No", "value": 0}, {"title": "Yes", "value": "1/2"}],
            }
        ],
    )
    table["dimensions"][0]["factors"] = [made.dimension("inner", made.indicator("d", core=True))]
    for stage in table["stages"]:
        stage["minimum"]["d"] = 0
    table["dimensions"][1]["indicators"][0]["depends_on"] = {
        "all": [{"indicator": "a", "at_least": 1}]
    }
    return table


A = "dimensions.0.indicators.0"
D = "dimensions.0.factors.0.indicators.0"


def test_a_new_model_has_the_right_shape_and_says_what_it_lacks() -> None:
    fresh = drafting.fresh("own", "Our own", "fr")
    assert maturity.parse(fresh).title == "Our own"
    assert drafting.problems(fresh) == ["dimensions: expected one or more, found none"]


def test_the_draft_of_these_tests_makes_sense() -> None:
    assert drafting.problems(draft()) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("dimensions.0", "node"),
        ("dimensions.0.factors.0", "node"),
        (D, "indicator"),
        ("dimensions.1.indicators", "indicator"),
        ("stages.1", "stage"),
        ("scales", "scale"),
    ],
)
def test_a_path_tells_what_it_names(path: str, kind: str) -> None:
    assert drafting.kind(path) == kind


@pytest.mark.parametrize(
    "path", ["", "title", "dimensions.x", "stages.0.minimum", "dimensions.0.id", "migrations.0"]
)
def test_a_path_that_names_nothing_is_refused(path: str) -> None:
    with pytest.raises(drafting.Nowhere):
        drafting.kind(path)


@pytest.mark.parametrize("path", ["dimensions.7", "dimensions.0.indicators.9", "stages.2", "id"])
def test_where_nothing_is_nothing_is_found(path: str) -> None:
    with pytest.raises(drafting.Nowhere):
        drafting.find(draft(), path)


def test_what_is_added_is_found_at_the_path_that_is_given_back() -> None:
    before = draft()
    changed, path = drafting.add(before, "dimensions.1.factors", made.dimension("new"))
    assert path == "dimensions.1.factors.0"
    assert drafting.find(changed, path)["id"] == "new"
    assert before == draft(), "the old draft stays as it was"


def test_a_new_indicator_is_asked_nothing_by_the_stages_of_a_profile() -> None:
    changed, _ = drafting.add(draft(), "dimensions.1.indicators", made.indicator("e"))
    assert [stage["minimum"]["e"] for stage in changed["stages"]] == [0, 0]
    assert drafting.problems(changed) == []


def test_a_new_indicator_of_a_part_under_another_gate_is_in_no_profile() -> None:
    begun = drafting.update(draft(), "dimensions.1", {"gate": "points"})
    changed, _ = drafting.add(begun, "dimensions.1.indicators", made.indicator("e"))
    assert "e" not in changed["stages"][0]["minimum"]


def test_a_renamed_indicator_is_renamed_wherever_it_is_named() -> None:
    changed = drafting.update(draft(), A, {"id": "alpha", "title": "Alpha"})
    assert drafting.problems(changed) == []
    assert '"a"' not in maturity.parse(changed).model_dump_json()
    assert list(changed["stages"][0]["minimum"]) == ["alpha", "b", "c", "d"]


def test_an_id_that_another_thing_still_bears_keeps_its_references() -> None:
    twice, path = drafting.add(draft(), "dimensions.1.indicators", made.indicator("a"))
    changed = drafting.update(twice, path, {"id": "second"})
    assert changed["targets"][0]["minimum"] == {"a": 2, "b": 1}


def test_a_renamed_stage_and_scale_are_renamed_at_the_indicators() -> None:
    begun = drafting.update(draft(), A, {"scale": "yes-no", "stage": "first", "levels": None})
    changed = drafting.update(begun, "scales.0", {"id": "binary"})
    changed = drafting.update(changed, "stages.0", {"id": "begun"})
    found = drafting.find(changed, A)
    assert (found["scale"], found["stage"]) == ("binary", "begun")
    assert "levels" not in found


def test_a_renamed_part_with_the_id_of_a_stage_does_not_touch_the_stage() -> None:
    changed = drafting.update(draft(), "dimensions.0", {"id": "renamed"})
    assert changed["stages"] == draft()["stages"]


def test_a_removed_indicator_leaves_minimums_and_targets_but_its_conditions_are_told() -> None:
    changed = drafting.remove(draft(), A)
    assert all("a" not in stage["minimum"] for stage in changed["stages"])
    assert changed["targets"][0]["minimum"] == {"b": 1}
    told = drafting.problems(changed)
    assert [drafting.place_of(one) for one in told] == [
        "dimensions.1.indicators.0",
        "contradictions.0",
    ]


def test_a_removed_part_takes_its_indicators_at_every_depth_out_of_the_minimums() -> None:
    changed = drafting.remove(draft(), "dimensions.0")
    assert list(changed["stages"][0]["minimum"]) == ["c"]


def test_a_removed_double_leaves_the_minimums_of_the_one_that_stays() -> None:
    twice, path = drafting.add(draft(), "dimensions.1.indicators", made.indicator("a"))
    assert drafting.remove(twice, path) == draft()


def test_things_change_places_with_their_neighbours_and_stop_at_the_ends() -> None:
    moved, path = drafting.move(draft(), A, 1)
    assert path == "dimensions.0.indicators.1"
    assert drafting.find(moved, path)["id"] == "a"
    assert drafting.move(moved, path, 1) == (moved, path)
    assert drafting.move(draft(), A, -1) == (draft(), A)


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("dimensions[0].factors[2].indicators[3].why: x", "dimensions.0.factors.2.indicators.3"),
        ("dimensions[10].weight: expected 1 or more, found 0", "dimensions.10"),
        ("dimensions: expected one or more, found none", ""),
        ("stages[1].minimum.a: is missing", "stages.1"),
        ("ids: a is used 2 times", ""),
        ("targets[0].minimum: expected one level or more", "targets.0"),
        ("migrations[0]: a is named 2 times", ""),
        ("a sentence without a place", ""),
    ],
)  # fmt: skip
def test_a_problem_leads_to_the_thing_that_it_names(sentence: str, place: str) -> None:
    assert drafting.place_of(sentence) == place


def test_an_id_is_made_of_what_is_wished_and_is_free() -> None:
    assert drafting.free_id(draft(), "Risk & audit") == "risk-audit"
    assert drafting.free_id(draft(), "A") == "a-2"
    assert drafting.free_id(draft(), "إدارة") == "item"
    assert drafting.free_id(draft(), "Model") == "model-2"


def test_the_texts_of_a_draft_are_those_of_the_model() -> None:
    assert draft_texts.texts_of(draft()) == texts.of_model(maturity.parse(draft()))


def test_a_translation_follows_its_text_to_another_place_and_another_id() -> None:
    before = draft_texts.texts_of(draft())
    french = {path: f"fr {text}" for path, text in before.items()}
    changed = drafting.update(draft(), A, {"id": "alpha"})
    levels = drafting.find(changed, A)["levels"]
    levels[1], levels[2] = levels[2], levels[1]
    after = draft_texts.texts_of(changed)
    found, behind = draft_texts.carried(before, after, french, ("a", "alpha"))
    assert found == {path: f"fr {text}" for path, text in after.items()}
    assert not behind


def test_a_translation_of_an_edited_text_stays_and_is_told_to_be_behind() -> None:
    before = draft_texts.texts_of(draft())
    french = {path: f"fr {text}" for path, text in before.items()}
    after = draft_texts.texts_of(drafting.update(draft(), A, {"question": "Another?"}))
    found, behind = draft_texts.carried(before, after, french)
    assert found == french
    assert behind


def test_a_text_put_before_others_takes_no_translation_of_theirs() -> None:
    begun = drafting.update(draft(), A, {"evidence": ["x", "y"]})
    before = draft_texts.texts_of(begun)
    after = draft_texts.texts_of(drafting.update(begun, A, {"evidence": ["new", "x", "y"]}))
    found, behind = draft_texts.carried(before, after, {"a/evidence.0": "iks", "a/evidence.1": "ü"})
    assert found == {"a/evidence.1": "iks", "a/evidence.2": "ü"}
    assert not behind


@given(st.data())
def test_no_change_ever_alters_the_draft_that_it_was_given(data: st.DataObject) -> None:
    first = start = draft()
    paths = ["dimensions.0", "dimensions.1", A, D, "stages.0", "targets.0", "contradictions.0"]
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(paths))
        deed = data.draw(st.sampled_from(["move", "remove", "update", "add"]))
        try:
            if deed == "move":
                start, _ = drafting.move(start, path, data.draw(st.sampled_from([-1, 1])))
            elif deed == "remove":
                start = drafting.remove(start, path)
            elif deed == "update":
                start = drafting.update(start, path, {"id": data.draw(st.sampled_from("xyz"))})
            else:
                start, _ = drafting.add(start, path.rpartition(".")[0], {"id": "new"})
        except drafting.Nowhere:
            continue
        drafting.problems(start)
        assert first == draft()
