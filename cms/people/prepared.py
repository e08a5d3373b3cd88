"""A query of the ORM that is written once a process and asked again with other values.

Writing a long query takes Django several times as long as the database takes to answer it; those
that every request asks are written once a thread, with stand-ins where the values belong.
"""

import copy
import threading
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=models.Model)


class Prepared(Generic[M]):
    """A query with places for values.

    `build` gets the stand-ins by name and returns the query; `places` names the kind of each value
    and its stand-in, which must be a value that the query holds nowhere else. Everything else in
    the query is the same whenever it is asked; what depends on the person or the hour is a place.
    """

    def __init__(
        self,
        build: Callable[..., "models.QuerySet[M]"],
        **places: tuple["models.Field[Any, Any]", Any],
    ) -> None:
        self._build = build
        self._places = places
        self._written = threading.local()

    def rows(self, **values: Any) -> list[M]:
        """Ask with these values, one for each place; one query."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiler, sql, params = self._of(connection)
        here = [
            (_adapted(field, stand_in, connection), _adapted(field, values[name], connection))
            for name, (field, stand_in) in self._places.items()
        ]
        asked = tuple(next((new for old, new in here if old == one), one) for one in params)
        return list(ModelIterable(_Asked(compiler, sql, asked)))

    def _of(self, connection: BaseDatabaseWrapper) -> tuple[Any, str, tuple[Any, ...]]:
        if getattr(self._written, "connection", None) is not connection:
            stand_ins = {name: stand_in for name, (_field, stand_in) in self._places.items()}
            compiler = self._build(**stand_ins).query.get_compiler(connection=connection)
            self._written.made = (compiler, *compiler.as_sql())
            self._written.connection = connection
        made: tuple[Any, str, tuple[Any, ...]] = self._written.made
        return made


class _Asked:
    """What the ORM's own iteration over rows reads of a query set."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: Mapping[Any, Any] = {}

    def __init__(self, compiler: Any, sql: str, params: tuple[Any, ...]) -> None:
        self.query = self
        self.model = compiler.query.model
        self._compiler = copy.copy(compiler)
        self._compiler.as_sql = lambda: (sql, params)

    def get_compiler(self, using: str) -> Any:
        """Return the compiler that has the SQL already."""
        return self._compiler


def _adapted(field: "models.Field[Any, Any]", value: Any, connection: Any) -> Any:
    return field.get_db_prep_value(value, connection, prepared=False)
