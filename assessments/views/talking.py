"""The comments on one question: threads, replies, who is named, and who sees what."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import answering, audience, services, threads, wording
from assessments.audience import Onlooker
from assessments.models import Comment, Round
from assessments.reasons import sentence
from assessments.scopes import Reach
from assessments.views import asked, doors
from cms.people import emergency
from cms.people.models import User

OWN_REVIEWERS = gettext_lazy("Those who review, and those who answer this part with you")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a refused form said; `where` is the comment it replies to, or "" for a new one."""

    sentence: str | Promise = ""
    where: str = ""
    text: str = ""
    visibility: str = str(Comment.Visibility.TEAM)
    mentions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who can be named in a comment."""

    id: int
    name: str
    institution: str


@dataclass(frozen=True, slots=True)
class Said:
    """A comment, and the name of the institution for which its author spoke."""

    comment: Comment
    institution: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies; `people` see it and can be named in a reply."""

    root: Comment
    said: tuple[Said, ...]
    sees: SafeString | str
    people: tuple[Named, ...]


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: HttpRequest, round_id: uuid.UUID, indicator: str) -> HttpResponse:
    """Show what was said about a question to whom it is open; take a comment or a reply."""
    reached = doors.reach_for(request, round_id)
    part = answering.part_of(reached.round, indicator)
    if part is None:
        raise Http404
    if not threads.may_talk(reached, part):
        raise PermissionDenied
    typed = Typed()
    if request.method == "POST":
        try:
            return _done(request, reached.round, indicator)
        except services.Refused as no:
            typed = _typed(request.POST, no)
    context = _context(request, reached, indicator, part, typed)
    status = 422 if typed.sentence else 200
    return render(request, "assessments/thread.html", context, status=status)


def _done(request: HttpRequest, one: Round, indicator: str) -> HttpResponse:
    """Do what the pressed button says, and go to the thread that shows it.

    A reply that was typed is kept also where the button settles the thread.
    """
    post, place = request.POST, {"round_id": one.pk, "indicator": indicator}
    root, do = _number(post.get("comment", "")), post.get("do", "")
    said, settles = _("Your comment is kept."), do in ("resolve", "reopen")
    with transaction.atomic():
        if post.get("text", "").strip() or not settles:
            row = services.comment(
                user=request.user,
                text=post.get("text", "").replace("\r\n", "\n"),
                visibility=post.get("visibility", Comment.Visibility.TEAM),
                parent=root,
                mentions=_mentions(post),
                **place,
            )
            root = root or row.pk
        if settles:
            services.resolve(
                user=request.user, comment_id=root or 0, resolved=do == "resolve", **place
            )
            said = _("Marked as settled.") if do == "resolve" else _("Taken up again.")
    messages.success(request, said)
    there = reverse("assessments:thread", args=[one.pk, indicator])
    return redirect(f"{there}#comment-{root}")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _mentions(post: QueryDict) -> list[int]:
    found = (_number(text) for text in post.getlist("mention"))
    return [0 if number is None else number for number in found]


def _typed(post: QueryDict, no: services.Refused) -> Typed:
    return Typed(
        sentence=no.sentence,
        where=post.get("comment", ""),
        text=post.get("text", ""),
        visibility=post.get("visibility", Comment.Visibility.TEAM),
        mentions=frozenset(_mentions(post)),
    )


def _context(
    request: HttpRequest, reached: Reach, indicator: str, part: str, typed: Typed
) -> dict[str, object]:
    one, language = reached.round, get_language()
    words = wording.Words(wording.owner(answering.model_of(one)), language)
    people = audience.of_part(one, part)
    reading = emergency.of(one.institution) if reached.watched else []
    watching = [_told(row, language) for row in reading]
    return {
        "round": one,
        "part": part,
        "id": indicator,
        "title": words(f"{indicator}/title"),
        "question": words(f"{indicator}/question"),
        "threads": _threads(reached, part, indicator, people),
        "asked": asked.seen(reached, language, indicator),
        "may_write": not (one.is_signed or reached.emergency or reached.closing),
        "reviews": reached.sees_everything,
        "choices": [
            (value, label if value == Comment.Visibility.TEAM else _reviewers(reached))
            for value, label in Comment.Visibility.choices
        ],
        "people": _named(people, language, without=request.user),
        "typed": typed,
        "team": [_told(row.member, language) for row in people] + watching,
        "reviewers": [_told(row.member, language) for row in people if row.reviews] + watching,
    }


def _reviewers(reached: Reach) -> str | Promise:
    """Name whom the narrower choice reaches: it is wider for those who answer."""
    return Comment.Visibility.REVIEWERS.label if reached.sees_everything else OWN_REVIEWERS


def _threads(reached: Reach, part: str, indicator: str, people: Sequence[Onlooker]) -> list[Thread]:
    """List the threads that are open to the person, settled ones last; four queries."""
    rows = threads.seen(reached, part).filter(indicator=indicator)
    rows = rows.select_related("author", "institution", "resolved_by")
    replies = Prefetch("replies", Comment.objects.select_related("author", "institution"))
    found = rows.prefetch_related("mentions", replies, "replies__mentions")
    every = [_thread(row, people) for row in found]
    return sorted(every, key=lambda one: one.root.resolved_at is not None)


def _thread(row: Comment, people: Sequence[Onlooker]) -> Thread:
    for_team = row.visibility == Comment.Visibility.TEAM
    seeing = audience.of_thread(
        people,
        for_team=for_team,
        by_reviewer=row.by_reviewer,
        institution=row.institution_id,
    )
    return Thread(
        root=row,
        said=tuple(
            Said(one, one.institution.name_in(get_language())) for one in (row, *row.replies.all())
        ),
        sees=_sees(row),
        people=_named(seeing, get_language()),
    )


def _sees(row: Comment) -> SafeString | str:
    """Say who sees a thread."""
    if row.visibility == Comment.Visibility.TEAM or row.by_reviewer:
        return str(row.get_visibility_display())
    name = row.institution.name_in(get_language())
    return sentence(_("Those who review, and %(institution)s"), institution=name)


def _named(
    people: Iterable[Onlooker], language: str, without: User | None = None
) -> tuple[Named, ...]:
    """Return everybody once, by name."""
    found: dict[int, Named] = {}
    for row in people:
        if row.user != without and row.user.pk not in found:
            name = row.member.institution.name_in(language)
            found[row.user.pk] = Named(row.user.pk, row.user.display_name, name)
    return tuple(found.values())


def _told(row: doors.Reader, language: str) -> tuple[str, str, str]:
    """Say who somebody is: name, role and institution."""
    name = row.institution.name_in(language)
    return (row.user.display_name, str(row.get_role_display()), name)
