"""Fixtures of the assessments. The domain's tests load this file too, and run without Django."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from assessments.models import ModelDraft, Plan
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


@pytest.fixture
def plan(team: "Team") -> "Plan":
    """The plan that one click made, on the model with the whole library behind it."""
    from assessments import services
    from cms.people import roles
    from tests.assessments import made

    user = team[roles.COORDINATOR]
    one = services.start_round(
        user=user, institution=team.institution, model=made.OFFERED, title="Round"
    )
    snapshot = services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    return services.make_plan(user=user, snapshot_id=snapshot.pk)


@pytest.fixture
def coordinator(team: "Team") -> "Client":
    """The coordinator's browser."""
    from cms.people import roles
    from tests.assessments.saying import browser

    return browser(team, roles.COORDINATOR)
