"""Asking for the report of a plan: a job for the press, and an entry in the log."""

import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models import Plan
from assessments.services.refusals import Refused
from cms.people import audit, roles
from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job

REPORT = "assessments.report"
EDITIONS = ("brief", "report")


def request_report(*, user: User, plan_id: uuid.UUID, language: str, edition: str) -> Job:
    """Have an edition ("brief", "report") of a plan written in a language, and return the job.

    The same report asked for twice on one day is one job; the next day's takes in words that
    were mended since. Raises PermissionDenied where the user may not export, Refused for a
    language or an edition that the site does not offer.
    """
    plan = Plan.objects.open_to(user, roles.EXPORT).filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("The report is not offered in this language. Choose one of those listed."))
    if edition not in EDITIONS:
        raise Refused(_("There is no such edition of the report. Choose one of those listed."))
    with transaction.atomic():
        job = jobs.request(
            kind=REPORT,
            args={"plan": str(plan.pk), "edition": edition},
            owner=user,
            language=language,
            institution=plan.institution,
            key=f"{REPORT}:{plan.pk}:{edition}:{language}:{timezone.localdate():%Y-%m-%d}",
        )
        audit.record(
            actor=user,
            verb="report.requested",
            institution=plan.institution,
            subject=plan,
            detail={
                "job": str(job.pk),
                "edition": edition,
                "language": language,
                "sha256": plan.sha256,
            },
        )
    return job
