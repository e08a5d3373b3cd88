"""Everything that changes what a learner has: permission, log and transaction in one place."""

from courses.services.attempts import Refused, record_answer, start_attempt, submit
from courses.services.certificates import earned, held, issue, print_certificate, printed
from courses.services.desk import certificate_url, desk
from courses.services.enrolment import complete_lesson, enrol, require_open
from courses.services.scenarios import OvertakenError, begin_scenario, choose

__all__ = [
    "OvertakenError",
    "Refused",
    "begin_scenario",
    "certificate_url",
    "choose",
    "complete_lesson",
    "desk",
    "earned",
    "enrol",
    "held",
    "issue",
    "print_certificate",
    "printed",
    "record_answer",
    "require_open",
    "start_attempt",
    "submit",
]
