"""The second factor: who must have one, who has one, and who still lacks it.

Asked wherever a person is loaded from a session (`backend.py`), in the same query: it costs
none of its own, and a role given a moment ago counts at once.
"""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from cms.people import roles
from cms.people.models import Membership, User

TOTP = Authenticator.Type.TOTP
CODES = Authenticator.Type.RECOVERY_CODES


def with_answer(people: QuerySet[User]) -> QuerySet[User]:
    """Add to every person whether they lack a second factor that they must have."""
    lacking = ExpressionWrapper(~_has() & _must_have(), output_field=BooleanField())
    return people.annotate(lacks_second_factor=lacking)


def is_lacking(user: User | AnonymousUser) -> bool:
    """Tell whether this person must have a second factor and has none.

    Somebody who was loaded without the answer is looked up: nobody passes by not being asked.
    """
    if not user.is_authenticated:
        return False
    answer = getattr(user, "lacks_second_factor", None)
    if answer is None:
        answer = User.objects.filter(~_has() & _must_have(), pk=user.pk).exists()
    return bool(answer)


def must_have(user: User) -> bool:
    """Tell whether a role, a right or a group of this person asks for a second factor."""
    return User.objects.filter(_must_have(), pk=user.pk).exists()


def of(user: User) -> dict[str, Authenticator]:
    """Return what this person has, by kind."""
    return {one.type: one for one in Authenticator.objects.filter(user=user)}


def _has() -> Q:
    return Q(Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=TOTP)))


def _must_have() -> Q:
    """Whoever coordinates, signs, may enter the admin, or runs the site."""
    held = Membership.objects.filter(user=OuterRef("pk"), role__in=roles.WITH_SECOND_FACTOR)
    admin = Permission.objects.filter(
        codename="access_admin", content_type__app_label="wagtailadmin"
    )
    return (
        Q(is_superuser=True)
        | Q(Exists(held))
        | Q(Exists(admin.filter(group__user=OuterRef("pk"))))
        | Q(Exists(admin.filter(user=OuterRef("pk"))))
    )
