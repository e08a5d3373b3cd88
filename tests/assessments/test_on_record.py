"""Every step and every change of who may do what is on record, and no content is anywhere there."""

import json
import logging

import pytest

from assessments import services
from cms.people import deeds
from cms.people.models import AuditEvent
from cms.press.models import OutboxMessage
from tests.assessments import made, story

WHOLE = {
    "approval", "change", "code", "comment", "consensus", "disclosure", "emergency", "evidence",
    "institution", "invitation", "lead", "logo", "member", "part", "progress", "round", "sharing",
    "snapshot",
}  # fmt: skip
"""What every verb of which must happen in the story: a new one has to be told there."""
BESIDES = {"report.requested", "job.done", "file.downloaded", "account.made", "plan.approved",
           "answer.entered_on_behalf", "answers.confirmed"}  # fmt: skip


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="django.db.backends")  # statements are no log lines
    return caplog


def test_everything_is_on_record_and_no_content_in_events_letters_and_log_lines(
    team: made.Team, strangers: made.Team, logged: pytest.LogCaptureFixture
) -> None:
    story.told(team, strangers)
    rows = list(AuditEvent.objects.values())
    verbs = {row["verb"] for row in rows}
    wanted = {verb for verb in deeds.WORDS if verb.partition(".")[0] in WHOLE} | BESIDES
    assert wanted - verbs == set(), "tell it in story.py, or put it on record"
    letters = list(OutboxMessage.objects.values())
    assert len(letters) > 20
    assert story.MARK not in json.dumps(rows, default=str).lower()
    assert story.MARK not in json.dumps(letters, default=str).lower()
    assert story.MARK not in logged.text.lower()


def test_every_step_of_a_round_was_taken_and_names_where_it_led(
    team: made.Team, strangers: made.Team
) -> None:
    story.of_a_team(team, strangers)
    moved = AuditEvent.objects.filter(verb="round.moved").values_list("detail", flat=True)
    taken = {(detail["from"], detail["to"]) for detail in moved}
    assert taken == {(str(step.source), str(step.target)) for step in services.STEPS.values()}
    assert AuditEvent.objects.filter(verb="round.signed").exists()
