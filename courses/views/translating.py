"""The desk of translators: what is left, one text beside its source, questions to the author."""

import io
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.people.refusals import Refused
from courses.models import TextState
from courses.translation import asking, bench, desk, drafting, exchange, rights, saving, texts
from courses.translation.saving import Saved, Wrote
from courses.translation.texts import Text

FORMATS: Mapping[str, tuple[str, str]] = {
    "po": ("po", "text/x-gettext-translation; charset=utf-8"),
    "word": ("docx", exchange.WORD),
}
"""The ending and the media type of each format that a translation leaves in."""


@never_cache
@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List what is left in every course for the languages of this person."""
    mine = _languages(request)
    found = desk.grouped(desk.waiting(mine))
    context = {
        "groups": [(_named(code), rows) for code, rows in found.items()],
        "asked": asking.open_to(request.user).filter(answer="").count(),
    }
    return render(request, "courses/translation/queue.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, course: str, language: str) -> HttpResponse:
    """The texts of a course in a language; as a file to take along, and back from one."""
    _require(request, language)
    found = texts.of_course(course)
    if not found or found[0].source == language:
        raise Http404
    written_as = request.GET.get("as", "")
    if request.method != "POST" and written_as in FORMATS:
        return _file(request, found, language, written_as)
    refused = ""
    if request.method == "POST":
        try:
            _bring_back(request, course, language)
            return redirect("courses:translation-course", course, language)
        except Refused as no:
            refused = no.sentence
    context = {
        "title": found[0].title,
        "spoken": found[0].source,
        "language": _named(language),
        "course": course,
        "texts": desk.listed(found, language),
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "courses/translation/course.html", context, status=status)


def _file(request: HttpRequest, found: list[Text], language: str, kind: str) -> FileResponse:
    """What is left of a course, or all of it, as a file."""
    content = exchange.take_along(
        actor=request.user,
        found=found,
        language=language,
        kind=kind,
        everything="all" in request.GET,
    )
    name = f"{found[0].content_id}-{language}.{FORMATS[kind][0]}"
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=FORMATS[kind][1]
    )


def _bring_back(request: HttpRequest, course: str, language: str) -> None:
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused(_("Choose a file first."))
    content = sent.read(exchange.LARGEST + 1)
    arrived = exchange.arrive(
        actor=request.user, course_id=course, language=language, content=content
    )
    told = ngettext(
        "%(count)s text came back and is kept as a draft.",
        "%(count)s texts came back and are kept as drafts.",
        arrived.kept,
    )
    messages.success(request, told % {"count": arrived.kept})
    lost = len(arrived.outdated) + len(arrived.unknown)
    if lost:
        told = ngettext(
            "%(count)s text found no place: its original has changed, or is not here.",
            "%(count)s texts found no place: their originals have changed, or are not here.",
            lost,
        )
        messages.warning(request, told % {"count": lost})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, language: str, kind: str, content_id: str) -> HttpResponse:
    """One text beside its source; what is sent is kept, and published where that is asked."""
    _require(request, language)
    found = texts.find(kind, content_id)
    if found is None or found.source == language or not found.now:
        raise Http404
    if request.method != "POST":
        return _show(request, found, language)
    try:
        if number := request.POST.get("machine", ""):
            return _show(request, found, language, drafted=_by_machine(request, found, language))
        _save(request, found, language)
        if number := request.POST.get("ask", ""):
            _ask(request, found, language, number)
    except Refused as no:
        return _show(request, found, language, refused=no.sentence)
    return redirect(request.get_full_path())


def _save(request: HttpRequest, found: Text, language: str) -> None:
    """Keep what the form holds, whichever of its buttons was pressed: nothing typed is lost."""
    saved = saving.save(
        actor=request.user,
        text=found,
        language=language,
        wrote=_wrote(request),
        taken=request.POST.getlist("taken"),
        publish=request.POST.get("do") == "publish",
    )
    if "ask" not in request.POST or saved.kept:
        _tell(request, saved)


def _by_machine(request: HttpRequest, found: Text, language: str) -> dict[str, str]:
    """The draft of a machine for one field of the form, by the name of the field."""
    number = request.POST["machine"]
    path = request.POST.get(f"path-{number}", "")
    original = next((one.text for one in found.now if one.path == path), "")
    return {f"text-{number}": drafting.draft(original, found.source, language)}


def _languages(request: HttpRequest) -> list[str]:
    found = rights.languages(request.user)
    if not found:
        raise Http404
    return found


def _require(request: HttpRequest, language: str) -> None:
    if language not in _languages(request):
        raise Http404


def _named(code: str) -> dict[str, Any]:
    return {"code": code, "name": get_language_info(code)["name_local"]}


def _show(
    request: HttpRequest,
    found: Text,
    language: str,
    refused: str = "",
    drafted: Mapping[str, str] | None = None,
) -> HttpResponse:
    work = bench.of(found, language)
    everything = "all" in request.GET
    start = int(request.GET["from"][:6]) if request.GET.get("from", "").isdecimal() else 0
    page, total = desk.entries(work, everything=everything, start=start)
    drafted = drafted or {}
    typed = {**request.POST.dict(), **drafted}
    context = {
        "text": found,
        "kind": desk.places.KINDS[found.kind],
        "source": _way(found.source),
        "target": {**_named(language), **_way(language)},
        "entries": [
            (one, typed.get(name) or one.text, name in drafted)
            for one in page
            for name in (f"text-{one.number}",)
        ],
        "machine": drafting.is_on(),
        "counts": desk.drift.count(work.drifts),
        "everything": everything,
        "states": TextState.choices,
        "may_publish": rights.may_publish(request.user, language),
        "refused": refused,
        "before": max(0, start - desk.AT_ONCE) if start else None,
        "after": start + desk.AT_ONCE if start + desk.AT_ONCE < total else None,
        "back": reverse("courses:translation-course", args=[found.course_id, language]),
    }
    status = 422 if refused else 200
    return render(request, "courses/translation/text.html", context, status=status)


def _way(code: str) -> dict[str, str]:
    return {"code": code, "dir": "rtl" if get_language_info(code)["bidi"] else "ltr"}


def _wrote(request: HttpRequest) -> list[Wrote]:
    """What the form says of each text; its numbers stand in `number`."""
    sent = request.POST
    found = []
    for number in sent.getlist("number")[: desk.AT_ONCE]:
        state = sent.get(f"state-{number}", "")
        found.append(
            Wrote(
                path=sent.get(f"path-{number}", ""),
                seen=sent.get(f"seen-{number}", ""),
                text=sent.get(f"text-{number}", "").replace("\r\n", "\n"),
                done=f"done-{number}" in sent,
                had=sent.get(f"had-{number}"),
                state=state if state in TextState.values else None,
                by=sent.get("by", "").strip()[:120],
                on=_day(sent.get("on", "")),
            )
        )
    return found


def _day(typed: str) -> Any:
    try:
        return parse_date(typed)
    except ValueError:
        return None


def _ask(request: HttpRequest, found: Text, language: str, number: str) -> None:
    asking.ask(
        actor=request.user,
        text=found,
        language=language,
        path=request.POST.get(f"path-{number}", ""),
        question=request.POST.get(f"question-{number}", ""),
    )
    messages.success(request, _("The question is with the author now."))


def _tell(request: HttpRequest, saved: Saved) -> None:
    if saved.published:
        messages.success(request, _("Published. Readers see it now."))
    else:
        told = ngettext(
            "Kept: %(count)s text. Nothing is published yet.",
            "Kept: %(count)s texts. Nothing is published yet.",
            saved.kept,
        )
        messages.success(request, told % {"count": saved.kept})
    if saved.outdated:
        told = ngettext(
            "%(count)s source text changed while you worked. Look at it again.",
            "%(count)s source texts changed while you worked. Look at them again.",
            len(saved.outdated),
        )
        messages.warning(request, told % {"count": len(saved.outdated)})
    if saved.unread:
        messages.warning(
            request,
            _(
                "Whoever wrote a text is not its second reader, and a confirmation needs a name "
                "and a day. Those texts are kept in their former state."
            ),
        )
