"""Figures of one run, as ratios to a bare hello: `make bench`.

Everything is measured on this machine in one run, so that the ratios hold where the seconds do not.
Names of tables after the command measure those alone: `python -m tests.benchmarks saving cutting`.
A run in which an answer or a job was lost or done twice ends with an error.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import grounds

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Of this process alone, which makes people by the dozen; nobody signs in with their passwords."""


def main(wanted: list[str]) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="waymark-bench-") as name,
        grounds.ground(Path(name)) as environment,
    ):
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="cms.settings")
        import django

        django.setup()
        from django.db import connections
        from django.test.utils import override_settings

        from tests.benchmarks import (
            cutting,
            figures,
            frameworks,
            paper,
            parts,
            planner,
            quizzes,
            saving,
            searches,
            workbooks,
        )

        tables = {
            "pages": figures.pages,
            "queries": figures.queries,
            "saves": figures.saves,
            "saving": saving.figures,
            "quizzes": quizzes.figures,
            "parts": parts.figures,
            "planner": planner.table,
            "frameworks": frameworks.figures,
            "workbooks": workbooks.figures,
            "cutting": cutting.figures,
            "paper": paper.report,
            "search": searches.figures,
        }
        if strange := set(wanted) - set(tables):
            raise SystemExit(f"No such table: {', '.join(strange)}. There are {', '.join(tables)}.")
        sys.stdout.write(f"Measured on {grounds.kind(environment)}.\n\n")
        with override_settings(PASSWORD_HASHERS=HASHERS):
            for table in wanted or tables:
                sys.stdout.write(tables[table](environment) + "\n\n")
                sys.stdout.flush()
        connections.close_all()


if __name__ == "__main__":
    main(sys.argv[1:])
