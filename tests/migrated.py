"""A migrated database on the PostgreSQL server, made once, of which every test database is a copy.

Migrating takes the better part of a minute for each process of tests, a copy takes a second. The
name holds a hash of every migration, so another state of the code gets another one; those that a
week has gone by since are removed.
"""

from hashlib import sha256
from pathlib import Path

from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "waymark_migrated_"
ROOMS = ("assessments", "cms", "courses")
LOCK = 7_319_426  # of this server: who comes meanwhile waits for it
OLD = """
SELECT datname FROM pg_database WHERE datname LIKE %s AND datname <> %s
AND (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '7 days'
"""


def name() -> str:
    """Return the name of the database that belongs to the migrations of this checkout."""
    files = [ROOT / "requirements.lock", ROOT / "cms" / "settings.py"]
    for room in ROOMS:
        files += sorted((ROOT / room).glob("**/migrations/*.py"))
    digest = sha256()
    for file in files:
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return PREFIX + digest.hexdigest()[:16]


def template() -> str:
    """Make the migrated database unless it is there, and return its name."""
    wanted = name()
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [wanted])
        if cursor.fetchone() is None:
            unfinished = f"{wanted}_unfinished"
            cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}"')
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrated(connection, unfinished)
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{wanted}"')
            cursor.execute(OLD, [f"{PREFIX}%", wanted])
            for (old,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE IF EXISTS "{old}"')
    return wanted


def _migrated(default: BaseDatabaseWrapper, database: str) -> None:
    usual = default.settings_dict["NAME"]
    default.close()
    default.settings_dict["NAME"] = connections.databases["default"]["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        default.close()
        default.settings_dict["NAME"] = connections.databases["default"]["NAME"] = usual
