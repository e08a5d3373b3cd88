"""Confirming the facts of one's country: permission, log and transaction in one place."""

import uuid
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments import library
from assessments.country_facts import TOO_LATE, Said
from assessments.domain.context import UNKNOWN
from assessments.domain.shape import ShapeError, shown
from assessments.models import CountryFact
from assessments.services.refusals import Refused
from cms.people import access, audit, closing, roles
from cms.people.models import Institution, User


def confirm_facts(
    *,
    user: User,
    institution_id: uuid.UUID,
    said: Mapping[str, Said],
    today: date | None = None,
) -> int:
    """Store what the ministry says of its country, all or nothing; return how many facts.

    A fact that is not among them stays as it is. "We do not know" takes back what was confirmed
    before. Raises PermissionDenied where the user may not plan for the institution, ShapeError
    with every fact that does not exist and every value that is none of its, Refused for a day
    until which nothing can be confirmed, and while the institution is being deleted.
    """
    institution = access.institutions(user, roles.PLAN).filter(pk=institution_id).first()
    if institution is None:
        raise PermissionDenied
    closing.refuse(institution.pk)
    _require_sense(said)
    day = today or timezone.localdate()
    if not all(one.is_in_time(day) for one in said.values()):
        raise Refused(TOO_LATE)
    if not said:
        return 0
    with transaction.atomic():
        for fact, one in said.items():
            _store(user, institution, fact, one, one.until(day))
        audit.record(
            actor=user,
            verb="facts.confirmed",
            institution=institution,
            subject=institution,
            detail={"facts": sorted(said)},
        )
    return len(said)


def _store(user: User, institution: Institution, fact: str, one: Said, until: date) -> None:
    CountryFact.objects.update_or_create(
        institution=institution,
        country=institution.country,
        fact=fact,
        defaults={
            "value": list(one.value) if isinstance(one.value, tuple) else one.value,
            "note": one.note,
            "valid_until": until,
            "since": one.since,
            "confirmed_by": user,
            "confirmed_at": timezone.now(),
        },
    )


def _require_sense(said: Mapping[str, Said]) -> None:
    found = []
    for fact, one in said.items():
        subject = library.countries().subject(fact)
        if subject is None:
            found.append(f"{fact}: there is no such fact")
        elif one.value != UNKNOWN and (expected := subject.refused(one.value)):
            found.append(f"{fact}: {expected}, found {shown(one.value)}")
    if found:
        raise ShapeError(found)
