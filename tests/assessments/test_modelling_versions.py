"""Versions of models in the workshop: lists, texts, previews, files, publishing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from assessments import frameworks, services
from assessments.domain import maturity
from assessments.exports import model_toml
from assessments.models import ModelDraft, ModelTexts, PublishedModel
from tests.assessments import frameworks as own
from tests.assessments.workshop import (
    INDEX,
    address,
    is_missing,
)

pytestmark = pytest.mark.django_db


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
    with django_assert_max_num_queries(13):
        page = writer.get(address("draft", large.pk)).content.decode()
    assert page.count("<details") >= 100
    assert "<details open" not in page.partition('id="tree')[2].partition('id="stages')[0]
    with django_assert_max_num_queries(13):
        writer.get(f"{address('edit', large.pk, 'dimensions.99.indicators.16')}")
