"""What a trainer begins the day with: each course with what waits in it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import CharField, Count, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language_info, pgettext_lazy
from wagtail.models import Page, Revision

from cms.people.models import Institution, User
from courses.models import CoursePage, CourseRelease, languages, owning, releases
from courses.services import checking, grading
from courses.services import owning as owners_of
from courses.services.admission import may_manage
from courses.translation import rights


class State(models.TextChoices):
    """Whether readers see a course."""

    LIVE = "live", pgettext_lazy("state of a course", "Published")
    SCHEDULED = "scheduled", pgettext_lazy("state of a course", "Scheduled")
    DRAFT = "draft", pgettext_lazy("state of a course", "Draft")


@dataclass(frozen=True)
class Spoken:
    """A course in one language, as its writers see it. `percent` is None where nobody counts."""

    code: str
    page: CoursePage
    live: bool
    state: Any = ""
    percent: int | None = None

    @property
    def name(self) -> str:
        """The name of the language in itself."""
        return str(get_language_info(self.code)["name_local"])


@dataclass(frozen=True)
class Taught:
    """A course in all its languages, the source first, and what waits in it."""

    pages: Sequence[CoursePage]
    spoken: Sequence[Spoken]
    owner: Institution | None
    editable: bool
    release: CourseRelease | None
    scheduled: datetime | None = None
    changed: int = 0
    essays: int = 0
    reports: int = 0
    problems: int = 0

    @property
    def page(self) -> CoursePage:
        """Its page in the language that it was first written in."""
        return self.pages[0]

    @property
    def state(self) -> State:
        """Whether readers see it."""
        if any(page.live for page in self.pages):
            return State.LIVE
        return State.SCHEDULED if self.scheduled else State.DRAFT


@dataclass(frozen=True)
class Home:
    """The courses of one's institutions, those of the site, and those of others."""

    own: list[Taught] = field(default_factory=list)
    site: list[Taught] = field(default_factory=list)
    others: list[Taught] = field(default_factory=list)


def may_open(user: User) -> bool:
    """Whether somebody finds courses here: who manages them, or changes one in the language that
    it was first written in. No query for whoever changes no page of the site."""
    if may_manage(user):
        return True
    if not rights.translates(user):
        return False
    firsts = CoursePage.objects.filter(locale__language_code=F("source_language"))
    return any(_changes(user, page) for page in firsts.only("path", "depth"))


def home(*, user: User) -> Home:
    """Return all courses that somebody may see here; the same number of queries however many.

    Drafts of other institutions stay out; who manages none sees those that she changes.
    """
    found = Home()
    for one in _read(user, _seen(user, _grouped())):
        if one.owner is None:
            found.site.append(one)
        elif one.editable and not user.is_superuser:
            found.own.append(one)
        elif one.editable or one.state == State.LIVE:
            found.others.append(one)
    return found


def one(*, user: User, content_id: str) -> Taught | None:
    """Return one course, or None where there is none that this person may see here."""
    pages = _seen(user, _grouped(content_id=content_id))
    found = _read(user, pages)
    return found[0] if found and (found[0].editable or found[0].state == State.LIVE) else None


def _grouped(**only: Any) -> dict[UUID, list[CoursePage]]:
    """The pages of every course, the source language first."""
    pages: dict[UUID, list[CoursePage]] = defaultdict(list)
    for page in CoursePage.objects.filter(**only).select_related("locale").order_by("path"):
        pages[page.translation_key].append(page)
    for found in pages.values():
        found.sort(key=lambda page: page.locale.language_code != page.source_language)
    return dict(pages)


def _seen(user: User, grouped: dict[UUID, list[CoursePage]]) -> dict[UUID, list[CoursePage]]:
    """The courses that are anything to somebody; PermissionDenied where none is."""
    if may_manage(user):
        return grouped
    own = {key: pages for key, pages in grouped.items() if _changes(user, pages[0])}
    if not own:
        raise PermissionDenied
    return own


def _changes(user: User, page: CoursePage) -> bool:
    """Whether somebody has the right to change a page: the turn of a reviewer is none."""
    return user.is_active and "change" in getattr(
        page.permissions_for_user(user), "permissions", ()
    )


def _read(user: User, grouped: Mapping[UUID, list[CoursePage]]) -> list[Taught]:
    pages = [page for found in grouped.values() for page in found]
    owners, newest = owners_of.owners(grouped), releases.latest(grouped)
    states = languages.states()
    changed, scheduled = _unpublished(pages)
    essays, reports = _essays(user), _reports(pages) if may_manage(user) else Counter()
    first = {key: found[0] for key, found in grouped.items()}
    problems = checking.counts(list(first.values()))
    return [
        Taught(
            pages=found,
            spoken=[_spoken(page, states.get(page.content_id, {})) for page in found],
            owner=owners.get(key),
            editable=not owning.is_foreign(user, found[0]),
            release=newest.get(key),
            scheduled=min((scheduled[p.pk] for p in found if p.pk in scheduled), default=None),
            changed=sum(changed[page.pk] for page in found),
            essays=essays.get(key, 0),
            reports=sum(reports[page.pk] for page in found),
            problems=problems[first[key].pk],
        )
        for key, found in grouped.items()
    ]


def _spoken(page: CoursePage, states: Mapping[str, languages.Spoken]) -> Spoken:
    code = page.locale.language_code
    told = states.get(code)
    if told is None:
        return Spoken(code, page, page.live)
    return Spoken(code, page, page.live, told.state, told.percent)


def _unpublished(pages: Sequence[CoursePage]) -> tuple[Counter[int], dict[int, datetime]]:
    """How many pages of each course have changes that nobody sees yet; when the next one is."""
    paths = {page.path: page.pk for page in pages}
    steps = {len(path) for path in paths}
    changed: Counter[int] = Counter()
    scheduled: dict[int, datetime] = {}
    own = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), CharField()))
    waiting = own.filter(approved_go_live_at__gt=timezone.now()).order_by("approved_go_live_at")
    rows = Page.objects.filter(has_unpublished_changes=True).order_by()
    rows = rows.annotate(moment=Subquery(waiting.values("approved_go_live_at")[:1]))
    for path, moment in rows.values_list("path", "moment"):
        course = next((paths[path[:n]] for n in steps if path[:n] in paths), None)
        if course is None:
            continue
        changed[course] += 1
        if moment is not None:
            scheduled[course] = min(scheduled.get(course, moment), moment)
    return changed, scheduled


def _essays(user: User) -> dict[UUID, int]:
    if not grading.may_grade(user):
        return {}
    rows = grading.waiting(user=user).order_by().values_list("attempt__course_key")
    return dict(rows.annotate(n=Count("pk")))


def _reports(pages: Sequence[CoursePage]) -> Counter[int]:
    """The open reports of readers on the pages of each course: the site keeps them by address."""
    rows = apps.get_model("cms", "ErrorReport").objects.filter(done=False)
    found: Counter[int] = Counter()
    told_of = list(rows.values_list("page", flat=True))
    if not told_of:  # the addresses of pages are looked up only where they are compared
        return found
    addresses = [(urlsplit(page.get_url() or "").path, page) for page in pages]
    for told in told_of:
        for address, page in addresses:
            learning = f"/{page.locale.language_code}/learn/{page.content_id}/"
            if (address and told.startswith(address)) or told.startswith(learning):
                found[page.pk] += 1
                break
    return found
