"""The small model in two versions, and pages about what lies between them, for tests."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import library, services, wording
from assessments.models import Round
from cms.people import roles
from tests.assessments import made

MIGRATION = """
[[migrations]]
version = 1
dropped = ["sharing"]
[[migrations.moves]]
old = ["mandate"]
new = ["decision"]
levels = [0, 0, 1, 2, 3]
[[migrations.moves]]
old = ["staffing", "reachability"]
new = ["presence"]
"""
OTHER = '{ framework = "national-csirt", id = "legal-basis", relation = "equal" },'
CEILING = '{ framework = "national-csirt", id = "constituency", relation = "subset" },'


def shipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ship the small model also in a version that renames, merges, drops and adds a question."""
    for path in library.CONTENT.rglob("*.toml"):
        copy = folder / path.relative_to(library.CONTENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    first = folder / "models/cert-starter/v1.toml"
    (first.parent / "v2.toml").write_text(second(first.read_text()) + MIGRATION)
    monkeypatch.setattr(library, "CONTENT", folder)
    forget()
    yield
    forget()


def second(text: str) -> str:
    """Write the second version from the first: `reachability` goes into `staffing`."""
    text = text.replace("\nversion = 1", "\nversion = 2")
    head, *asked = text.split("[[dimensions.indicators]]")
    asked = [one for one in asked if '\nid = "reachability"' not in one]
    asked[0] = asked[0].replace("references = [", f"references = [{OTHER}", 1)
    asked[1] = asked[1].replace("references = [", f"references = [{CEILING}", 1)
    text = "[[dimensions.indicators]]".join([head, *asked])
    text = re.sub(r"reachability = \d, ", "", text)
    if "[[dimensions]]" not in asked[1]:
        raise AssertionError("the second dimension was expected behind the second indicator")
    for old, new in (("mandate", "decision"), ("staffing", "presence"), ("sharing", "exchange")):
        text = text.replace(f'\nid = "{old}"', f'\nid = "{new}"').replace(f"{old} =", f"{new} =")
    return text.replace('\ntitle = "Mandate"', '\ntitle = "Decision"')


def forget() -> None:
    for kept in (
        library.model,
        library.models,
        library.versions,
        library.offered,
        wording._shipped,
    ):
        kept.cache_clear()


def begun(team: made.Team, version: int = 2, slug: str = made.MODEL) -> Round:
    return Round.objects.create(
        institution=team.institution, model_slug=slug, model_version=version, title="Again"
    )


def sign(team: made.Team, one: Round, answers: Mapping[str, str]) -> Round:
    for name, value in answers.items():
        services.save_answer(
            user=team[roles.RESPONDENT], round_id=one.pk, indicator=name, value=value
        )
    services.sign_off(user=team[roles.APPROVER], round_id=one.pk)
    return Round.objects.select_related("snapshot").get(pk=one.pk)


def browser(team: made.Team, role: str = roles.COORDINATOR) -> Client:
    client = Client()
    client.force_login(team[role])
    return client


def address(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"assessments:{name}", args=args)


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return re.sub(r"</?bdi[^>]*>|\s+", lambda hit: " " * hit[0].isspace(), answer.content.decode())
