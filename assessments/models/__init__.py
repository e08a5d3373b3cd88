"""Rounds and their answers, frozen snapshots, and plans."""

from assessments.models.plans import Plan
from assessments.models.rounds import NO_ANSWER, Answer, Change, Round
from assessments.models.snapshots import Snapshot

__all__ = ["NO_ANSWER", "Answer", "Change", "Plan", "Round", "Snapshot"]
