"""The letter on one's own learning: to whom it goes, when, and what it says.

It names courses, what is next in them, days that the reader has set, and what is new in courses
that she has finished. No result and no mark ever stands in it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from cms.people.models import User
from cms.press import mail, outbox
from cms.press.models import OutboxMessage
from courses import services
from courses.domain import letters
from courses.models import (
    Certificate,
    Completion,
    CoursePage,
    Enrolment,
    LetterChoice,
    TargetDate,
    graduates,
    outline,
    releases,
)

AHEAD = dt.timedelta(days=14)
"""Days that lie so far ahead at most are near."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody to whom a letter is due: its key, her language, and the day that it is for her."""

    user: User
    key: str
    language: str
    today: dt.date


@dataclass(frozen=True, slots=True)
class Line:
    """What a letter says of one course."""

    title: str
    url: str
    next: str = ""
    day: dt.date | None = None
    late: bool = False
    new: int = 0


def send(moment: dt.datetime) -> int:
    """Write the letters that are due at a moment and not yet written; return how many it were.

    Each is kept under a key of its reader and day or week: whenever this is called again, after a
    worker's death too, nobody gets a second one. Where there is nothing to tell, none is written.
    """
    count, waiting = 0, list[Due]()
    for one in _due(moment):
        waiting.append(one)
        if len(waiting) == AT_ONCE:
            count += _write_all(waiting)
            waiting.clear()
    return count + _write_all(waiting)


def _due(moment: dt.datetime) -> Iterator[Due]:
    wanted = LetterChoice.objects.exclude(how=letters.NEVER)
    wanted = wanted.filter(user__is_active=True, user__is_demonstration=False)
    for one in wanted.select_related("user").order_by("pk").iterator(chunk_size=AT_ONCE):
        local = moment.astimezone(services.zone(one.user))
        named = letters.due(local, one.wish)
        if named is not None and one.user.takes_mail:
            language = mail.reader_language(one.user)
            yield Due(one.user, f"learning:{one.pk}:{named}", language, local.date())


def _write_all(due: list[Due]) -> int:
    keys = [one.key for one in due]
    written = set(OutboxMessage.objects.filter(key__in=keys).values_list("key", flat=True))
    rest = [one for one in due if one.key not in written]
    if not rest:
        return 0
    shelf = _Shelf(rest)
    return sum(_write(one, list(shelf.lines(one))) for one in rest)


class _Shelf:
    """What many readers have begun and done; the same number of queries for any number."""

    def __init__(self, readers: list[Due]) -> None:
        users = [one.user.pk for one in readers]
        self._begun: dict[int, list[UUID]] = defaultdict(list)
        rows = Enrolment.objects.filter(user__in=users).order_by("-created_at", "-pk")
        for user, key in rows.values_list("user_id", "course_key"):
            self._begun[user].append(key)
        self._done: dict[int, set[UUID]] = defaultdict(set)
        completed = Completion.objects.filter(user__in=users)
        for user, item in completed.values_list("user_id", "item_key"):
            self._done[user].add(item)
        held = Certificate.objects.filter(user__in=users, revoked_at=None)
        held = held.select_related("release").order_by("issued_at", "pk")
        self._certificates = {(one.user_id, one.course_key): one for one in held}
        self._newest = releases.latest({key for _user, key in self._certificates})
        targets = TargetDate.objects.filter(user__in=users)
        self._days: Mapping[tuple[int, UUID], dt.date] = {
            (one.user_id, one.course_key): one.day for one in targets
        }
        keys = {key for held in self._begun.values() for key in held}
        self._pages: dict[str, dict[UUID, CoursePage]] = {}
        self._outlines: dict[str, dict[int, outline.Outline]] = {}
        for language in {one.language for one in readers}:
            pages = services.course_pages(keys, language)
            self._pages[language] = pages
            with translation.override(language):
                self._outlines[language] = outline.of(list(pages.values()))

    def lines(self, reader: Due) -> Iterator[Line]:
        """Yield what there is to tell of each course; a course that is quite done is left out."""
        pages, pk = self._pages[reader.language], reader.user.pk
        for key in self._begun[pk]:
            if key not in pages:
                continue
            page = pages[key]
            content = self._outlines[reader.language][page.pk]
            if (pk, key) in self._certificates:
                newest = self._newest.get(key)
                held = graduates.judged(
                    self._certificates[pk, key], newest, content, self._done[pk]
                )
                if held.new:
                    url = services.whole_address(held.new[0].url)
                    yield Line(page.title, url, new=len(held.new))
                continue
            following = content.find(content.measure(self._done[pk]).next)
            if following is None:
                continue
            title, url = page.title, services.whole_address(following.url)
            day = self._days.get((pk, key))
            near = day if day is not None and day < reader.today + AHEAD else None
            late = near is not None and near < reader.today
            yield Line(title, url, next=following.title, day=near, late=late)


def _write(reader: Due, lines: list[Line]) -> bool:
    """Write the letter of a reader; tell whether there was anything to say."""
    if not lines:
        return False
    language = reader.language
    stop = services.way_out(reader.user, language)
    with translation.override(language):
        words = {
            "site_name": settings.WAGTAIL_SITE_NAME,
            "late": [one for one in lines if one.late],
            "near": [one for one in lines if one.day and not one.late],
            "going": [one for one in lines if one.next and not one.day],
            "grown": [one for one in lines if one.new],
            "mine": settings.BASE_URL + reverse("courses:mine"),
            "letters": settings.BASE_URL + reverse("courses:letters"),
            "stop": stop,
        }
        text = render_to_string("courses/email/learning.txt", words)
        subject = gettext("Your courses: what is next")
    outbox.enqueue(
        key=reader.key,
        to=reader.user.email,
        subject=subject,
        text=text.strip() + "\n",
        language=language,
        unsubscribe=stop,
    )
    return True
