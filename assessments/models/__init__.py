"""Rounds, answers, evidence, snapshots, plans, boards, facts, own actions, models of this site."""

from assessments.models.answers import NO_ANSWER, Answer, Change, Confidence, Consensus
from assessments.models.approvals import PlanApproval
from assessments.models.boards import (
    ActionProgress,
    ProgressChange,
    ProgressComment,
    ProgressLink,
    WithoutDigest,
)
from assessments.models.disclosures import PlanDisclosure
from assessments.models.evidence import Evidence, EvidenceUse, EvidenceVersion
from assessments.models.facts import CountryFact
from assessments.models.frameworks import ModelDraft, ModelTexts, PublishedModel
from assessments.models.own_actions import OwnAction
from assessments.models.plans import Plan
from assessments.models.rounds import Round
from assessments.models.seats import Delegation, Participation, RoundInvitation
from assessments.models.sharing import SharingCode, SnapshotShare
from assessments.models.snapshots import Snapshot
from assessments.models.talk import ChangeRequest, Comment, PartApproval
from assessments.models.uploads import WorkbookUpload
from assessments.models.variants import PlanVariant

__all__ = [
    "NO_ANSWER",
    "ActionProgress",
    "Answer",
    "Change",
    "ChangeRequest",
    "Comment",
    "Confidence",
    "Consensus",
    "CountryFact",
    "Delegation",
    "Evidence",
    "EvidenceUse",
    "EvidenceVersion",
    "ModelDraft",
    "ModelTexts",
    "OwnAction",
    "PartApproval",
    "Participation",
    "Plan",
    "PlanApproval",
    "PlanDisclosure",
    "PlanVariant",
    "ProgressChange",
    "ProgressComment",
    "ProgressLink",
    "PublishedModel",
    "Round",
    "RoundInvitation",
    "SharingCode",
    "Snapshot",
    "SnapshotShare",
    "WithoutDigest",
    "WorkbookUpload",
]
