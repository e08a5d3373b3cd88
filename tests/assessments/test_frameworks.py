"""Models of this site are drafted, published for good and translated, by those who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection

from assessments import frameworks, imports, library, services, wording
from assessments.domain import maturity
from assessments.exports import model_toml
from assessments.models import ModelDraft, ModelTexts, PublishedModel
from assessments.models.tenancy import FrozenError
from cms.people import roles
from cms.people.models import AuditEvent, User
from tests.assessments import frameworks as own
from tests.people import made as people

pytestmark = pytest.mark.django_db


def changed(draft: ModelDraft, **more: Any) -> dict[str, Any]:
    return {**draft.content, **more}


DEEDS: dict[str, Callable[[User, ModelDraft], object]] = {
    "create": lambda user, _: services.create_draft(user=user, mapping=own.own_model(id="new")),
    "import": lambda user, _: services.import_draft(
        user=user,
        name="x.toml",
        content=model_toml.write(maturity.parse(own.own_model(id="new"))).encode(),
    ),
    "copy": lambda user, _: services.copy_model(
        user=user, slug="cert-starter", version=1, new_slug="new"
    ),
    "save": lambda user, draft: services.save_draft(
        user=user, draft_id=draft.pk, revision=0, mapping=changed(draft, title="Other")
    ),
    "translate": lambda user, draft: services.save_texts(
        user=user,
        slug=draft.slug,
        number=1,
        language="es",
        texts={"model/title": "Lo básico"},
        state="translated",
    ),
    "discard": lambda user, draft: services.discard(user=user, draft_id=draft.pk),
    "publish": lambda user, draft: services.publish(user=user, draft_id=draft.pk),
}
VERBS = {
    "create": "model.drafted",
    "import": "model.imported",
    "copy": "model.copied",
    "save": "model.changed",
    "translate": "model.translated",
    "discard": "model.discarded",
    "publish": "model.published",
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_done_by_those_who_may_and_is_on_record(deed: str) -> None:
    draft = own.draft()
    user = own.moderator()
    DEEDS[deed](user, draft)
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.actor) == (VERBS[deed], user)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_refused_to_everybody_else(deed: str) -> None:
    draft = own.draft()
    before = AuditEvent.objects.count()
    others = [people.person(), AnonymousUser()]
    others += [people.person(is_superuser=True, is_active=False)]
    others += [people.member(role, people.institution()) for role in roles.LABELS]
    others += [own.editor()] if deed == "publish" else []
    for user in others:
        with pytest.raises(PermissionDenied):
            DEEDS[deed](user, draft)
    assert AuditEvent.objects.count() == before
    assert ModelDraft.objects.get().content == draft.content


def test_only_whoever_may_draft_revises() -> None:
    own.published()
    with pytest.raises(PermissionDenied):
        services.revise(user=people.person(), slug="basics")
    services.revise(user=own.editor(), slug="basics")
    assert AuditEvent.objects.latest("id").verb == "model.revised"


def test_what_is_published_reads_back_as_the_same_model_under_its_hash() -> None:
    published = own.published()
    assert frameworks.model("basics") == maturity.parse(own.own_model())
    assert len(published.sha256) == 64
    assert not ModelDraft.objects.exists()
    assert str(wording.text("basics/1", "model/title", "fr")) == "Les bases"


def test_a_published_version_is_never_changed_or_removed() -> None:
    published = own.published()
    for deed in (published.save, published.delete, PublishedModel.objects.all().delete):
        with pytest.raises(FrozenError):
            deed()
    with pytest.raises(FrozenError):
        PublishedModel.objects.update(slug="other")


def test_a_published_version_that_was_changed_behind_the_back_is_not_used() -> None:
    other = own.published(id="other")
    own.published()
    with connection.cursor() as cursor:
        stored = "SELECT content FROM assessments_publishedmodel WHERE id = %s"
        cursor.execute(
            f"UPDATE assessments_publishedmodel SET content = ({stored}) WHERE slug = 'basics'",
            [other.pk],
        )
    frameworks.forget()
    with pytest.raises(frameworks.Tampered):
        frameworks.model("basics")


def test_a_model_with_problems_is_not_published() -> None:
    user = own.moderator()
    draft = services.create_draft(user=user, mapping=own.own_model(dimensions=[]))
    with pytest.raises(services.Refused, match="problems"):
        services.publish(user=user, draft_id=draft.pk)
    assert not PublishedModel.objects.exists()


def test_a_draft_is_published_once() -> None:
    user = own.moderator()
    draft = own.draft(user)
    services.publish(user=user, draft_id=draft.pk)
    with pytest.raises(services.Refused):
        services.publish(user=user, draft_id=draft.pk)


def test_nobody_writes_over_what_somebody_else_changed() -> None:
    draft = own.draft()
    first, second = own.editor(), own.editor()
    services.save_draft(
        user=first, draft_id=draft.pk, revision=0, mapping=changed(draft, title="First")
    )
    with pytest.raises(services.Refused, match="since this page was opened"):
        services.save_draft(
            user=second, draft_id=draft.pk, revision=0, mapping=changed(draft, title="Second")
        )
    stored = ModelDraft.objects.get()
    assert (stored.content["title"], stored.revision) == ("First", 1)


@pytest.mark.parametrize("more", [{"id": "other"}, {"version": 7}])
def test_a_draft_keeps_its_id_and_its_version(more: dict[str, Any]) -> None:
    draft = own.draft()
    with pytest.raises(services.Refused):
        services.save_draft(
            user=own.editor(), draft_id=draft.pk, revision=0, mapping=changed(draft, **more)
        )


def test_a_translation_goes_with_its_text_and_counts_as_a_draft_once_a_text_was_edited() -> None:
    draft, user = own.draft(), own.editor()
    row = ModelTexts.objects.get()
    ModelTexts.objects.update(state="second-read")
    renamed = own.own_model()
    renamed["dimensions"][0]["factors"][0]["indicators"][0]["id"] = "notice-duty"
    services.save_draft(
        user=user,
        draft_id=draft.pk,
        revision=0,
        mapping=renamed,
        renamed=("reporting", "notice-duty"),
    )
    row.refresh_from_db()
    assert row.texts["notice-duty/question"] == own.FRENCH["reporting/question"]
    assert row.state == "second-read"
    services.save_draft(
        user=user, draft_id=draft.pk, revision=1, mapping={**renamed, "title": "The basics"}
    )
    row.refresh_from_db()
    assert (row.texts["model/title"], row.state) == ("Les bases", "draft")


@pytest.mark.parametrize("slug", ["national-csirt", "Not an id", "", "x" * 61])
def test_an_id_that_is_shipped_or_no_id_is_refused(slug: str) -> None:
    with pytest.raises(services.Refused):
        services.create_draft(user=own.editor(), mapping=own.own_model(id=slug))
    assert not ModelDraft.objects.exists()


def test_there_is_one_draft_of_an_id_and_it_follows_the_newest_version() -> None:
    own.published()
    with pytest.raises(services.Refused, match="must be version 2"):
        services.create_draft(user=own.editor(), mapping=own.own_model())
    draft = services.revise(user=own.editor(), slug="basics")
    assert (draft.number, draft.content["version"]) == (2, 2)
    assert ModelTexts.objects.get(number=2).texts == own.FRENCH
    with pytest.raises(services.Refused, match="draft of this id"):
        services.revise(user=own.editor(), slug="basics")
    services.publish(user=own.moderator(), draft_id=draft.pk)
    assert frameworks.model("basics").version == 2
    assert frameworks.model("basics", 1).version == 1


@pytest.mark.parametrize("slug", ["national-csirt", "unknown"])
def test_what_is_shipped_or_unknown_is_not_revised_here(slug: str) -> None:
    with pytest.raises(services.Refused):
        services.revise(user=own.editor(), slug=slug)


def test_a_shipped_model_is_copied_with_its_translations_and_can_be_published() -> None:
    user = own.moderator()
    draft = services.copy_model(user=user, slug="national-csirt", version=1, new_slug="our-csirt")
    assert "replaces" not in draft.content
    source = library.model("national-csirt")
    rows = {row.language: row for row in ModelTexts.objects.all()}
    assert set(rows) == {"fr", "es", "ar"}
    services.publish(user=user, draft_id=draft.pk)
    found = frameworks.model("our-csirt")
    assert found.dimensions == source.dimensions
    for language in rows:
        told = wording.text("our-csirt/1", "model/title", language)
        assert str(told) == str(wording.text("national-csirt/1", "model/title", language))


def test_discarding_takes_the_translations_along_and_leaves_published_ones() -> None:
    own.published()
    draft = services.revise(user=own.editor(), slug="basics")
    services.discard(user=own.editor(), draft_id=draft.pk)
    assert [row.number for row in ModelTexts.objects.all()] == [1]


def test_words_of_a_published_version_are_mended_and_read_at_once() -> None:
    own.published()
    user = own.editor()
    mended = {"model/title": "Fondamentaux", "reporting/title": " "}
    services.save_texts(
        user=user, slug="basics", number=1, language="fr", texts=mended, state="second-read"
    )
    told = wording.text("basics/1", "model/title", "fr")
    assert (str(told), told.state) == ("Fondamentaux", "second-read")
    assert wording.text("basics/1", "reporting/title", "fr").state == wording.MISSING
    assert str(wording.text("basics/1", "reporting/question", "fr")) == "À qui signale-t-on ?"


@pytest.mark.parametrize(
    "more",
    [
        {"language": "en"},
        {"language": "a-language-of-nowhere"},
        {"texts": {"law/nothing": "x"}},
        {"state": "perfect"},
        {"slug": "national-csirt"},
        {"number": 9},
    ],
)
def test_texts_that_belong_nowhere_are_refused(more: dict[str, Any]) -> None:
    own.draft()
    words = {"slug": "basics", "number": 1, "language": "es", "texts": {}, "state": "draft", **more}
    with pytest.raises(services.Refused):
        services.save_texts(user=own.editor(), **words)
    assert ModelTexts.objects.count() == 1


def test_a_bad_file_is_refused_with_all_problems_and_leaves_nothing() -> None:
    told = model_toml.write(maturity.parse(own.own_model()))
    told = told.replace('gate = "mean"', 'gate = "none"').replace("Before the start", " ")
    with pytest.raises(imports.Unreadable) as error:
        services.import_draft(user=own.editor(), name="basics.toml", content=told.encode())
    assert len(error.value.problems) == 2
    assert not ModelDraft.objects.exists()
    assert not ModelTexts.objects.exists()


def test_a_file_that_has_its_shape_but_makes_no_sense_is_refused_as_well() -> None:
    told = model_toml.write(maturity.parse(own.own_model(dimensions=[])))
    with pytest.raises(imports.Unreadable, match="dimensions"):
        services.import_draft(user=own.editor(), name="basics.toml", content=told.encode())


def test_an_imported_file_keeps_its_translations() -> None:
    told = model_toml.write(maturity.parse(own.own_model()), {"fr": own.FRENCH})
    draft = services.import_draft(user=own.editor(), name="basics.toml", content=told.encode())
    assert maturity.parse(draft.content) == maturity.parse(own.own_model())
    assert ModelTexts.objects.get().texts == own.FRENCH


def test_a_text_that_no_database_takes_is_refused_in_words() -> None:
    wrong = own.own_model(summary="Three\x00questions.")
    with pytest.raises(services.Refused, match="NUL"):
        services.create_draft(user=own.editor(), mapping=wrong)
