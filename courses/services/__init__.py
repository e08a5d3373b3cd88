"""Everything that changes what a learner has: permission, log and transaction in one place."""

from courses.services.admission import (
    admissions,
    enter_code,
    make_code,
    may_manage,
    revoke_code,
    set_way,
)
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
from courses.services.enrolment import (
    ClosedCourse,
    complete_lesson,
    enrol,
    is_enrolled,
    require_open,
)
from courses.services.gains import Gain, gains
from courses.services.grading import allow_extra_time, correct, grade, handed_in, may_grade, waiting
from courses.services.indexing import forget_lesson, index_all_lessons, index_lesson
from courses.services.inviting import accept, invitation, invite, resend, withdraw
from courses.services.notes import (
    ChangedMeanwhileError,
    TooManyNotesError,
    change_note,
    delete_note,
    note_taken,
    write_note,
)
from courses.services.paths import followed, make_path, open_paths, own_paths, remove_path
from courses.services.releases import release
from courses.services.scenarios import OvertakenError, begin_scenario, choose
from courses.services.starting import start_attempt
from courses.services.transcripts import plain, print_transcript, printed_transcript, transcript

__all__ = [
    "NO_ANSWER",
    "ChangedMeanwhileError",
    "ClosedCourse",
    "Gain",
    "Overtaken",
    "OvertakenError",
    "Refused",
    "TooManyNotesError",
    "accept",
    "admissions",
    "allow_extra_time",
    "asked_of",
    "badge",
    "begin_scenario",
    "certificate_url",
    "change_note",
    "check_answer",
    "choose",
    "close_if_over",
    "complete_lesson",
    "correct",
    "delete_note",
    "desk",
    "earned",
    "enrol",
    "enter_code",
    "followed",
    "forget_lesson",
    "gains",
    "grade",
    "handed_in",
    "held",
    "index_all_lessons",
    "index_lesson",
    "invitation",
    "invite",
    "is_enrolled",
    "issue",
    "judge",
    "make_code",
    "make_path",
    "may_grade",
    "may_manage",
    "note_badge",
    "note_taken",
    "note_transcript",
    "open_paths",
    "own_paths",
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
    "release",
    "remove_path",
    "require_open",
    "resend",
    "revoke",
    "revoke_code",
    "set_way",
    "start_attempt",
    "statement",
    "submit",
    "token",
    "transcript",
    "waiting",
    "withdraw",
    "write_note",
]
