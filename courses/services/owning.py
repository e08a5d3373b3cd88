"""Whose a course is, who edits it, and giving it to another institution; on record."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from cms.people import audit
from cms.people.models import Institution, User
from courses.models import CourseIndexPage, CourseOwner, CoursePage, owning
from courses.services.admission import may_manage


def own_institutions(user: User) -> QuerySet[Institution]:
    """Return the institutions in which somebody has a role."""
    return Institution.objects.filter(memberships__user=user).distinct().order_by("name", "id")


def owners(keys: Iterable[UUID]) -> dict[UUID, Institution]:
    """Return the institutions that these courses belong to; courses of the site are absent."""
    rows = CourseOwner.objects.filter(course_key__in=list(keys)).select_related("institution")
    return {row.course_key: row.institution for row in rows}


def may_edit(user: User, course: CoursePage) -> bool:
    """Tell whether somebody edits a course: the right over its page, and its institution."""
    return bool(course.permissions_for_user(user).can_edit())


def may_hand_over(user: User, course: CoursePage) -> bool:
    """Tell whether somebody decides whose a course is.

    Administrators do, of any; else those who edit it, but not of the site's: one trainer would
    take it from all the others.
    """
    if user.is_superuser and user.is_active:
        return True
    owned = CourseOwner.objects.filter(course_key=course.translation_key).exists()
    return owned and may_manage(user) and may_edit(user, course)


def receivers(user: User) -> QuerySet[Institution]:
    """Return the institutions that somebody may give a course to."""
    return (
        Institution.objects.order_by("name", "id") if user.is_superuser else own_institutions(user)
    )


@transaction.atomic
def hand_over(*, actor: User, course: CoursePage, institution: Institution | None) -> None:
    """Give a course, in all its languages, to an institution; None gives it to the site."""
    if not may_hand_over(actor, course):
        raise PermissionDenied
    if institution is None and not actor.is_superuser:
        raise PermissionDenied
    if institution is not None and not receivers(actor).filter(pk=institution.pk).exists():
        raise PermissionDenied
    settle(course.translation_key, institution)
    owning.forget(actor)
    detail = {"course": course.content_id}
    audit.record(
        actor=actor,
        verb="course.handed_over",
        institution=institution,
        subject=course,
        detail=detail,
    )


def settle(key: UUID, institution: Institution | None) -> None:
    """Write down whose a course is. The caller has asked for the right."""
    if institution is None:
        CourseOwner.objects.filter(course_key=key).delete()
    else:
        CourseOwner.objects.update_or_create(course_key=key, defaults={"institution": institution})


def writable(user: User) -> list[CourseIndexPage]:
    """Return the course indexes below which somebody may make courses, one for each language."""
    if not may_manage(user):
        return []
    indexes = CourseIndexPage.objects.select_related("locale").order_by("path")
    return [one for one in indexes if one.permissions_for_user(user).can_add_subpage()]
