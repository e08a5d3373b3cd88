"""Sign-off: the answers of a round are frozen with their hash."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from assessments import answering
from assessments.domain import applying, asking, canonical, scoring
from assessments.models import Round, Snapshot
from assessments.services.refusals import CLOSED, Refused
from cms.people import audit, roles
from cms.people.models import User


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a signature would leave uncertain: ids of indicators, in the order of the model.

    `contradictions` are the ids of the rules that the answers contradict.
    """

    not_asked: tuple[str, ...]
    unknown: tuple[str, ...]
    contradictions: tuple[str, ...]


def gaps(one: Round) -> Gaps:
    """Tell which questions have no answer, which are unknown, and what contradicts itself."""
    model, answers = answering.model_of(one), answering.answers_of(one)
    ids = [indicator.id for indicator in model.indicators()]
    return Gaps(
        not_asked=asking.open_questions(model, answers),
        unknown=tuple(name for name in ids if answers.get(name) == scoring.UNKNOWN),
        contradictions=tuple(one.id for one in applying.contradicted(model, answers)),
    )


def sign_off(*, user: User, round_id: uuid.UUID) -> Snapshot:
    """Close the round, freeze its answers, and return the snapshot.

    Questions without an answer stay out of it: the domain counts them as not asked. Raises
    PermissionDenied where the user may not sign, Refused where somebody has signed already.
    """
    with transaction.atomic():
        rounds = Round.objects.open_to(user, roles.SIGN).select_for_update(of=("self",))
        one = rounds.filter(pk=round_id).first()
        if one is None:
            raise PermissionDenied
        closed = Round.objects.filter(pk=one.pk, state=Round.State.OPEN)
        if not closed.update(state=Round.State.SIGNED):
            raise Refused(CLOSED)
        content = frozen(one)
        snapshot = Snapshot.objects.create(
            institution_id=one.institution_id,
            round=one,
            content=canonical.text(content),
            sha256=canonical.digest(content),
            signed_by=user,
        )
        audit.record(
            actor=user,
            verb="round.signed",
            institution=one.institution,
            subject=one,
            detail={"snapshot": str(snapshot.pk), "sha256": snapshot.sha256},
        )
    return snapshot


def frozen(one: Round) -> dict[str, object]:
    """Return what a signature covers: model, version, answers. No person and no text."""
    return {
        "model": one.model_slug,
        "version": one.model_version,
        "answers": answering.answers_of(one),
    }
