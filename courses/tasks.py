"""The work that a worker does for this room: printing certificates and transcripts."""

from collections.abc import Mapping
from typing import Any

from celery import shared_task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job
from cms.press.writers import pdf
from courses import digests, services
from courses.models import Certificate, sheets
from courses.services.certificates import KIND
from courses.services.transcripts import KIND as TRANSCRIPT


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
    jobs.register(
        jobs.Kind(
            name=TRANSCRIPT,
            title=_("Transcript of learning"),
            run=write_transcript,
            may_read=may_read_transcript,
            back=page_of_transcript,
        )
    )


@shared_task(name="courses.tasks.send_letters", ignore_result=True)
def send_letters() -> None:
    """Write the letters on learning that are due now; the scheduler calls it four times an hour."""
    digests.send(timezone.now())


def write_certificate(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """The PDF of a certificate in one language, or in two side by side."""
    certificate = Certificate.objects.select_related("issuer__logo").get(code=args["certificate"])
    languages = [language, *filter(None, [args.get("second")])]
    sheet = sheets.context(
        certificate,
        languages,
        address=services.page_of(certificate, language),
        token=services.token(certificate, language),
    )
    title = sheet["sides"][0]["title"]
    with override(language):
        html = render_to_string("courses/certificate_print.html", sheet)
        # Translators: the title of a certificate's file: the course, then whose certificate it is
        named = pgettext("file", "%(course)s: %(name)s")
        named %= {"course": title, "name": certificate.name}
    content = pdf.write(html, title=named, language=language)
    return jobs.Produced(name=f"{title}.pdf", content=content, content_type="application/pdf")


def write_transcript(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """The PDF of all that a person has learned here."""
    person = User.objects.get(pk=args["user"])
    with override(language):
        shown = services.transcript(user=person, language=language)
        html = render_to_string("courses/transcript_print.html", {"transcript": shown})
        title = gettext("Transcript of learning")
    content = pdf.write(html, title=title, language=language)
    return jobs.Produced(name=f"{title}.pdf", content=content, content_type="application/pdf")


def may_read_transcript(user: User, job: Job) -> bool:
    """Only the learner gets the transcript."""
    return job.args.get("user") == user.pk


def page_of_transcript(job: Job) -> str:
    """The page that the transcript was asked for on."""
    return reverse("courses:transcript")


def page_of_certificate(job: Job) -> str:
    """The learner's page that the certificate was asked for on."""
    certificate = Certificate.objects.get(code=job.args["certificate"])
    return reverse("courses:certificate", args=[certificate.course_id])


def may_read_certificate(user: User, job: Job) -> bool:
    """Only the person on the certificate gets its file."""
    code = job.args.get("certificate")
    return Certificate.objects.filter(code=code, user_id=user.pk).exists()
