"""Wagtail's hooks of people: institutions and memberships in the admin."""

from wagtail import hooks

from cms.people.viewsets import PeopleViewSetGroup


@hooks.register("register_admin_viewset")
def register_people() -> PeopleViewSetGroup:
    """Put institutions and memberships into the menu of administrators."""
    return PeopleViewSetGroup()
