"""Accounts that nobody has used for long: their person is asked twice, then they are erased."""

import calendar
import datetime as dt
import logging

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from assessments import services as assessments
from cms import erasing
from cms.people import audit, logins, roles
from cms.people.models import Dormancy, Membership, User
from cms.people.services import Refused
from cms.press import mail

logger = logging.getLogger(__name__)
FIRST, AGAIN = dt.timedelta(days=60), dt.timedelta(days=14)
"""So long before the end the two letters are written."""
AT_ONCE = 500
"""So many letters are written, and so many accounts erased, in one run at most."""
_WRITERS = Q(groups__permissions__codename="access_admin") | Q(
    user_permissions__codename="access_admin"
)


def run(now: dt.datetime | None = None) -> dict[str, int]:
    """Write the letters that are due and erase who did not come back; called again it repeats none.

    The days run from the first letter, so that a machine that was off shortens nobody's notice.
    """
    moment = now or timezone.now()
    if not settings.DORMANT_MONTHS:
        return {"asked": 0, "asked again": 0, "erased": 0}
    _come_back()
    return {
        "erased": _erase(moment),
        "asked again": _ask_again(moment),
        "asked": _ask(moment),
    }


def unused(now: dt.datetime) -> QuerySet[User]:
    """Return the accounts that are to be asked by a moment, or were.

    Never those of staff, of whoever writes in the admin, of the demonstration, of people whom no
    letter reaches, and of coordinators and approvers while an assessment of theirs is running.
    """
    seen = Coalesce("last_login", "date_joined")
    long_ago = _months_before(now + FIRST, settings.DORMANT_MONTHS)
    found = User.objects.annotate(seen=seen).filter(seen__lte=long_ago, is_active=True)
    found = found.filter(is_superuser=False, is_staff=False, is_demonstration=False)
    found = found.exclude(email__iendswith=f"@{logins.DOMAIN}")
    needed = Membership.objects.filter(
        role__in=(roles.COORDINATOR, roles.APPROVER),
        institution__in=assessments.at_work(),
    )
    found = found.exclude(pk__in=User.objects.filter(_WRITERS).values("pk"))
    return found.exclude(pk__in=needed.values("user")).order_by("pk")


def _come_back() -> None:
    """Forget that somebody was asked who has signed in since."""
    Dormancy.objects.filter(user__last_login__gt=F("first_asked_at")).delete()


def _ask(now: dt.datetime) -> int:
    count = 0
    for user in unused(now).filter(dormancy=None)[:AT_ONCE]:
        with transaction.atomic():
            row, new = Dormancy.objects.get_or_create(user=user, defaults={"first_asked_at": now})
            if new:
                _write(row, "first", now + FIRST)
                count += 1
    return count


def _ask_again(now: dt.datetime) -> int:
    due = Dormancy.objects.filter(asked_again_at=None, first_asked_at__lte=now - (FIRST - AGAIN))
    count = 0
    for row in due.filter(user__in=unused(now)).select_related("user")[:AT_ONCE]:
        with transaction.atomic():
            still = Dormancy.objects.filter(pk=row.pk, asked_again_at=None)
            if still.update(asked_again_at=now):
                _write(row, "again", now + AGAIN)
                count += 1
    return count


def _erase(now: dt.datetime) -> int:
    over = Dormancy.objects.filter(first_asked_at__lte=now - FIRST, asked_again_at__lte=now - AGAIN)
    count = 0
    for row in over.filter(user__in=unused(now)).select_related("user")[:AT_ONCE]:
        try:
            erasing.erase(row.user, why=erasing.DORMANT)
        except Refused:  # the last coordinator of an institution stays
            logger.info("The unused account %s stays: an institution needs it.", row.pk)
        except Exception:
            logger.exception("The unused account %s could not be erased.", row.pk)
        else:
            count += 1
    return count


def _write(row: Dormancy, which: str, end: dt.datetime) -> None:
    audit.record(actor=None, verb="account.unused", subject=row.user, detail={"letter": which})
    mail.write_to(
        user=row.user,
        key=f"unused:{row.pk}:{row.first_asked_at.isoformat()}:{which}",
        template="cms/email/unused",
        context={
            "months": settings.DORMANT_MONTHS,
            "end": end,
            "sign_in_url": settings.BASE_URL + reverse("account_login"),
        },
    )


def _months_before(moment: dt.datetime, months: int) -> dt.datetime:
    """Return the same day some months ago, or the last one of a shorter month.

    >>> _months_before(dt.datetime(2026, 3, 31), 1).day
    28
    """
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
