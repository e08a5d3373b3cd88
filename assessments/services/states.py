"""The way of a round, from its preparation to the archive; each step by its role."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import answering
from assessments.models import ChangeRequest, Round
from assessments.services import approving, holding, letters
from assessments.services.refusals import Refused
from cms.people import audit, roles
from cms.people.models import User

State = Round.State
ELSEWHERE = _("This assessment is not in that state any more. Load the page again.")
APART = _("The institutions still differ on some questions. Agree on these first.")
ASKED = _(
    "Some institutions have been asked to look at an answer again, and have not done so yet. Wait "
    "for them, or withdraw the requests."
)


@dataclass(frozen=True, slots=True)
class Step:
    """A way from one state to another: who may go it, and what it is called."""

    source: str
    target: str
    capability: str
    label: Promise


STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "open": Step(State.DRAFT, State.OPEN, roles.MANAGE, _("Open for answers")),
        "review": Step(State.OPEN, State.REVIEW, roles.MANAGE, _("Close the answers for review")),
        "reopen": Step(State.REVIEW, State.OPEN, roles.MANAGE, _("Open for answers again")),
        "agree": Step(State.REVIEW, State.AGREED, roles.MANAGE, _("Put before the approver")),
        "return": Step(State.AGREED, State.REVIEW, roles.REVIEW, _("Give back for review")),
        "archive": Step(State.SIGNED, State.ARCHIVED, roles.MANAGE, _("Put in the archive")),
    }
)
"""Every step but the signature, which is `signing.sign_off`."""


def steps(one: Round, held: frozenset[str]) -> list[str]:
    """Name the steps that somebody with these capabilities may take now."""
    return [
        name for name, step in STEPS.items() if step.source == one.state and step.capability in held
    ]


def take_step(*, user: User, round_id: uuid.UUID, step: str) -> Round:
    """Bring a round into its next state, put it on record, and write to whom it concerns.

    Raises PermissionDenied without the step's capability, Refused where the round is in another
    state, while its institution is being deleted, or where it cannot be agreed because
    institutions differ or have not looked again at what they were asked; KeyError for no such
    step. Opening answers again takes back what was approved of parts.
    """
    way = STEPS[step]
    with transaction.atomic():
        one = holding.held(user, way.capability, round_id)
        if one.state != way.source:
            raise Refused(ELSEWHERE)
        if way.target == State.AGREED:
            _require_agreement(one)
        if way.target == State.OPEN:
            approving.withdraw_approvals(user=user, one=one)
        one.state = way.target
        one.save(update_fields=["state"])
        event = audit.record(
            actor=user,
            verb="round.moved",
            institution=one.institution,
            subject=one,
            detail={"from": str(way.source), "to": str(way.target)},
        )
        letters.moved(one, event_id=event.pk, by=user)
    return one


def _require_agreement(one: Round) -> None:
    if unsettled(one):
        raise Refused(APART)
    if one.requests.filter(state=ChangeRequest.State.OPEN).exists():
        raise Refused(ASKED)


def unsettled(one: Round) -> list[str]:
    """Name the questions on which institutions differ and nothing is agreed."""
    found = answering.standings_of(one)
    return [name for name, standing in found.items() if not standing.is_settled]
