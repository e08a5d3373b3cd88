"""Let the answers to an item be marked by the key of another version, and replay attempts."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from cms.people.models import User
from courses import services
from courses.models import ItemVersion


class Command(BaseCommand):
    help = (
        "Where the key of a question was wrong: mark the answers to one version by the key of "
        "another one. Every attempt that was handed in is replayed; what was passed stays passed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("item", help="course/item, such as national-csirt/first-tasks")
        parser.add_argument("--asked", type=int, required=True, help="number of the version asked")
        parser.add_argument("--key", type=int, required=True, help="version whose key counts")
        parser.add_argument("--reason", required=True, help="a sentence for the record")
        parser.add_argument("--as", dest="email", required=True, help="address of a trainer")

    def handle(self, *args: Any, **options: Any) -> None:
        versions = {
            one.number: one for one in ItemVersion.objects.filter(item__content_id=options["item"])
        }
        for name in ("asked", "key"):
            if options[name] not in versions:
                known = ", ".join(map(str, sorted(versions))) or "none"
                raise CommandError(
                    f"{options['item']} has no version {options[name]}; it has {known}."
                )
        user = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['email']}.")
        try:
            changed = services.correct(
                user=user,
                version=versions[options["asked"]],
                marked_by=versions[options["key"]],
                reason=options["reason"],
            )
        except PermissionDenied as error:
            raise CommandError(f"{options['email']} may not correct keys.") from error
        except services.Refused as error:
            raise CommandError(error.sentence) from error
        self.stdout.write(f"Results changed: {changed}")
