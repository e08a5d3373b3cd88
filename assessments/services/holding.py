"""A round that is about to change: held to the end of the step, refused in the days of grace."""

import uuid

from django.core.exceptions import PermissionDenied

from assessments.models import Round
from assessments.scopes import Reach
from assessments.services.refusals import Refused
from cms.people import closing
from cms.people.models import User


def held(user: User, capability: str, round_id: uuid.UUID) -> Round:
    """Return a round with its institution, held until the end of the transaction.

    Raises PermissionDenied without the capability in its institution, Refused while that is being
    deleted.
    """
    rows = Round.objects.open_to(user, capability).select_for_update(of=("self",))
    one = rows.select_related("institution").filter(pk=round_id).first()
    if one is None:
        raise PermissionDenied
    closing.refuse(one.institution_id)
    return one


def not_closing(reached: Reach, acting: uuid.UUID) -> None:
    """Raise Refused where the institution of the round is being deleted, or the one that acts.

    Of one that takes part only its own acts end; the team goes on without it.
    """
    if reached.closing:
        raise Refused(closing.CLOSING)
    if acting != reached.round.institution_id:
        closing.refuse(acting)
