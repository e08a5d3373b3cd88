"""Things of a draft are added, edited, moved and removed on pages of the workshop."""

import pytest
from django.test import Client

from assessments import frameworks, services
from assessments.domain import maturity
from assessments.models import ModelDraft
from tests.assessments import frameworks as own
from tests.assessments.workshop import A, D, address, indicator, is_missing, posted, table

pytestmark = pytest.mark.django_db


def test_a_model_is_made_from_nothing_to_published(writer: Client) -> None:
    words = {
        "title": "Cyber basics",
        "summary": "A first look.",
        "notice": "Ours.",
        "source_language": "fr",
        "gate": "profile",
        "scale": "Nothing\nBegun\n\nDone",
        "below": "Below",
    }
    made = writer.post(address("create"), words)
    draft = ModelDraft.objects.get()
    assert made["Location"] == address("draft", draft.pk)
    assert (draft.slug, draft.content["scale"]) == ("cyber-basics", ["Nothing", "Begun", "Done"])
    posted(
        writer,
        address("add", draft.pk, "dimensions"),
        draft,
        title="Law",
        weight="1",
        was="cyber-basics",
    )
    typed = indicator(title="An act", id="", was="law")
    posted(writer, address("add", draft.pk, "dimensions.0.indicators"), draft, **typed)
    draft.refresh_from_db()
    assert draft.content["dimensions"][0]["indicators"][0]["id"] == "an-act"
    assert draft.content["stages"][0]["minimum"] == {"an-act": 0}
    typed = {"title": "One", "id": "one", "summary": "S", "minimum-an-act": "1", "was": "stage-1"}
    saved = posted(writer, address("edit", draft.pk, "stages.0"), draft, **typed)
    assert saved.status_code == 302
    page = writer.get(address("draft", draft.pk)).content.decode()
    assert "No problems" in page
    posted(writer, address("publish", draft.pk), draft)
    model = frameworks.model("cyber-basics")
    assert model.stages[0].minimum == {"an-act": 1}
    assert model.source_language == "fr"


def test_an_indicator_is_edited_with_all_that_it_has(draft: ModelDraft, writer: Client) -> None:
    typed = indicator(
        **{"level-0": "None.", "level-1": "Some.", "level-2": "All."},
        id="act",
        was="law",
        why="So that it holds.",
        core="on",
        evidence="The gazette\n\nThe page",
    )
    typed |= table(
        "depends_on",
        {"indicator": "reporting", "at_least": "1", "kind": "all"},
        {"indicator": "fines", "among": "0, 2", "kind": "any"},
        {"indicator": "", "kind": "all"},
    )
    typed |= table("references", {"framework": "SIM3", "id": "O-1", "relation": "subset"})
    assert posted(writer, address("edit", draft.pk, A), draft, **typed).status_code == 302
    draft.refresh_from_db()
    found = maturity.parse(draft.content).indicator("act")
    assert found.levels == ("None.", "Some.", "All.")
    assert found.evidence == ("The gazette", "The page")
    assert found.core
    assert found.depends_on.all[0].at_least == 1
    assert found.depends_on.any[0].among == (0, 2)
    assert found.references[0].relation == "subset"
    page = writer.get(address("edit", draft.pk, A)).content.decode()
    assert 'value="0, 2"' in page


