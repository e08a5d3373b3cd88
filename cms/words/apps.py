"""The app words."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WordsConfig(AppConfig):
    """The glossary."""

    name = "cms.words"
    label = "words"
    verbose_name = _("Words")
    default_auto_field = "django.db.models.BigAutoField"
