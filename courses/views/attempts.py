"""A quiz as it is taken: begun, answered, checked, handed in, and explained."""

from fractions import Fraction
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people.models import User
from cms.press import whole
from courses import services
from courses.models import Attempt, AttemptItem, CoursePage, Purpose, QuizPage, outline
from courses.models.attempts import Replayed
from courses.models.attempts import result as replay
from courses.models.lessons import outcomes
from courses.models.outline import Section
from courses.services import Gain
from courses.views import finding, questions, responses


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
    except services.Refused as error:
        messages.error(request, error.sentence)
        return redirect(page.get_url(request))
    return redirect("courses:attempt", attempt.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """All questions of an attempt on one page; answers are saved, checked, handed in from here."""
    mine = _mine(request, attempt_id)
    refusals: list[tuple[str, str]] = []
    held_back = False
    if request.method == "POST" and mine.open:
        refusals = _take(request, mine)
        mine.refresh_from_db()
        held_back = mine.open and request.POST.get("do") == "submit"
        if not refusals and not held_back:
            return _onward(request, mine)
    if not mine.open:
        if request.method == "POST" and not mine.ended_by_time and _says_more(request, mine):
            messages.warning(request, services.HANDED_IN)
        return redirect("courses:result", mine.pk)
    page = finding.quiz(mine.quiz_key)
    shown = questions.asked(mine, replay(mine), get_language())
    context = {
        "attempt": mine,
        "questions": questions.refused(shown, refusals, request.POST),
        "refusals": refusals,
        "unanswered": [one for one in shown if held_back and not refusals and not one.answered],
        **_around(request, page),
    }
    return render(request, "courses/attempt.html", context, status=409 if refusals else 200)


def _take(request: HttpRequest, attempt: Attempt) -> list[tuple[str, str]]:
    """Save every answer of the page, then do what was asked. What was refused, by question.

    Nothing is handed in or checked while an answer of the page is refused.
    """
    if not whole.is_whole(request):
        return [("", _("Your answers did not arrive whole. Send the page once more."))]
    refusals = []
    for asked in _items(attempt):
        name = asked.version.item.name
        if not responses.is_there(name, request.POST):
            continue
        try:
            record(request.user, asked, request.POST, fresh=False)
        except services.Refused as error:
            refusals.append((name, error.sentence))
    do, _dash, item = request.POST.get("do", "").partition("-")
    try:
        if do == "submit" and not refusals and not _is_asked_first(request, attempt):
            services.submit(user=request.user, attempt=attempt)
        elif do == "check" and item not in dict(refusals):
            asked = services.asked_of(user=request.user, attempt_id=attempt.pk, item=item)
            event = _check_id(request, item)
            services.check_answer(user=request.user, asked=asked, client_id=event)
    except services.Refused as error:
        refusals.append((item, error.sentence))
    return refusals


def _is_asked_first(request: HttpRequest, attempt: Attempt) -> bool:
    """Whether a question has no answer; who hands in once more means it."""
    return "anyway" not in request.POST and any(
        not one.response for _, one in replay(attempt).items
    )


def _says_more(request: HttpRequest, attempt: Attempt) -> bool:
    """Whether a page answers otherwise than what was handed in; a second press does not."""
    for row, told in replay(attempt).items:
        name = row.version.item.name
        try:
            if responses.is_there(name, request.POST) and told.response != responses.read(
                row.version.parsed, name, request.POST
            ):
                return True
        except services.Refused:
            return True
    return False


def _check_id(request: HttpRequest, item: str) -> UUID:
    """The id of a check: that of the page's event, so that a second press is none."""
    try:
        return uuid5(UUID(request.POST.get(f"event-{item}", "")), "check")
    except ValueError:
        return uuid4()


def _onward(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    if not attempt.open:
        return redirect("courses:result", attempt.pk)
    do, _dash, item = request.POST.get("do", "").partition("-")
    if do == "later":
        return redirect(finding.quiz(attempt.quiz_key).get_url(request))
    response = redirect("courses:attempt", attempt.pk)
    if do == "check":
        response["Location"] += f"#question-{item}"
    return response


@never_cache
@login_required
@require_POST
def answer(request: HttpRequest, attempt_id: UUID, item: str) -> HttpResponse:
    """Save one answer as it is given; tell by JSON which one stands, or by a sentence why not."""
    if not whole.is_whole(request):
        return HttpResponse(status=408)  # cut on its way: whoever sent it sends it again
    if request.POST.get("by", str(request.user.pk)) != str(request.user.pk):
        return _said(_("Not saved: somebody else is signed in now."), 401)
    try:
        asked = services.asked_of(user=request.user, attempt_id=attempt_id, item=item)
        token = record(request.user, asked, request.POST, fresh=True)
    except PermissionDenied as error:  # to everybody but its owner, an attempt does not exist
        raise Http404 from error
    except services.Overtaken as no:
        return JsonResponse({"sentence": no.sentence, "seen": no.token}, status=409)
    except services.Refused as error:
        return _said(error.sentence, 409)
    return JsonResponse({"seen": token})


def _said(sentence: str, status: int) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def record(user: User, asked: AttemptItem, fields: QueryDict, *, fresh: bool) -> str:
    """Put an answer on record as it was sent; raises Refused as the service does."""
    name = asked.version.item.name
    sent = responses.sent(asked.version.parsed, name, fields, fresh=fresh)
    return services.record_answer(
        user=user,
        asked=asked,
        response=sent.response,
        client_id=sent.client_id,
        seen=sent.seen,
    )


@never_cache
@login_required
@require_safe
def result(request: HttpRequest, attempt_id: UUID) -> HttpResponse:
    """What an attempt came to, question by question, with what is to be said about each answer."""
    mine = services.close_if_over(user=request.user, attempt=_mine(request, attempt_id))
    if mine.open:
        return redirect("courses:attempt", mine.pk)
    page = finding.quiz(mine.quiz_key)
    course = page.get_course()
    replayed = replay(mine)
    context = {
        "attempt": mine,
        "questions": questions.explained(mine, replayed, get_language()),
        "band": "" if mine.waiting else page.band(int(mine.percent or 0)),
        "gains": _gains(request, mine, page),
        "modules": _modules(request, mine, course, replayed),
        "certificate_url": services.certificate_url(course)
        if services.earned(user=request.user, course=course)
        else "",
        **_around(request, page),
    }
    return render(request, "courses/result.html", context)


def _gains(request: HttpRequest, attempt: Attempt, page: QuizPage) -> list[tuple[str, Gain]]:
    """What was learned between pre-test and post-test, by the words of each objective."""
    if attempt.purpose != Purpose.POST:
        return []
    found = services.gains(user=request.user, attempt=attempt, page=page)
    words = outcomes(page.get_course()) if found else {}
    return [(words.get(one.objective, one.objective), one) for one in found]


def _modules(
    request: HttpRequest, attempt: Attempt, course: CoursePage, replayed: Replayed
) -> list[tuple[Section, Fraction]]:
    """What is known of each module before the course, so that one sees where to look first."""
    if attempt.purpose != Purpose.PRE:
        return []
    return services.by_module(replayed=replayed, of=outline.one(course, request))


def _mine(request: HttpRequest, attempt_id: UUID) -> Attempt:
    """The attempt of this person; for everybody else there is none."""
    return get_object_or_404(Attempt, pk=attempt_id, user=request.user)


def _items(attempt: Attempt) -> list[AttemptItem]:
    return list(attempt.asked.select_related("version__item").order_by("position"))


def _around(request: HttpRequest, page: QuizPage) -> dict[str, object]:
    course = page.get_course()
    crumbs = page.crumbs(request, course)
    return {"quiz": page, "course": course, "crumbs": crumbs, "quiz_url": page.get_url(request)}
