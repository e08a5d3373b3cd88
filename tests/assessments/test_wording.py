"""Words of models and actions: the catalogue, its states, and the command that keeps it."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from assessments import catalogues, library, wording
from assessments.catalogues import Source

OWNER = "cert-starter/1"


def test_every_shipped_text_is_there_in_every_language_and_read_twice() -> None:
    for language, _ in settings.LANGUAGES:
        for owner in wording.owners():
            for path in wording.sources(owner).texts:
                found = wording.text(owner, path, language)
                assert found.language == language, (owner, path, language)
                assert found.state in (wording.SOURCE, "second-read")


def test_a_source_in_its_own_language_is_the_source() -> None:
    found = wording.text(OWNER, "mandate/title", "en")
    assert (str(found), found.state) == ("Mandate", wording.SOURCE)


def test_a_translation_comes_with_its_state_and_language() -> None:
    found = wording.text(OWNER, "mandate/title", "ar")
    assert (str(found), found.state, found.language) == ("التفويض", "second-read", "ar")


def test_a_language_without_a_catalogue_gets_the_marked_source() -> None:
    found = wording.text(OWNER, "mandate/title", "sw")
    assert (str(found), found.state, found.language) == ("Mandate", wording.MISSING, "en")


@pytest.mark.django_db
def test_a_path_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        wording.text(OWNER, "mandate/colour", "ar")
    with pytest.raises(KeyError):
        wording.text("ghost/1", "model/title", "ar")


def test_the_words_of_an_owner_give_single_texts_and_lists() -> None:
    words = wording.Words("actions/2026.1", "en")
    assert str(words("areas/C")) == "Incident response"
    steps = library.release("2026.1").action("C04-function").steps
    assert [str(one) for one in words.every("C04-function/steps")] == list(steps)
    assert words.every("C04-function/needs") == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues that a test may change."""
    monkeypatch.setattr(wording, "folder", lambda: tmp_path)
    wording.forget()
    yield tmp_path
    wording.forget()


def run(*options: str) -> str:
    out = StringIO()
    call_command("content_messages", *options, stdout=out)
    return out.getvalue()


def test_the_command_writes_a_catalogue_that_it_then_finds_incomplete(folder: Path) -> None:
    assert f"{len(wording.to_translate('fr'))} missing" in run()
    with pytest.raises(CommandError, match="of fr, es, ar is not up to date"):
        run("--check")


def test_the_shipped_catalogues_are_up_to_date(folder: Path) -> None:
    languages = [code for code, _name in settings.LANGUAGES if code != "en"]
    before = {}
    for language in languages:
        before[language] = catalogues.path(Path(settings.LOCALE_PATHS[0]), language).read_bytes()
        copy = catalogues.path(folder, language)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(before[language])
    whole = len(wording.to_translate("fr"))
    said = "".join(f"{language}: {whole} texts, 0 missing, 0 behind\n" for language in languages)
    assert run("--check") == said
    run()
    assert {name: catalogues.path(folder, name).read_bytes() for name in languages} == before


def _catalogue(*entries: polib.POEntry) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.metadata = {catalogues.STATE_HEADER: "second-read"}
    catalogue.extend(entries)
    return catalogue


def _entry(context: str, source: str, text: str, **more: object) -> polib.POEntry:
    return polib.POEntry(msgctxt=context, msgid=source, msgstr=text, **more)


def test_an_edited_source_keeps_the_old_text_marked_with_what_it_was_made_from() -> None:
    old = _catalogue(_entry("m/1/a/title", "Old", "قديم"))
    new = catalogues.renew(old, [Source("m/1/a/title", "New")], "ar")
    assert (new[0].msgid, new[0].msgstr, new[0].previous_msgid) == ("New", "قديم", "Old")
    assert new[0].fuzzy
    assert catalogues.state(new, new[0]) == "behind"
    again = catalogues.renew(new, [Source("m/1/a/title", "Newer")], "ar")
    assert again[0].previous_msgid == "Old"
    back = catalogues.renew(again, [Source("m/1/a/title", "Old")], "ar")
    assert not back[0].fuzzy
    assert catalogues.state(back, back[0]) == "second-read"


def test_a_text_that_is_behind_is_shown_and_marked(folder: Path) -> None:
    old = _catalogue(_entry(f"{OWNER}/mandate/title", "Task", "المهمة"))
    new = catalogues.renew(old, wording.to_translate("ar"), "ar")
    file = catalogues.path(folder, "ar")
    file.parent.mkdir(parents=True)
    file.write_text(f"{new}\n", encoding="utf-8")
    found = wording.text(OWNER, "mandate/title", "ar")
    assert (str(found), found.state, found.language) == ("المهمة", "behind", "ar")


def test_a_new_version_starts_from_the_entries_of_the_former_one() -> None:
    old = _catalogue(
        _entry("m/1/a/title", "Same", "نفسه", tcomment="state: draft"),
        _entry("m/1/b/title", "Before", "قبل"),
    )
    sources = [Source("m/2/a/title", "Same"), Source("m/2/b/title", "After")]
    same, changed = catalogues.renew(old, sources, "ar")
    assert (same.msgstr, same.fuzzy, same.tcomment) == ("نفسه", False, "state: draft")
    assert (changed.msgstr, changed.fuzzy, changed.previous_msgid) == ("قبل", True, "Before")


def test_the_mark_of_an_entry_is_stronger_than_that_of_the_file() -> None:
    catalogue = _catalogue(
        _entry("m/1/a/title", "One", "واحد"),
        _entry("m/1/b/title", "Two", "اثنان", tcomment="state: draft"),
    )
    assert [catalogues.state(catalogue, one) for one in catalogue] == ["second-read", "draft"]
