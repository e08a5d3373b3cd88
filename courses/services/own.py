"""Everything that a person has learned here, as values for the archive of her data; and its end."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.people.models import User
from courses.models import (
    Attempt,
    AttemptStep,
    Certificate,
    CourseInvitation,
    CoursePage,
    ItemVersion,
    LessonPage,
    NameConsent,
    Note,
    ScenarioRun,
    ScenarioText,
    TargetDate,
)
from courses.services import transcripts

ANSWERED = AttemptStep.Kind.ANSWER


def own_learning(*, user: User, language: str) -> dict[str, list[dict[str, Any]]]:
    """Return everything that a person has learned here, by kind, words included.

    What an attempt holds are the questions asked and every answer given, in the order of time;
    what is right stands in none of it. The same number of queries for any number of attempts.
    """
    told = transcripts.plain(transcripts.transcript(user=user, language=language))
    return {
        "courses": told["courses"],
        "attempts": list(_attempts(user, language)),
        "scenarios": list(_scenarios(user, language)),
        "notes": _notes(user, language),
        "dates": _dates(user, language),
        "shown": _shown(user),
    }


def stays(*, user: User, language: str) -> list[dict[str, Any]]:
    """Return what stays of certificates when a person is erased: code, course, day and status."""
    today = timezone.now().date()
    return [
        {
            "code": one.printed_code,
            "title": one.wording(language)[0],
            "issued": one.issued_at,
            "state": one.state(today).label,
        }
        for one in Certificate.objects.filter(user=user).order_by("issued_at", "pk")
    ]


@transaction.atomic
def forget_names(*, user: User) -> int:
    """Take the name from the certificates of a person who is erased; return how many stay.

    Her address in invitations goes too. The caller records the erasure.
    """
    CourseInvitation.objects.filter(email__iexact=user.email).update(email="")
    mine = Certificate.objects.filter(user=user)
    return int(mine.update(name="", confirmed_by="", user=None))


def _attempts(user: User, language: str) -> Iterator[dict[str, Any]]:
    rows = Attempt.objects.filter(user=user).order_by("started_at")
    for attempt in rows.prefetch_related("asked__version__item", "asked__version__texts", "steps"):
        asked = {one.pk: one for one in attempt.asked.all()}
        yield {
            "id": attempt.pk,
            "purpose": attempt.get_purpose_display(),
            "started": attempt.started_at,
            "handed_in": attempt.submitted_at,
            "percent": attempt.percent,
            "passed": attempt.passed,
            "questions": [
                {
                    "item": one.version.item.content_id,
                    "version": one.version.number,
                    "question": one.version.wording(language).prompt,
                }
                for one in asked.values()
            ],
            "answers": [
                {
                    "at": step.created_at,
                    "item": asked[step.asked_id].version.item.content_id,
                    "answer": _in_words(asked[step.asked_id].version, step.options, language),
                }
                for step in attempt.steps.all()
                if step.kind == ANSWERED and step.asked_id in asked
            ],
        }


def _in_words(version: ItemVersion, options: list[Any], language: str) -> list[str]:
    """What was chosen, by the words of its options where it has any; else as it was typed."""
    words = version.wording(language).texts.get("options") or {}
    return [words[one]["text"] if one in words else str(one) for one in options]


def _scenarios(user: User, language: str) -> Iterator[dict[str, Any]]:
    runs = list(
        ScenarioRun.objects.filter(user=user)
        .select_related("scenario")
        .prefetch_related("steps")
        .order_by("started_at")
    )
    words: dict[int, ScenarioText] = {}
    for text in ScenarioText.objects.filter(version__in=[run.version_id for run in runs]):
        if text.language == language or text.version_id not in words:
            words[text.version_id] = text
    for run in runs:
        text = words[run.version_id].texts if run.version_id in words else {}
        scenes = text.get("scenes", {})
        yield {
            "scenario": run.scenario.content_id,
            "title": text.get("title", run.scenario.content_id),
            "started": run.started_at,
            "ended": run.ended_at,
            "ending": scenes.get(run.ending, {}).get("title", run.ending),
            "choices": [step.choice for step in run.steps.all()],
        }


def _notes(user: User, language: str) -> list[dict[str, Any]]:
    notes = list(Note.objects.filter(user=user))
    pages = LessonPage.objects.filter(translation_key__in=[one.lesson_key for one in notes])
    titles: dict[UUID, str] = {}
    for key, code, title in pages.values_list("translation_key", "locale__language_code", "title"):
        if code == language or key not in titles:
            titles[key] = title
    return [
        {"lesson": titles.get(one.lesson_key, ""), "text": one.text, "at": one.changed_at}
        for one in notes
    ]


def _dates(user: User, language: str) -> list[dict[str, Any]]:
    days = dict(TargetDate.objects.filter(user=user).values_list("course_key", "day"))
    pages = CoursePage.objects.filter(translation_key__in=days, locale__language_code=language)
    titles = dict(pages.values_list("translation_key", "title"))
    return [{"course": titles.get(key, str(key)), "day": day} for key, day in days.items()]


def _shown(user: User) -> list[dict[str, Any]]:
    rows = NameConsent.objects.filter(user=user).select_related("institution")
    return [
        {
            "institution": one.institution.name,
            "course": one.course_key,
            "wording": one.wording,
            "language": one.language,
            "given": one.given_at,
            "taken_back": one.revoked_at,
        }
        for one in rows
    ]
