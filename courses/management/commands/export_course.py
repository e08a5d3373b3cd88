"""Write a course of the site as the files of a bundle: to keep, to edit, to hand on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses import bundles
from courses.domain.problems import BundleError
from courses.transfer import leaving


class Command(BaseCommand):
    help = (
        "Export a course by its id, into a folder or a file that ends in .zip. What nobody has "
        "edited since it was imported comes out letter by letter."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course", help="the id of the course, such as national-csirt")
        parser.add_argument("target", help="a folder that is new or empty, or a file.zip")
        parser.add_argument(
            "--drafts", action="store_true", help="take the newest draft of each page"
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="replace the files of the folder or the zip"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target = Path(options["target"])
        try:
            exported = leaving.export_course(options["course"], drafts=options["drafts"])
            bundles.write(exported.files, target, overwrite=options["overwrite"])
        except (BundleError, OSError) as error:
            raise CommandError(str(error)) from error
        for note in exported.notes:
            self.stdout.write(f"stays behind: {note}")
        for problem in exported.problems:
            self.stdout.write(f"an import would refuse this: {problem}")
        self.stdout.write(f"files: {len(exported.files)}")
