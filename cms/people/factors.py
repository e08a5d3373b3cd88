"""Second factors: added, used, removed, reset. Each is put on record, and a letter tells of it."""

from allauth.account.adapter import get_adapter
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.people import audit, second_factor
from cms.people.models import User
from cms.people.second_factor import CODES, TOTP
from cms.people.services import Refused

LETTER = "people/email/second_factor"


@transaction.atomic
def add(*, user: User, secret: str, code: str) -> None:
    """Begin to ask this person for codes made from `secret`; make recovery codes as well.

    Refused where the code does not come from the secret, or a factor is there already.
    """
    User.objects.select_for_update().get(pk=user.pk)  # two tabs wait for each other here
    if TOTP in second_factor.of(user):
        raise Refused(_("A second factor is set up already."))
    counter = _counter(secret, code)
    if counter is None:
        raise Refused(_wrong())
    made = totp.TOTP.activate(user, secret).instance
    # The code that proved the app is spent: it signs in nobody who saw it typed.
    made.data["counter"] = counter
    made.save(update_fields=["data"])
    Authenticator.objects.filter(user=user, type=CODES).delete()
    RecoveryCodes.activate(user)
    audit.record(actor=user, verb="factor.added", subject=user, detail={"type": TOTP.value})
    audit.record(actor=user, verb="recovery.made", subject=user)
    _tell(user, "added")


@transaction.atomic
def remove(*, user: User) -> None:
    """Ask this person for a code no more; Refused where a role asks for the second factor."""
    if second_factor.must_have(user):
        raise Refused(
            _(
                "Your role asks for a second factor, so it cannot be switched off. "
                "To move to another telephone, ask the operator of this site to reset it."
            )
        )
    if _delete(user):
        audit.record(actor=user, verb="factor.removed", subject=user, detail={"type": TOTP.value})
        _tell(user, "removed")


@transaction.atomic
def make_codes(*, user: User) -> None:
    """Put new recovery codes in the place of the old ones; Refused without a second factor."""
    User.objects.select_for_update().get(pk=user.pk)
    if TOTP not in second_factor.of(user):
        raise Refused(_("Recovery codes belong to a second factor. Set it up first."))
    Authenticator.objects.filter(user=user, type=CODES).delete()
    RecoveryCodes.activate(user)
    audit.record(actor=user, verb="recovery.made", subject=user)
    _tell(user, "made")


def record_download(*, user: User) -> None:
    """Put on record that somebody has taken her recovery codes as a file."""
    audit.record(actor=user, verb="recovery.downloaded", subject=user)


def codes(user: User) -> list[str]:
    """Return the recovery codes that are left, in the order in which they were made."""
    made = second_factor.of(user).get(CODES)
    return RecoveryCodes(made).get_unused_codes() if made else []


@transaction.atomic
def spend(*, user: User, code: str) -> Authenticator:
    """Use up a code of the app or a recovery code, and return what it belongs to.

    Every code works once: one that was used before, in this minute or another, is Refused like
    a wrong one.
    """
    locked = Authenticator.objects.select_for_update().filter(user=user)
    found = {one.type: one for one in locked}
    for one in found.values():
        one.user = user
    if TOTP in found and _spend_app_code(found[TOTP], code):
        return found[TOTP]
    if TOTP in found and CODES in found and RecoveryCodes(found[CODES]).validate_code(code):
        left = len(codes(user))
        audit.record(actor=user, verb="recovery.used", subject=user, detail={"left": left})
        _tell(user, "used", left=left)
        return found[CODES]
    raise Refused(_wrong())


@transaction.atomic
def reset(*, email: str, reason: str) -> bool:
    """Take the second factor from who has lost it; end their sessions; say so by mail.

    For a command of the operator only. Returns whether there was a factor; raises
    User.DoesNotExist. What the reason says stands in the log for as long as the log does.
    """
    user = User.objects.get_by_natural_key(email)
    had = _delete(user)
    detail = {"reason": reason, "sessions": _end_sessions(user)}
    audit.record(actor=None, verb="factor.reset", subject=user, detail=detail)
    _tell(user, "reset")
    return had


def _spend_app_code(one: Authenticator, code: str) -> bool:
    counter = _counter(decrypt(one.data["secret"]), code, after=one.data.get("counter", -1))
    if counter is None:
        return False
    one.data["counter"] = counter
    one.save(update_fields=["data"])
    return True


def _counter(secret: str, code: str, after: int = -1) -> int | None:
    """Return the half minute whose code this is, of those around now and after a given one."""
    for counter in totp.yield_hotp_counters_from_time():
        shown = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > after and compare_user_code(actual=code, expected=shown):
            return counter
    return None


def _delete(user: User) -> bool:
    deleted, _models = Authenticator.objects.filter(user=user).delete()
    return bool(deleted)


def _end_sessions(user: User) -> int:
    ended = 0
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
            ended += 1
    return ended


def _tell(user: User, deed: str, *, left: int = 0) -> None:
    get_adapter().send_mail(LETTER, user.email, {"user": user, "deed": deed, "left": left})


def _wrong() -> str:
    return _(
        "This code is not right, or was used already. Each code works once; wait for the next "
        "one. If it is refused again, look whether the clock of your telephone is right."
    )
