"""What a signed-in person goes on with: courses begun, rounds and roadmaps of her institutions."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language

from assessments import services as assessments
from cms.people import access, roles
from cms.people.models import User
from courses import services as courses


def of(*, user: User) -> Mapping[str, object]:
    """Return the desk's context: `courses`, `rounds` and `teams`, each a list of plain values."""
    language = get_language()
    managed = access.institutions(user, roles.MANAGE)
    return {
        "courses_url": f"/{language}/courses/",
        "courses": courses.desk(user=user, language=language),
        "rounds": assessments.desk(user=user, language=language),
        "teams": [
            {"institution": one.name_in(language), "url": reverse("people:team", args=[one.pk])}
            for one in access.institutions(user, roles.READ)
        ],
        "emergencies": access.running()
        .filter(institution__in=managed)
        .select_related("user", "institution"),
    }
