"""Letters on one's own learning: how often, on which day, at which hours none; and the way out."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from cms.people import audit
from cms.people.models import User
from courses.domain import letters
from courses.models import LetterChoice

SALT = "courses.letters"


@dataclass(frozen=True)
class Chosen:
    """What somebody wants."""

    how: str
    weekday: int
    quiet_from: int
    quiet_to: int


def letters_of(user: User) -> LetterChoice:
    """Return what somebody has chosen; never, where nothing was."""
    return LetterChoice.objects.filter(user=user).first() or LetterChoice(user=user)


@transaction.atomic
def choose_letters(*, user: User, chosen: Chosen) -> None:
    """Keep how often somebody wants letters; what is so already stays as it is."""
    kept = letters_of(user)
    before = Chosen(kept.how, kept.weekday, kept.quiet_from, kept.quiet_to)
    if before == chosen:
        return
    kept.how, kept.weekday = chosen.how, chosen.weekday
    kept.quiet_from, kept.quiet_to = chosen.quiet_from, chosen.quiet_to
    kept.save()
    audit.record(actor=user, verb="letters.chosen", subject=user, detail={"learning": chosen.how})


def way_out(user: User, language: str) -> str:
    """Return the whole address that ends the letters of a person without signing in."""
    signed = signing.Signer(salt=SALT).sign(str(user.pk))
    with translation.override(language):
        return settings.BASE_URL + reverse("courses:letters-stop", args=[signed])


def behind(signed: str) -> User | None:
    """Return whose letters an address ends; None for an address that this site never made."""
    try:
        pk = signing.Signer(salt=SALT).unsign(signed)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()


@transaction.atomic
def stop_letters(*, user: User) -> None:
    """End the letters of a person; whoever holds a letter may. Nothing else can be changed so."""
    ended = LetterChoice.objects.filter(user=user).exclude(how=letters.NEVER)
    if ended.update(how=letters.NEVER):
        audit.record(actor=None, verb="letters.chosen", subject=user, detail={"learning": "never"})
