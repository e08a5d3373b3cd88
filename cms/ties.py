"""What ties rows to a person: every column of every table that names one, found by walking all.

A table that a later version adds is found too: it leaves with the archive of one's data, and a
test that erases a person looks at it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from cms.people.models import User

SECRET = re.compile(r"hash|secret|token|password|^data$|^png$")
"""Columns that open something, by their names; they leave with nobody."""


@dataclass(frozen=True)
class Tie:
    """One column that names a person."""

    model: type[models.Model]
    column: str

    @property
    def name(self) -> str:
        """What it is called in files: `courses.attempt.user`."""
        return f"{self.model._meta.label_lower}.{self.column}"

    @property
    def goes(self) -> bool:
        """Whether the row goes with the person; what she did for others stays, without her."""
        remote = self.model._meta.get_field(self.column).remote_field
        return getattr(remote, "on_delete", None) is models.CASCADE

    def rows(self, user: User) -> QuerySet[Any]:
        """Return the rows that name this person here."""
        return self.model._base_manager.filter(**{self.column: user.pk})


def ties() -> Iterator[Tie]:
    """Yield every column of every table that names a person, many-to-many ones as well."""
    for model in apps.get_models():
        meta = model._meta
        if meta.proxy or model is User:
            continue
        for field in (*meta.local_concrete_fields, *meta.local_many_to_many):
            if field.remote_field is not None and field.related_model is User:
                yield Tie(model, field.name)


def told(row: models.Model) -> dict[str, Any]:
    """Return a row as plain values by column, without what opens something."""
    return {
        field.attname: field.value_from_object(row)
        for field in row._meta.local_concrete_fields
        if not SECRET.search(field.name) and not isinstance(field, models.BinaryField)
    }
