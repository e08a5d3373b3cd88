"""Who may bring courses in and take them out: a right of its own, and Wagtail's over the pages."""

from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from cms.people.models import User
from courses.models import CourseIndexPage, CoursePage

RIGHT = "courses.transfer_course"


def may_transfer(user: User) -> bool:
    """Whether somebody may bring courses in and take them out."""
    return bool(user.is_active and user.has_perm(RIGHT))


def require_transfer(user: User) -> None:
    """Return quietly for somebody who may; raise PermissionDenied for others."""
    if not may_transfer(user):
        raise PermissionDenied


def may_write(user: User, course_id: str) -> bool:
    """Whether somebody may publish a course of this id: every page of it that there is, or a new
    one below an index."""
    pages: list[Page] = list(CoursePage.objects.filter(content_id=course_id))
    if pages:
        return all(page.permissions_for_user(user).can_publish() for page in pages)
    indexes = CourseIndexPage.objects.order_by("path")
    return any(page.permissions_for_user(user).can_publish_subpage() for page in indexes)
