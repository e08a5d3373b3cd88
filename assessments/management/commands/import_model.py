"""Bring a maturity framework from a file to this site, as a draft or published at once.

    manage.py import_model framework.xlsx --dry-run
    manage.py import_model framework.toml --publish

For whoever installs a site with its own frameworks, and repeats that by script. Prints what was
lost; a file with problems changes nothing, lists all of them, and ends with code 2.
"""

import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from assessments import imports, services
from assessments.management.files import UNUSABLE
from assessments.services import drafts
from cms.people.models import User


class Command(BaseCommand):
    """manage.py import_model FILE [--publish] [--dry-run] [--user EMAIL]"""

    help = "Import a maturity framework (TOML, XLSX, YAML) as a draft, or publish it at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--publish", action="store_true", help="publish it at once")
        parser.add_argument("--dry-run", action="store_true", help="check the file, change nothing")
        parser.add_argument(
            "--user", metavar="EMAIL", help="who does it; an administrator if nobody is named"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Import; say everything that stands against it, and leave nothing half-done."""
        try:
            for line in _import(**options):
                self.stdout.write(line)
        except imports.Unreadable as no:
            self._refuse(no.problems)
        except (services.Refused, OSError) as no:
            self._refuse([str(no)])
        except PermissionDenied:
            self._refuse(["This account may not draft or publish models."])

    def _refuse(self, sentences: Any) -> None:
        for told in sentences:
            self.stderr.write(told)
        sys.exit(UNUSABLE)


def _import(*, file: Path, publish: bool, dry_run: bool, user: str | None, **_: Any) -> list[str]:
    content = file.read_bytes()
    imported = imports.read(file.name, content)
    model = imports.checked(imported)
    said = [f"Lost: {one}" for one in imported.losses]
    name = f"{model.id} {model.version}"
    if dry_run:
        if refusal := drafts.taken(model.id, model.version):
            raise services.Refused(refusal)
        return [*said, f"{name}: can be imported. Nothing was changed."]
    actor = _actor(user)
    with transaction.atomic():
        draft = services.import_draft(user=actor, name=file.name, content=content)
        if not publish:
            return [*said, f"{name}: imported as a draft."]
        services.publish(user=actor, draft_id=draft.pk)
    return [*said, f"{name}: imported and published."]


def _actor(email: str | None) -> User:
    """The person in whose name it is done: the services ask for their rights as always."""
    people = User.objects.filter(is_active=True)
    found = people.filter(email=email) if email else people.filter(is_superuser=True)
    person = found.order_by("pk").first()
    if person is None:
        raise services.Refused(
            f"There is no active account {email}." if email else "There is no administrator yet."
        )
    return person
