"""Wagtail's hooks of the site itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.people import learners
from cms.viewsets import ContactMessageViewSet, ErrorReportViewSet


class LearnersItem(MenuItem):
    """The way to the learners without e-mail."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever may open accounts for learners."""
        return learners.may_open(request.user)


@hooks.register("before_serve_page")
def remember_page(page: Page, request: HttpRequest, *args: object) -> None:
    """Tell the frame which page is served, so that the language switch stays on it."""
    request.served_page = page


@hooks.register("insert_global_admin_css")
def turn_fields() -> SafeString:
    """Let every field of the admin run in the direction of what is typed into it."""
    return format_html('<link rel="stylesheet" href="{}">', static("site/css/admin.css"))


@hooks.register("after_edit_page")
def lead_back_to_reviews(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead who has read a page back to the start page, where the next ones wait.

    Wagtail leads to the list that the page stands in, which readers may not see: they would be
    told that they lack permission, after an approval that went through.
    """
    if "action-workflow-action" not in request.POST:
        return None
    listed = page.get_parent().permissions_for_user(request.user)
    return None if listed.can_add_subpage() or listed.can_edit() else redirect("wagtailadmin_home")


@hooks.register("register_admin_menu_item")
def register_learners() -> MenuItem:
    """Lead trainers to the learners whose accounts they have opened."""
    address = reverse_lazy("people:learners")  # of the language in force when it is drawn
    label = _("Learners without e-mail")
    return LearnersItem(label, address, name="learners", icon_name="group", order=290)


@hooks.register("register_admin_viewset")
def register_error_reports() -> ErrorReportViewSet:
    """Put the errors that readers reported into the menu of trainers."""
    return ErrorReportViewSet()


@hooks.register("register_admin_viewset")
def register_messages() -> ContactMessageViewSet:
    """Put the messages to the operator into the menu of administrators."""
    return ContactMessageViewSet()
