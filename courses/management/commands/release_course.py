"""Make the next release of a course that is edited in the site, where something has changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses import services
from courses.models import CoursePage


class Command(BaseCommand):
    help = (
        "Freeze what a course consists of now as its next release, which certificates name from "
        "then on. Safe to repeat: where nothing has changed, nothing is made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course", help="the id of the course, such as national-csirt")
        parser.add_argument("--notes", default="", help="what has changed, for trainers")

    def handle(self, *args: Any, **options: Any) -> None:
        page = CoursePage.objects.live().filter(content_id=options["course"]).first()
        if page is None:
            raise CommandError(f"No published course is called {options['course']!r}.")
        made = services.release(actor=None, course=page, notes=options["notes"])
        if made is None:
            self.stdout.write("Nothing has changed since the last release.")
        else:
            self.stdout.write(f"Release {made.number}: {made.sha256}")
