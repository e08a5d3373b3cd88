"""Courses and questions that are taken along: a bundle by a worker, questions at once."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cms.people import audit
from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job
from courses import packed, problemwords
from courses.arrivals.rights import require_transfer
from courses.domain.course import ItemText
from courses.domain.exchange import gift_written, moodle_written
from courses.domain.exchange.writing import Asked, Written
from courses.domain.problems import BundleError
from courses.models import CoursePage, ItemVersion
from courses.transfer import leaving

KIND = "courses.bundle-out"
NOTES = ".export-notes.txt"
"""Hidden, so that no import reads it."""
FORMATS = {"gift": gift_written.write, "xml": moodle_written.write}


def request_bundle(*, user: User, course: CoursePage, language: str) -> Job:
    """Have a worker pack a course as it is published now."""
    require_transfer(user)
    audit.record(
        actor=user, verb="course.exported", subject=course, detail={"course": course.content_id}
    )
    args = {"course": course.content_id, "user": user.pk}
    return jobs.request(kind=KIND, args=args, owner=user, language=language)


def run(args: Mapping[str, Any], language: str) -> jobs.Produced:
    """The archive of a course, with a hidden file that says what stays behind."""
    try:
        exported = leaving.export_course(args["course"])
    except BundleError as error:
        told = " ".join(problemwords.told(problem) for problem in error.problems[:20])
        sentence = _("This course cannot be exported as it is: %(problems)s")
        raise jobs.Refused(sentence % {"problems": told}) from error
    files = dict(exported.files)
    notes = [
        *(_told(_("stays behind: %(told)s"), one) for one in exported.notes),
        *(_told(_("an import would refuse this: %(told)s"), one) for one in exported.problems),
    ]
    if notes:
        files[NOTES] = "\n".join(notes) + "\n"
    return jobs.Produced(
        name=f"{args['course']}.zip", content=packed.write(files), content_type="application/zip"
    )


def _told(sentence: str, one: object) -> str:
    return sentence % {"told": problemwords.told(one)}


def questions_as(*, user: User, course: CoursePage, ending: str) -> tuple[str, int]:
    """The questions of a course in its first language as GIFT or Moodle XML, and how many."""
    require_transfer(user)
    asked = list(_asked(course))
    written = FORMATS[ending](asked)
    audit.record(
        actor=user,
        verb="items.exported",
        subject=course,
        detail={"course": course.content_id, "as": ending, "items": len(asked)},
    )
    return _with_losses(written, ending), len(asked)


def _asked(course: CoursePage) -> Iterator[Asked]:
    rows = ItemVersion.objects.filter(
        item__course_key=course.translation_key, item__retired=False
    ).order_by("item__content_id", "number")
    newest = {row.item.name: row for row in rows.select_related("item").prefetch_related("texts")}
    for name, row in newest.items():
        said = row.wording(course.source_language)
        yield Asked(name, row.parsed, ItemText.model_validate(said.texts), said.language)


def _with_losses(written: Written, ending: str) -> str:
    """Say in comments, at the end, what the format does not carry."""
    lines = [problemwords.told(loss) for loss in written.losses]
    if not lines:
        return written.text
    if ending == "gift":
        return written.text + "\n" + "".join(f"// {line}\n" for line in lines)
    told = "\n".join(line.replace("--", "- -") for line in lines)
    return f"{written.text}<!--\n{told}\n-->\n"
