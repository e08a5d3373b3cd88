"""What changes rounds, snapshots, plans and country facts: permission, log, one transaction."""

from assessments.services.adding import (
    own_actions,
    remove_own_action,
    save_own_action,
    to_plan,
)
from assessments.services.answers import Overtaken, Saved, save_answer
from assessments.services.approving import approve_plan
from assessments.services.boards import (
    OvertakenReport,
    Told,
    UnclearReport,
    adopted_plan,
    comment_action,
    currency_of,
    link_progress,
    may_report,
    planned_entry,
    quarter_now,
    report_progress,
    reporters,
    unlink_progress,
)
from assessments.services.desks import desk
from assessments.services.digest_choice import choose_digest, wants_digest
from assessments.services.disclosing import allow_confirmation, withdraw_confirmation
from assessments.services.drafts import (
    OVERTAKEN,
    copy_model,
    create_draft,
    discard,
    revise,
    save_draft,
)
from assessments.services.facts import confirm_facts
from assessments.services.frameworks import publish, save_texts
from assessments.services.importing import import_draft
from assessments.services.plans import make_plan, try_plan
from assessments.services.refusals import Refused
from assessments.services.replanning import replan, try_replan
from assessments.services.reports import REPORT, request_report
from assessments.services.rounds import start_round
from assessments.services.signing import Gaps, gaps, sign_off
from assessments.services.standings import Standing, standings
from assessments.services.variants import (
    MOST_VARIANTS,
    Wish,
    adopt_variant,
    delete_variant,
    read_variant,
    save_variant,
)

__all__ = [
    "MOST_VARIANTS",
    "OVERTAKEN",
    "REPORT",
    "Gaps",
    "Overtaken",
    "OvertakenReport",
    "Refused",
    "Saved",
    "Standing",
    "Told",
    "UnclearReport",
    "Wish",
    "adopt_variant",
    "adopted_plan",
    "allow_confirmation",
    "approve_plan",
    "choose_digest",
    "comment_action",
    "confirm_facts",
    "copy_model",
    "create_draft",
    "currency_of",
    "delete_variant",
    "desk",
    "discard",
    "gaps",
    "import_draft",
    "link_progress",
    "make_plan",
    "may_report",
    "own_actions",
    "planned_entry",
    "publish",
    "quarter_now",
    "read_variant",
    "remove_own_action",
    "replan",
    "report_progress",
    "reporters",
    "request_report",
    "revise",
    "save_answer",
    "save_draft",
    "save_own_action",
    "save_texts",
    "save_variant",
    "sign_off",
    "standings",
    "start_round",
    "to_plan",
    "try_plan",
    "try_replan",
    "unlink_progress",
    "wants_digest",
    "withdraw_confirmation",
]
