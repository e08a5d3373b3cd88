"""What assessments do when a person goes, and for whom they need somebody who has been away."""

from django.db.models import QuerySet

from assessments.models import Participation, Round, RoundInvitation
from cms.people.models import Institution, User


def forget_person(*, user: User) -> None:
    """Forget the address of a person in invitations; the caller records the erasure.

    What she answered, decided and wrote belongs to her institution and stays there without her.
    """
    if user.email:
        RoundInvitation.objects.filter(email__iexact=user.email).update(email="")


def at_work() -> QuerySet[Institution]:
    """Return the institutions that have an assessment running, their own or one of others."""
    running = Round.objects.exclude(state__in=Round.FROZEN)
    taking_part = Participation.objects.filter(round__in=running.values("pk"))
    return Institution.objects.filter(pk__in=running.values("institution")) | (
        Institution.objects.filter(pk__in=taking_part.values("institution"))
    )
