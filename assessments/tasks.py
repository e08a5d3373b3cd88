"""What the press runs for this room: the report of a plan."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from assessments import sheets
from assessments.exports import report
from assessments.models import Plan
from assessments.services.reports import REPORT
from cms.people import roles
from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job


def register() -> None:
    """Make the report known to the press."""
    jobs.register(
        jobs.Kind(name=REPORT, title=_("Report of a roadmap"), run=run_report, may_read=may_read)
    )


def run_report(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """Write the report of the plan that the job names; the same arguments, the same document."""
    plan = Plan.objects.select_related("institution", "snapshot__round").get(
        pk=uuid.UUID(args["plan"])
    )
    edition = args.get("edition", report.REPORT)
    with translation.override(language):
        sheet = sheets.of(plan, language)
        return jobs.Produced(
            name=report.file_name(sheet, edition),
            content=report.write(sheet, language, edition),
            content_type="application/pdf",
        )


def may_read(user: User, job: Job) -> bool:
    """Tell whether this person may export from the institution whose plan was printed."""
    mine = Plan.objects.open_to(user, roles.EXPORT)
    return mine.filter(pk=uuid.UUID(job.args["plan"])).exists()
