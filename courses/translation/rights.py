"""Who may translate into which language: who may change the course index of that language.

The tree of each language has its own rights in Wagtail, so a translator of Arabic touches Arabic
only, in the admin as here.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import GroupPagePermission

from courses.models import CourseIndexPage


def languages(user: Any, deed: str = "edit") -> list[str]:
    """Return the languages whose courses this person may change, or publish (`deed`)."""
    if not (user.is_authenticated and user.is_active):
        return []
    found = []
    for index in CourseIndexPage.objects.select_related("locale").order_by("path"):
        tester = index.permissions_for_user(user)
        if tester.can_publish() if deed == "publish" else tester.can_edit():
            found.append(index.locale.language_code)
    return list(dict.fromkeys(found))


def translates(user: Any) -> bool:
    """Tell whether this person may change any page at all, for what only links; one query for a
    person and request, however many entries of a menu ask."""
    if not (user.is_authenticated and user.is_active):
        return False
    if user.is_superuser:
        return True
    if not hasattr(user, "changes_pages"):
        user.changes_pages = GroupPagePermission.objects.filter(group__user=user).exists()
    return bool(user.changes_pages)


def may_publish(user: Any, language: str) -> bool:
    """Tell whether this person publishes in a language."""
    return language in languages(user, "publish")


def require(user: Any, language: str, deed: str = "edit") -> None:
    """Return quietly where the right is held; raise PermissionDenied elsewhere."""
    if language not in languages(user, deed):
        raise PermissionDenied
