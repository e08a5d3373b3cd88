"""What a signed-in person goes on with: courses begun, rounds and roadmaps of her institutions."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language

from assessments import services as assessments
from cms.people import access, roles
from cms.people.models import Institution, User
from courses import services as courses
from courses.services import teaching
from courses.translation import rights


def of(*, user: User) -> Mapping[str, object]:
    """Return the desk's context: lists by name, and whether this person translates or teaches."""
    language = get_language()
    managed = access.institutions(user, roles.MANAGE)
    return {
        "courses_url": f"/{language}/courses/",
        "courses": courses.desk(user=user, language=language),
        "paths": courses.own_paths(user=user, language=language),
        "rounds": assessments.desk(user=user, language=language),
        "teams": _teams(user, language),
        "translates": rights.translates(user),
        "teaches": teaching.may_open(user),
        "emergencies": access.running()
        .filter(institution__in=managed)
        .select_related("user", "institution"),
    }


def _teams(user: User, language: str | None) -> list[dict[str, object]]:
    """The institutions that a person serves, each once, with what she is there."""
    held: dict[Institution, list[str]] = {}
    closing = dict(access.closing_of(user))
    for one in access.memberships(user):
        held.setdefault(one.institution, []).append(one.role)
    return [
        {
            "institution": institution.name_in(language),
            "roles": [roles.LABELS[role] for role in own],
            "lead": institution.is_national_lead,
            "closing": closing.get(str(institution.pk)),
            "url": reverse("people:team", args=[institution.pk]),
            "about_url": reverse("people:about", args=[institution.pk])
            if {*own} & {*roles.granting(roles.MANAGE)}
            else "",
        }
        for institution, own in held.items()
    ]
