"""A scenario as it is played: its door, scene after scene, and what it came to."""

from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses import labels, services
from courses.models import CoursePage, Scenario, ScenarioRun
from courses.models.outline import minutes
from courses.views import finding, scenes, tabletop


@never_cache
@require_safe
def door(request: HttpRequest, course: str, scenario: str) -> HttpResponse:
    """What awaits the player: who she is, what has happened, and her stories so far."""
    page, one = _found(course, scenario)
    reader = scenes.Reader(one.versions.latest("number"), page.content_id)
    context = {
        "reader": reader,
        "level": labels.LEVELS[reader.structure.level],
        "minutes": minutes(reader.structure.minutes),
        "role": scenes.told(reader.words.role),
        "background": scenes.told(reader.words.background),
        "runs": _stories(request, one, reader),
        "open_run": _open_run(request, one),
        **_around(request, page, one, reader),
    }
    return render(request, "courses/scenario.html", context)


@never_cache
@login_required
def begin(request: HttpRequest, course: str, scenario: str) -> HttpResponse:
    """Begin, go on, or begin again. A GET (after signing in) shows the door."""
    page, one = _found(course, scenario)
    if request.method != "POST":
        return redirect("courses:scenario", course, scenario)
    afresh = request.POST.get("do") == "afresh"
    try:
        run = services.begin_scenario(user=request.user, course=page, scenario=one, afresh=afresh)
    except services.ClosedCourse:
        return redirect("courses:enrol", course)
    return redirect("courses:run", run.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def play(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The present scene of a story, and the choice that is sent from it."""
    run = _mine(request, run_id)
    refusal = ""
    if request.method == "POST":
        try:
            _choose(request, run)
        except services.OvertakenError as error:
            refusal = str(error)
            run = _mine(request, run_id)
        else:
            return redirect("courses:run", run.pk)
    if not run.open:
        return redirect("courses:ending" if run.ending else "courses:scenario", *_end_of(run))
    reader = scenes.of(run)
    context = {
        "run": run,
        "scene": reader.scene(run.state()),
        "event": uuid4(),
        "refusal": refusal,
        **_around(request, finding.course(run.scenario.course), run.scenario, reader),
    }
    return render(request, "courses/scene.html", context, status=409 if refusal else 200)


def _choose(request: HttpRequest, run: ScenarioRun) -> None:
    try:
        number, event = int(request.POST.get("number", "")), UUID(request.POST.get("event", ""))
    except ValueError:
        number, event = 0, uuid4()
    services.choose(
        user=request.user,
        run_id=run.pk,
        number=number,
        choice=request.POST.get("choice", ""),
        client_id=event,
    )


def _end_of(run: ScenarioRun) -> tuple[object, ...]:
    """Where an ended story leads: to its ending, or to the door where it was begun again."""
    return (run.pk,) if run.ending else (run.scenario.course, run.scenario.name)


@never_cache
@login_required
@require_safe
def ending(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """What a story came to: six axes, the path, the lessons and norms behind it, questions."""
    run = _mine(request, run_id)
    if not run.ending:
        return redirect("courses:run", run.pk)
    reader, state = scenes.of(run), run.state()
    context = {
        "run": run,
        "scene": reader.scene(state),
        "meaning": scenes.told(reader.words.debrief.endings[run.ending].text),
        "axes": scenes.axes(state),
        "path": reader.path(state),
        "opening": [reader.news(one.inject, one.changes) for one in state.opening],
        "norms": reader.touched(state),
        "questions": reader.words.debrief.questions,
        **_around(request, finding.course(run.scenario.course), run.scenario, reader),
    }
    return render(request, "courses/ending.html", context)


@never_cache
@require_safe
def cards(request: HttpRequest, course: str, scenario: str) -> HttpResponse:
    """News and evidence as cards to print and cut, for a game at a table. Needs no run."""
    return _printed(request, course, scenario, "courses/scenario_cards.html")


@never_cache
@require_safe
def sheet(request: HttpRequest, course: str, scenario: str) -> HttpResponse:
    """The sheet of whoever leads a game at a table: forks, news by the clock, norms, questions."""
    return _printed(request, course, scenario, "courses/scenario_sheet.html")


@never_cache
@require_safe
def read_aloud(request: HttpRequest, course: str, scenario: str) -> HttpResponse:
    """Every scene with its choices and what follows from each, for whoever leads the game."""
    return _printed(request, course, scenario, "courses/scenario_scenes.html")


def _printed(request: HttpRequest, course: str, scenario: str, template: str) -> HttpResponse:
    page, one = _found(course, scenario)
    reader = scenes.Reader(one.versions.latest("number"), page.content_id)
    table = tabletop.Table(reader)
    return render(request, template, {"table": table, **_around(request, page, one, reader)})


def _found(course: str, scenario: str) -> tuple[CoursePage, Scenario]:
    """A live scenario and its course; behind a restriction of Wagtail's there is none."""
    page = finding.course(course)
    if page.get_view_restrictions():
        raise Http404
    found = Scenario.objects.filter(course_key=page.translation_key, live=True)
    return page, get_object_or_404(found, content_id=f"{course}/{scenario}")


def _mine(request: HttpRequest, run_id: UUID) -> ScenarioRun:
    """The run of this person; for everybody else there is none."""
    runs = ScenarioRun.objects.select_related("scenario", "version")
    return get_object_or_404(runs, pk=run_id, user=request.user)


def _open_run(request: HttpRequest, one: Scenario) -> ScenarioRun | None:
    if not request.user.is_authenticated:
        return None
    return ScenarioRun.objects.filter(user=request.user, scenario=one, ended_at=None).first()


def _stories(
    request: HttpRequest, one: Scenario, reader: scenes.Reader
) -> list[tuple[ScenarioRun, str]]:
    """The stories of this person that came to an ending, newest first, with its title."""
    if not request.user.is_authenticated:
        return []
    runs = ScenarioRun.objects.filter(user=request.user, scenario=one).exclude(ending="")
    words = reader.words.scenes
    known = [(run, words.get(run.ending)) for run in runs[:20]]
    return [(run, text.title if text else run.ending) for run, text in known]


def _around(
    request: HttpRequest, page: CoursePage, one: Scenario, reader: scenes.Reader
) -> dict[str, object]:
    crumbs = page.crumbs(request, page)
    crumbs[-1]["url"] = page.get_url(request)
    return {
        "scenario": one,
        "title": reader.words.title,
        "lang": scenes.foreign(reader.language),
        "grades": scenes.GRADES,
        "course": page,
        "crumbs": [*crumbs, {"title": reader.words.title, "url": ""}],
        "course_url": crumbs[-1]["url"],
    }
