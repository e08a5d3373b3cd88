"""Asking for the report of a plan: a job for the press, and an entry in the log."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import editions
from assessments.models import Plan, PlanApproval
from assessments.services.refusals import Refused
from cms.people import audit, roles
from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job

REPORT = "assessments.report"


def request_report(
    *, user: User, plan_id: uuid.UUID, language: str, edition: str, written_as: str = editions.PDF
) -> Job:
    """Have an edition of a plan written in a language and a format, and return the job.

    The same report asked for twice on one day in one format is one job; the next day's takes in
    words that were mended since, and that of an approved plan says that it is. Raises
    PermissionDenied where the user may not export, Refused for a language or an edition that
    the site does not offer, or a format that it does not have.
    """
    plan = Plan.objects.open_to(user, roles.EXPORT).filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("The report is not offered in this language. Choose one of those listed."))
    if problem := editions.problem(edition, written_as):
        raise Refused(problem)
    with transaction.atomic():
        job = jobs.request(
            kind=REPORT,
            args={"plan": str(plan.pk), "edition": edition, "format": written_as},
            owner=user,
            language=language,
            institution=plan.institution,
            key=f"{REPORT}:{plan.pk}:{edition}:{written_as}:{language}:{_state(plan)}",
        )
        audit.record(
            actor=user,
            verb="report.requested",
            institution=plan.institution,
            subject=plan,
            detail={
                "job": str(job.pk),
                "edition": edition,
                "format": written_as,
                "language": language,
                "sha256": plan.sha256,
            },
        )
    return job


def _state(plan: Plan) -> str:
    """Tell documents apart that would say something else of the same plan."""
    approved = PlanApproval.objects.filter(plan=plan).exists()
    return f"{timezone.localdate()}:approved" if approved else str(timezone.localdate())
