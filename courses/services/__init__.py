"""Everything that changes what a learner has: permission, log and transaction in one place."""

from courses.services.attempts import (
    NO_ANSWER,
    Overtaken,
    Refused,
    asked_of,
    check_answer,
    close_if_over,
    record_answer,
    submit,
)
from courses.services.carrying import print_book, printed_book
from courses.services.certificates import earned, held, issue, print_certificate, printed
from courses.services.correcting import reissue, revoke
from courses.services.credentials import badge, judge, page_of, statement, token
from courses.services.desk import certificate_url, desk
from courses.services.downloads import note_badge, note_transcript
from courses.services.enrolment import complete_lesson, enrol, require_open
from courses.services.gains import Gain, gains
from courses.services.grading import allow_extra_time, correct, grade, handed_in, may_grade, waiting
from courses.services.scenarios import OvertakenError, begin_scenario, choose
from courses.services.starting import start_attempt
from courses.services.transcripts import plain, print_transcript, printed_transcript, transcript

__all__ = [
    "NO_ANSWER",
    "Gain",
    "Overtaken",
    "OvertakenError",
    "Refused",
    "allow_extra_time",
    "asked_of",
    "badge",
    "begin_scenario",
    "certificate_url",
    "check_answer",
    "choose",
    "close_if_over",
    "complete_lesson",
    "correct",
    "desk",
    "earned",
    "enrol",
    "gains",
    "grade",
    "handed_in",
    "held",
    "issue",
    "judge",
    "may_grade",
    "note_badge",
    "note_transcript",
    "page_of",
    "plain",
    "print_book",
    "print_certificate",
    "print_transcript",
    "printed",
    "printed_book",
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
    "waiting",
]
