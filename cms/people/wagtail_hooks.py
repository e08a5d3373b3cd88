"""Wagtail's hooks of people: users, institutions, memberships, versions of texts in the admin."""

from wagtail import hooks

from cms.people.person_views import NoDeleting, NoRoles, NoSwitching
from cms.people.viewsets import PeopleViewSetGroup, TextVersionViewSet


@hooks.register("register_admin_viewset")
def register_people() -> PeopleViewSetGroup:
    """Put institutions and memberships into the menu of administrators."""
    return PeopleViewSetGroup()


@hooks.register("register_admin_viewset")
def register_text_versions() -> TextVersionViewSet:
    """Put the versions of texts into the settings of administrators."""
    return TextVersionViewSet()


# After Wagtail's own, whose places they take
for deed in (NoDeleting, NoRoles, NoSwitching):
    hooks.register("register_bulk_action", deed, order=1)
