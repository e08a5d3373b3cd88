"""Files that trainers bring and take: looked through, shown, and taken only at their word."""

from courses.arrivals.bundles import receive_bundle, take_bundle
from courses.arrivals.keeping import Unfit, discard, forget_old, mine
from courses.arrivals.leaving import questions_as, request_bundle
from courses.arrivals.questions import receive_questions, take_questions
from courses.arrivals.rights import may_transfer, require_transfer
from courses.arrivals.texts import receive_text, take_text

__all__ = [
    "Unfit",
    "discard",
    "forget_old",
    "may_transfer",
    "mine",
    "questions_as",
    "receive_bundle",
    "receive_questions",
    "receive_text",
    "request_bundle",
    "require_transfer",
    "take_bundle",
    "take_questions",
    "take_text",
]
