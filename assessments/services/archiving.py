"""Asking for an archive of everything of an institution: a job for the press, and an entry."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people import access, audit, roles
from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job

ARCHIVE = "assessments.archive"


def request_archive(*, user: User, institution_id: uuid.UUID, language: str) -> Job:
    """Have everything of an institution written into an archive, and return the job.

    Asked for twice in one minute it is one job. Raises PermissionDenied unless the user
    coordinates the institution.
    """
    institution = access.institutions(user, roles.MANAGE).filter(pk=institution_id).first()
    if institution is None:
        raise PermissionDenied
    with transaction.atomic():
        job = jobs.request(
            kind=ARCHIVE,
            args={"institution": str(institution.pk)},
            owner=user,
            language=language,
            institution=institution,
            key=f"{ARCHIVE}:{institution.pk}:{user.pk}:{timezone.now():%Y-%m-%dT%H:%M}",
        )
        audit.record(
            actor=user,
            verb="archive.requested",
            institution=institution,
            subject=institution,
            detail={"job": str(job.pk)},
        )
    return job


def may_read(user: User, job: Job) -> bool:
    """Tell whether this person coordinates the institution whose archive it is."""
    mine = access.institutions(user, roles.MANAGE)
    return mine.filter(pk=uuid.UUID(job.args["institution"])).exists()
