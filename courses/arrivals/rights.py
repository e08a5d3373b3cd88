"""Who may bring courses in and take them out: a right of its own, and Wagtail's over the pages."""

from collections.abc import Iterable

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


def may_write(user: User, course_id: str, languages: Iterable[str] = ()) -> bool:
    """Whether somebody may publish a course of this id: every page of it that there is, and a new
    one in each of these languages of the site that it is not there in."""
    pages = CoursePage.objects.filter(content_id=course_id).select_related("locale")
    there: dict[str, Page] = {page.locale.language_code: page for page in pages}
    if not all(page.permissions_for_user(user).can_publish() for page in there.values()):
        return False
    new = [code for code in languages if code not in there]
    if not there and not new:
        return False
    indexes = CourseIndexPage.objects.filter(locale__language_code__in=new)
    return all(page.permissions_for_user(user).can_publish_subpage() for page in indexes)
