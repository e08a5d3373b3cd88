"""A course leaves the site as it came, and what was edited here leaves with it."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses import bundles, transfer
from courses.domain import bundle
from courses.domain.problems import BundleError
from courses.transfer import leaving
from tests.courses import example, filmed, leavers, made, quizzed_files

pytestmark = pytest.mark.django_db


def test_what_nobody_has_edited_leaves_letter_by_letter(db):
    made.tree()
    files = example.files()
    transfer.import_course(course=bundle.parse(files), files=files)
    exported = leaving.export_course("small")
    assert exported.files == files
    assert exported.notes == ()
    assert exported.problems == ()


def differing(one, other) -> list[str]:
    """The paths whose files are not the same."""
    return sorted(path for path in {**one, **other} if one.get(path) != other.get(path))


def test_the_shipped_course_leaves_letter_by_letter_in_every_language(db):
    made.tree()
    for code in ("fr", "es"):
        leavers.language(code)
    files = bundles.read(bundles.find("national-csirt"))
    transfer.import_shipped(slug="national-csirt")
    exported = leaving.export_course("national-csirt")
    assert differing(exported.files, files) == []
    assert set(exported.course.words) == {"en", "fr", "es", "ar"}
    assert (exported.notes, exported.problems) == ((), ())


@pytest.fixture
def imported(db: None) -> None:
    """The small course, with its files kept."""
    made.tree()
    transfer.import_course(course=example.course(), files=example.files())


def there_and_back(course: str, *, named: bool = True) -> leaving.Exported:
    """Export, delete, import; the pages are equal, and so is a second export.

    Blocks that were not `named` in the editor have names afterwards.
    """
    before = leavers.told(course, named=named)
    exported = leaving.export_course(course)
    leavers.remove(course)
    assert exported.problems == ()
    transfer.import_course(course=bundle.parse(exported.files), files=exported.files)
    assert leavers.told(course, named=named) == before
    assert differing(leaving.export_course(course).files, exported.files) == []
    return exported


def test_what_was_edited_here_leaves_and_comes_back(imported):
    lesson = made.page("small/first")
    lesson.title = "Edited: here"
    lesson.slug = "edited-here"
    raw = lesson.body.get_prep_value()
    raw[0]["value"]["body"] = leavers.EDITED
    raw[1]["value"]["title"] = "Another title"
    raw[2]["value"]["image"] = leavers.photograph("New photo").pk
    raw[5]["value"]["facts"][0]["value"]["as_of"] = "2026-12-01"
    raw[6]["value"]["sources"][0]["value"]["title"] = "RFC 2350, mended"
    raw.append({"type": "text", "id": "", "value": {"anchor": "last", "body": "<p>A *star*</p>"}})
    lesson.body = raw
    lesson.save_revision().publish()
    quiz = made.page("small/quiz", "ar")
    quiz.summary = "عربي edited"
    quiz.save_revision().publish()
    exported = there_and_back("small")
    assert "images/new-photo.png" in exported.files
    assert exported.files["en/second.md"] == example.FILES["en/second.md"]
    assert exported.files["ar/first.md"] == example.FILES["ar/first.md"]
    assert '[languages.ar]\nstate = "draft"\npartial = true' in exported.files["course.toml"]
    assert 'slug = "edited-here"' in exported.files["en/first.md"]


def test_a_page_that_the_editor_only_saved_leaves_as_it_came(imported):
    lesson = made.page("small/first")
    raw = lesson.body.get_prep_value()
    raw[0]["value"]["body"] = (
        '<h2 data-block-key="x">English heading</h2><p data-block-key="y">English '
        '<b>paragraph</b> with a <a href="https://example.org/">link</a>.</p>'
    )
    lesson.body = raw
    lesson.save_revision().publish()
    assert differing(leaving.export_course("small").files, example.files()) == []
    report = transfer.import_course(course=example.course(), files=example.files())
    assert (report.unchanged, report.changed, report.kept) == (10, [], [])


def test_a_course_made_here_in_french_leaves_and_comes_back(db):
    made.tree()
    leavers.language("fr")
    leavers.french_course()
    exported = there_and_back("incidents", named=False)
    assert set(exported.course.words) == {"fr"}
    assert exported.course.outline.source == "fr"
    assert exported.course.outline.modules[0].order == ("first", "quiz", "second", "end")
    assert "Mot<strong>(fort)</strong>suite, *penché*" in exported.files["fr/first.md"]
    assert "« Titre » (un)" in exported.files["fr/first.md"]


def test_a_course_made_here_is_known_again_while_it_is_still_there(db):
    made.tree()
    leavers.language("fr")
    leavers.french_course()
    files = leaving.export_course("incidents").files
    before = leavers.told("incidents")
    report = transfer.import_course(course=bundle.parse(files), files=files)
    assert report.created == []
    assert report.items == []
    assert leavers.told("incidents") == before


def test_a_translation_that_has_only_begun_leaves_as_partial(imported):
    for page in (made.page("small/second", "ar"), made.page("small/quiz", "ar")):
        page.delete()
    exported = there_and_back("small")
    assert "ar/second.md" not in exported.files
    assert exported.course.outline.whole == ("en",)


def test_drafts_leave_only_where_they_are_asked_for(imported):
    lesson = made.page("small/second")
    lesson.title = "Not yet published"
    lesson.save_revision()
    exported = leaving.export_course("small")
    told = "en: small/second: a draft that is not published is left out."
    assert [str(one) for one in exported.notes] == [told]
    assert exported.files["en/second.md"] == example.FILES["en/second.md"]
    with_drafts = leaving.export_course("small", drafts=True).files["en/second.md"]
    assert 'title = "Not yet published"' in with_drafts


def test_a_deleted_image_in_use_is_named_with_its_place(imported):
    get_image_model().objects.all().delete()
    with pytest.raises(BundleError) as caught:
        leaving.export_course("small")
    place = "en/first.md, block `dot`: its image was deleted from the site; choose another one."
    assert place in str(caught.value)


def test_a_course_that_is_not_there_is_said_not_to_be(db):
    with pytest.raises(BundleError, match="no published course of this id"):
        leaving.export_course("nowhere")


def test_a_film_with_its_captions_leaves_and_comes_back(db):
    made.tree()
    filmed.upload()
    files = example.files(filmed.changes())
    transfer.import_course(course=bundle.parse(files), files=files)
    assert differing(there_and_back("small").files, files) == []


def test_a_film_that_was_chosen_here_is_named_by_its_file(db):
    made.tree()
    filmed.upload()
    files = example.files(filmed.changes())
    transfer.import_course(course=bundle.parse(files), files=files)
    filmed.upload(title="Another film", name="another.webm")
    lesson = made.page("small/second")
    raw = lesson.body.get_prep_value()
    raw[1]["value"]["file"] = get_document_model().objects.get(title="Another film").pk
    lesson.body = raw
    lesson.save_revision().publish()
    assert 'file = "another.webm"' in there_and_back("small").files["en/second.md"]


def test_questions_and_quizzes_of_every_kind_leave_and_come_back(db):
    made.tree()
    files = quizzed_files.files()
    transfer.import_course(course=bundle.parse(files), files=files)
    assert differing(there_and_back("small").files, files) == []


def test_values_that_a_bundle_has_once_are_said_to_differ(imported):
    lesson = made.page("small/second", "ar")
    lesson.minutes = 99
    lesson.save_revision().publish()
    told = "ar: small/second: `minutes` differ from the source, whose values leave."
    assert [str(one) for one in leaving.export_course("small").notes] == [told]


def test_a_page_of_a_translation_only_is_said_to_be_left_out(imported):
    made.page("small/second").delete()
    notes = [str(one) for one in leaving.export_course("small").notes]
    assert "ar: small/second: the source has no such page; it is left out." in notes


def test_a_language_that_the_site_has_no_more_is_said_to_stay_behind(imported):
    made.page("small", "ar").delete()
    exported = leaving.export_course("small")
    told = "ar: the site has no published page in this language."
    assert [str(one) for one in exported.notes] == [told]
    assert "[languages.ar]" not in exported.files["course.toml"]
