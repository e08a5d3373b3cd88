"""A model of this site is answered, signed and scored like a shipped one."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments import services
from assessments.models import Plan, Round
from cms.people import roles
from tests.assessments import frameworks as own
from tests.assessments import made

pytestmark = pytest.mark.django_db


def client_of(team: made.Team, role: str) -> Client:
    client = Client()
    client.force_login(team[role])
    return client


@pytest.fixture
def begun(team: made.Team) -> Round:
    """A round of the small model with factors, a named scale and a translation."""
    own.published()
    coordinator = client_of(team, roles.COORDINATOR)
    form = coordinator.get(reverse("assessments:start")).content.decode()
    assert re.search(r'value="basics"[^>]*>\s*Basics', form)
    sent = {"institution": team.institution.pk, "model": "basics", "title": "Ours"}
    coordinator.post(reverse("assessments:start"), sent)
    return Round.objects.get()


def test_a_published_model_is_offered_in_the_readers_language(
    team: made.Team, begun: Round
) -> None:
    page = client_of(team, roles.COORDINATOR).get("/fr/assessments/new/").content.decode()
    assert "Les bases" in page
    assert (begun.model_slug, begun.model_version) == ("basics", 1)


def test_questions_stand_in_the_readers_language_with_the_answers_of_their_scale(
    team: made.Team, begun: Round
) -> None:
    page = client_of(team, roles.RESPONDENT).get(f"/fr/assessments/{begun.pk}/part/rules/")
    text = page.content.decode()
    assert "À qui signale-t-on ?" in text
    assert "Oui" in text
    assert "How is law?" in text, "what is not translated stands in its own language"


def test_a_round_is_answered_signed_and_scored_and_says_that_there_is_no_roadmap(
    team: made.Team, begun: Round
) -> None:
    part = reverse("assessments:dimension", args=[begun.pk, "rules"])
    answers = {"answer-law": "2", "answer-reporting": "1", "answer-fines": "1"}
    respondent = client_of(team, roles.RESPONDENT)
    sent = {"by": str(team[roles.RESPONDENT].pk), **answers}
    sent |= {f"client-{name}": uuid4().hex for name in ("law", "reporting", "fines")}
    assert respondent.post(part, sent).status_code == 302
    assert begun.answers.count() == 3
    approver = client_of(team, roles.APPROVER)
    approver.post(reverse("assessments:sign", args=[begun.pk]))
    page = approver.get(reverse("assessments:result", args=[begun.pk])).content.decode()
    assert "no roadmap can be made of it" in page
    assert "High" in page
    made_plan = reverse("assessments:make-plan", args=[begun.pk])
    assert made_plan not in page
    client_of(team, roles.COORDINATOR).post(made_plan)
    assert not Plan.objects.exists()


def test_a_round_goes_on_with_its_version_after_the_next_one_is_published(
    team: made.Team, begun: Round
) -> None:
    draft = services.revise(user=own.editor(), slug="basics")
    services.save_draft(
        user=own.editor(),
        draft_id=draft.pk,
        revision=0,
        mapping={**draft.content, "title": "Basics, renewed"},
    )
    services.publish(user=own.moderator(), draft_id=draft.pk)
    coordinator = client_of(team, roles.COORDINATOR)
    assert (
        "renewed"
        not in coordinator.get(reverse("assessments:round", args=[begun.pk])).content.decode()
    )
    assert "renewed" in coordinator.get(reverse("assessments:start")).content.decode()
