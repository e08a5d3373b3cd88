"""Questions and scenarios as learners see them, saved or not yet: nothing is put on record."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import problemwords
from courses.authoring import doors
from courses.authoring.rows import KINDS
from courses.authoring.writing_items import composed, form_of
from courses.authoring.writing_scenarios import unix
from courses.domain import alone, keys, stored
from courses.domain.playing import ClosedError, Play
from courses.domain.problems import BundleError
from courses.models import Attempt, AttemptItem, CoursePage, Item, ItemText, ItemVersion, Scenario
from courses.services import rehearsing, writing
from courses.views import questions, scenes

MOST_STEPS = 60
NEW = "-"
"""Stands in an address for what has no id yet."""


@dataclass
class Room:
    """The course of a preview, as the forms of its questions need it."""

    course: CoursePage
    pages: list[CoursePage]

    @property
    def source(self) -> str:
        """The language in which it was first written."""
        return str(self.course.locale.language_code)


def _room(request: HttpRequest, course: str) -> Room:
    rows = CoursePage.objects.filter(content_id=course).select_related("locale").order_by("path")
    pages = list(rows)
    if not any(page.permissions_for_user(request.user).can_edit() for page in pages):
        raise Http404
    return Room(doors.first_of(pages), pages)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, course: str, item: str) -> HttpResponse:
    """A question as it is asked, and what is said about each answer. A form that was sent is
    shown as it would be saved; `-` stands for a question that is new."""
    room = _room(request, course)
    content_id = keys.content_id(course, item)
    held = Item.objects.filter(content_id=content_id).first()
    version, problems = (writing.newest(held) if held else None), []
    if request.method == "POST":
        version, problems = _typed(request, room, item, version)
    elif version is None:
        raise Http404
    context: dict[str, Any] = {
        "course": room.course,
        "problems": problems,
        "back": reverse("authoring:course", args=[course]),
        "saved": request.method != "POST",
    }
    if version is not None:
        context |= _shown(version, item)
    status = 422 if problems else 200
    return render(request, "courses/authoring/item_preview.html", context, status=status)


def _typed(
    request: HttpRequest, room: Room, name: str, former: ItemVersion | None
) -> tuple[ItemVersion | None, list[str]]:
    """The version that a form would make, or what is wrong with it."""
    kind = former.structure["kind"] if former else request.GET.get("kind", "")
    if kind not in KINDS:
        raise Http404
    form = form_of(room, kind, former, request.POST)
    if not form.is_valid():
        return None, [_("The form is not filled in yet. Go back and save: it says where.")]
    structure, words = composed(form, former, room.source)
    try:
        made, said = alone.item(
            "new" if name == NEW else name,
            structure,
            {room.source: words},
            writing.taught(room.course),
        )
    except BundleError as error:
        return None, [problemwords.told(one) for one in error.problems]
    owner = (
        former.item if former else Item(content_id=keys.content_id(room.course.content_id, name))
    )
    return _unsaved(owner, made, said, room.source), []


def _unsaved(owner: Item, made: Any, said: Any, source: str) -> ItemVersion:
    """A version that is in no database: 0 stands for its key, so that its words can be given."""
    version = ItemVersion(pk=0, item=owner, number=0, structure=stored.item(made))
    texts = [ItemText(pk=0, language=source, texts=stored.item(said[source]))]
    version._prefetched_objects_cache = {"texts": texts, "corrections": []}
    return version


def _shown(version: ItemVersion, name: str) -> dict[str, Any]:
    attempt = Attempt(seed="preview", terms={})
    row = AttemptItem(attempt=attempt, position=1, version=version)
    language = get_language() or ""
    return {
        "question": questions.rehearsed(row, language),
        "said": rehearsing.said(version.parsed, version.wording(language), language),
        "structure": version.structure,
        "name": name,
    }


@dataclass
class Typed:
    """A scenario that is in no database yet, with its words in one language."""

    play: Play
    words: Any
    language: str

    def wording(self, language: str) -> "Typed":
        """The words that there are, whatever language is asked for."""
        return self


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def scenario(request: HttpRequest, course: str, scenario: str) -> HttpResponse:
    """A scenario, played choice by choice. Text that was sent is played as it would be saved."""
    room, typed = _room(request, course), {}
    context: dict[str, Any] = {"course": room.course, "name": scenario}
    context["back"] = reverse("authoring:course", args=[course])
    try:
        version, typed = _played(request, room, scenario)
    except BundleError as error:
        context |= {"problems": [problemwords.told(one) for one in error.problems]}
        return render(request, "courses/authoring/play.html", context, status=422)
    path = _path(request)
    try:
        state = version.play.replay(path)
    except ClosedError:
        path, state = [], version.play.begin()
    reader = scenes.Reader(version, course)
    context |= {
        "scene": reader.scene(state),
        "title": reader.words.title,
        "lang": scenes.foreign(reader.language),
        "axes": scenes.axes(state),
        "grades": scenes.GRADES,
        "path": " ".join(path),
        "typed": typed,
        "is_ending": version.play.scenes[state.scene].ending,
        "meaning": _meaning(reader, state.scene),
        "saved": not typed,
    }
    return render(request, "courses/authoring/play.html", context)


def _played(request: HttpRequest, room: Room, name: str) -> tuple[Any, dict[str, str]]:
    sent = {one: unix(request.POST.get(one, "")) for one in ("structure", "words")}
    if request.method == "POST" and all(sent.values()):
        plot, said = alone.scenario(
            name if name != NEW else _named(sent["structure"]),
            sent["structure"],
            {room.source: sent["words"]},
            writing.taught(room.course),
        )
        return Typed(Play(plot), said[room.source], room.source), sent
    held = Scenario.objects.filter(content_id=keys.content_id(room.course.content_id, name)).first()
    if held is None:
        raise Http404
    return writing.newest(held), {}


def _named(structure: str) -> str:
    """The id that a text names; the check says what is wrong with the text."""
    first = next((line for line in structure.splitlines() if line.startswith("id ")), "")
    return first.partition("=")[2].strip().strip('"') or "new"


def _path(request: HttpRequest) -> list[str]:
    path = request.POST.get("path", "").split()[:MOST_STEPS]
    if request.POST.get("do") == "back":
        return path[:-1]
    choice = request.POST.get("choice", "")
    return [*path, choice] if choice else path


def _meaning(reader: scenes.Reader, scene: str) -> Any:
    told = reader.words.debrief.endings.get(scene)
    return scenes.told(told.text) if told else ""
