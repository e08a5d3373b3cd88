"""Bring the shipped glossary into the site; what was edited here is kept and named."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses import transfer
from courses.domain.problems import BundleError


class Command(BaseCommand):
    help = "Load the shipped glossary. Safe to repeat: a text that was edited here is kept."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = transfer.import_glossary()
        except BundleError as error:
            raise CommandError(str(error)) from error
        for verb, places in (
            ("new", done.created),
            ("changed", done.changed),
            ("left as it is, it was edited here", done.kept),
        ):
            for place in places:
                self.stdout.write(f"{verb}: {place}")
        self.stdout.write(f"unchanged: {done.unchanged}")
