"""Where a run is measured: a folder and a database of its own, gone when it ends."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.browser.running_site import environment_of, manage

SHARED = ("BROKER_URL", "CACHE_URL")
"""Servers that the run uses beside the database where they are named; else it keeps files."""


@contextmanager
def ground(folder: Path) -> Iterator[dict[str, str]]:
    """Set up the demonstration and yield its variables.

    It lies on SQLite in the folder; where DATABASE_URL names a PostgreSQL server, in a database
    of its own on that server.
    """
    given = {name: os.environ[name] for name in SHARED if name in os.environ}
    server = os.environ.get("DATABASE_URL", "")
    name = f"bench_{secrets.token_hex(6)}"
    environment = {**environment_of(folder, 0), **given, "LOG_LEVEL": "ERROR"}
    environment |= {"QUEUE_NAME": name, "CACHE_PREFIX": name}
    if not server.startswith("postgres"):
        _set_up(environment)
        yield environment
        return
    environment["DATABASE_URL"] = urlsplit(server)._replace(path=f"/{name}").geturl()
    _on(server, f"CREATE DATABASE {name}")
    try:
        _set_up(environment)
        yield environment
    finally:
        _on(server, f"DROP DATABASE {name} WITH (FORCE)")


def kind(environment: Mapping[str, str]) -> str:
    """Name the database of a run."""
    is_server = environment["DATABASE_URL"].startswith("postgres")
    return "PostgreSQL" if is_server else "SQLite"


def _set_up(environment: dict[str, str]) -> None:
    for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["bootstrap"]):
        manage(environment, *words)
    manage(environment, "demo")


def _on(server: str, statement: str) -> None:
    """Say something to the server that concerns none of its databases in particular."""
    import psycopg

    address = urlsplit(server)._replace(path="/postgres").geturl()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
