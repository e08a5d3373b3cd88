"""All of one's own learning on one page: what is next, dates, results, certificates."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.urls import reverse

from cms.people.models import User
from courses.models import Attempt, Certificate, Enrolment, QuizPage, TargetDate, graduates, outline
from courses.services import targets, wordings
from courses.services.desk import certificate_url

WEEK = dt.timedelta(days=7)


def mine(*, user: User, language: str, now: dt.datetime | None = None) -> dict[str, Any]:
    """Return the page of a learner: `due`, `courses`, `results`, `certificates`.

    The same number of queries however many courses, attempts and certificates there are.
    """
    today = targets.today(user, now)
    courses = _courses(user, language, today)
    return {
        "courses": courses,
        "due": [one for one in courses if one["soon"] or one["late"]],
        "results": _results(user, language),
        "certificates": [
            _certificate(one, language, today) for one in Certificate.objects.filter(user=user)
        ],
        "has_calendar": targets.feed(user) is not None,
    }


def _courses(user: User, language: str, today: dt.date) -> list[dict[str, Any]]:
    keys = list(Enrolment.objects.filter(user=user).values_list("course_key", flat=True))
    pages = wordings.pages(keys, language)
    outlines = outline.of(list(pages.values()))
    done = outline.completed(user, keys)
    days = dict(TargetDate.objects.filter(user=user).values_list("course_key", "day"))
    begun = {key: outlines[page.pk] for key, page in pages.items()}
    held = graduates.of(user, begun, done)
    found = []
    for page in (pages[key] for key in keys if key in pages):
        content, graduate = outlines[page.pk], held.get(page.translation_key)
        measured = content.measure(done)
        finished = measured.complete or graduate is not None
        new = list(graduate.new) if graduate else []
        following = (new or [None])[0] if finished else content.find(measured.next)
        day = None if finished else days.get(page.translation_key)
        found.append(
            {
                "title": page.title,
                "url": page.get_url() or "",
                "done": measured.total if finished else measured.done,
                "total": measured.total,
                "next_title": following.title if following else "",
                "next_url": following.url if following else "",
                "finished": finished,
                "new": len(new),
                "certificate_url": certificate_url(page) if finished else "",
                "day": day,
                "late": day is not None and day < today,
                "soon": day is not None and today <= day < today + WEEK,
                "date_url": "" if finished else reverse("courses:target", args=[page.content_id]),
            }
        )
    return found


def _results(user: User, language: str) -> list[dict[str, Any]]:
    """What each quiz came to, and how many attempts there were.

    The best attempt counts, so of several that passed it stands here, and otherwise the latest.
    """
    rows = Attempt.objects.filter(user=user, submitted_at__isnull=False).order_by("-submitted_at")
    shown: dict[UUID, Attempt] = {}
    counts: dict[UUID, int] = {}
    for one in rows:
        known = shown.setdefault(one.quiz_key, one)
        if one.passed and not (known.passed and known.share >= one.share):
            shown[one.quiz_key] = one
        counts[one.quiz_key] = counts.get(one.quiz_key, 0) + 1
    titles = _quizzes(list(shown), language)
    courses = wordings.titles([one.course_key for one in shown.values()], language)
    return [
        {
            "title": titles.get(key, ""),
            "course": courses.get(one.course_key, ""),
            "attempt": one,
            "attempts": counts[key],
            "url": reverse("courses:result", args=[one.pk]),
        }
        for key, one in shown.items()
    ]


def _quizzes(keys: list[UUID], language: str) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    rows = QuizPage.objects.filter(translation_key__in=keys).order_by("pk")
    for key, code, title in rows.values_list("translation_key", "locale__language_code", "title"):
        if code == language or key not in found:
            found[key] = title
    return found


def _certificate(one: Certificate, language: str, today: dt.date) -> dict[str, Any]:
    title, spoken = one.wording(language)
    return {
        "title": title,
        "language": spoken,
        "state": one.state(today),
        "issued": one.issued_at,
        "last_day": one.expires_on,
        "url": reverse("courses:certificate", args=[one.course_id]),
    }
