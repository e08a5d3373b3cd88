"""Wagtail's hooks of assessments: the workshop of models, the list of rounds, entries, rights."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from assessments import overseeing
from assessments.modelling import doors, urls

RIGHTS = [name.partition(".")[2] for name in doors.ANY]


class ModelsItem(MenuItem):
    """The entry, for whoever has one of the rights."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this person may look at models."""
        return any(request.user.has_perm(name) for name in doors.ANY)


@hooks.register("register_admin_urls")
def register_workshop() -> list[Any]:
    """Put the workshop and the list of assessments below the admin."""
    listed = path("assessments/", overseeing.RoundsView.as_view(), name=overseeing.NAME)
    return [path("maturity-models/", include(urls)), listed]


@hooks.register("register_admin_menu_item")
def register_models_item() -> MenuItem:
    """Put the entry into the menu."""
    address = reverse("modelling:index")
    return ModelsItem(doors.LABEL, address, name="models", icon_name="list-ol", order=320)


@hooks.register("register_admin_menu_item")
def register_rounds_item() -> MenuItem:
    """Put the list of assessments into the menu."""
    return overseeing.item()


@hooks.register("register_permissions")
def register_rights() -> Any:
    """Let administrators give the rights to groups."""
    return Permission.objects.filter(content_type__app_label="assessments", codename__in=RIGHTS)
