"""Starting a round and saving its answers."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import answering, library
from assessments.domain import scoring
from assessments.domain.maturity import MaturityModel
from assessments.models import Answer, Round
from assessments.services.refusals import Refused
from cms.people import access, audit, roles
from cms.people.models import Institution, User

CLOSED = _("This assessment has been signed off; its answers can no longer be changed.")
STRANGE_ANSWER = _("This is not one of the answers to this question. Choose one of those listed.")
STRANGE_QUESTION = _("This assessment has no such question.")


@dataclass(frozen=True, slots=True)
class Saved:
    """One answer as it now stands, with all answers of its round.

    `changed` is false where the answer was there already.
    """

    round: Round
    indicator: str
    value: str
    changed: bool
    answers: Mapping[str, scoring.Answer]


def start_round(*, user: User, institution: Institution, model: str, title: str) -> Round:
    """Open a round of the newest version of a model and return it.

    Raises PermissionDenied unless the user coordinates the institution, Refused for a model
    that is not offered.
    """
    access.require(user, roles.MANAGE, institution)
    version = next((one.version for one in library.offered() if one.id == model), None)
    if version is None:
        raise Refused(_("This questionnaire is not offered."))
    with transaction.atomic():
        one = Round.objects.create(
            institution=institution,
            model_slug=model,
            model_version=version,
            title=title,
            created_by=user,
        )
        audit.record(
            actor=user,
            verb="round.started",
            institution=institution,
            subject=one,
            detail={"model": model, "version": version},
        )
    return one


def save_answer(
    *, user: User, round_id: uuid.UUID, indicator: str, value: str, client_id: str = ""
) -> Saved:
    """Save the answer to one indicator: a level such as "2", "unknown" or "not-applicable".

    The same change sent twice (same client_id, same value) is written once. Raises
    PermissionDenied where the user may not answer, Refused for a signed round, an unknown
    indicator or a level that the model does not have. Three queries in one transaction.
    """
    with transaction.atomic():
        one = _locked(user, round_id)
        state, level = _checked(answering.model_of(one), indicator, value)
        given = {answer.indicator: answer for answer in one.answers.all()}
        before = given.get(indicator)
        changed = not (before and before.value == value and client_id in ("", before.client_id))
        if changed:
            given[indicator] = _write(
                Answer(
                    round=one,
                    indicator=indicator,
                    state=state,
                    level=level,
                    answered_by=user,
                    client_id=client_id[:64],
                )
            )
    return Saved(one, indicator, value, changed, answering.as_values(given.values()))


def _write(answer: Answer) -> Answer:
    """Insert the answer or write over the former one: a single statement, so nothing is doubled."""
    Answer.objects.bulk_create(
        [answer],
        update_conflicts=True,
        unique_fields=["round", "indicator"],
        update_fields=["state", "level", "answered_by", "updated_at", "client_id"],
    )
    return answer


def _locked(user: User, round_id: uuid.UUID) -> Round:
    """Return the round, held until the end of the transaction: nobody signs in between."""
    rounds = Round.objects.open_to(user, roles.ANSWER).select_for_update(of=("self",))
    one = rounds.filter(pk=round_id).first()
    if one is None:
        raise PermissionDenied
    if not one.is_open:
        raise Refused(CLOSED)
    return one


def _checked(model: MaturityModel, indicator: str, value: str) -> tuple[str, int | None]:
    if all(known.id != indicator for known in model.indicators()):
        raise Refused(STRANGE_QUESTION)
    if value in (scoring.UNKNOWN, scoring.NOT_APPLICABLE):
        return value, None
    if value not in {str(level) for level in range(model.top + 1)}:
        raise Refused(STRANGE_ANSWER)
    return Answer.State.LEVEL, int(value)
