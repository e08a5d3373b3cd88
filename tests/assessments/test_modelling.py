"""The workshop of models: who may open what, and what every page does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from assessments import frameworks, services
from assessments.domain import maturity
from assessments.exports import model_toml
from assessments.modelling import urls
from assessments.models import ModelDraft, ModelTexts, PublishedModel
from cms import trainers
from cms.people import roles
from cms.people.models import User
from tests.assessments import frameworks as own
from tests.people import made as people

pytestmark = pytest.mark.django_db

A = "dimensions.0.indicators.0"
D = "dimensions.0.factors.0.indicators.1"
INDEX = "/admin/maturity-models/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def draft() -> ModelDraft:
    return own.draft()


@pytest.fixture
def writer() -> Client:
    return signed_in(own.moderator())


def address(name: str, *args: Any) -> str:
    return reverse(f"modelling:{name}", args=args)


@dataclass(frozen=True)
class Door:
    """An address, and whether publishing is what it asks for."""

    name: str
    args: tuple[Any, ...] = ()
    on_draft: bool = False
    publishes: bool = False
    post_only: bool = False


DOORS = [
    Door("index"),
    Door("create"),
    Door("import"),
    Door("blank"),
    Door("draft", on_draft=True),
    Door("general", on_draft=True),
    Door("add", ("dimensions",), on_draft=True),
    Door("edit", (A,), on_draft=True),
    Door("remove", (A,), on_draft=True),
    Door("publish", on_draft=True, publishes=True),
    Door("discard", on_draft=True),
    Door("revise", ("basics",), post_only=True),
    Door("copy", ("national-csirt", 1)),
    Door("preview", ("basics", 1)),
    Door("texts", ("basics", 1, "fr")),
    Door("export", ("basics", 1, "toml")),
]


def opened(client: Client, door: Door, draft: ModelDraft) -> Any:
    return client.get(address(door.name, *([draft.pk] if door.on_draft else []), *door.args))


def test_every_address_of_the_workshop_stands_in_the_matrix() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == {door.name for door in DOORS}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_pages_open_for_those_with_the_right_and_nobody_else(draft: ModelDraft, door: Door) -> None:
    passed = 405 if door.post_only else 200
    administrator = people.person(is_staff=True, is_superuser=True)
    trainer = people.person()
    trainer.groups.add(trainers.establish(pages=()))
    ministry = people.member(roles.COORDINATOR, people.institution())
    expected = [
        (administrator, passed),
        (own.moderator(), passed),
        (own.editor(), 302 if door.publishes else passed),
        (trainer, 302),
        (ministry, 403),
    ]
    for user, status in expected:
        response = opened(signed_in(user), door, draft)
        if user is ministry:  # no editor at all: sent to sign in, which says why not
            response = signed_in(user).get(response["Location"], follow=True)
        assert response.status_code == status, (door.name, user)
    anonymous = opened(Client(), door, draft)
    assert anonymous.status_code == 302
    assert "/login/" in anonymous["Location"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "door", [door for door in DOORS if door.name not in ("revise", "export", "blank")],
    ids=lambda door: door.name,
)  # fmt: skip
def test_pages_are_sound_in_both_directions(draft: ModelDraft, door: Door, language: str) -> None:
    user = own.moderator()
    client = signed_in(user)
    client.cookies["django_language"] = language
    page = opened(client, door, draft).content.decode()
    if door.name != "preview":  # that speaks the language of the model
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert page.count("<h1") == 1
    assert "{%" not in page
    assert "{{" not in page


def test_the_menu_shows_the_models_to_those_who_may_see_them(writer: Client) -> None:
    assert INDEX in writer.get("/admin/").content.decode()
    trainer = people.person()
    trainer.groups.add(trainers.establish(pages=()))
    assert INDEX not in signed_in(trainer).get("/admin/").content.decode()


def posted(client: Client, url: str, draft: ModelDraft, **typed: Any) -> Any:
    draft.refresh_from_db()
    return client.post(url, {"revision": draft.revision, **typed})


def is_missing(client: Client, url: str) -> bool:
    """Tell whether nothing is found; Django looks below the language prefix before it says so."""
    return client.get(url, follow=True).status_code == 404


def table(name: str, *rows: Mapping[str, Any], first: int = 0) -> dict[str, Any]:
    """A table of rows as a browser sends it."""
    found: dict[str, Any] = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": first}
    for number, row in enumerate(rows):
        found |= {f"{name}-{number}-{field}": value for field, value in row.items()}
    return found


def indicator(**more: Any) -> dict[str, Any]:
    words = {"title": "Law", "id": "law", "question": "Is there a law?", "weight": "1"}
    return {**words, **table("depends_on"), **table("references"), **more}


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
    posted(writer, address("add", draft.pk, "dimensions"), draft, title="Law", weight="1")
    typed = indicator(title="An act", id="", was="")
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
    target = {"title": "Goal", "id": "", "minimum-law": "2"}
    posted(writer, address("add", draft.pk, "targets"), draft, **target)
    rule = {"text": "Odd.", "id": ""} | table(
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


def test_a_moderator_does_not_publish_what_the_page_did_not_show(
    draft: ModelDraft, writer: Client
) -> None:
    writer.post(address("publish", draft.pk), {"revision": 7})
    assert not PublishedModel.objects.exists()


def test_a_published_model_is_revised_copied_and_its_words_are_mended(writer: Client) -> None:
    own.published()
    index = writer.get(INDEX).content.decode()
    assert address("revise", "basics") in index
    revised = writer.post(address("revise", "basics"))
    draft = ModelDraft.objects.get()
    assert revised["Location"] == address("draft", draft.pk)
    again = writer.post(address("revise", "basics"), follow=True)
    assert "draft of this id already" in again.content.decode()
    writer.post(address("copy", "basics", 1), {"id": "other-basics"})
    assert ModelDraft.objects.filter(slug="other-basics", number=1).exists()
    taken = writer.post(address("copy", "basics", 1), {"id": "national-csirt"})
    assert taken.status_code == 422
    assert "comes with the software" in taken.content.decode()
    texts = {"text-model/title": "Fondements", "state": "translated"}
    writer.post(address("texts", "basics", 1, "fr"), texts)
    row = ModelTexts.objects.get(slug="basics", number=1)
    assert (row.texts["model/title"], row.state) == ("Fondements", "translated")
    assert row.texts["reporting/title"] == "Signalement", "other parts stay"


def test_texts_are_translated_part_by_part_in_their_direction(
    draft: ModelDraft, writer: Client
) -> None:
    url = address("texts", "basics", 1, "ar")
    page = writer.get(url).content.decode()
    assert 'lang="ar" dir="rtl"' in page
    assert "text-law/question" not in page
    saved = writer.post(url, {"text-model/title": "الأساسيات", "state": "draft", "next": "1"})
    assert saved["Location"].endswith("?part=1")
    assert "text-law/question" in writer.get(f"{url}?part=1").content.decode()
    wrong = writer.post(f"{url}?part=1", {"text-law/title": "القانون", "state": "none"})
    assert wrong.status_code == 422
    assert "القانون" in wrong.content.decode()
    for missing in (address("texts", "basics", 1, "en"), address("texts", "none", 1, "ar"),
                    address("texts", "national-csirt", 1, "ar"), f"{url}?part=9"):  # fmt: skip
        assert is_missing(writer, missing)


def test_the_preview_is_what_a_respondent_sees_in_any_language(
    draft: ModelDraft, writer: Client
) -> None:
    url = address("preview", "basics", 1)
    page = writer.get(f"{url}?language=fr").content.decode()
    assert '<html lang="fr" dir="ltr">' in page
    assert "À qui signale-t-on" in page
    assert page.count("<fieldset") == page.count(" disabled") == 3
    arabic = writer.get(f"{url}?language=ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in arabic
    assert 'lang="en"' in arabic, "what is not translated keeps its language"
    assert is_missing(writer, f"{url}?part=4")
    shipped = writer.get(address("preview", "national-csirt", 1) + "?language=es")
    assert '<html lang="es"' in shipped.content.decode()


def test_without_the_right_shape_there_is_no_preview_and_no_file_but_a_sentence(
    draft: ModelDraft, writer: Client
) -> None:
    broken = {**draft.content, "scale": ["A", "B", "C", "D"]}
    services.save_draft(user=own.editor(), draft_id=draft.pk, revision=0, mapping=broken)
    for url in (address("preview", "basics", 1), address("export", "basics", 1, "toml")):
        answer = writer.get(url, follow=True)
        assert answer.redirect_chain[-1][0] == address("draft", draft.pk)
        assert "levels: expected 4, found 3" in answer.content.decode()


def uploaded(client: Client, name: str, content: bytes) -> Any:
    return client.post(address("import"), {"file": SimpleUploadedFile(name, content)})


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("ending", ["toml", "xlsx"])
def test_what_is_exported_is_imported_as_the_same(
    draft: ModelDraft, writer: Client, ending: str
) -> None:
    answer = writer.get(address("export", "basics", 1, ending))
    assert f"basics-v1.{ending}" in answer["Content-Disposition"]
    file = content(answer)
    writer.post(address("discard", draft.pk))
    assert not ModelDraft.objects.exists()
    made = uploaded(writer, f"basics.{ending}", file)
    assert made.status_code == 302, made.content.decode()
    assert maturity.parse(ModelDraft.objects.get().content) == maturity.parse(own.own_model())
    assert ModelTexts.objects.get().texts == own.FRENCH


def test_a_bad_file_is_refused_with_every_problem(writer: Client) -> None:
    told = model_toml.write(maturity.parse(own.own_model()))
    told = told.replace('gate = "mean"', 'gate = "none"').replace("Before the start", "")
    answer = uploaded(writer, "x.toml", told.encode())
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "gate:" in page
    assert "below:" in page
    assert not ModelDraft.objects.exists()
    assert uploaded(writer, "x.pdf", b"%PDF").status_code == 422


def test_the_template_is_a_workbook(writer: Client) -> None:
    assert content(writer.get(address("blank"))).startswith(b"PK")


def test_losses_of_an_import_stand_on_the_page_of_the_draft(writer: Client) -> None:
    lost = ("Sheet “Notes”: has no counterpart here.",)
    draft = services.create_draft(user=own.editor(), mapping=own.own_model(), losses=lost)
    assert lost[0] in writer.get(address("draft", draft.pk)).content.decode()


def test_a_damaged_version_is_told_and_breaks_no_page(writer: Client) -> None:
    own.published()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_publishedmodel SET sha256 = 'x'")
    frameworks.forget()
    assert "no longer what was published" in writer.get(INDEX).content.decode()
    assert is_missing(writer, address("preview", "basics", 1))


def _large(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        leaves = [{"id": f"i-{number}-{n}", "title": "T", "question": "Q?"} for n in range(17)]
        yield {"id": f"part-{number}", "title": "P", "indicators": leaves}


def test_the_page_of_a_large_model_asks_no_more_than_that_of_a_small_one(
    writer: Client, django_assert_max_num_queries: Any
) -> None:
    small = services.create_draft(user=own.editor(), mapping=own.own_model())
    large = services.create_draft(
        user=own.editor(), mapping=own.own_model(id="large", dimensions=list(_large(100)))
    )
    writer.get(address("draft", small.pk))
    with django_assert_max_num_queries(12):
        page = writer.get(address("draft", large.pk)).content.decode()
    assert page.count("<details") >= 100
    assert "<details open" not in page.partition('id="tree')[2].partition('id="stages')[0]
    with django_assert_max_num_queries(12):
        writer.get(f"{address('edit', large.pk, 'dimensions.99.indicators.16')}")
