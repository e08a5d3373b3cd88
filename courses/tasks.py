"""The work that a worker does for this room: printing certificates and transcripts."""

from collections.abc import Mapping
from typing import Any

from celery import shared_task
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext,
    ngettext,
    override,
    pgettext,
)
from django.utils.translation import gettext_lazy as _

from cms.people.models import User
from cms.press import formatting, jobs
from cms.press.models import Job
from cms.press.writers import pdf
from courses import arrivals, digests, media, services
from courses.arrivals import bundles as incoming
from courses.arrivals import leaving as outgoing
from courses.domain.book import Picture
from courses.models import Arrival, Certificate, CoursePage, books, sheets
from courses.services.carrying import KIND as BOOK
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
    jobs.register(
        jobs.Kind(
            name=BOOK,
            title=_("Course book"),
            run=write_book,
            may_read=may_read_book,
            back=page_of_book,
        )
    )
    _register_files()


def _register_files() -> None:
    """Bundles that come and go."""
    jobs.register(
        jobs.Kind(
            name=incoming.KIND,
            title=_("Import of a course"),
            run=incoming.run,
            may_read=may_read_files,
            back=page_of_arrival,
            ended=what_was_imported,
        )
    )
    jobs.register(
        jobs.Kind(
            name=outgoing.KIND,
            title=_("Course bundle"),
            run=outgoing.run,
            may_read=may_read_files,
            back=page_of_files,
        )
    )


@shared_task(name="courses.tasks.send_letters", ignore_result=True)
def send_letters() -> None:
    """Write the letters on learning that are due now, and delete files that nobody has taken for a
    week; the scheduler calls it four times an hour."""
    digests.send(timezone.now())
    arrivals.forget_old()


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


def write_book(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """The PDF of a whole course in one language."""
    course = _course(args, language)
    whole = books.read(course) if course else None
    if whole is None:
        raise jobs.Refused(gettext("This course is not open to everybody any more."))
    pictures = {key: Picture(media.printed(image)) for key, image in books.images(whole).items()}
    with override(language):
        context = {
            "book": whole.illustrated(pictures).deeper(2),
            "bidi": get_language_info(language)["bidi"],
        }
        html = render_to_string("courses/book_print.html", context)
    content, pages = pdf.paged(html, title=whole.title, language=language)
    return jobs.Produced(
        name=f"{whole.id}-{language}.pdf",
        content=content,
        content_type="application/pdf",
        pages=pages,
    )


def may_read_book(user: User, job: Job) -> bool:
    """Whoever is signed in, as long as everybody may read just this text."""
    course = _course(job.args, job.language)
    return course is not None and services.printed_book(course) == job


def page_of_book(job: Job) -> str:
    """The page of the book that is printed."""
    with override(job.language):
        return reverse("courses:book", args=[job.args["course"]])


def _course(args: Mapping[str, Any], language: str) -> CoursePage | None:
    """The course in a language, if it is published and not restricted."""
    pages = CoursePage.objects.live().select_related("locale")
    page = pages.filter(content_id=args["course"], locale__language_code=language).first()
    return None if page is None or page.get_view_restrictions() else page


def may_read_files(user: User, job: Job) -> bool:
    """Only who asked for a bundle gets it, as long as she may take courses along."""
    return job.args.get("user") == user.pk and arrivals.may_transfer(user)


def page_of_arrival(job: Job) -> str:
    """The page on which the bundle was looked at."""
    return reverse("courses:arrival", args=[job.args["arrival"]])


def what_was_imported(job: Job) -> jobs.Ended | None:
    """Name the course that was imported, and count what is new in it; after a week, when what was
    brought is forgotten, nothing."""
    arrival = Arrival.objects.filter(pk=job.args["arrival"]).first()
    if arrival is None:
        return None
    told = arrival.preview
    title = told["titles"].get(get_language()) or next(iter(told["titles"].values()))
    pages = len(told["created"]) + len(told["changed"])
    asked = len(told["items"]) + len(told["scenarios"])
    of_pages = ngettext(
        "%(count)s page is new or changed.", "%(count)s pages are new or changed.", pages
    )
    of_questions = ngettext(
        "%(count)s question or scenario has a new version.",
        "%(count)s questions and scenarios have a new version.",
        asked,
    )
    return jobs.Ended(
        sentences=[
            gettext("The course “%(title)s” was imported.") % {"title": title},
            _counted(of_pages, pages),
            _counted(of_questions, asked),
        ],
        address=reverse("courses:teaching-course", args=[arrival.course_id]),
        link=_("Open the course"),
        file=_("Download the report"),
    )


def _counted(told: str, count: int) -> str:
    return told % {"count": formatting.number(count, get_language())}


def page_of_files(job: Job) -> str:
    """The page of the files of a course."""
    return reverse("courses:files", args=[job.args["course"]])


def may_read_certificate(user: User, job: Job) -> bool:
    """Only the person on the certificate gets its file."""
    code = job.args.get("certificate")
    return Certificate.objects.filter(code=code, user_id=user.pk).exists()
