"""One's own notes: written at a lesson, listed by course, changed, deleted, taken as a file."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import blocklabels, services
from courses.models import LessonPage, Note
from courses.note_forms import NoteForm
from courses.services import notes
from courses.views import finding

ON_A_PAGE = 50


@never_cache
@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show one's own notes by course and lesson, newest courses of the list last."""
    mine = notes.mine(request.user).order_by("course_key", "lesson_key", "created_at", "pk")
    page = Paginator(mine, ON_A_PAGE).get_page(request.GET.get("page"))
    found = notes.by_course(notes=list(page.object_list), language=get_language())
    return render(request, "courses/notes.html", {"courses": found, "page_of_notes": page})


@never_cache
@login_required
@require_safe
def as_file(request: HttpRequest) -> HttpResponse:
    """Hand out all of one's own notes as plain text."""
    found = notes.by_course(notes=list(notes.mine(request.user)), language=get_language())
    text = render_to_string("courses/notes.txt", {"courses": found})
    services.note_taken(user=request.user)
    # Translators: the name of a file, without spaces
    name = pgettext("file", "my-notes")
    return FileResponse(
        BytesIO(text.encode()),
        as_attachment=True,
        filename=f"{name}.txt",
        content_type="text/plain; charset=utf-8",
    )


@never_cache
@login_required
def write(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    """Keep a note at a lesson. A GET (after signing in) shows the lesson."""
    page = finding.here(LessonPage, f"{course}/{lesson}")
    if request.method != "POST":
        return redirect(page.get_url(request))
    form = NoteForm(request.POST, passages=blocklabels.of(page.body.raw_data))
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.write_note(user=request.user, lesson=page, **said)
        except services.ChangedMeanwhileError as overtaken:
            return _shown(request, overtaken.note, text=said["text"], status=409)
        except services.TooManyNotesError:
            form.add_error(None, _("You have as many notes as are kept here. Delete some first."))
        else:
            return redirect(f"{page.get_url(request)}#notes")
    context = {"form": form, "lesson": page, "back": page.get_url(request)}
    return render(request, "courses/note_new.html", context, status=422)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Show a note and store what its owner makes of it; words that meet others are shown again."""
    note = notes.mine(request.user).filter(pk=note_id).first()
    if request.method != "POST":
        if note is None:
            raise Http404
        return _shown(request, note, text=note.text)
    form = NoteForm(request.POST, passages=())
    text = form.data.get("text", "")
    if not form.is_valid() and note is not None:
        return _shown(request, note, text=text, form=form, status=422)
    try:
        revision = int(request.POST.get("revision", "0")[:9])
    except ValueError:
        revision = 0
    try:
        kept = form.is_valid() and services.change_note(
            user=request.user,
            note_id=note_id,
            revision=revision,
            text=form.cleaned_data["text"],
        )
    except services.ChangedMeanwhileError as overtaken:
        return _shown(request, overtaken.note, text=text, status=409)
    if not kept:
        return render(request, "courses/note_gone.html", {"text": text}, status=404)
    return redirect(f"{reverse('courses:notes')}#note-{kept.pk}")


@never_cache
@login_required
@require_POST
def delete(request: HttpRequest, note_id: UUID) -> HttpResponse:
    """Delete a note of one's own."""
    services.delete_note(user=request.user, note_id=note_id)
    return redirect("courses:notes")


def _shown(
    request: HttpRequest, note: Note, *, text: str, form: Any = None, status: int = 200
) -> HttpResponse:
    """Show the form of a note; with 409 also the words that another page has kept meanwhile."""
    said = {"text": text, "event": note.event, "block": note.block}
    course = notes.by_course(notes=[note], language=get_language())[0]
    context = {
        "note": note,
        "course": course,
        "lesson": course.lessons[0],
        "shown": course.lessons[0].notes[0],
        "form": form or NoteForm(initial=said, passages=()),
        "overtaken": status == 409,
    }
    return render(request, "courses/note.html", context, status=status)
