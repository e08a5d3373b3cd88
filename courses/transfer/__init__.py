"""The importer: a bundle becomes pages in every language, items, files; safe to repeat."""

from collections.abc import Mapping

from django.db import transaction
from wagtail.models import Locale

from cms.people import audit
from cms.people.models import User
from courses import bundles
from courses.domain import bundle
from courses.domain.course import Course
from courses.models import CoursePage, freezing, weights
from courses.transfer import (
    behind,
    edits,
    films,
    images,
    items,
    known,
    pages,
    scenarios,
    wanted,
)
from courses.transfer.glossary import import_glossary
from courses.transfer.known import Known
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
    files = bundles.read(bundles.find(slug))
    return import_course(course=bundles.judged(files, prerequisites()), files=files, actor=actor)


def import_course(
    *,
    course: Course,
    files: Mapping[str, bundle.File] | None = None,
    actor: User | None = None,
    dry_run: bool = False,
    overwrite: bool = False,
) -> Report:
    """Make the site hold `course` in each of its languages that the site has.

    A second import of the same bundle writes nothing. A page, item or scenario that was edited
    here since the last import is left alone and reported, unless `overwrite`; what it said before
    stays on record in either case. With `dry_run` nothing is written and the report says what
    would be. `files` are kept, so that an export gives the same letters back. Raises TransferError
    where the tree of pages is not there yet, or a film that nobody has put among the documents.
    """
    report, apply = Report(), not dry_run
    with transaction.atomic(), following.waiting():
        before = known.of(course.id)
        brought = {**images.bring(course, apply=apply), **films.bring(course, apply=apply)}
        found = items.bring(course, before, apply=apply, overwrite=overwrite, report=report)
        scenarios.bring(course, before, apply=apply, overwrite=overwrite, report=report)
        for locale in _locales(course, report):
            planned = list(wanted.pages(course, locale.language_code, brought))
            since = edits.Since(before, locale.language_code)
            place = pages.Place(locale, before, found, since)
            pages.bring(planned, place, apply=apply, overwrite=overwrite, report=report)
            report.withdrawn += pages.withdraw(course, planned, locale, apply=apply)
        if apply:
            _end(course, before, files, report, actor)
    return report


def prerequisites() -> dict[str, list[str]]:
    """The prerequisites of every course of the site, by content id."""
    pages = CoursePage.objects.order_by("path")
    return {name: list(asked) for name, asked in pages.values_list("content_id", "prerequisites")}


def _end(
    course: Course,
    before: Known,
    files: Mapping[str, bundle.File] | None,
    report: Report,
    actor: User | None,
) -> None:
    """What follows once everything is there."""
    new = known.keep(course, files)
    if report.scenarios or report.withdrawn:
        scenarios.tell(course)
    weights.complete()
    if new or not report.empty:
        behind.settle(course, before)
    report.release = _release(course)
    if not report.empty:
        _record(course, report, actor)


def _release(course: Course) -> int | None:
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
