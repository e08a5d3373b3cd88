"""Whose a course is: the institution that edits it. Others read it, and copy it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester

from cms.people.models import Institution, Membership
from courses.models.pages import CoursePage


class CourseOwner(models.Model):
    """The institution that a course belongs to, in all its languages.

    Without a row it belongs to the site: everybody edits it who writes courses here.
    """

    course_key = models.UUIDField(_("course"), unique=True)
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="+", verbose_name=_("institution")
    )

    class Meta:
        verbose_name = _("owner of a course")
        verbose_name_plural = _("owners of courses")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"{self.course_key} {self.institution_id}"


class OwnersRights(PagePermissionTester):
    """What somebody may do to a page: nothing in a course of an institution that is not theirs.

    Administrators may do everything, and whom the owner's workflow asks to review may open a page
    for as long as it waits there: Wagtail adds both to `permissions`.
    """

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        held = getattr(self, "permissions", None)  # administrators and closed accounts have none
        if held and is_foreign(user, page):
            self.permissions = set()


def establish() -> None:
    """Let every question for the rights over a page be answered by `OwnersRights`.

    Wagtail asks a page as what it is in some places and as a bare page in others (moving, order,
    bulk actions), so a method of our own pages alone would leave those open.
    """
    Page.permissions_for_user = lambda page, user: OwnersRights(user, page)


def foreign_to(user: Any) -> tuple[str, ...]:
    """The paths of the courses that belong to institutions in which this person has no role.

    One query for a person and request, however many pages are asked about.
    """
    if not hasattr(user, "courses_of_others"):
        own = Membership.objects.filter(user=user).values("institution_id")
        others = CourseOwner.objects.exclude(institution__in=own).values("course_key")
        paths = CoursePage.objects.filter(translation_key__in=others).order_by("path")
        user.courses_of_others = tuple(paths.values_list("path", flat=True))
    return user.courses_of_others


def forget(user: Any) -> None:
    """Ask anew, after a course has found another owner."""
    vars(user).pop("courses_of_others", None)


def is_foreign(user: Any, page: Page) -> bool:
    """Tell whether a page is of a course of others; to administrators none is."""
    if user.is_superuser or not page.path:
        return False
    return bool(page.path.startswith(foreign_to(user)))
