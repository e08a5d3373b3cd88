"""The demonstration's example: one signed assessment, its roadmap, and the reports as files."""

import tomllib
from pathlib import Path

from django.conf import settings

from assessments import editions
from assessments import services as assessments
from assessments.models import Plan, Round
from cms.people.models import Institution, User
from cms.press import files, running
from cms.press.models import Job

MODEL = "national-csirt"
TITLE = "2026"


def establish(*, coordinator: User, approver: User) -> Plan:
    """Make the example once and return its roadmap."""
    institution = Institution.objects.filter(is_demonstration=True).earliest("created_at")
    if not Round.objects.filter(institution=institution).exists():
        _sign(institution, coordinator, approver)
    return Plan.objects.filter(institution=institution).earliest("created_at")


def reports(plan: Plan, owner: User) -> list[Path]:
    """Return where the roadmap's documents lie, one for each edition and language."""
    return [
        _report(plan, owner, edition, language)
        for edition in editions.EDITIONS
        for language, _name in settings.LANGUAGES
    ]


def _answers() -> dict[str, object]:
    """Read the answers of the example that the documents show, so that both tell the same."""
    file = settings.BASE_DIR / "docs" / "examples" / "cert.answers.toml"
    return dict(tomllib.loads(file.read_text(encoding="utf-8"))["answers"])


def _sign(institution: Institution, coordinator: User, approver: User) -> None:
    """Answer as a visitor would who saw people at work, no mandate, and things nobody knows."""
    one = assessments.start_round(
        user=coordinator, institution=institution, model=MODEL, title=TITLE
    )
    for indicator, value in _answers().items():
        assessments.save_answer(
            user=coordinator, round_id=one.pk, indicator=indicator, value=str(value)
        )
    snapshot = assessments.sign_off(user=approver, round_id=one.pk)
    assessments.make_plan(user=coordinator, snapshot_id=snapshot.pk)


def _report(plan: Plan, owner: User, edition: str, language: str) -> Path:
    """Have the report written now, and leave a copy where a visitor of the machine finds it."""
    folder = settings.DATA_DIR / "examples"
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{edition}.{language}.pdf"
    if not copy.exists():
        job = assessments.request_report(
            user=owner, plan_id=plan.pk, language=language, edition=edition
        )
        running.perform(job.pk)
        file = Job.objects.select_related("file").get(pk=job.pk).file
        with files.open_file(file) as report:
            copy.write_bytes(report.read())
    return copy
