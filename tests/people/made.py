"""People and institutions for tests, made with one call each."""

import datetime as dt
import io
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import Group
from django.db import connection
from PIL import Image

from cms.people import logins, roles
from cms.people.models import Institution, Logo, Membership, User

PASSWORD = "a long walk uphill"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = count(1)


def person(*, enrolled: bool = True, **fields: Any) -> User:
    """Return a user who has confirmed the e-mail address and can sign in with PASSWORD.

    An administrator has a second factor, as on every site, unless `enrolled` is False.
    """
    number = next(_numbers)
    fields.setdefault("email", f"person{number}@example.org")
    fields.setdefault("display_name", f"Person {number}")
    user = User.objects.create_user(password=PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return enrol(user) if enrolled and user.is_superuser else user


def enrol(user: User) -> User:
    """Give somebody a second factor, the codes of which come from SECRET; safe to repeat."""
    data = {"secret": SECRET}
    Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": data})
    RecoveryCodes.activate(user)
    return user


def institution(**fields: Any) -> Institution:
    """Return a ministry of the fictional state."""
    fields.setdefault("name", f"Ministry {next(_numbers)}")
    fields.setdefault("country", "XMA")
    return Institution.objects.create(**fields)


def member(role: str, of: Institution, *, enrolled: bool = True, **fields: Any) -> User:
    """Return a new user who has this role in the institution, and what the role asks for."""
    user = person(enrolled=enrolled, **fields)
    Membership.objects.create(user=user, institution=of, role=role)
    return enrol(user) if enrolled and role in roles.WITH_SECOND_FACTOR else user


def editor(group: Group) -> User:
    """Return a new user of a group that may enter the admin, with a second factor."""
    user = enrol(person())
    user.groups.add(group)
    return user


def without_mail(role: str, of: Institution, **fields: Any) -> User:
    """Return a new user who has this role and signs in with a login name."""
    return member(role, of, email=logins.address(logins.new_name()), **fields)


def picture(format: str = "PNG", size: tuple[int, int] = (60, 40), **how: Any) -> bytes:
    """Return a picture of one colour as a file of this format."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, format, **how)
    return out.getvalue()


def logo(of: Institution) -> Logo:
    """Give an institution a logo."""
    return Logo.objects.create(institution=of, png=picture(), width=60, height=40)


def put_on_record(at: dt.datetime, of: Institution, verb: str = "round.started") -> None:
    """Put an event on record as it was recorded at another time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_auditevent (at, verb, institution_id, subject_type, subject_id,"
            " detail) VALUES (%s, %s, %s, '', '', '{}')",
            [
                connection.ops.adapt_datetimefield_value(at),
                verb,
                Institution._meta.pk.get_db_prep_value(of.pk, connection),
            ],
        )
