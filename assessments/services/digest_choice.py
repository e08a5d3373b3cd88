"""Which letters a person wants: the weekly one on actions can be switched off."""

from django.db import transaction

from assessments.models import WithoutDigest
from cms.people import audit
from cms.people.models import User


def wants_digest(user: User) -> bool:
    """Tell whether a person gets the weekly letter."""
    return not WithoutDigest.objects.filter(user=user).exists()


def choose_digest(*, user: User, wanted: bool) -> None:
    """Keep whether a person wants the weekly letter; what is so already stays as it is."""
    with transaction.atomic():
        if wanted:
            changed = bool(WithoutDigest.objects.filter(user=user).delete()[0])
        else:
            changed = WithoutDigest.objects.get_or_create(user=user)[1]
        if changed:
            audit.record(actor=user, verb="letters.chosen", subject=user, detail={"digest": wanted})
