"""Wagtail's hooks of the site itself."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from cms.viewsets import ContactMessageViewSet, ErrorReportViewSet


@hooks.register("before_serve_page")
def remember_page(page: Page, request: HttpRequest, *args: object) -> None:
    """Tell the frame which page is served, so that the language switch stays on it."""
    request.served_page = page


@hooks.register("register_admin_viewset")
def register_error_reports() -> ErrorReportViewSet:
    """Put the errors that readers reported into the menu of trainers."""
    return ErrorReportViewSet()


@hooks.register("register_admin_viewset")
def register_messages() -> ContactMessageViewSet:
    """Put the messages to the operator into the menu of administrators."""
    return ContactMessageViewSet()
