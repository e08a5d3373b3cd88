"""What a course is about and how much it asks for: closed lists, so that a catalogue can filter."""

from typing import Literal, get_args

Topic = Literal[
    "strategy",
    "governance",
    "legislation",
    "csirt",
    "incident-response",
    "critical-infrastructure",
    "cybercrime",
    "diplomacy",
    "skills",
    "awareness",
]
Level = Literal["introductory", "intermediate", "advanced"]

TOPICS: tuple[str, ...] = get_args(Topic)
LEVELS: tuple[str, ...] = get_args(Level)
