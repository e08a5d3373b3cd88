"""Asking for the questions of a round on paper: a job for the press, and an entry in the log."""

import hashlib
import uuid

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import papers, scopes
from assessments.papers import Paper
from assessments.services import workbooks
from assessments.services.answers_many import seat_of
from assessments.services.refusals import Refused
from cms.people import audit
from cms.people.models import User
from cms.press import jobs
from cms.press.models import Job

QUESTIONNAIRE = "assessments.questionnaire"
STRANGE_LANGUAGE = _("The questions are not offered in this language. Choose one of those listed.")


@transaction.atomic
def request_questionnaire(
    *, user: User, round_id: uuid.UUID, institution: str, language: str, filled: bool
) -> Job:
    """Have the parts that this person answers printed, blank or with the answers so far.

    Asked for twice on one day with nothing changed in between it is one job. Raises
    PermissionDenied without a seat, Refused for a language that the site does not have.
    """
    reached = scopes.reach(user, round_id)
    seat = seat_of(reached, institution) if reached else None
    if reached is None or seat is None:
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise Refused(STRANGE_LANGUAGE)
    one, parts = reached.round, workbooks.parts_of(reached, seat)
    paper = papers.of(one, seat.institution, parts, language, filled=filled)
    job = jobs.request(
        kind=QUESTIONNAIRE,
        args={
            "round": str(one.pk),
            "institution": str(seat.institution),
            "parts": parts,
            "filled": filled,
        },
        owner=user,
        language=language,
        institution=one.institution,
        key=f"{QUESTIONNAIRE}:{one.pk}:{seat.institution}:{_state(paper)}",
    )
    detail = {"institution": str(seat.institution), "language": language, "filled": filled}
    audit.record(
        actor=user,
        verb="questionnaire.requested",
        institution=one.institution,
        subject=one,
        detail={**detail, "job": str(job.pk)},
    )
    return job


def may_read(user: User, job: Job) -> bool:
    """Tell whether this person answers all the printed parts as that institution now."""
    reached = scopes.reach(user, uuid.UUID(job.args["round"]))
    if reached is None:
        return False
    return seat_of(reached, job.args["institution"], job.args["parts"]) is not None


def _state(paper: Paper) -> str:
    """Tell papers apart that would say something else."""
    told = [str(timezone.localdate()), paper.round.title, paper.round.tlp, paper.name]
    told += [str(paper.round.deadline), str(paper.is_filled)]
    told += [f"{part.id} {part.deadline}" for part in paper.parts]
    told += [f"{item.id} {item.token}" for item in paper.items()]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
