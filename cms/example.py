"""The demonstration's example: three signed assessments, one roadmap, the reports as files."""

import tomllib
from pathlib import Path

from django.conf import settings

from assessments import editions
from assessments import services as assessments
from assessments.models import Plan, Round, Snapshot
from cms.people.models import Institution, User
from cms.press import files, running
from cms.press.models import Job

ANSWERS = {
    "cybercrime-cooperation": "cybercrime.answers.toml",
    "national-strategy": "strategy.answers.toml",
    "national-csirt": "cert.answers.toml",
}
"""The answers to each model, in the order in which they are signed."""
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


def _answers(file: str) -> dict[str, object]:
    """Read the answers of the example that the documents show, so that both tell the same."""
    path = settings.BASE_DIR / "docs" / "examples" / file
    return dict(tomllib.loads(path.read_text(encoding="utf-8"))["answers"])


def _sign(institution: Institution, coordinator: User, approver: User) -> None:
    """Answer as a visitor would: much is written and little approved, and some things nobody knows.

    One roadmap is made over all.
    """
    signed: list[Snapshot] = []
    for model, file in ANSWERS.items():
        one = assessments.start_round(
            user=coordinator, institution=institution, model=model, title=TITLE
        )
        for indicator, value in _answers(file).items():
            assessments.save_answer(
                user=coordinator, round_id=one.pk, indicator=indicator, value=str(value)
            )
        signed.append(assessments.sign_off(user=approver, round_id=one.pk))
    *others, last = signed
    also = [one.pk for one in others]
    assessments.plan_together(user=coordinator, snapshot_id=last.pk, also=also)


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
