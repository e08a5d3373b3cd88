"""A second import leaves alone what was edited here, says what, and shows how it differs."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from courses import bundles, transfer
from courses.domain import bundle
from courses.domain.releases import digest
from courses.models import ImportedBundle, Item, ItemText, ItemVersion, LessonPage, Scenario
from courses.transfer import difference, images, leaving, wanted
from tests.courses import example, leavers, made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def imported(db: None) -> None:
    """The small course, with its files kept."""
    made.tree()
    transfer.import_course(course=example.course(), files=example.files())


def again(changes: dict[str, str] | None = None, **options: bool) -> transfer.Report:
    files = example.files(changes)
    return transfer.import_course(course=bundle.parse(files), files=files, **options)


def swapped(path: str, old: str, new: str) -> dict[str, str]:
    assert old in example.FILES[path]
    return {path: example.FILES[path].replace(old, new)}


def edit_item(prompt: str) -> None:
    """A new version of the first item, as an editor of items makes it."""
    former = Item.objects.get(content_id="small/one").versions.latest("number")
    version = ItemVersion.objects.create(
        item=former.item,
        number=former.number + 1,
        structure=former.structure,
        sha256=former.sha256,
    )
    for row in former.texts.all():
        texts = {**row.texts, "prompt": prompt} if row.language == "en" else row.texts
        ItemText.objects.create(
            version=version, language=row.language, texts=texts, sha256=digest(texts)
        )


def test_what_was_edited_on_a_page_is_named(db):
    lesson = made.page("small/first")
    lesson.title = "Edited here"
    raw = lesson.body.get_prep_value()
    raw[0]["value"]["body"] = "<p>Edited here</p>"
    del raw[3]
    raw.append({"type": "text", "id": "", "value": {"anchor": "more", "body": "<p>More</p>"}})
    lesson.body = raw
    lesson.save_revision().publish()
    report = again(swapped("en/first.md", "English callout", "Another callout"))
    assert report.kept == ["en: small/first"]
    told = report.edited["en: small/first"]
    assert told == ["`title`", "block `text`", "block `words` (removed)", "block `more` (new)"]
    line = "left as it is, it was edited here (--overwrite replaces it): en: small/first (`title`, "
    assert any(one.startswith(line) for one in report.lines())


def test_a_draft_and_a_quiz_are_named_too(db):
    lesson = made.page("small/second")
    lesson.title = "Not yet"
    lesson.save_revision()
    quiz = made.page("small/quiz")
    quiz.quiz_items = list(quiz.quiz_items.all())[:1]
    quiz.save_revision().publish()
    report = again(
        swapped("en/second.md", "English text", "Other")
        | swapped("en/course.toml", "English quiz summary", "Other")
    )
    assert report.edited["en: small/second"] == ["a draft that is not published"]
    assert report.edited["en: small/quiz"] == ["items, blueprint or bands"]


def test_an_item_that_was_edited_here_is_kept_unless_told_otherwise(db):
    edit_item("Edited here?")
    changes = swapped("en/items.toml", "English one?", "Another question?")
    report = again(changes)
    assert (report.items, report.kept_items) == ([], ["one"])
    assert again().kept_items == ["one"]
    assert again(changes, overwrite=True).items == ["one"]
    newest = Item.objects.get(content_id="small/one").versions.latest("number")
    assert newest.wording("en").prompt == "Another question?"


def test_an_item_that_was_made_here_is_not_retired(db):
    item = leavers.item(made.page("small"), "ours", "en")
    again(swapped("en/items.toml", "English one?", "Another question?"))
    item.refresh_from_db()
    assert not item.retired


def test_a_scenario_that_the_bundle_never_had_stays(db):
    ours = Scenario.objects.create(
        content_id="small/ours", course_key=made.page("small").translation_key
    )
    assert again().withdrawn == []
    ours.refresh_from_db()
    assert ours.live


def test_the_difference_is_shown_in_the_letters_of_the_format(db):
    files = example.files(swapped("ar/second.md", "عربي text", "عربي other"))
    assert difference.of(bundle.parse(files)) == [
        "--- site/ar/second.md",
        "+++ bundle/ar/second.md",
        "@@ -9,3 +9,3 @@",
        " ::: text only",
        "-عربي text",
        "+عربي other",
        " :::",
    ]
    assert difference.of(example.course()) == []


def test_the_commands_take_a_course_out_and_bring_it_in(tmp_path):
    out = StringIO()
    call_command("export_course", "small", str(tmp_path / "small"), stdout=out)
    assert bundles.read(tmp_path / "small") == example.files()
    call_command("export_course", "small", str(tmp_path / "small.zip"), stdout=out)
    assert bundles.fetch(str(tmp_path / "small.zip")) == example.files()
    assert f"files: {len(example.FILES)}" in out.getvalue()
    changed = tmp_path / "small" / "en" / "second.md"
    changed.write_text(changed.read_text().replace("English text", "Other text"))
    out = StringIO()
    call_command("import_course", str(tmp_path / "small"), "--dry-run", stdout=out)
    assert "changed: en: small/second\n" in out.getvalue()
    assert "-English text\n+Other text\n" in out.getvalue()
    assert "Nothing was written." in out.getvalue()
    with pytest.raises(CommandError, match="something lies here"):
        call_command("export_course", "small", str(tmp_path / "small"), stdout=out)


def test_what_was_imported_before_files_were_kept_leaves_in_canonical_form(db):
    ImportedBundle.objects.all().delete()
    files = leaving.export_course("small").files
    canonical = bundle.files(example.course())
    others = [path for path in canonical if files.get(path) != canonical[path]]
    # PostgreSQL orders what is in JSON; SQLite leaves it as it came
    assert all(path.startswith("scenarios/") for path in others)
    assert bundle.parse(files).scenarios == example.course().scenarios
    assert files["en/first.md"].startswith('+++\ntitle = "English first"\n')


def test_a_page_that_an_earlier_version_imported_is_not_taken_for_an_edited_one(db):
    page = made.page("small/second")
    files = images.bring(example.course(), apply=False)
    for one in wanted.pages(example.course(), "en", files):
        if one.content_id == "small/second":
            LessonPage.objects.filter(pk=page.pk).update(imported_hash=one.former_digest_of(page))
    ImportedBundle.objects.all().delete()
    report = again(swapped("en/second.md", "English text", "Other text"))
    assert (report.changed, report.kept) == (["en: small/second"], [])
