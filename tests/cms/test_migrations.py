"""Migrations go forward on an empty SQLite file, back again, and forward once more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = ("cms", "assessments", "courses", "press")  # people last: everything stands on it
SCRIPT = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
before = sorted(connection.introspection.table_names())
for app in {ours!r}:
    call_command("migrate", app, "zero", verbosity=0)
between = connection.introspection.table_names()
assert not [t for t in between if t.split("_")[0] in {ours!r}], between
call_command("migrate", verbosity=0)
assert sorted(connection.introspection.table_names()) == before
"""


@pytest.mark.sqlite
def test_migrations_are_reversible(tmp_path: Path) -> None:
    variables = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cms.settings",
        "ENV_FILE": "",
        "SECRET_KEY": "x" * 50,
        "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    script = SCRIPT.format(ours=OURS)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
