"""Tell how far each language is: interface, models, glossary, courses; what is missing or behind.

It exists so that a translator finds the next thing to do, and an operator knows what readers are
told at the foot of a page. It reads files only and needs no database.
"""

from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

from courses import bundles
from courses.domain import glossary
from courses.domain.course import Course

COLUMNS = "{:<44}{:<10}{:<14}{:>8}{:>9}{:>8}"


class Command(BaseCommand):
    help = "List the state of every shipped translation."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(COLUMNS.format("what", "language", "state", "texts", "missing", "behind"))
        for row in [*_catalogues(), *_glossary(), *_courses()]:
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


def _glossary() -> Iterator[tuple[object, ...]]:
    """Yield a row for the terms in every language, in the weakest of their states.

    The file does not say which words a meaning was translated from, so nothing is told of debts.
    """
    terms = glossary.parse(bundles.glossary()).terms.values()
    for code, _name in settings.LANGUAGES:
        states = [entry.texts[code].state for entry in terms if code in entry.texts]
        state = min(states, default="absent")  # "draft" stands before "second-read"
        yield "glossary", code, state, len(terms), len(terms) - len(states), ""


def _courses() -> Iterator[tuple[object, ...]]:
    """Yield a row for every shipped course and language: titles, lessons, questions, scenarios."""
    for name in bundles.shipped():
        course = bundles.load(name)
        declared = {language: entry.state for language, entry in course.outline.languages.items()}
        whole = _texts(course, course.outline.source)
        for code, _name in settings.LANGUAGES:
            state = "source" if code == course.outline.source else declared.get(code, "absent")
            missing = len(whole - _texts(course, code))
            title = f"course {course.id}, version {course.outline.version}"
            yield title, code, state, len(whole), missing, _behind(course, code)


def _texts(course: Course, language: str) -> set[tuple[str, str]]:
    """The texts that a language has: kind and id of each."""
    words = course.words.get(language)
    if words is None:
        return set()
    told = {one for one, scenario in course.scenarios.items() if language in scenario.texts}
    named = [("module", words.titles.modules), ("quiz", words.titles.quizzes)]
    named += [("lesson", words.lessons), ("item", words.items), ("scenario", told)]
    return {("course", ""), *((kind, one) for kind, ids in named for one in ids)}


def _behind(course: Course, language: str) -> int:
    """How many of its texts a language has still to bring up to date."""
    owed = course.behind.get(language)
    if owed is None:
        return 0
    return len(list(owed.names())) + (owed.course is not None)
