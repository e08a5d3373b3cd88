"""The command tells the state of every shipped translation."""

import re
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command


def _rows() -> list[list[str]]:
    out = StringIO()
    call_command("translation_status", stdout=out)
    return [re.split(r"\s{2,}", line.strip()) for line in out.getvalue().splitlines()[1:]]


def test_every_language_has_a_row_for_interface_content_and_course() -> None:
    rows = _rows()
    for title in ("interface", "models and actions", "course national-csirt"):
        named = [row[1] for row in rows if row[0].startswith(title)]
        assert named == [code for code, _name in settings.LANGUAGES]


def test_what_is_shipped_is_second_read_and_complete() -> None:
    for row in _rows():
        if row[2] != "source":
            assert row[2] == "second-read"
            assert row[4:] in ([], ["0", "0"])


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
