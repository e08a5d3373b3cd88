"""Bring the content catalogues up to date with the shipped models and actions.

Django's makemessages knows code and templates only, and its merge drops what was translated as
soon as a source is edited. This command keeps the old text, marked fuzzy.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments import catalogues, wording


class Command(BaseCommand):
    """manage.py content_messages [--check]"""

    help = "Write locale/<language>/LC_MESSAGES/content.po from the shipped models and actions."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; fail if a catalogue is out of date or not complete",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        behind = [
            language
            for language, _ in settings.LANGUAGES
            if not self.renew(language, check=options["check"])
        ]
        wording.forget()
        if options["check"] and behind:
            raise CommandError(
                f"The content catalogue of {', '.join(behind)} is not up to date: run "
                "`manage.py content_messages` and translate what is empty or fuzzy."
            )

    def renew(self, language: str, *, check: bool) -> bool:
        """Renew one catalogue, or look whether it is new and complete; tell if nothing is left."""
        sources = wording.to_translate(language)
        if not sources:
            return True
        file = catalogues.path(wording.folder(), language)
        new = catalogues.renew(catalogues.load(file), sources, language)
        counts = catalogues.counts(new)
        self.stdout.write(
            f"{language}: {counts.whole} texts, {counts.missing} missing, {counts.behind} behind"
        )
        text = f"{new}\n"
        if check:
            current = file.read_text(encoding="utf-8") if file.exists() else ""
            return current == text and not counts.missing and not counts.behind
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return True
