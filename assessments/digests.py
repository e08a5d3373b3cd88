"""The weekly letter on actions that are late or soon due: to whom, when, and what it says.

It names actions and dates and nothing that anybody wrote on the board.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from assessments import marking, services, titles
from assessments.boards import Board, Entry
from assessments.domain import weekly
from assessments.models import Plan, WithoutDigest
from cms.people import roles
from cms.people.models import Membership, User
from cms.press import mail, outbox
from cms.press.models import OutboxMessage

MOST = 20
"""How many actions of a board a letter names; it counts the rest."""


@dataclass(slots=True)
class Reader:
    """Somebody to whom a letter is due, its key, and what it is about by institution."""

    user: User
    key: str
    plans_for: set[object] = field(default_factory=set)
    answers_for: set[object] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Section:
    """What a letter says of one board."""

    institution: str
    title: str
    url: str
    overdue: tuple[str, ...]
    soon: tuple[str, ...]
    more: int


def send(moment: dt.datetime) -> int:
    """Write the letters that are due at a moment and not yet written; return how many it were.

    Each is kept by itself under a key of its reader and week: whenever this is called again,
    after a worker's death too, nobody gets a second one.
    """
    readers = _readers(moment)
    if not readers:
        return 0
    institutions = {one for reader in readers for one in reader.answers_for | reader.plans_for}
    shelf = _Shelf(institutions, moment)
    return sum(_write(reader, shelf) for reader in readers)


def _readers(moment: dt.datetime) -> list[Reader]:
    """Find the members to whom a letter is due, and who have none of this week; three queries."""
    held = Membership.objects.filter(
        role__in=roles.granting(roles.ANSWER),
        user__is_active=True,
        user__is_demonstration=False,
    ).exclude(user__in=WithoutDigest.objects.values("user"))
    found: dict[int, Reader] = {}
    for one in held.select_related("user"):
        week = weekly.week_due(moment.astimezone(_zone(one.user.time_zone)))
        if week is None:
            continue
        key = f"digest:{one.user_id}:{week}"
        reader = found.setdefault(one.user_id, Reader(one.user, key))
        if roles.PLAN in roles.GRANTS[one.role]:
            reader.plans_for.add(one.institution_id)
        reader.answers_for.add(one.institution_id)
    keys = [one.key for one in found.values()]
    written = set(OutboxMessage.objects.filter(key__in=keys).values_list("key", flat=True))
    return [one for one in found.values() if one.key not in written]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


class _Shelf:
    """The boards of institutions, each drawn once in a language."""

    def __init__(self, institutions: set[object], moment: dt.datetime) -> None:
        approved = Plan.objects.filter(institution__in=institutions, approval__isnull=False)
        rows = approved.select_related("institution", "snapshot__round")
        rows = rows.defer("content", "snapshot__content").order_by("-approval__approved_at")
        # Of each questionnaire the plan adopted last: earlier rounds are followed no more
        followed: set[tuple[object, str]] = set()
        self._plans: list[Plan] = []
        self._moment = moment
        for one in rows:
            if (one.institution_id, one.snapshot.round.model_slug) not in followed:
                self._plans.append(one)
            followed |= {(one.institution_id, model["id"]) for model in one.result["models"]}
        self._boards: dict[tuple[object, str], Board] = {}

    def of(self, institutions: set[object], language: str) -> Iterator[Board]:
        """Yield the boards of these institutions."""
        for plan in self._plans:
            if plan.institution_id in institutions:
                key = plan.pk, language
                if key not in self._boards:
                    now = services.quarter_now(plan.institution, self._moment)
                    self._boards[key] = Board(plan, language, now)
                yield self._boards[key]


def _write(reader: Reader, shelf: _Shelf) -> bool:
    """Write the letter of a reader; tell whether there was anything to say."""
    language = mail.reader_language(reader.user)
    with translation.override(language):
        sections = list(_sections(reader, shelf, language))
        if not sections:
            return False
        count = sum(len(one.overdue) + len(one.soon) + one.more for one in sections)
        text = ngettext(
            "Your roadmap: %(count)s action is overdue or due soon",
            "Your roadmap: %(count)s actions are overdue or due soon",
            count,
        )
        outbox.enqueue(
            key=reader.key,
            to=reader.user.email,
            subject=text % {"count": count},
            text=render_to_string("assessments/email/digest.txt", _words(sections)).strip() + "\n",
            language=language,
        )
    return True


def _words(sections: list[Section]) -> Mapping[str, Any]:
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "sections": sections,
        "letters": settings.BASE_URL + reverse("assessments:letters"),
    }


def _sections(reader: Reader, shelf: _Shelf, language: str) -> Iterator[Section]:
    for board in shelf.of(reader.answers_for, language):
        plan = board.plan
        mine = [
            one
            for one in board.entries
            if plan.institution_id in reader.plans_for or one.owner_id == reader.user.pk
        ]
        late = [one for one in mine if one.is_overdue]
        soon = [one for one in mine if one.is_due_soon]
        if not late and not soon:
            continue
        room = max(0, MOST - len(late))
        yield Section(
            institution=plan.institution.name_in(language),
            title=titles.plan(plan, language),
            url=settings.BASE_URL + reverse("assessments:board", args=[plan.pk]),
            overdue=tuple(_line(one, language) for one in late[:MOST]),
            soon=tuple(_line(one, language) for one in soon[:room]),
            more=max(0, len(late) - MOST) + max(0, len(soon) - room),
        )


def _line(one: Entry, language: str) -> str:
    return f"{marking.apart(one.title, language)} ({one.when})"
