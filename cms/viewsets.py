"""Errors that readers reported, in the Wagtail admin: trainers read them and mark them as done."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from cms.models import ErrorReport

TYPED = ("page", "text", "correction", "email")


class OnlyReadersReport(ModelPermissionPolicy):
    """Django's permissions, but nobody adds a report here: readers do, on the site."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether this person may do this; never for adding."""
        return action != "add" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Tell whether this person may do one of these, adding left out."""
        return super().user_has_any_permission(user, set(actions) - {"add"})


class ErrorReportViewSet(ModelViewSet):
    """What readers reported, the open ones first. What they typed cannot be changed."""

    model = ErrorReport
    icon = "warning"
    menu_label = _("Reported errors")
    menu_order = 300
    add_to_admin_menu = True
    name = url_prefix = "error-reports"
    list_display = ["text", "page", "created_at", "done"]
    list_filter = ["done"]
    search_fields = ["text", "page"]
    search_backend_name = None
    ordering = ["done", "-created_at"]
    panels = [*(FieldPanel(name, read_only=True) for name in TYPED), FieldPanel("done")]
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_reference_index = False
    permission_policy = OnlyReadersReport(ErrorReport)
