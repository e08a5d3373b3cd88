"""What many tests begin with is made once a process, and its rows put back for every later test.

Importing a course takes a second or more; putting its rows back takes a twentieth of that. Rows are
put back only where every table that they belong to holds just what it held before they were made;
else, and on SQLite, they are made anew.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from wagtail.models import Site

Tables = Mapping[str, bytes]
TABLES = """
SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename
"""
_kept: dict[str, "_Kept"] = {}


@dataclass(frozen=True)
class _Kept:
    """The tables that changed: what they held before, and what they hold afterwards."""

    before: Tables
    after: Tables


def once(name: str, make: Callable[[], object]) -> None:
    """Run `make`, or put back what it left in the database when it was run under this name."""
    if connection.vendor != "postgresql":
        make()
    elif name not in _kept:
        before = _contents()
        make()
        after = _contents()
        changed = [table for table in after if after[table] != before[table]]
        _kept[name] = _Kept(
            {table: before[table] for table in changed}, {table: after[table] for table in changed}
        )
    elif _contents(_kept[name].before) != _kept[name].before:
        make()
    else:
        _put_back(_kept[name].after)


def shipped_site() -> None:
    """The site as it is right after `bootstrap`: its pages, and all shipped courses."""
    once("the shipped site", lambda: call_command("bootstrap", verbosity=0))


def _contents(tables: Mapping[str, object] | None = None) -> dict[str, bytes]:
    with connection.cursor() as cursor:
        if tables is None:
            cursor.execute(TABLES)
            tables = dict.fromkeys(name for (name,) in cursor.fetchall())
        return {table: _content(cursor, table) for table in tables}


def _content(cursor: object, table: str) -> bytes:
    found = io.BytesIO()
    with cursor.copy(f"COPY (SELECT * FROM {table} AS one ORDER BY one) TO STDOUT") as rows:
        for part in rows:
            found.write(part)
    return found.getvalue()


def _put_back(tables: Tables) -> None:
    """Exchange the rows of these tables; what refers to what was right when they were kept."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, content in tables.items():
            cursor.execute(f"DELETE FROM {table}")
            with cursor.copy(f"COPY {table} FROM STDIN") as rows:
                rows.write(content)
        cursor.execute("SET LOCAL session_replication_role = origin")
    cache.clear()
    Site.clear_site_root_paths_cache()
