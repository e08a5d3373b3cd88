"""Who a session belongs to, loaded together with the answer whether a second factor is lacking."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from cms.people import second_factor
from cms.people.models import User
from cms.people.prepared import Prepared

_person = Prepared(
    lambda number: second_factor.with_answer(User.objects.all()).filter(pk=number),
    number=(User._meta.pk, -71),
)


class PeopleBackend(AuthenticationBackend):
    """Signing in by e-mail address; a person comes with `lacks_second_factor`."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the active person with this number, or None."""
        user = next(iter(_person.rows(number=user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None
