"""Figures of one run, as ratios to a bare hello: `make bench`.

Everything is measured on this machine in one run, so that the ratios hold where the seconds do not.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.browser.running_site import environment_of, manage


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="waymark-bench-") as name:
        folder = Path(name)
        os.environ.update(environment_of(folder, 0), LOG_LEVEL="ERROR")
        environment = dict(os.environ)
        for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["bootstrap"]):
            manage(environment, *words)
        manage(environment, "demo")
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings"
        import django

        django.setup()
        from tests.benchmarks import figures, frameworks, paper, planner, workbooks

        for measured in (
            figures.pages,
            figures.queries,
            figures.saves,
            planner.table,
            frameworks.figures,
            workbooks.figures,
            paper.report,
        ):
            sys.stdout.write(measured(environment) + "\n\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