def test_what_was_typed_comes_back_with_a_sentence_at_each_field(
    draft: ModelDraft, writer: Client
) -> None:
    typed = indicator(was="law", question="", why="Kept as typed", id="fines", weight="0")
    typed |= {"level-0": "Only this", "level-2": "and this"}
    typed |= table("references", {"framework": "Half a row", "id": ""})
    answer = posted(writer, address("edit", draft.pk, A), draft, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for told in ("Kept as typed", "Half a row", "Only this", "and this"):
        assert told in page
    for told in (
        "This field is required",
        "has this id already",
        "Levels have texts either all or none",
        "clear the whole row",
        "greater than or equal to 1",
    ):
        assert told in page, told
    draft.refresh_from_db()
    assert draft.revision == 0


def test_somebody_elses_change_is_not_written_over_and_nothing_typed_is_lost(
    draft: ModelDraft, writer: Client
) -> None:
    url = address("edit", draft.pk, A)
    services.save_draft(
        user=own.editor(), draft_id=draft.pk, revision=0, mapping={**draft.content, "title": "Now"}
    )
    typed = indicator(was="law", why="Mine")
    late = writer.post(url, {"revision": 0, **typed})
    assert late.status_code == 422
    assert "since this page was opened" in late.content.decode()
    assert "Mine" in late.content.decode()
    assert 'name="revision" value="1"' in late.content.decode()
    assert writer.post(url, {"revision": 1, **typed}).status_code == 302
    draft.refresh_from_db()
    assert draft.content["title"] == "Now"
    assert draft.content["dimensions"][0]["indicators"][0]["why"] == "Mine"


def test_a_page_whose_thing_has_moved_away_writes_nowhere(
    draft: ModelDraft, writer: Client
) -> None:
    typed = indicator(was="another", id="another")
    answer = posted(writer, address("edit", draft.pk, A), draft, **typed)
    assert answer.status_code == 422
    assert "moved or removed meanwhile" in answer.content.decode()


def test_scales_targets_rules_and_what_holds_for_all_are_edited(
    draft: ModelDraft, writer: Client
) -> None:
    answers = table(
        "answers",
        {"title": "No", "value": "0"},
        {"title": "Partly", "value": "1/2"},
        {"title": "Yes", "value": "1"},
        first=2,
    )
    scale = {"title": "Three", "id": "three", "was": "yes-no", **answers}
    posted(writer, address("edit", draft.pk, "scales.0"), draft, **scale)
    target = {"title": "Goal", "id": "", "was": "basics", "minimum-law": "2"}
    posted(writer, address("add", draft.pk, "targets"), draft, **target)
    rule = {"text": "Odd.", "id": "", "was": "basics"} | table(
        "all", {"indicator": "law", "at_least": "2"}, {"indicator": "fines", "at_most": "0"}
    )
    posted(writer, address("add", draft.pk, "contradictions"), draft, **rule)
    general = {
        "title": "Basics", "summary": "S", "notice": "N", "source_language": "en", "gate": "mean",
        "mean": "flat", "not_applicable": "at-target", "scale": "A\nB\nC", "met_from": "1",
        "below": "B", "was": "basics",
    }  # fmt: skip
    posted(writer, address("general", draft.pk), draft, **general)
    draft.refresh_from_db()
    model = maturity.parse(draft.content)
    assert maturity.problems(model) == []
    assert [str(one.value) for one in model.scales[0].answers] == ["0", "1/2", "1"]
    assert model.indicator("reporting").scale == "three"
    assert (model.targets[0].id, dict(model.targets[0].minimum)) == ("goal", {"law": 2})
    assert model.contradictions[0].all[1].at_most == 0
    assert (model.mean, model.not_applicable, model.met_from) == ("flat", "at-target", 1)


def test_a_decimal_is_refused_with_a_sentence(draft: ModelDraft, writer: Client) -> None:
    typed = {"title": "Low", "id": "low", "summary": "S", "at_least": "0.5", "was": "low"}
    answer = posted(writer, address("edit", draft.pk, "stages.0"), draft, **typed)
    assert "decimals are not exact" in answer.content.decode()


def test_things_are_moved_and_removed_from_the_page_of_the_draft(
    draft: ModelDraft, writer: Client
) -> None:
    page = address("draft", draft.pk)
    moved = posted(writer, page, draft, do="down:dimensions.0.factors.0.indicators.0")
    assert moved["Location"].endswith(f"?at={D}#{D}")
    draft.refresh_from_db()
    assert [i["id"] for i in draft.content["dimensions"][0]["factors"][0]["indicators"]] == [
        "fines",
        "reporting",
    ]
    asked = writer.get(address("remove", draft.pk, D)).content.decode()
    assert "Yes, remove it" in asked
    assert posted(writer, address("remove", draft.pk, D), draft, was="reporting")
    page = writer.get(page).content.decode()
    assert "there is no such indicator reporting" in page
    place = "dimensions.0.factors.0.indicators.0"
    assert address("edit", draft.pk, place) in page, "the problem leads to its place"
    assert 'disabled aria-describedby="why-not"' in page


def test_nothing_is_removed_that_the_page_did_not_show(draft: ModelDraft, writer: Client) -> None:
    posted(writer, address("remove", draft.pk, D), draft, was="something-else")
    draft.refresh_from_db()
    assert draft.content == own.own_model()


@pytest.mark.parametrize("place", ["dimensions.9", "title", "dimensions.0.indicators", "x"])
def test_a_place_that_is_not_there_is_not_found(
    draft: ModelDraft, writer: Client, place: str
) -> None:
    assert is_missing(writer, address("edit", draft.pk, place))
    assert is_missing(writer, address("remove", draft.pk, place))
    posted(writer, address("draft", draft.pk), draft, do=f"up:{place}")
    draft.refresh_from_db()
    assert draft.revision == 0


@pytest.mark.parametrize("place", ["dimensions.9.factors", "dimensions.0", "title", "migrations"])
def test_nothing_is_added_to_what_is_no_list(draft: ModelDraft, writer: Client, place: str) -> None:
    assert is_missing(writer, address("add", draft.pk, place))


def test_nothing_is_added_to_a_part_that_the_page_did_not_show(
    draft: ModelDraft, writer: Client
) -> None:
    page = address("add", draft.pk, "dimensions.0.indicators")
    assert 'name="was" value="rules"' in writer.get(page).content.decode()
    answer = posted(writer, page, draft, **indicator(id="new", was="another-part"))
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.revision == 0


def test_texts_of_levels_that_the_chosen_scale_does_not_have_are_kept_and_told(
    draft: ModelDraft, writer: Client
) -> None:
    typed = indicator(id="new", was="rules", scale="yes-no")
    typed |= {f"level-{number}": f"Text {number}" for number in range(3)}
    page = address("add", draft.pk, "dimensions.0.indicators")
    assert posted(writer, page, draft, **typed).status_code == 302
    draft.refresh_from_db()
    made = draft.content["dimensions"][0]["indicators"][1]
    assert made["levels"] == ["Text 0", "Text 1", "Text 2"]
    told = writer.get(address("draft", draft.pk)).content.decode()
    assert "levels: expected 2, found 3" in told
