"""All data of one person as an archive: a page to read, and JSON for other systems."""

import datetime as dt
import json
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from cms import ties
from cms.models import ContactMessage, ErrorReport
from cms.people import audit, consents, deeds
from cms.people.models import AuditEvent, User
from cms.press import files, jobs
from cms.press.models import Job, PrivateFile
from courses import services as courses

KIND = "site.own-data"
KEPT = dt.timedelta(days=7)
"""So long an archive lies ready; then it is deleted, and can be asked for again."""
PROFILE = (
    *("email", "display_name", "certificate_name", "gender", "country", "preferred_language"),
    *("time_zone", "date_joined", "last_login"),
)


def request(*, user: User, language: str) -> Job:
    """Ask for the archive, and put on record that it was asked for."""
    job = jobs.request(kind=KIND, args={"user": user.pk}, owner=user, language=language)
    audit.record(actor=user, verb="data.requested", subject=user)
    return job


def newest(user: User) -> Job | None:
    """Return the archive that was asked for last and still lies ready, or is on its way."""
    mine = Job.objects.filter(kind=KIND, owner=user).exclude(state=jobs.State.FAILED)
    return mine.select_related("file").order_by("-created_at").first()


def page(job: Job) -> str:
    """Return the page on which an archive is asked for."""
    return reverse("own_data")


def forget_old(now: dt.datetime) -> int:
    """Delete the archives that have lain for their week, with their bytes; return how many."""
    old = Job.objects.filter(kind=KIND, created_at__lt=now - KEPT)
    rows = list(PrivateFile.objects.filter(job__in=old))
    with transaction.atomic():
        count, _each = old.delete()
        PrivateFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            transaction.on_commit(partial(files.discard, row), robust=True)
    return count


def write(user: User, language: str, to: IO[bytes]) -> None:
    """Write the archive into a file: `index.html` in a language, and a JSON file for each table."""
    told = courses.own_learning(user=user, language=language)
    person = {name: getattr(user, name) for name in PROFILE}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed, translation.override(language):
        context = {
            "person": person,
            "name": user.display_name,
            "gender": user.get_gender_display(),
            "learning": told,
            "consents": list(consents.given_by(user)),
            "memberships": list(user.memberships.select_related("institution")),
            "events": [_event(one, user) for one in _events(user)],
            "made_at": timezone.now(),
            "language": language,
            "rtl": translation.get_language_info(language)["bidi"],
        }
        packed.writestr("index.html", render_to_string("cms/own_archive.html", context))
        _put(packed, "profile.json", person)
        for name, rows in told.items():
            _put(packed, f"{name}.json", rows)
        _put(packed, "log.json", context["events"])
        for name, rows in _tables(user):
            _put(packed, f"tables/{name}.json", rows)


def _tables(user: User) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every table that names the person: her own rows as they are, her work by its id alone.

    What she wrote for an institution belongs to that institution, which has an archive of its own.
    """
    for tie in ties.ties():
        if tie.model is AuditEvent:
            continue
        rows = tie.rows(user).order_by("pk")
        found = [ties.told(one) if tie.goes else {"id": one.pk} for one in rows.iterator()]
        if found:
            yield tie.name, found
    for model in (ContactMessage, ErrorReport):
        sent = model._base_manager.filter(email__iexact=user.email)
        if user.takes_mail and (found := [ties.told(one) for one in sent]):
            yield model._meta.label_lower, found


def _events(user: User) -> Iterator[AuditEvent]:
    mine = Q(actor=user) | Q(subject_type=User._meta.label_lower, subject_id=str(user.pk))
    return AuditEvent.objects.filter(mine).order_by("pk").iterator()


def _event(one: AuditEvent, user: User) -> dict[str, Any]:
    """An event without others: who else did something to the account is not named."""
    return {
        "at": one.at,
        "by_me": one.actor_id == user.pk,
        "verb": one.verb,
        "what": deeds.words(one.verb),
        "detail": one.detail if one.actor_id == user.pk else {},
    }


def _put(packed: zipfile.ZipFile, name: str, value: object) -> None:
    told = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    packed.writestr(name, told)
