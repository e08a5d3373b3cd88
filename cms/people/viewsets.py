"""Wagtail's views of users, with the fields that our user has."""

from wagtail.users.views.users import UserViewSet


class PersonViewSet(UserViewSet):
    """Users by e-mail and shown name."""
