"""Runs of a scenario: begun, gone on with choice by choice, ended, begun again."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people import audit
from cms.people.models import User
from courses.domain.playing import ClosedError
from courses.models import CoursePage, Scenario, ScenarioRun, ScenarioStep
from courses.services.enrolment import require_admitted, require_open


class OvertakenError(Exception):
    """A choice from a page that is no longer the present one; the message is for the player."""


def begin_scenario(
    *, user: User, course: CoursePage, scenario: Scenario, afresh: bool = False
) -> ScenarioRun:
    """Begin a run on the newest version, or return the one that is still open.

    With `afresh` the open one is closed first, without an ending. Counts towards nothing: neither
    enrolment nor certificate hang on it. Raises ClosedCourse to who could not enrol.
    """
    require_open(user=user, page=course)
    if not scenario.live or scenario.course_key != course.translation_key:
        raise PermissionDenied
    require_admitted(user, course)
    existing = ScenarioRun.objects.filter(user=user, scenario=scenario, ended_at=None)
    with transaction.atomic():
        if afresh:
            existing.update(ended_at=timezone.now())
        if (run := existing.first()) is not None:
            return run
        version = scenario.versions.latest("number")
        try:
            with transaction.atomic():
                return ScenarioRun.objects.create(user=user, scenario=scenario, version=version)
        except IntegrityError:  # begun in the same moment in another window
            return existing.get()


def choose(*, user: User, run_id: UUID, number: int, choice: str, client_id: UUID) -> ScenarioRun:
    """Put a choice on record as step `number` and return the run; the same form counts once.

    Raises OvertakenError where the story stands elsewhere than the page knew, has ended, or where
    the choice is not open; PermissionDenied for a run of somebody else.
    """
    with transaction.atomic():
        run = ScenarioRun.objects.select_for_update().filter(pk=run_id, user=user).first()
        if run is None:
            raise PermissionDenied
        if run.steps.filter(client_id=client_id, choice=choice).exists():
            return run
        taken = run.choices()
        if not run.open or number != len(taken) + 1:
            raise OvertakenError(_("Your story has gone on since this page was opened."))
        play = run.version.play
        try:
            state = play.replay([*taken, choice])
        except ClosedError as error:
            raise OvertakenError(_("Choose one of the things that you can do here.")) from error
        _record(run, number, choice, client_id)
        if play.scenes[state.scene].ending:
            _end(user, run, state.scene)
    return run


def _record(run: ScenarioRun, number: int, choice: str, client_id: UUID) -> None:
    try:
        with transaction.atomic():
            ScenarioStep.objects.create(run=run, number=number, choice=choice, client_id=client_id)
    except IntegrityError as error:  # another window was faster, or the form was sent before
        sentence = _("Your story has gone on since this page was opened.")
        raise OvertakenError(sentence) from error


def _end(user: User, run: ScenarioRun, ending: str) -> None:
    run.ended_at, run.ending = timezone.now(), ending
    run.save(update_fields=["ended_at", "ending"])
    detail = {"scenario": run.scenario.content_id, "ending": ending}
    audit.record(actor=user, verb="scenario.ended", subject=run, detail=detail)
