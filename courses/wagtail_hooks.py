"""Wagtail's hooks of courses: issuers and certificates in the admin, and the rights to them."""

from typing import Any

from django.contrib.auth.models import Permission
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from courses.viewsets import CertificateViewSet, IssuerViewSet

register_snippet(IssuerViewSet)


@hooks.register("register_admin_viewset")
def register_certificates() -> CertificateViewSet:
    """Put certificates into the menu of trainers."""
    return CertificateViewSet()


@hooks.register("register_permissions")
def register_rights() -> Any:
    """Let administrators give the right to correct certificates to groups."""
    return Permission.objects.filter(
        content_type__app_label="courses", codename="change_certificate"
    )
