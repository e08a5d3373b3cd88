"""Every verb of the log has its words, and every event its term; the guard lets nothing else go."""

import ast
import datetime as dt
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation

from cms.people import audit, deeds
from cms.people.managers import AppendOnlyError
from cms.people.models import AuditEvent, Institution
from cms.press import sweeping
from tests.people.made import institution, put_on_record

VERB = re.compile(r"[a-z_]+\.[a-z_]+")
ROOMS = ("assessments", "cms", "courses")


@pytest.fixture
def ministry(db: None) -> Institution:
    return institution()


def test_every_verb_that_the_code_records_has_words() -> None:
    found = set()
    for room in ROOMS:
        for module in (configured.BASE_DIR / room).rglob("*.py"):
            found |= _verbs(module)
    assert {"round.signed", "variant.deleted", "own_action.added", "model.drafted"} <= found
    assert found == set(deeds.WORDS)


def _verbs(module: Path) -> set[str]:
    """All strings that read like a verb, where a module speaks of the log."""
    code = module.read_text()
    if module.name == "deeds.py" or not re.search(r"\baudit\.record\(|\brecord\(|\bverb\b", code):
        return set()
    texts = (one.value for one in ast.walk(ast.parse(code)) if isinstance(one, ast.Constant))
    found = {text for text in texts if isinstance(text, str) and VERB.fullmatch(text)}
    return {
        text
        for text in found
        if text.partition(".")[0] not in {*ROOMS, "people", "auth"}
        and not text.endswith((".html", ".json", ".csv", ".xlsx"))  # names of files
    }


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_every_verb_has_words_in_every_language(language: str) -> None:
    english = {verb: deeds.words(verb) for verb in deeds.WORDS}
    with translation.override(language):
        assert [verb for verb in english if deeds.words(verb) == english[verb]] == []


def test_the_sweep_deletes_what_is_past_its_term_and_records_that(ministry: Institution) -> None:
    now = timezone.now()
    for days in (732, 730.5, 729):
        put_on_record(now - dt.timedelta(days=days), ministry)
    sweeping.sweep()
    assert AuditEvent.objects.filter(verb="round.started").count() == 1
    event = AuditEvent.objects.get(verb="log.shortened")
    assert (event.actor_id, event.institution_id, event.detail["events"]) == (None, None, 2)
    sweeping.sweep()
    assert AuditEvent.objects.filter(verb="log.shortened").count() == 1


def test_a_log_is_not_shortened_every_minute_and_never_where_it_is_kept(
    ministry: Institution, settings
) -> None:
    now = timezone.now()
    put_on_record(now - dt.timedelta(days=730.5), ministry)
    assert audit.shorten() == 0
    put_on_record(now - dt.timedelta(days=9000), ministry)
    settings.AUDIT_LOG_DAYS = 0
    assert audit.shorten() == 0
    assert AuditEvent.objects.count() == 2


def test_the_term_opens_no_other_door(ministry: Institution, settings) -> None:
    now = timezone.now()
    put_on_record(now - dt.timedelta(days=900), ministry)
    with pytest.raises(AppendOnlyError):
        AuditEvent.objects.all().delete()
    if connection.vendor == "postgresql":
        _refused("DELETE FROM people_auditevent")
        assert audit.shorten() == 1
        put_on_record(now - dt.timedelta(days=900), ministry)
        _refused("DELETE FROM people_auditevent")  # in the transaction of a deletion that is over
        put_on_record(now - dt.timedelta(days=300), ministry)
        settings.AUDIT_LOG_DAYS = 100
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            audit.shorten()
        _refused("UPDATE people_auditevent SET verb = 'round.opened'")
        assert AuditEvent.objects.filter(verb="round.started").count() == 2


def _refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(("days", "starts"), [("0", True), ("365", True), ("364", False)])
def test_a_term_shorter_than_a_year_stops_the_start_with_a_sentence(
    days: str, starts: bool
) -> None:
    variables = {"SECRET_KEY": "x" * 50, "DATABASE_URL": "sqlite:////dev/null", "ENV_FILE": ""}
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=configured.BASE_DIR,
        env={**variables, "DJANGO_SETTINGS_MODULE": "cms.settings", "AUDIT_LOG_DAYS": days},
        capture_output=True,
        text=True,
    )
    assert (done.returncode == 0) is starts
    assert ("AUDIT_LOG_DAYS is 0" in done.stderr) is not starts
