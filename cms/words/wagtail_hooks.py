"""Wagtail's hooks of words: trainers write the glossary."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.words.models import Term


class TermViewSet(SnippetViewSet):
    """Terms, each in every language on one page."""

    model = Term
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_order = 325
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["key", "names", "source"]
    search_fields = ["key", "texts__term"]
    search_backend_name = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        """Return the terms with what they are called, in two queries."""
        return Term.objects.prefetch_related("texts")


register_snippet(TermViewSet)
