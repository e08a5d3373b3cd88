"""Bundles that are brought: judged and shown first, then imported in one go by a worker."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.people.models import User
from cms.people.refusals import Refused
from cms.press import jobs
from cms.press.models import Job
from courses import bundles, packed, problemwords, transfer
from courses.arrivals import keeping
from courses.arrivals.keeping import Unfit
from courses.arrivals.rights import may_write, require_transfer
from courses.domain import bundle
from courses.domain.course import Course
from courses.domain.problems import BundleError
from courses.models import Arrival
from courses.transfer import difference

KIND = "courses.bundle-in"
LISTS = ("created", "changed", "withdrawn", "items", "scenarios", "left_out")


def receive_bundle(*, user: User, name: str, content: bytes) -> Arrival:
    """Look through a bundle and keep it, with what an import would do. Writes no page.

    Raises PermissionDenied, Refused, and Unfit with every mistake at its place.
    """
    require_transfer(user)
    keeping.refuse_malware(content)
    files, course = _read(content)
    _require_rights(user, course)
    try:
        report = transfer.import_course(course=course, files=files, dry_run=True)
    except transfer.TransferError as error:
        raise Unfit([error]) from error
    preview = {
        **_told(report),
        "version": course.outline.version,
        "languages": list(course.words),
        "titles": {code: words.titles.title for code, words in course.words.items()},
        "diff": difference.of(course),
    }
    return keeping.keep(
        user=user,
        kind=Arrival.Kind.BUNDLE,
        course_id=course.id,
        name=name,
        content=content,
        preview=preview,
    )


def take_bundle(*, user: User, arrival: Arrival, overwrite: bool, language: str) -> Job:
    """Have a worker import a bundle that was looked at; asked twice it is done once."""
    require_transfer(user)
    if not may_write(user, arrival.course_id, arrival.preview["languages"]):
        raise PermissionDenied
    args = {"arrival": str(arrival.pk), "user": user.pk, "overwrite": overwrite}
    return jobs.request(
        kind=KIND, args=args, owner=user, language=language, key=f"{arrival.pk}:{overwrite}"
    )


def run(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """Import what was shown, all of it or nothing; the report is the file that remains.

    A second run, after a worker's death, finds that it is done.
    """
    arrival = Arrival.objects.select_related("file", "owner").filter(pk=args["arrival"]).first()
    if arrival is None or arrival.owner is None:
        raise jobs.Refused(_("The file is not here any more. Bring it once more."))
    if arrival.taken_at is None:
        try:
            _import(arrival, overwrite=bool(args["overwrite"]))
        except Refused as no:
            raise jobs.Refused(str(no.sentence)) from no
        except (Unfit, transfer.TransferError) as wrong:
            raise jobs.Refused(problemwords.told(wrong)) from wrong
        except PermissionDenied as denied:
            raise jobs.Refused(_("You may not change this course any more.")) from denied
    with override(language):
        text = "\n".join(arrival.preview["done"]) + "\n"
    return jobs.Produced(
        name=f"{arrival.course_id}.txt",
        content=text.encode(),
        content_type="text/plain; charset=utf-8",
    )


def _import(arrival: Arrival, *, overwrite: bool) -> None:
    content = keeping.content(arrival)
    files, course = _read(content)
    _require_rights(arrival.owner, course)
    with transaction.atomic():
        before = transfer.import_course(course=course, files=files, dry_run=True)
        if _told(before) != {name: arrival.preview[name] for name in _told(before)}:
            sentence = _("The course has changed since you looked. Bring the file once more.")
            raise Refused(sentence)
        report = transfer.import_course(
            course=course, files=files, actor=arrival.owner, overwrite=overwrite
        )
        arrival.taken_at = timezone.now()
        arrival.preview = {**arrival.preview, "done": list(report.lines())}
        arrival.save(update_fields=["taken_at", "preview"])


def _read(content: bytes) -> tuple[dict[str, bundle.File], Course]:
    try:
        files = packed.read(content)
        return files, bundles.judged(files, transfer.prerequisites())
    except BundleError as error:
        raise Unfit(error.problems) from error


def _require_rights(user: User, course: Course) -> None:
    require_transfer(user)
    if not may_write(user, course.id, course.words):
        sentence = _("You may not publish a course with the id %(course)s.")
        raise Refused(sentence % {"course": course.id})


def _told(report: transfer.Report) -> dict[str, Any]:
    told: dict[str, Any] = {name: list(getattr(report, name)) for name in LISTS}
    return {**told, "kept": report.kept_with_reasons(), "unchanged": report.unchanged}
