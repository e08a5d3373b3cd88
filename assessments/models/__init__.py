"""Rounds and their answers, frozen snapshots, and plans."""

from assessments.models.plans import Plan
from assessments.models.rounds import Answer, Round
from assessments.models.snapshots import Snapshot

__all__ = ["Answer", "Plan", "Round", "Snapshot"]
