"""Starting a round and saving its answers."""

import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import library
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
    """One answer as it now stands; `changed` is false where it was there already."""

    indicator: str
    value: str
    changed: bool


def start_round(*, user: User, institution: Institution, model: str, title: str) -> Round:
    """Open a round of the newest version of a model and return it.

    Raises PermissionDenied unless the user coordinates the institution, Refused for a model
    that is not offered.
    """
    access.require(user, roles.MANAGE, institution)
    try:
        version = library.model(model).version
    except KeyError:
        raise Refused(_("This questionnaire is not offered.")) from None
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
    indicator or a level that the model does not have. At most five queries.
    """
    with transaction.atomic():
        one = _locked(user, round_id)
        state, level = _checked(library.model(one.model_slug, one.model_version), indicator, value)
        before = Answer.objects.filter(round=one, indicator=indicator).first()
        if before and before.value == value and client_id in ("", before.client_id):
            return Saved(indicator, value, changed=False)
        answer = Answer(
            round=one,
            indicator=indicator,
            state=state,
            level=level,
            answered_by=user,
            client_id=client_id[:64],
        )
        Answer.objects.bulk_create(
            [answer],
            update_conflicts=True,
            unique_fields=["round", "indicator"],
            update_fields=["state", "level", "answered_by", "updated_at", "client_id"],
        )
    return Saved(indicator, value, changed=True)


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
