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
    HANDED_IN,
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
from courses.services.gains import Gain, by_module, gains
from courses.services.grading import allow_extra_time, grade, handed_in, may_grade, waiting
from courses.services.indexing import forget_lesson, index_all_lessons, index_lesson
from courses.services.institutions import learning_of
from courses.services.inviting import accept, invitation, invite, resend, withdraw
from courses.services.letters import (
    Chosen,
    behind,
    choose_letters,
    letters_of,
    stop_letters,
    way_out,
)
from courses.services.mine import mine
from courses.services.notes import (
    ChangedMeanwhileError,
    TooManyNotesError,
    change_note,
    delete_note,
    note_taken,
    write_note,
)
from courses.services.own import forget_names, own_learning, stays
from courses.services.paths import followed, make_path, open_paths, own_paths, remove_path
from courses.services.rekeying import changed_items, correct, item_versions, outlook
from courses.services.releases import release
from courses.services.scenarios import OvertakenError, begin_scenario, choose
from courses.services.sharing import hide_name, show_name, shown_to
from courses.services.starting import start_attempt
from courses.services.targets import (
    calendar,
    close_feed,
    drop_target,
    feed,
    open_feed,
    proposed,
    set_target,
    target,
    today,
    zone,
)
from courses.services.transcripts import plain, print_transcript, printed_transcript, transcript
from courses.services.wordings import pages as course_pages
from courses.services.wordings import whole_address

__all__ = [
    "HANDED_IN",
    "NO_ANSWER",
    "ChangedMeanwhileError",
    "Chosen",
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
    "behind",
    "by_module",
    "calendar",
    "certificate_url",
    "change_note",
    "changed_items",
    "check_answer",
    "choose",
    "choose_letters",
    "close_feed",
    "close_if_over",
    "complete_lesson",
    "correct",
    "course_pages",
    "delete_note",
    "desk",
    "drop_target",
    "earned",
    "enrol",
    "enter_code",
    "feed",
    "followed",
    "forget_lesson",
    "forget_names",
    "gains",
    "grade",
    "handed_in",
    "held",
    "hide_name",
    "index_all_lessons",
    "index_lesson",
    "invitation",
    "invite",
    "is_enrolled",
    "issue",
    "item_versions",
    "judge",
    "learning_of",
    "letters_of",
    "make_code",
    "make_path",
    "may_grade",
    "may_manage",
    "mine",
    "note_badge",
    "note_taken",
    "note_transcript",
    "open_feed",
    "open_paths",
    "outlook",
    "own_learning",
    "own_paths",
    "page_of",
    "plain",
    "print_book",
    "print_certificate",
    "print_transcript",
    "printed",
    "printed_book",
    "printed_transcript",
    "proposed",
    "record_answer",
    "reissue",
    "release",
    "remove_path",
    "require_open",
    "resend",
    "revoke",
    "revoke_code",
    "set_target",
    "set_way",
    "show_name",
    "shown_to",
    "start_attempt",
    "statement",
    "stays",
    "stop_letters",
    "submit",
    "target",
    "today",
    "token",
    "transcript",
    "waiting",
    "way_out",
    "whole_address",
    "withdraw",
    "write_note",
    "zone",
]
