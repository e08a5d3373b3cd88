"""Add up the plans of many countries from files: what they ask for together, and when.

    manage.py portfolio one.json other.json --regions docs/examples/regions.toml \\
        --xlsx portfolio.xlsx --json portfolio.json

Countries are counted and never set beside each other; docs/headless.md describes the files.
"""

from typing import Any

from django.core.management.base import CommandParser

from assessments import headless
from assessments.domain import canonical
from assessments.exports import portfolio_workbook
from assessments.management import gathered
from assessments.management.files import FileCommand


class Command(FileCommand):
    """manage.py portfolio PLAN.json ... [--regions FILE] [--xlsx OUT] [--json OUT]"""

    help = "Add up plans by action, by region and by year. Needs no site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plans", nargs="+", metavar="PLAN.json")
        parser.add_argument("--regions", metavar="FILE.toml")
        parser.add_argument("--xlsx", metavar="OUT.xlsx")
        parser.add_argument("--json", metavar="OUT.json", help="printed if neither is named")

    def run(self, **options: Any) -> None:
        """Read everything, add up, and only then write."""
        found = gathered.add(options["plans"], options["regions"])
        text, files = canonical.text(found), {}
        if options["json"]:
            files[options["json"]] = f"{text}\n".encode()
        if options["xlsx"]:
            titles = gathered.titles(found.libraries)
            files[options["xlsx"]] = portfolio_workbook.write(found, titles)
        if files:
            headless.write(files)
        else:
            self.stdout.write(text)
