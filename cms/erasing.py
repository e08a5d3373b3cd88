"""Erasing a person: asked for, called off, and done when the grace is over.

What goes is everything that names her. What stays is a certificate without its name (code, course,
day, status), what she did for an institution without her, and a log with a number that names
nobody.
"""

import datetime as dt
import logging
from functools import partial

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from assessments import services as assessments
from cms.models import ContactMessage, ErrorReport
from cms.people import audit, services
from cms.people.models import Erasure, InstitutionRequest, Invitation, User
from cms.people.services import Refused
from cms.press import files, mail
from cms.press.models import Job, OutboxMessage, PrivateFile
from courses import services as courses

logger = logging.getLogger(__name__)
ADMINISTRATOR = _(
    "You are an administrator of this site. Let another administrator take that right from your "
    "account first; then you can have it erased."
)
ASKED, DORMANT = "asked", "unused"
"""Why an account was erased; the log says which."""


def pending(user: User) -> Erasure | None:
    """Return the erasure that somebody has asked for and not called off."""
    return Erasure.objects.filter(user=user).first()


@transaction.atomic
def ask(*, user: User) -> Erasure:
    """Have an account erased after the days of grace, and confirm it by letter; twice is once.

    Refused for an administrator of the site, and for the last coordinator of an institution.
    """
    _refuse(user)
    due = timezone.now() + dt.timedelta(days=settings.DELETION_GRACE_DAYS)
    row, new = Erasure.objects.get_or_create(user=user, defaults={"due_at": due})
    if new:
        detail = {"due": due.date().isoformat()}
        audit.record(actor=user, verb="account.closing", subject=user, detail=detail)
        _write(user, f"erasure:{user.pk}:{due.isoformat()}", "erasure_asked", due)
    return row


@transaction.atomic
def cancel(*, user: User) -> bool:
    """Call the erasure off; tell whether there was one."""
    gone, _rows = Erasure.objects.filter(user=user).delete()
    if gone:
        audit.record(actor=user, verb="account.kept", subject=user)
    return bool(gone)


def erase_due(now: dt.datetime) -> int:
    """Erase everybody whose day has come, each apart; return how many.

    Who has become the last coordinator of an institution meanwhile stays until there is another.
    """
    done = 0
    for row in Erasure.objects.filter(due_at__lte=now).select_related("user"):
        try:
            erase(row.user, why=ASKED)
        except Refused:
            logger.warning("The erasure %s waits: an institution needs this person.", row.pk)
        except Exception:
            logger.exception("The erasure %s failed.", row.pk)
        else:
            done += 1
    return done


@transaction.atomic
def erase(user: User, *, why: str) -> None:
    """Remove a person and everything that names her; what stays no longer does.

    Refused as `ask`. The log keeps that it was done, and no name.
    """
    _refuse(user)
    pk, address = user.pk, user.email
    for membership in user.memberships.select_related("institution", "user"):
        services.remove_member(actor=None, membership=membership)
    certificates = courses.forget_names(user=user)
    assessments.forget_person(user=user)
    _documents(user)
    OutboxMessage.objects.filter(to__iexact=address).delete()
    for model in (ContactMessage, ErrorReport, Invitation):
        model._base_manager.filter(email__iexact=address).delete()
    InstitutionRequest.objects.filter(requested_by=user).update(function="")
    kind = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(pk)).update(label="", data={})
    _sessions(pk)
    user.delete()
    detail = {"person": pk, "why": why, "certificates": certificates}
    audit.record(actor=None, verb="account.erased", detail=detail)


def _refuse(user: User) -> None:
    if user.is_superuser:
        raise Refused(ADMINISTRATOR)
    services.keep_coordinators(user)


def _documents(user: User) -> None:
    """Her documents go with their bytes, once the rows are gone for good."""
    rows = list(PrivateFile.objects.filter(job__owner=user))
    Job.objects.filter(owner=user).delete()
    PrivateFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        transaction.on_commit(partial(files.discard, row), robust=True)


def _sessions(pk: int) -> None:
    """End her sessions: what they hold is packed, so each is opened."""
    hers = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(pk)
    ]
    Session.objects.filter(pk__in=hers).delete()


def _write(user: User, key: str, template: str, due: dt.datetime) -> None:
    context = {"due": due, "data_url": settings.BASE_URL + reverse("own_data_erase")}
    mail.write_to(user=user, key=key, template=f"cms/email/{template}", context=context)
