"""A framework of CISO Assistant on the site: imported with its losses, answered, scored."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import services
from assessments.models import ModelDraft, Round
from cms.people import roles
from tests.assessments import frameworks
from tests.assessments.made import Team

FILE = Path(__file__).resolve().parents[2] / "docs/examples/ciso/framework.yaml"
SLUG = "harbour-watch"


@pytest.fixture
def begun(team: Team) -> Round:
    editor = frameworks.moderator()
    draft = services.import_draft(user=editor, name=FILE.name, content=FILE.read_bytes())
    services.publish(user=editor, draft_id=draft.pk)
    return services.start_round(
        user=team[roles.COORDINATOR], institution=team.institution, model=SLUG, title="2026"
    )


def page(client: Client, name: str, *more: object, language: str = "en") -> str:
    with translation.override(language):
        address = reverse(f"assessments:{name}", args=more)
    found = client.get(address)
    assert found.status_code == 200
    return str(found.content.decode())


def test_what_has_no_counterpart_is_told_and_nothing_is_dropped_silently(db: None) -> None:
    draft = services.import_draft(
        user=frameworks.moderator(), name=FILE.name, content=FILE.read_bytes()
    )
    told = " ".join(ModelDraft.objects.get(pk=draft.pk).losses)
    for lost in ("importance", "threats", "reference_controls", "compute_result", "type text"):
        assert lost in told


def test_it_is_answered_by_its_forms_signed_and_scored(team: Team, begun: Round) -> None:
    client = Client()
    client.force_login(team[roles.COORDINATOR])
    first = page(client, "dimension", begun.pk, "k")
    assert "Is there a night watch?" in first
    assert "Asked only after these answers" in first
    french = page(client, "dimension", begun.pk, "k", language="fr")
    assert "Y a-t-il une veille de nuit ?" in french
    for name, value in (("k-1", "3"), ("k-2-1", "0"), ("l-1-1", "1")):
        services.save_answer(
            user=team[roles.COORDINATOR], round_id=begun.pk, indicator=name, value=value
        )
    assert "Does not arise here" in page(client, "dimension", begun.pk, "k")
    services.sign_off(user=team[roles.APPROVER], round_id=begun.pk)
    result = page(client, "result", begun.pk)
    assert "Small harbours" in result
    explained = page(client, "explain", begun.pk, "model")
    assert "Keys and doors" in explained
