"""The app words."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordsConfig(AppConfig):
    """The glossary, and texts that were mended."""

    name = "cms.words"
    label = "words"
    verbose_name = _("Words")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let work outside of requests say what was mended, too."""
        from celery.signals import task_prerun

        from cms.words import lookup

        task_prerun.connect(lookup.refresh, dispatch_uid="corrected words")
