"""The command tells the state of every shipped translation."""

import re
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

from courses import bundles


def _rows() -> list[list[str]]:
    out = StringIO()
    call_command("translation_status", stdout=out)
    return [re.split(r"\s{2,}", line.strip()) for line in out.getvalue().splitlines()[1:]]


def test_every_language_has_a_row_for_interface_content_and_course() -> None:
    rows = _rows()
    for title in ("interface", "models and actions", "glossary", "course national-csirt"):
        named = [row[1] for row in rows if row[0].startswith(title)]
        assert named == [code for code, _name in settings.LANGUAGES]


def test_what_is_shipped_is_second_read_and_complete() -> None:
    for row in _rows():
        if row[2] != "source":
            debts = [] if row[0] == "glossary" else ["0"]
            assert row[2:3] + row[4:] == ["second-read", "0", *debts]
            assert int(row[3]) > 0


def test_a_text_without_translation_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Saved", msgstr=""))
    catalogue.append(polib.POEntry(msgid="Level", msgstr="Niveau", flags=["fuzzy"]))
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue.save(str(folder / "django.po"))
    monkeypatch.setattr(settings, "LOCALE_PATHS", [tmp_path])
    assert ["interface", "fr", "draft", "2", "1", "1"] in _rows()


def test_what_a_bundle_owes_its_source_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = bundles.read(bundles.find("national-csirt"))
    made = f'place = "title"\ntranslation = "{"0" * 64}"\nsource = "Say who you are"\n'
    owed = f"[[lessons.say-who-you-are.made]]\n{made}"
    bundles.write({**files, "ar/behind.toml": owed}, tmp_path / "owing", overwrite=False)
    monkeypatch.setattr(bundles, "shipped", lambda: [str(tmp_path / "owing")])
    row = next(row for row in _rows() if row[0].startswith("course") and row[1] == "ar")
    assert row[3:] == ["160", "0", "1"]
