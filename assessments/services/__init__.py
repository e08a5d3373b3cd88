"""What changes rounds, snapshots, plans and country facts: permission, log, one transaction."""

from assessments.services.adding import (
    own_actions,
    remove_own_action,
    save_own_action,
    to_plan,
)
from assessments.services.answers import Overtaken, Said, Saved, save_answer
from assessments.services.approving import approve_plan
from assessments.services.desks import desk
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
from assessments.services.questionnaires import QUESTIONNAIRE, request_questionnaire
from assessments.services.refusals import Refused
from assessments.services.reports import REPORT, request_report
from assessments.services.rounds import Details, describe_round, start_round, start_rounds
from assessments.services.seats import (
    delegate,
    hand_in,
    people_who_answer,
    stop_taking_part,
    take_back,
    take_part,
)
from assessments.services.signing import Gaps, gaps, sign_off, signable
from assessments.services.standings import Standing, standings
from assessments.services.states import STEPS, steps, take_step, unsettled
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

__all__ = [
    "MOST_VARIANTS",
    "OVERTAKEN",
    "QUESTIONNAIRE",
    "REPORT",
    "STEPS",
    "Comparison",
    "Details",
    "Gaps",
    "HandedOut",
    "MovedOn",
    "Overtaken",
    "Refused",
    "Said",
    "Saved",
    "Standing",
    "Wish",
    "adopt_variant",
    "allow_confirmation",
    "apply_workbook",
    "approve_plan",
    "compare_workbook",
    "confirm_facts",
    "copy_model",
    "create_draft",
    "delegate",
    "delete_variant",
    "describe_round",
    "desk",
    "discard",
    "gaps",
    "hand_in",
    "hand_out",
    "import_draft",
    "make_plan",
    "own_actions",
    "people_who_answer",
    "publish",
    "read_variant",
    "remove_own_action",
    "request_questionnaire",
    "request_report",
    "revise",
    "save_answer",
    "save_draft",
    "save_own_action",
    "save_texts",
    "save_variant",
    "sign_off",
    "signable",
    "standings",
    "start_round",
    "start_rounds",
    "steps",
    "stop_taking_part",
    "take_back",
    "take_part",
    "take_step",
    "take_up",
    "to_plan",
    "try_plan",
    "unsettled",
    "withdraw_confirmation",
]
