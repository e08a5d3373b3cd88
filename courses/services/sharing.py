"""Who sees one's results: nobody by name but an institution, for a course that one agreed to."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people import access, audit
from cms.people.models import Institution, Membership, User
from courses.models import Enrolment, NameConsent
from courses.models.sharing import WORDING
from courses.services import wordings


def shown_to(*, user: User, language: str) -> list[dict[str, Any]]:
    """Return the institutions of a person, each with her courses and whether it sees her there.

    The same number of queries however many there are.
    """
    houses = {one.institution_id: one.institution for one in access.memberships(user)}
    keys = list(Enrolment.objects.filter(user=user).values_list("course_key", flat=True))
    titles = wordings.titles(keys, language)
    held = {
        (one.institution_id, one.course_key): one
        for one in NameConsent.objects.filter(user=user, revoked_at=None)
    }
    return [
        {
            "institution": house,
            "name": house.name_in(language),
            "courses": [
                {"key": key, "title": titles[key], "consent": held.get((pk, key))}
                for key in keys
                if key in titles
            ],
        }
        for pk, house in houses.items()
    ]


@transaction.atomic
def show_name(
    *, user: User, institution_id: uuid.UUID, course_key: uuid.UUID, language: str
) -> NameConsent:
    """Let an institution see how far one is in a course; twice is the same consent.

    Raises PermissionDenied unless the person belongs to the institution and has begun the course.
    """
    member = Membership.objects.filter(user=user, institution=institution_id).exists()
    begun = Enrolment.objects.filter(user=user, course_key=course_key).exists()
    if not (user.is_active and member and begun):
        raise PermissionDenied
    mine = NameConsent.objects.filter(
        user=user, institution=institution_id, course_key=course_key, revoked_at=None
    )
    if (known := mine.first()) is not None:
        return known
    try:
        with transaction.atomic():
            given = NameConsent.objects.create(
                user=user,
                institution_id=institution_id,
                course_key=course_key,
                wording=WORDING,
                language=language,
            )
    except IntegrityError:  # a second click in the same moment
        return mine.get()
    _record(user, "name.shown", given)
    return given


@transaction.atomic
def hide_name(*, user: User, institution_id: uuid.UUID, course_key: uuid.UUID) -> None:
    """Take a consent back: the institution sees the name no more from this moment on."""
    mine = NameConsent.objects.filter(
        user=user, institution=institution_id, course_key=course_key, revoked_at=None
    )
    for one in mine:
        one.revoked_at = timezone.now()
        one.save(update_fields=["revoked_at"])
        _record(user, "name.hidden", one)


def named(institution: Institution) -> list[NameConsent]:
    """Return the consents that hold: of people who can sign in and still belong there."""
    members = Membership.objects.filter(institution=institution, user__is_active=True)
    rows = NameConsent.objects.filter(
        institution=institution, revoked_at=None, user__in=members.values("user")
    )
    return list(rows.select_related("user").order_by("user__display_name", "user_id", "pk"))


def _record(user: User, verb: str, consent: NameConsent) -> None:
    # Without the institution: its log is read by those from whom the name is taken back
    audit.record(
        actor=user,
        verb=verb,
        subject=consent,
        detail={
            "institution": str(consent.institution_id),
            "course": str(consent.course_key),
            "wording": consent.wording,
        },
    )
