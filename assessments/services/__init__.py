"""What changes rounds, snapshots, plans and country facts: permission, log, one transaction."""

from assessments.services.adding import (
    own_actions,
    remove_own_action,
    save_own_action,
    to_plan,
)
from assessments.services.agreeing import Moved, agree, disagree, tokens
from assessments.services.answers import Overtaken, Said, Saved, Sent, save_answer
from assessments.services.approving import approve_part, approve_plan, unapprove_part
from assessments.services.archiving import ARCHIVE, request_archive
from assessments.services.boards import (
    OvertakenReport,
    Told,
    UnclearReport,
    adopted_plan,
    boards_for,
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
from assessments.services.joining import ask_to_join, join, question_of, withdraw_question
from assessments.services.looking_again import ask_again, ask_no_more
from assessments.services.parting import at_work, forget_person
from assessments.services.plans import make_plan, still_with, try_plan
from assessments.services.questionnaires import QUESTIONNAIRE, request_questionnaire
from assessments.services.refusals import Refused
from assessments.services.reminders import Waiting, remind, waiting
from assessments.services.replanning import replan, try_replan
from assessments.services.reports import REPORT, request_report
from assessments.services.rounds import Details, describe_round, start_round, start_rounds
from assessments.services.seats import (
    delegate,
    delegate_all,
    hand_in,
    people_who_answer,
    stop_taking_part,
    take_back,
    take_part,
)
from assessments.services.seeing import (
    note_answers_seen,
    note_plan_seen,
    note_round_seen,
    note_share_seen,
)
from assessments.services.sharing import make_code, named, received, share, shares_of, unshare
from assessments.services.signing import Gaps, ask_to_sign, gaps, not_signable, sign_off
from assessments.services.standings import Standing, standings
from assessments.services.states import STEPS, steps, take_step, unsettled
from assessments.services.talking import comment, resolve
from assessments.services.together import newest_plan, own_results, plan_together
from assessments.services.uploads import (
    Comparison,
    MovedOn,
    apply_workbook,
    compare_workbook,
    take_up,
)
from assessments.services.variants import (
    MOST_VARIANTS,
    Wish,
    adopt_variant,
    delete_variant,
    read_variant,
    save_variant,
)
from assessments.services.workbooks import HandedOut, hand_out
from assessments.services.workshop import (
    Entered,
    confirm_entered,
    confirm_on_behalf,
    enter_on_behalf,
    entered,
    in_room,
)

__all__ = [
    "ARCHIVE",
    "MOST_VARIANTS",
    "OVERTAKEN",
    "QUESTIONNAIRE",
    "REPORT",
    "STEPS",
    "Comparison",
    "Details",
    "Entered",
    "Gaps",
    "HandedOut",
    "Moved",
    "MovedOn",
    "Overtaken",
    "OvertakenReport",
    "Refused",
    "Said",
    "Saved",
    "Sent",
    "Standing",
    "Told",
    "UnclearReport",
    "Waiting",
    "Wish",
    "adopt_variant",
    "adopted_plan",
    "agree",
    "allow_confirmation",
    "apply_workbook",
    "approve_part",
    "approve_plan",
    "ask_again",
    "ask_no_more",
    "ask_to_join",
    "ask_to_sign",
    "at_work",
    "boards_for",
    "choose_digest",
    "comment",
    "comment_action",
    "compare_workbook",
    "confirm_entered",
    "confirm_facts",
    "confirm_on_behalf",
    "copy_model",
    "create_draft",
    "currency_of",
    "delegate",
    "delegate_all",
    "delete_variant",
    "describe_round",
    "desk",
    "disagree",
    "discard",
    "enter_on_behalf",
    "entered",
    "forget_person",
    "gaps",
    "hand_in",
    "hand_out",
    "import_draft",
    "in_room",
    "join",
    "link_progress",
    "make_code",
    "make_plan",
    "may_report",
    "named",
    "newest_plan",
    "not_signable",
    "note_answers_seen",
    "note_plan_seen",
    "note_round_seen",
    "note_share_seen",
    "own_actions",
    "own_results",
    "people_who_answer",
    "plan_together",
    "planned_entry",
    "publish",
    "quarter_now",
    "question_of",
    "read_variant",
    "received",
    "remind",
    "remove_own_action",
    "replan",
    "report_progress",
    "reporters",
    "request_archive",
    "request_questionnaire",
    "request_report",
    "resolve",
    "revise",
    "save_answer",
    "save_draft",
    "save_own_action",
    "save_texts",
    "save_variant",
    "share",
    "shares_of",
    "sign_off",
    "standings",
    "start_round",
    "start_rounds",
    "steps",
    "still_with",
    "stop_taking_part",
    "take_back",
    "take_part",
    "take_step",
    "take_up",
    "to_plan",
    "tokens",
    "try_plan",
    "try_replan",
    "unapprove_part",
    "unlink_progress",
    "unsettled",
    "unshare",
    "waiting",
    "wants_digest",
    "withdraw_confirmation",
    "withdraw_question",
]
