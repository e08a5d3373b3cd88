"""Addresses that stand before Wagtail's own: signing in is ours, and names are one field."""

from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from cms.people import admin_views

urlpatterns = [
    path("login/", admin_views.login, name="admin_login"),
    path(
        "password_reset/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="admin_password_reset",
    ),
    path("account/", require_admin_access(admin_views.OwnAccountView.as_view())),
]
