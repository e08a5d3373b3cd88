"""Tell how far each language is: interface, models and actions, courses; what is missing or behind.

It exists so that a translator finds the next thing to do, and an operator knows what readers are
told at the foot of a page. It reads files only and needs no database.
"""

from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from courses import bundles

COLUMNS = "{:<44}{:<10}{:<14}{:>8}{:>9}{:>8}"


class Command(BaseCommand):
    help = "List the state of every shipped translation."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(COLUMNS.format("what", "language", "state", "texts", "missing", "behind"))
        for row in [*_catalogues(), *_courses()]:
            self.stdout.write(COLUMNS.format(*row))


def _catalogues() -> Iterator[tuple[object, ...]]:
    """Yield a row for the interface and one for models and actions, in every language."""
    for name, title in (("django", "interface"), ("content", "models and actions")):
        for code, _name in settings.LANGUAGES:
            if code == settings.LANGUAGE_CODE:
                yield title, code, "source", "", "", ""
                continue
            file = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / f"{name}.po"
            catalogue = polib.pofile(str(file)) if file.is_file() else polib.POFile()
            entries = [entry for entry in catalogue if not entry.obsolete]
            behind = sum(entry.fuzzy for entry in entries)
            missing = sum(not entry.translated() and not entry.fuzzy for entry in entries)
            state = catalogue.metadata.get("X-State", "draft")
            yield title, code, state, len(entries), missing, behind


def _courses() -> Iterator[tuple[object, ...]]:
    """Yield a row for every shipped course and language; a bundle that loads is complete in all."""
    for name in bundles.shipped():
        course = bundles.load(name)
        declared = {language: entry.state for language, entry in course.outline.languages.items()}
        for code, _name in settings.LANGUAGES:
            state = declared.get(code, "absent")
            title = f"course {name}, version {course.outline.version}"
            yield title, code, state, "", "" if code in declared else "all", ""
