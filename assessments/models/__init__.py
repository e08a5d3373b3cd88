"""Rounds, answers, evidence, snapshots, plans, country facts, own actions, models of this site."""

from assessments.models.approvals import PlanApproval
from assessments.models.disclosures import PlanDisclosure
from assessments.models.evidence import Evidence, EvidenceUse, EvidenceVersion
from assessments.models.facts import CountryFact
from assessments.models.frameworks import ModelDraft, ModelTexts, PublishedModel
from assessments.models.own_actions import OwnAction
from assessments.models.plans import Plan
from assessments.models.rounds import NO_ANSWER, Answer, Change, Round
from assessments.models.snapshots import Snapshot
from assessments.models.variants import PlanVariant

__all__ = [
    "NO_ANSWER",
    "Answer",
    "Change",
    "CountryFact",
    "Evidence",
    "EvidenceUse",
    "EvidenceVersion",
    "ModelDraft",
    "ModelTexts",
    "OwnAction",
    "Plan",
    "PlanApproval",
    "PlanDisclosure",
    "PlanVariant",
    "PublishedModel",
    "Round",
    "Snapshot",
]
