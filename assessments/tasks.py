"""What workers run for this room: documents, archives, letters, and deletions that are due."""

import tempfile
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments import digests, editions, papers, sheets
from assessments.models import Plan, Round
from assessments.services import archiving, deleting, questionnaires, reminders
from assessments.services.questionnaires import QUESTIONNAIRE
from assessments.services.reports import REPORT
from cms.people import roles
from cms.people.models import Institution, User
from cms.press import jobs
from cms.press.models import Job


def register() -> None:
    """Make documents and archives known to the press."""
    jobs.register(
        jobs.Kind(
            name=REPORT,
            title=_("Report of a roadmap"),
            run=run_report,
            may_read=may_read,
            prepare=prepare,
            back=lambda job: reverse("assessments:plan", args=[job.args["plan"]]),
        )
    )
    jobs.register(
        jobs.Kind(
            name=archiving.ARCHIVE,
            title=_("Everything of the institution"),
            run=run_archive,
            may_read=archiving.may_read,
            back=lambda job: reverse("people:team", args=[job.args["institution"]]),
        )
    )
    jobs.register(
        jobs.Kind(
            name=QUESTIONNAIRE,
            title=_("Questions on paper"),
            run=run_questionnaire,
            may_read=questionnaires.may_read,
            back=lambda job: reverse("assessments:workbook", args=[job.args["round"]]),
        )
    )


@shared_task(name="assessments.tasks.remind", ignore_result=True)
def remind() -> None:
    """Write the reminders that are due today; called again it writes nothing twice."""
    reminders.remind_all(timezone.localdate())


@shared_task(name="assessments.tasks.delete_due", ignore_result=True)
def delete_due() -> None:
    """Delete the institutions whose grace is over; called again it deletes nothing twice."""
    deleting.delete_due(timezone.now())


@shared_task(name="assessments.tasks.send_digests", ignore_result=True)
def send_digests() -> None:
    """Write the weekly letters that are due now; the scheduler calls it four times an hour."""
    digests.send(timezone.now())


def prepare() -> None:
    """Write one brief and lay out one full edition in every language, and throw them away.

    The first document of a worker then finds library, words, addresses, templates and fonts.
    """
    from assessments import headless
    from assessments.exports import documents, report

    one, made = headless.nothing_yet()
    for language, _name in settings.LANGUAGES:
        sheet = replace(headless.sheet(one, made, language), check_at=sheets.check_at(language))
        documents.write(sheet, language, editions.BRIEF)
        with translation.override(language):
            report.html(sheet, language, editions.FULL)


def run_report(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """Write the report of the plan that the job names; the same arguments, the same document."""
    # Word processors and calendars are for workers: a web process never pays for the import.
    from assessments.exports import documents

    plan = Plan.objects.select_related("institution", "snapshot__round").get(
        pk=uuid.UUID(args["plan"])
    )
    edition = args.get("edition", editions.REPORT)
    written_as = args.get("format", editions.PDF)
    made = documents.write(sheets.of(plan, language), language, edition, written_as)
    return jobs.Produced(name=made.name, content=made.content, content_type=made.media_type)


def run_archive(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """Write everything of an institution into a file on the disk, never as a whole in memory."""
    from assessments.exports import archive

    one = Institution.objects.filter(pk=uuid.UUID(args["institution"])).first()
    if one is None:
        raise jobs.Refused(gettext("This institution is not there any more."))
    content = tempfile.TemporaryFile()  # noqa: SIM115 - the press reads it, and closes it
    with translation.override(language):
        archive.write(one, content)
    content.seek(0)
    return jobs.Produced(
        name=f"archive-{timezone.localdate()}.zip", content=content, content_type="application/zip"
    )


def run_questionnaire(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """Print the parts of a round that the job names, for its institution."""
    from assessments.exports import questionnaire

    one = Round.objects.get(pk=uuid.UUID(args["round"]))
    institution = uuid.UUID(args["institution"])
    paper = papers.of(one, institution, args["parts"], language, filled=args["filled"])
    return jobs.Produced(
        name=papers.file_name(paper, "pdf"),
        content=questionnaire.write(paper),
        content_type="application/pdf",
    )


def may_read(user: User, job: Job) -> bool:
    """Tell whether this person may export from the institution whose plan was printed."""
    mine = Plan.objects.open_to(user, roles.EXPORT)
    return mine.filter(pk=uuid.UUID(job.args["plan"])).exists()
