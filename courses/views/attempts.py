"""A quiz as it is taken: begun, answered, handed in, and explained."""

from uuid import UUID, uuid4, uuid5

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import services
from courses.models import Attempt, AttemptItem, QuizPage
from courses.models.attempts import result as replay
from courses.views import finding, questions


@never_cache
@login_required
def start(request: HttpRequest, course: str, quiz: str) -> HttpResponse:
    """Begin an attempt or go on with the open one. A GET (after signing in) shows the quiz."""
    page = finding.here(QuizPage, f"{course}/{quiz}")
    if request.method != "POST":
        return redirect(page.get_url(request))
    try:
        attempt = services.start_attempt(user=request.user, page=page)
    except services.ClosedCourse:
        return redirect("courses:enrol", course)
    return redirect("courses:attempt", attempt.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """All questions of an attempt on one page; answers are saved, and handed in, from here."""
    mine = _mine(request, attempt_id)
    refusal = ""
    if request.method == "POST":
        try:
            return _take(request, mine)
        except services.Refused as error:
            refusal = str(error)
    if not mine.open:
        return redirect("courses:result", mine.pk)
    page = finding.quiz(mine.quiz_key)
    context = {
        "attempt": mine,
        "questions": questions.asked(mine, get_language()),
        "refusal": refusal,
        **_around(request, page),
    }
    return render(request, "courses/attempt.html", context, status=409 if refusal else 200)


def _take(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Save every answer of the page, then stay or hand in."""
    if attempt.open:
        for asked in _items(attempt):
            _record(request, attempt.pk, asked.version.item.name)
        if request.POST.get("do") == "submit":
            services.submit(user=request.user, attempt=attempt)
            return redirect("courses:result", attempt.pk)
    return redirect("courses:attempt", attempt.pk)


@never_cache
@login_required
@require_POST
def answer(request: HttpRequest, attempt_id: UUID, item: str) -> HttpResponse:
    """Save one answer as it is given. Answers with the id of the next event of this question."""
    try:
        _record(request, attempt_id, item)
    except PermissionDenied as error:  # to everybody but its owner, an attempt does not exist
        raise Http404 from error
    except services.Refused as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
    return render(request, "courses/_event.html", {"name": item, "event": uuid4(), "fresh": True})


def _record(request: HttpRequest, attempt_id: UUID, item: str) -> None:
    chosen = request.POST.getlist(f"answer-{item}")
    try:
        event = UUID(request.POST.get(f"event-{item}", ""))
    except ValueError:
        event = uuid4()
    # The same event with another answer is another event: a second click on the way is not lost.
    client_id = uuid5(event, ",".join(sorted(chosen)))
    services.record_answer(
        user=request.user, attempt_id=attempt_id, item=item, options=chosen, client_id=client_id
    )


@never_cache
@login_required
@require_safe
def result(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """What an attempt came to, question by question, with what is to be said about each answer."""
    mine = _mine(request, attempt_id)
    if mine.open:
        return redirect("courses:attempt", mine.pk)
    page = finding.quiz(mine.quiz_key)
    course = page.get_course()
    marked, _percent = replay(mine)
    context = {
        "attempt": mine,
        "questions": questions.explained(mine, marked, get_language()),
        "certificate_url": services.certificate_url(course)
        if services.earned(user=request.user, course=course)
        else "",
        **_around(request, page),
    }
    return render(request, "courses/result.html", context)


def _mine(request: HttpRequest, attempt_id: UUID) -> Attempt:
    """The attempt of this person; for everybody else there is none."""
    return get_object_or_404(Attempt, pk=attempt_id, user=request.user)


def _items(attempt: Attempt) -> list[AttemptItem]:
    return list(attempt.asked.select_related("version__item").order_by("position"))


def _around(request: HttpRequest, page: QuizPage) -> dict[str, object]:
    course = page.get_course()
    crumbs = page.crumbs(request, course)
    return {"quiz": page, "course": course, "crumbs": crumbs, "quiz_url": page.get_url(request)}
