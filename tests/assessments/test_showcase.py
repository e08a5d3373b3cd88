"""Every edition, format and language of the three fictional states can be written."""

import json
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from assessments.exports import documents
from cms import showcase


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the documents go."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    return tmp_path / "examples"


@pytest.mark.parametrize("state", showcase.STATES)
def test_every_document_of_a_state_is_written_and_can_be_opened(state: str, folder: Path) -> None:
    written = list(showcase.write([state]))
    assert len(written) == len(documents.WRITERS) * len(settings.LANGUAGES)
    hashes = set()
    for file in written:
        assert file.parent == folder / state
        if file.suffix == ".pdf":
            pages = PdfReader(file).pages
            assert len(pages) == 2 or not file.name.startswith("brief")
            assert pages[0].extract_text().strip()
        elif file.suffix in (".docx", ".xlsx"):
            assert zipfile.ZipFile(file).testzip() is None
        elif file.suffix == ".ics":
            assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")
        elif file.name.startswith("report"):
            hashes.add(json.loads(file.read_text())["head"]["hash"])
    assert len(hashes) == 1
