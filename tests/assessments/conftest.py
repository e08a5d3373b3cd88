"""Fixtures of the assessments. The domain's tests load this file too, and run without Django."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from assessments.models import ModelDraft
    from tests.assessments.made import Team


@pytest.fixture
def team(db: None) -> "Team":
    """An institution with one person in every role."""
    from tests.assessments import made

    return made.Team(name="Ministry of Digital Affairs", names={"ar": "وزارة الشؤون الرقمية"})


@pytest.fixture
def strangers(db: None) -> "Team":
    """Another institution, whose people must never see the first one's things."""
    from tests.assessments import made

    return made.Team(name="Other ministry")


@pytest.fixture
def kenya(db: None) -> "Team":
    """A ministry of a real state."""
    from tests.assessments import made

    return made.Team(name="Ministry of ICT", country="KEN")


@pytest.fixture
def second_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Iterator[None]":
    """The small model also in a second version."""
    from tests.assessments import two_versions

    yield from two_versions.shipped(tmp_path, monkeypatch)


@pytest.fixture
def draft(db: None) -> "ModelDraft":
    """The draft of a small model that makes sense."""
    from tests.assessments import frameworks

    return frameworks.draft()


@pytest.fixture
def writer(db: None) -> "Client":
    """A browser of somebody who drafts and publishes models."""
    from tests.assessments import frameworks, workshop

    return workshop.signed_in(frameworks.moderator())
