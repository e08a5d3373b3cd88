"""Bring a course bundle into the site: its pages in every language, its items and images."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses import bundles, transfer
from courses.domain.problems import BundleError
from courses.transfer import difference


class Command(BaseCommand):
    help = (
        "Import a course from a folder, or a shipped one by its id. Safe to repeat: what has not "
        "changed is not touched, what was edited here is kept."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "bundle", help="a folder with course.toml, a .zip, or the id of a shipped course"
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="only say what would be done, and line by line what would change",
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="replace pages that were edited here"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = bundles.fetch(options["bundle"])
            course = bundles.judged(files, transfer.prerequisites())
            report = transfer.import_course(
                course=course,
                files=files,
                dry_run=options["dry_run"],
                overwrite=options["overwrite"],
            )
            lines = difference.of(course) if options["dry_run"] else ()
        except (BundleError, transfer.TransferError) as error:
            raise CommandError(str(error)) from error
        for line in report.lines():
            self.stdout.write(line)
        for line in lines:
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Nothing was written.")
