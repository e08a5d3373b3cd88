"""The importer: a bundle becomes pages in every language, items, files; safe to repeat."""

from django.db import transaction
from wagtail.models import Locale

from cms.people import audit
from cms.people.models import User
from courses import bundles
from courses.domain.course import Course
from courses.models import CoursePage, freezing, weights
from courses.transfer import films, images, items, pages, scenarios, wanted
from courses.transfer.glossary import import_glossary
from courses.transfer.report import Report, TransferError
from courses.translation import following

__all__ = [
    "Report",
    "TransferError",
    "import_course",
    "import_glossary",
    "import_shipped",
    "prerequisites",
    "shipped",
]

shipped = bundles.shipped


def import_shipped(*, slug: str, actor: User | None = None) -> Report:
    """Bring a shipped course to the version on disk. Raises BundleError and TransferError."""
    return import_course(course=bundles.load(slug, prerequisites()), actor=actor)


def import_course(
    *,
    course: Course,
    actor: User | None = None,
    dry_run: bool = False,
    overwrite: bool = False,
) -> Report:
    """Make the site hold `course` in each of its languages that the site has.

    A second import of the same bundle writes nothing. A page that was edited here is left alone
    and reported, unless `overwrite`; its former revisions stay in either case. With `dry_run`
    nothing is written and the report says what would be. Raises TransferError where the tree of
    pages is not there yet, or a film that nobody has put among the documents of the site.
    """
    report, apply = Report(), not dry_run
    with transaction.atomic(), following.waiting():
        files = {**images.bring(course, apply=apply), **films.bring(course, apply=apply)}
        found, report.items = items.bring(course, apply=apply)
        report.scenarios, report.withdrawn = scenarios.bring(course, apply=apply)
        for locale in _locales(course, report):
            planned = list(wanted.pages(course, locale.language_code, files))
            pages.bring(planned, locale, found, apply=apply, overwrite=overwrite, report=report)
            report.withdrawn += pages.withdraw(course, planned, locale, apply=apply)
        if apply and (report.scenarios or report.withdrawn):
            scenarios.tell(course)
        if apply:
            weights.complete()
            following.follow_course(course.id, imported=True)
            report.release = _release(course, report)
        if apply and not report.empty:
            _record(course, report, actor)
    return report


def prerequisites() -> dict[str, list[str]]:
    """The prerequisites of every course of the site, by content id."""
    pages = CoursePage.objects.order_by("path")
    return {name: list(asked) for name, asked in pages.values_list("content_id", "prerequisites")}


def _release(course: Course, report: Report) -> int | None:
    """Make a release where something that it lists has changed, and return its number."""
    pages = CoursePage.objects.live().filter(content_id=course.id).select_related("locale")
    page = pages.filter(locale__language_code=course.outline.source).first() or pages.first()
    made = freezing.freeze(page) if page else None
    return made.number if made else None


def _locales(course: Course, report: Report) -> list[Locale]:
    known = {locale.language_code: locale for locale in Locale.objects.all()}
    source = course.outline.source
    order = sorted(course.words, key=lambda language: language != source)
    report.left_out = [language for language in order if language not in known]
    return [known[language] for language in order if language in known]


def _record(course: Course, report: Report, actor: User | None) -> None:
    counts = {
        name: len(getattr(report, name))
        for name in ("created", "changed", "withdrawn", "items", "scenarios")
    }
    detail = {"course": course.id, "version": course.outline.version, **counts}
    if report.release:
        detail["release"] = report.release
    audit.record(actor=actor, verb="course.imported", detail=detail)
