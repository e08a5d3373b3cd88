"""The command that brings a framework from a file to the site."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from assessments import frameworks
from assessments.domain import maturity
from assessments.exports import model_toml
from assessments.models import ModelDraft, PublishedModel
from cms.people.models import AuditEvent
from tests.assessments import frameworks as own
from tests.people import made as people

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    people.person(is_staff=True, is_superuser=True)
    found = tmp_path / "basics.toml"
    found.write_text(model_toml.write(maturity.parse(own.own_model()), {"fr": own.FRENCH}))
    return found


def run(*words: object) -> tuple[str, int]:
    """Return what the command printed, and its code."""
    told = StringIO()
    try:
        call_command("import_model", *map(str, words), stdout=told, stderr=told)
    except SystemExit as end:
        return told.getvalue(), int(end.code or 0)
    return told.getvalue(), 0


def test_a_file_becomes_a_draft(file: Path) -> None:
    assert run(file) == ("basics 1: imported as a draft.\n", 0)
    assert ModelDraft.objects.get().slug == "basics"


def test_a_file_is_published_at_once_and_on_record(file: Path) -> None:
    assert run(file, "--publish") == ("basics 1: imported and published.\n", 0)
    assert frameworks.model("basics").title == "Basics"
    assert not ModelDraft.objects.exists()
    verbs = list(AuditEvent.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["model.imported", "model.published"]


def test_a_dry_run_changes_nothing(file: Path) -> None:
    told, code = run(file, "--dry-run", "--publish")
    assert (told, code) == ("basics 1: can be imported. Nothing was changed.\n", 0)
    assert not ModelDraft.objects.exists()
    assert not PublishedModel.objects.exists()


def test_a_bad_file_is_refused_with_every_problem(file: Path) -> None:
    text = file.read_text().replace('gate = "mean"', 'gate = "none"')
    file.write_text(text.replace("Before the start", ""))
    told, code = run(file)
    assert code == 2
    assert "gate" in told
    assert "below" in told
    assert not ModelDraft.objects.exists()


def test_a_version_that_is_taken_is_refused_by_a_dry_run_too(file: Path) -> None:
    run(file)
    for words in ((file,), (file, "--dry-run")):
        told, code = run(*words)
        assert code == 2
        assert "draft of this id" in told


def test_a_file_or_a_person_that_is_not_there_is_told(file: Path) -> None:
    assert run(file.parent / "none.toml")[1] == 2
    assert run(file, "--user", "nobody@example.org") == (
        "There is no active account nobody@example.org.\n",
        2,
    )


def test_a_person_without_the_right_imports_nothing(file: Path) -> None:
    told, code = run(file, "--user", people.person().email)
    assert code == 2
    assert "may not" in told
    assert not ModelDraft.objects.exists()
