"""Managers: making users by e-mail, and a log that only grows."""

from typing import Any, NoReturn

from django.apps import apps
from django.contrib.auth.models import UserManager
from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to change or remove what was recorded."""


class PersonManager(UserManager["Any"]):
    """Creates users whose login is their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """Create an ordinary user; without a password nobody can log in as it."""
        fields.setdefault("is_staff", False)
        fields.setdefault("is_superuser", False)
        return self._create(email, password, fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Any:
        """Create an administrator of the site, whose address counts as confirmed.

        Whoever can run a command on the machine has shown more than a letter would, and a
        new site may not be able to send one yet.
        """
        fields.update(is_staff=True, is_superuser=True)
        user = self._create(email, password, fields)
        addresses = apps.get_model("account", "EmailAddress").objects
        addresses.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, username: str | None) -> Any:
        """Return the user with this e-mail address, in any case of letters."""
        return self.get(email=username)

    def _create(self, email: str, password: str | None, fields: dict[str, Any]) -> Any:
        if not email:
            raise ValueError("A user needs an e-mail address: it is the login.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class AppendOnlyQuerySet(models.QuerySet["Any"]):
    """Rows may be added and read; nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: what is on record is never changed."""
        raise AppendOnlyError("What is on record is never changed.")

    def delete(self) -> NoReturn:
        """Refuse: what is on record is never removed."""
        raise AppendOnlyError("What is on record is never removed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what is on record is never changed."""
        raise AppendOnlyError("What is on record is never changed.")
