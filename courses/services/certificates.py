"""Certificates: issued when everything is done, printed by a worker."""

import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people import audit
from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job
from courses.domain import codes
from courses.models import Certificate, CoursePage, Issuer, freezing, graduates, outline, sheets
from courses.services.enrolment import require_admitted, require_open

KIND = "courses.certificate"


def earned(*, user: User, course: CoursePage) -> bool:
    """Whether every lesson is read and every quiz passed, in whichever languages; or were once.

    A certificate completes the course for good: who has earned it stays a graduate when it grows.
    """
    key = course.translation_key
    return key in graduates.certificates(user, [key]) or _all_done(user, course)


def _all_done(user: User, course: CoursePage) -> bool:
    done = outline.completed(user, [course.translation_key])
    return outline.of([course])[course.pk].measure(done).complete


def held(*, user: User, course: CoursePage) -> Certificate | None:
    """The newest certificate that this person has for the course, of whichever version."""
    mine = Certificate.objects.filter(user=user, course_key=course.translation_key)
    return mine.select_related("release").order_by("-course_version").first()


def issue(*, user: User, course: CoursePage, name: str) -> Certificate:
    """Issue the certificate of a course, once for each version; `name` is printed as it stands.

    It names the newest release. Raises PermissionDenied where something is still to be done, and
    ClosedCourse to who could not enrol.
    """
    require_open(user=user, page=course)
    require_admitted(user, course)
    versions = Certificate.objects.filter(
        user=user, course_key=course.translation_key, course_version=course.version
    )
    if (existing := versions.first()) is not None:
        return existing
    if not _all_done(user, course):
        raise PermissionDenied
    try:
        with transaction.atomic():
            return _issue(user, course, name)
    except IntegrityError:  # a second click in the same moment
        return versions.get()


def _issue(user: User, course: CoursePage, name: str) -> Certificate:
    issuer = issuer_of(course.content_id)
    certificate = Certificate.objects.create(
        code=codes.code(secrets.randbits(128)),
        user=user,
        name=name,
        course_key=course.translation_key,
        course_id=course.content_id,
        titles=_titles(course),
        course_version=course.version,
        release=freezing.current(course),
        hours=course.hours,
        pass_mark=course.pass_mark,
        issuer=issuer,
        issued_by=issuer.said() if issuer else {"name": settings.WAGTAIL_SITE_NAME},
        expires_on=sheets.end(issuer, timezone.now().date()),
    )
    detail = {"course": course.content_id, "version": course.version}
    detail["release"] = certificate.release_number
    audit.record(actor=user, verb="certificate.issued", subject=certificate, detail=detail)
    return certificate


def issuer_of(course_id: str) -> Issuer | None:
    """The issuer of a course: its own, else the one of every course; None is the site itself."""
    fitting = Issuer.objects.filter(course_id__in=(course_id, ""))
    return fitting.order_by("-course_id").first()


def _titles(course: CoursePage) -> dict[str, str]:
    """The titles of the course by language, its source language first."""
    pages = CoursePage.objects.filter(translation_key=course.translation_key, live=True)
    titles = dict(pages.values_list("locale__language_code", "title"))
    return dict(sorted(titles.items(), key=lambda pair: pair[0] != course.source_language))


def print_certificate(
    *, user: User, certificate: Certificate, language: str, second: str = ""
) -> Job:
    """Ask for the PDF in a language or in two; the same request gives the same job."""
    if certificate.user_id != user.pk or certificate.revoked_at is not None:
        raise PermissionDenied
    return jobs.request(
        kind=KIND,
        args={"certificate": certificate.code, "second": second},
        owner=user,
        language=language,
        key=_key(certificate, second),
    )


def printed(*, certificate: Certificate, language: str, second: str = "") -> Job | None:
    """The job that prints or has printed the PDF in a language, if anybody has asked for it."""
    asked = Job.objects.filter(kind=KIND, key=_key(certificate, second), language=language)
    return asked.select_related("file").order_by("-created_at").first()


def _key(certificate: Certificate, second: str) -> str:
    """Tell apart what is printed: a new issue is printed anew."""
    return "-".join(filter(None, (certificate.code, f"{certificate.issue}", second)))
