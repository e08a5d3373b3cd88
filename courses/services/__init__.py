"""Everything that changes what a learner has: permission, log and transaction in one place."""

from courses.services.attempts import Refused, record_answer, start_attempt, submit
from courses.services.certificates import earned, held, issue, print_certificate, printed
from courses.services.correcting import reissue, revoke
from courses.services.credentials import badge, judge, page_of, statement, token
from courses.services.desk import certificate_url, desk
from courses.services.downloads import note_badge, note_transcript
from courses.services.enrolment import complete_lesson, enrol, require_open
from courses.services.indexing import forget_lesson, index_all_lessons, index_lesson
from courses.services.notes import (
    ChangedMeanwhileError,
    TooManyNotesError,
    change_note,
    delete_note,
    note_taken,
    write_note,
)
from courses.services.scenarios import OvertakenError, begin_scenario, choose
from courses.services.transcripts import plain, print_transcript, printed_transcript, transcript

__all__ = [
    "ChangedMeanwhileError",
    "OvertakenError",
    "Refused",
    "TooManyNotesError",
    "badge",
    "begin_scenario",
    "certificate_url",
    "change_note",
    "choose",
    "complete_lesson",
    "delete_note",
    "desk",
    "earned",
    "enrol",
    "forget_lesson",
    "held",
    "index_all_lessons",
    "index_lesson",
    "issue",
    "judge",
    "note_badge",
    "note_taken",
    "note_transcript",
    "page_of",
    "plain",
    "print_certificate",
    "print_transcript",
    "printed",
    "printed_transcript",
    "record_answer",
    "reissue",
    "require_open",
    "revoke",
    "start_attempt",
    "statement",
    "submit",
    "token",
    "transcript",
    "write_note",
]
