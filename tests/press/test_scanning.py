"""The virus scanner: clean, infected, away; a file waits for it and is handed out to nobody."""

from pathlib import Path
from typing import Any

import pytest

from cms.people import roles
from cms.people.models import AuditEvent
from cms.people.services import Refused
from cms.press import checks, clearing, files, scanning, uploads
from cms.press.models import PrivateFile, Upload
from tests.people.made import institution, member
from tests.press import clamd

AWAY = "tcp://127.0.0.1:9"
CLEAN, INFECTED = b"a clean text", b"text " + clamd.SIGN


def sent(content: bytes) -> Upload:
    ministry = institution()
    user = member(roles.RESPONDENT, ministry)
    return uploads.take_whole(user=user, institution_id=ministry.pk, name="a.txt", content=content)


def test_the_scanner_is_asked_over_both_kinds_of_socket(tmp_path: Path, settings: Any) -> None:
    for path in ("", str(tmp_path / "clamd")):
        with clamd.running(path) as settings.CLAMD_URL:
            assert not scanning.is_infected(CLEAN * 20_000)
            assert scanning.is_infected(INFECTED)


@pytest.mark.parametrize("url", [AWAY, "unix:///nowhere/clamd", "http://x", "tcp://x"])
def test_a_scanner_that_is_away_gives_no_verdict(settings: Any, url: str) -> None:
    settings.CLAMD_URL = url
    with pytest.raises(scanning.Unreachable):
        scanning.is_infected(CLEAN)


def test_an_error_of_the_scanner_is_no_verdict(settings: Any) -> None:
    with clamd.running(broken=True) as settings.CLAMD_URL, pytest.raises(scanning.Unreachable):
        scanning.is_infected(CLEAN)


@pytest.mark.django_db
def test_an_infected_file_is_refused_and_that_is_on_record(settings: Any) -> None:
    with clamd.running() as settings.CLAMD_URL:
        assert sent(CLEAN).file.state == PrivateFile.State.READY
        with pytest.raises(Refused, match="malware"):
            sent(INFECTED)
    assert PrivateFile.objects.count() == 1
    assert AuditEvent.objects.get(verb="upload.refused").detail == {"code": "infected"}


@pytest.mark.django_db
def test_while_the_scanner_is_away_a_file_waits_and_is_handed_out_to_nobody(
    settings: Any,
) -> None:
    settings.CLAMD_URL = AWAY
    clean, infected = sent(CLEAN).file, sent(INFECTED).file
    assert clean.state == infected.state == PrivateFile.State.WAITING
    with pytest.raises(FileNotFoundError):
        files.handed_out(clean)
    assert clearing.scan_waiting() == 0
    with clamd.running() as settings.CLAMD_URL:
        assert clearing.scan_waiting() == 2
    clean.refresh_from_db()
    assert b"".join(files.handed_out(clean)) == CLEAN
    infected.refresh_from_db()
    assert infected.state == PrivateFile.State.INFECTED
    with pytest.raises(FileNotFoundError):
        files.open_file(infected)
    event = AuditEvent.objects.get(verb="upload.refused")
    assert (event.subject_id, event.detail) == (str(infected.pk), {"code": "infected"})


@pytest.mark.django_db
def test_where_the_scanner_was_taken_away_for_good_nothing_waits_any_more(settings: Any) -> None:
    settings.CLAMD_URL = AWAY
    file = sent(CLEAN).file
    settings.CLAMD_URL = ""
    clearing.clear()
    file.refresh_from_db()
    assert file.state == PrivateFile.State.READY


def test_a_site_without_scanner_is_told_so_and_no_more(settings: Any) -> None:
    settings.CLAMD_URL = ""
    [told] = checks.check_scanner(None)
    assert not told.is_serious()
    assert told.id == "press.I001"
    settings.CLAMD_URL = AWAY
    assert checks.check_scanner(None) == []
