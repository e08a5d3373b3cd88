"""The importer makes the same site every time, and leaves alone what somebody has edited."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Revision

from cms.people.models import AuditEvent
from courses import bundles, transfer
from courses.domain import bundle, keys
from courses.models import Item, ItemText, ItemVersion, LessonPage, QuizPage
from tests.courses import example, made, staged

pytestmark = pytest.mark.django_db


def again(changes: dict[str, str] | None = None, **options: bool) -> transfer.Report:
    return transfer.import_course(course=example.course(changes), **options)


def changed(path: str, old: str, new: str) -> dict[str, str]:
    assert old in example.FILES[path]
    return {path: example.FILES[path].replace(old, new)}


def counts() -> dict[str, int]:
    models = (Page, Revision, Item, ItemVersion, ItemText, get_image_model(), AuditEvent)
    return {model.__name__: model.objects.count() for model in models}


def test_a_bundle_becomes_live_pages_in_every_language(course):
    for language in made.LANGUAGES:
        lesson = made.page("small/first", language)
        assert lesson.live
        assert lesson.translation_key == keys.page("small/first")
        assert [block.block_type for block in lesson.body] == [
            "text",
            "callout",
            "image",
            "terms",
            "check",
            "facts",
            "sources",
        ]
    english, arabic = made.page("small/first"), made.page("small/first", "ar")
    assert [block.id for block in english.body] == [block.id for block in arabic.body]
    assert english.body[0].id == str(keys.block("small/first", "text"))
    assert [entry.item.name for entry in made.page("small/quiz").quiz_items.all()] == [
        "one",
        "several",
    ]


def test_a_second_import_changes_nothing(course):
    before = counts()
    report = again()
    assert report.empty
    assert report.unchanged == 10
    assert counts() == before


def test_a_dry_run_says_what_would_be_done_and_does_nothing(course):
    before = counts()
    report = again(changed("ar/second.md", "عربي text", "عربي other"), dry_run=True)
    assert report.changed == ["ar: small/second"]
    assert counts() == before


def test_a_dry_run_before_the_first_import_needs_nothing(db):
    made.tree()
    report = again(dry_run=True)
    assert len(report.created) == 10
    assert counts()["Item"] == 0


def test_one_changed_text_makes_one_revision(course):
    before = Revision.objects.count()
    assert again(changed("ar/second.md", "عربي text", "عربي other")).changed == ["ar: small/second"]
    assert Revision.objects.count() == before + 1
    assert "عربي other" in str(made.page("small/second", "ar").body[0].value["body"])


def test_a_page_edited_here_is_kept_unless_told_otherwise(course):
    lesson = made.page("small/second")
    lesson.title = "Edited here"
    lesson.save_revision().publish()
    renamed = changed("en/second.md", "English second summary", "Another summary")
    assert again(renamed).kept == ["en: small/second"]
    assert made.page("small/second").title == "Edited here"
    assert again(renamed, overwrite=True).changed == ["en: small/second"]
    assert made.page("small/second").title == "English second"


def test_a_draft_of_somebody_is_kept_too(course):
    lesson = made.page("small/second")
    lesson.title = "Not yet published"
    lesson.save_revision()
    assert again(changed("en/second.md", "English text", "Other text")).kept == ["en: small/second"]


def test_a_changed_item_is_a_new_version_and_the_old_one_stays(course):
    assert again(changed("en/items.toml", "English one?", "English one, mended?")).items == ["one"]
    versions = ItemVersion.objects.filter(item__content_id="small/one").order_by("number")
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].wording("en").prompt == "English one?"
    assert versions[1].wording("en").prompt == "English one, mended?"
    assert versions[1].wording("ar").prompt == "عربي one?"


def test_a_new_order_moves_pages_and_what_is_gone_is_unpublished(course):
    outline = example.FILES["course.toml"]
    first, second = '{ id = "first", minutes = 5 }', '{ id = "second", minutes = 7 }'
    again({"course.toml": outline.replace(f"{first}, {second}", f"{second}, {first}")})
    module = made.page("small/start")
    assert [page.slug for page in module.get_children()] == ["second", "first", "quiz"]
    files = example.files({"course.toml": outline.replace(f"{first}, {second}", first)})
    for language in made.LANGUAGES:
        del files[f"{language}/second.md"]
    files["items/several.toml"] = files["items/several.toml"].replace('"say"', '"see"')
    report = transfer.import_course(course=transfer.bundles.bundle.parse(files))
    assert report.withdrawn == ["en: small/second", "ar: small/second"]
    assert not made.page("small/second").live
    again()
    assert made.page("small/second").live


def test_a_language_that_the_site_does_not_have_is_left_out(course):
    outline = example.FILES["course.toml"]
    french = {
        f"fr{path[2:]}": text for path, text in example.FILES.items() if path.startswith("en/")
    }
    declared = outline.replace(
        "[languages.ar]", '[languages.fr]\nstate = "draft"\n\n[languages.ar]'
    )
    french["scenarios/call/fr.toml"] = staged.words("French")
    report = again({"course.toml": declared} | french)
    assert report.left_out == ["fr"]
    assert report.unchanged == 10


def test_without_a_tree_of_pages_the_importer_says_what_to_do(db):
    with pytest.raises(transfer.TransferError, match="no course index in en"):
        again()


def test_an_import_is_on_record_when_it_changed_something(course):
    again()
    events = AuditEvent.objects.filter(verb="course.imported")
    assert [event.detail["created"] for event in events] == [10]


def test_the_command_imports_a_shipped_course_and_reports_problems_as_sentences(db, tmp_path):
    made.tree()
    out = StringIO()
    call_command("import_course", "national-csirt", "--dry-run", stdout=out)
    assert "Nothing was written." in out.getvalue()
    call_command("import_course", "national-csirt", stdout=out)
    languages = Locale.objects.count()
    outline = bundle.parse(bundles.read(bundles.find("national-csirt"))).outline
    assert LessonPage.objects.live().count() == len(outline.lessons) * languages
    assert QuizPage.objects.live().count() == len(outline.quizzes) * languages
    (tmp_path / "course.toml").write_text('id = "x"')
    with pytest.raises(CommandError, match=r"course\.toml, version: this is missing"):
        call_command("import_course", str(tmp_path))
