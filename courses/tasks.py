"""The work that a worker does for this room: printing certificates."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext

from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job
from cms.press.writers import pdf, qr
from courses.models import Certificate, outline
from courses.services.certificates import KIND


def register() -> None:
    """Make the kinds of jobs of this room known to the press."""
    jobs.register(
        jobs.Kind(
            name=KIND,
            title=_("Certificate"),
            run=write_certificate,
            may_read=may_read_certificate,
            back=page_of_certificate,
        )
    )


def write_certificate(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """The PDF of a certificate in one language."""
    certificate = Certificate.objects.get(code=args["certificate"])
    with override(language):
        title, title_language = certificate.wording(language)
        address = settings.BASE_URL + reverse("courses:verify", args=[certificate.code])
        html = render_to_string(
            "courses/certificate_print.html",
            {
                "certificate": certificate,
                "title": title,
                "title_language": title_language,
                "address": address,
                "qr": qr.svg(address),
                "duration": outline.minutes(int(certificate.hours * 60)),
                "issuer": settings.WAGTAIL_SITE_NAME,
            },
        )
        # Translators: the title of a certificate's file: the course, then whose certificate it is
        named = pgettext("file", "%(course)s: %(name)s")
        named %= {"course": title, "name": certificate.name}
    content = pdf.write(html, title=named, language=language)
    return jobs.Produced(name=f"{title}.pdf", content=content, content_type="application/pdf")


def page_of_certificate(job: Job) -> str:
    """The learner's page that the certificate was asked for on."""
    certificate = Certificate.objects.get(code=job.args["certificate"])
    return reverse("courses:certificate", args=[certificate.course_id])


def may_read_certificate(user: User, job: Job) -> bool:
    """Only the person on the certificate gets its file."""
    code = job.args.get("certificate")
    return Certificate.objects.filter(code=code, user_id=user.pk).exists()
