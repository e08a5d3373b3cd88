"""What the commands share that work on files alone: all problems at once, exit code 2."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from assessments import headless

UNUSABLE = 2


class FileCommand(BaseCommand):
    """A command that reads files and gives JSON; it never opens a database."""

    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run; say everything that is wrong with the input, and leave nothing half-written."""
        try:
            self.run(**options)
        except headless.Unusable as error:
            for told in error.problems:
                self.stderr.write(told)
            sys.exit(UNUSABLE)

    def run(self, **options: Any) -> None:
        """Do the work; raise Unusable with every problem."""
        raise NotImplementedError

    def deliver(self, text: str, options: dict[str, Any]) -> None:
        """Print the JSON, or write it where `--json` says."""
        if options["json"]:
            headless.write({options["json"]: f"{text}\n".encode()})
        else:
            self.stdout.write(text)
