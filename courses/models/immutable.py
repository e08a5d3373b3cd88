"""Rows that are written once: nobody changes them, nobody removes one by itself."""

from typing import Any, NoReturn

from django.db import models


class ImmutableError(TypeError):
    """Somebody tried to change or remove what was recorded."""


class ImmutableQuerySet(models.QuerySet[Any]):
    """Rows may be added and read; nothing else."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse: a recorded row is never changed."""
        raise ImmutableError(f"{self.model.__name__} rows are never changed.")

    def delete(self) -> NoReturn:
        """Refuse: a recorded row is never removed by itself."""
        raise ImmutableError(f"{self.model.__name__} rows are never removed.")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse: a recorded row is never changed."""
        raise ImmutableError(f"{self.model.__name__} rows are never changed.")


class Immutable(models.Model):
    """A row that is added once. It goes only together with its owner (a person's erasure)."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add the row; a second time is refused."""
        if not self._state.adding:
            raise ImmutableError(f"{type(self).__name__} rows are never changed.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse: a recorded row is never removed by itself."""
        raise ImmutableError(f"{type(self).__name__} rows are never removed.")
