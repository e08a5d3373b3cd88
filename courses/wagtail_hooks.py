"""Wagtail's hooks of courses: what trainers find in the menu of the admin, and the rights to it."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from courses import copied_ids, services
from courses.viewsets import CertificateViewSet, IssuerViewSet, LearningPathViewSet

register_snippet(IssuerViewSet)
hooks.register("before_copy_page", copied_ids.lead_to_our_copy)
hooks.register("after_copy_page", copied_ids.give_ids)


class EnrolmentItem(MenuItem):
    """The way to the courses with their codes, invitations and releases."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever decides who may enrol."""
        return services.may_manage(request.user)


@hooks.register("register_admin_menu_item")
def register_enrolment() -> MenuItem:
    """Lead trainers to enrolment and releases."""
    address = reverse_lazy("courses:managed")  # of the language in force when it is drawn
    label = _("Enrolment and releases")
    return EnrolmentItem(label, address, name="enrolment", icon_name="key", order=285)


@hooks.register("register_admin_menu_item")
def register_teaching() -> MenuItem:
    """Lead trainers to their courses, and to what waits in them."""
    address = reverse_lazy("courses:teaching")
    return EnrolmentItem(_("My courses"), address, name="teaching", icon_name="tasks", order=90)


@hooks.register("register_admin_viewset")
def register_certificates() -> CertificateViewSet:
    """Put certificates into the menu of trainers."""
    return CertificateViewSet()


@hooks.register("register_admin_viewset")
def register_paths() -> LearningPathViewSet:
    """Put the learning paths for everybody into the menu of trainers."""
    return LearningPathViewSet()


@hooks.register("register_permissions")
def register_rights() -> Any:
    """Let administrators give groups the rights to correct certificates and to manage enrolment."""
    return Permission.objects.filter(
        codename__in=("change_certificate", "manage_enrolment"),
        content_type__app_label="courses",
    )
