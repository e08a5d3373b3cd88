"""The transcript: all that a person has learned here, as values for page, PDF and JSON."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job
from courses.models import Attempt, Certificate, CoursePage, Enrolment, Purpose, outline, releases
from courses.services import credentials

KIND = "courses.transcript"
FORMAT = "waymark-transcript/1"


def transcript(*, user: User, language: str) -> dict[str, Any]:
    """Return every course that somebody has begun, the oldest first, with what came of it.

    Days and numbers are values, so that the page writes them in its language and JSON plainly.
    The same number of queries however many courses there are.
    """
    begun = Enrolment.objects.filter(user=user).order_by("created_at", "pk")
    days = {one.course_key: one.created_at for one in begun}
    certificates: dict[UUID, list[Certificate]] = {}
    for one in (
        Certificate.objects.filter(user=user).select_related("release").order_by("issued_at", "pk")
    ):
        days.setdefault(one.course_key, one.issued_at)
        certificates.setdefault(one.course_key, []).append(one)
    pages = _pages(days, language)
    read = outline.of(list(pages.values()))
    done = outline.completed(user, list(days))
    best = _best(user, list(days))
    newest = releases.latest(days)
    return {
        "name": user.name_for_certificate(),
        "issuer": settings.WAGTAIL_SITE_NAME,
        "made_at": timezone.now(),
        "courses": [
            _course(
                pages.get(key),
                newest[key].number if key in newest else None,
                day,
                read[pages[key].pk].measure(done) if key in pages else None,
                best.get(key),
                [_certificate(one, language) for one in certificates.get(key, [])],
            )
            for key, day in days.items()
        ],
    }


def plain(transcript: Mapping[str, Any]) -> dict[str, Any]:
    """Return a transcript as JSON can hold it."""
    courses = [
        {
            **one,
            "begun": one["begun"].date().isoformat(),
            "hours": _number(one["hours"]),
            "best_percent": _number(one["best_percent"]),
            "certificates": [_plain_certificate(each) for each in one["certificates"]],
        }
        for one in transcript["courses"]
    ]
    made = transcript["made_at"].isoformat(timespec="seconds")
    return {"format": FORMAT, **transcript, "made_at": made, "courses": courses}


def print_transcript(*, user: User, language: str) -> Job:
    """Ask for the PDF; each asking makes a new one, because learning goes on."""
    return jobs.request(kind=KIND, args={"user": user.pk}, owner=user, language=language)


def printed_transcript(*, user: User, language: str) -> Job | None:
    """The newest job that prints or has printed the transcript in a language."""
    asked = Job.objects.filter(kind=KIND, owner=user, language=language)
    return asked.select_related("file").order_by("-created_at").first()


def _course(
    page: CoursePage | None,
    release: int | None,
    begun: Any,
    measured: Any,
    best: Any,
    certificates: list[dict[str, Any]],
) -> dict[str, Any]:
    last = certificates[-1] if certificates else {}
    return {
        "course": page.title if page else last.get("course", ""),
        "release": release or (page.version if page else last.get("release")),
        "hours": page.hours if page else last.get("hours"),
        "begun": begun,
        "parts_done": measured.done if measured else None,
        "parts": measured.total if measured else None,
        "best_percent": best,
        "certificates": certificates,
    }


def _certificate(one: Certificate, language: str) -> dict[str, Any]:
    return {
        "code": one.printed_code,
        "address": credentials.page_of(one, language),
        "course": one.wording(language)[0],
        "release": one.release_number,
        "issued": one.issued_at,
        "issue": one.issue,
        "hours": one.hours,
        "pass_mark": one.pass_mark,
        "last_day": one.expires_on,
        "state": one.state(timezone.now().date()),
    }


def _plain_certificate(one: Mapping[str, Any]) -> dict[str, Any]:
    last = one["last_day"].isoformat() if one["last_day"] else None
    return {
        **one,
        "issued": one["issued"].date().isoformat(),
        "hours": _number(one["hours"]),
        "last_day": last,
        "state": str(one["state"]),
    }


def _pages(keys: Mapping[UUID, Any], language: str) -> dict[UUID, CoursePage]:
    """The pages of these courses, in this language where there is one."""
    found: dict[UUID, CoursePage] = {}
    pages = CoursePage.objects.filter(translation_key__in=keys, live=True)
    for page in pages.select_related("locale").order_by("pk"):
        if page.locale.language_code == language or page.translation_key not in found:
            found[page.translation_key] = page
    return found


def _best(user: User, keys: list[UUID]) -> dict[UUID, Any]:
    """The best result of a test in each course; what counts towards nothing is no result."""
    attempts = Attempt.objects.filter(user=user, course_key__in=keys, submitted_at__isnull=False)
    attempts = attempts.filter(purpose=Purpose.TEST)
    return dict(attempts.values_list("course_key").annotate(Max("percent")))


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
