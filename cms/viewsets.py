"""What readers sent, in the Wagtail admin: it is read there and marked as dealt with."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.models import ContactMessage, ErrorReport


class OnlyReadersWrite(ModelPermissionPolicy):
    """Django's permissions, but nobody adds anything here: readers do, on the site."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether this person may do this; never for adding."""
        return action != "add" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Tell whether this person may do one of these, adding left out."""
        return super().user_has_any_permission(user, set(actions) - {"add"})


def _panels(*typed: str) -> list[FieldPanel]:
    """Return what was typed, to be read, and the mark that it is dealt with."""
    return [*(FieldPanel(name, read_only=True) for name in typed), FieldPanel("done")]


class FromReadersViewSet(ModelViewSet):
    """What readers sent, the open ones first. What they typed cannot be changed."""

    add_to_admin_menu = True
    search_backend_name = None
    ordering = ["done", "-created_at"]
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_reference_index = False


class ErrorReportViewSet(FromReadersViewSet):
    """Errors in texts: trainers read them."""

    model = ErrorReport
    icon = "warning"
    menu_label = _("Reported errors")
    menu_order = 300
    name = url_prefix = "error-reports"
    list_display = ["text", "page", "created_at", "done"]
    list_filter = ["done"]
    search_fields = ["text", "page"]
    panels = _panels("page", "text", "correction", "email")
    permission_policy = OnlyReadersWrite(ErrorReport)


class ContactMessageViewSet(FromReadersViewSet):
    """Messages to the operator: administrators read them, and whomever they give the right."""

    model = ContactMessage
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 310
    name = url_prefix = "messages"
    list_display = ["text", "topic", "email", "created_at", "done"]
    list_filter = ["done", "topic"]
    search_fields = ["text", "email", "name"]
    panels = _panels("topic", "text", "email", "name")
    permission_policy = OnlyReadersWrite(ContactMessage)
