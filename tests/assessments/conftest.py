"""Fixtures of the assessments."""

import pytest

from tests.assessments import made


@pytest.fixture
def team(db: None) -> made.Team:
    """An institution with one person in every role."""
    return made.Team(name="Ministry of Digital Affairs", names={"ar": "وزارة الشؤون الرقمية"})


@pytest.fixture
def strangers(db: None) -> made.Team:
    """Another institution, whose people must never see the first one's things."""
    return made.Team(name="Other ministry")
