"""What changes rounds, snapshots and plans: permission, log and transaction in one place."""

from assessments.services.answers import Overtaken, Saved, save_answer
from assessments.services.desks import desk
from assessments.services.plans import make_plan
from assessments.services.refusals import Refused
from assessments.services.reports import EDITIONS, REPORT, request_report
from assessments.services.rounds import start_round
from assessments.services.signing import Gaps, gaps, sign_off
from assessments.services.standings import Standing, standings

__all__ = [
    "EDITIONS",
    "REPORT",
    "Gaps",
    "Overtaken",
    "Refused",
    "Saved",
    "Standing",
    "desk",
    "gaps",
    "make_plan",
    "request_report",
    "save_answer",
    "sign_off",
    "standings",
    "start_round",
]
