"""Rows that belong to an institution: every reader comes through one of these querysets."""

from typing import Any, NoReturn

from django.contrib.auth.models import AnonymousUser
from django.db import models

from cms.people import access
from cms.people.models import User


class FrozenError(TypeError):
    """Somebody tried to change or remove what was signed or issued."""


class TenantQuerySet(models.QuerySet[Any]):
    """Rows of which the institution decides who sees them."""

    def open_to(self, user: User | AnonymousUser, capability: str) -> "TenantQuerySet":
        """Keep the rows of the institutions in which this person has this capability.

        What is left out does not exist for this person: views answer 404, not 403.
        """
        return self.filter(institution__in=access.institutions(user, capability))


class FrozenRows(models.QuerySet[Any]):
    """Rows that are written once."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: what was frozen is never changed."""
        raise FrozenError("A frozen row is never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what was frozen is never changed."""
        raise FrozenError("A frozen row is never changed.")

    def delete(self) -> NoReturn:
        """Refuse: what was frozen is not removed by a queryset."""
        raise FrozenError("A frozen row is never removed.")


class FrozenQuerySet(TenantQuerySet, FrozenRows):
    """Rows of an institution that are written once."""


class FrozenModel(models.Model):
    """A row that is written once; its class names FrozenRows or FrozenQuerySet as its manager."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; refuse to write an existing one again."""
        if not self._state.adding:
            raise FrozenError("A frozen row is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what was frozen is never removed."""
        raise FrozenError("A frozen row is never removed.")
