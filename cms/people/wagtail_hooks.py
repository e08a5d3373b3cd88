"""Wagtail's hooks of people: institutions, memberships and versions of texts in the admin."""

from wagtail import hooks

from cms.people.viewsets import PeopleViewSetGroup, TextVersionViewSet


@hooks.register("register_admin_viewset")
def register_people() -> PeopleViewSetGroup:
    """Put institutions and memberships into the menu of administrators."""
    return PeopleViewSetGroup()


@hooks.register("register_admin_viewset")
def register_text_versions() -> TextVersionViewSet:
    """Put the versions of texts into the settings of administrators."""
    return TextVersionViewSet()
