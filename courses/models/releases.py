"""Releases of a course: what it consisted of at one moment, frozen, numbered and hashed."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.immutable import Immutable


class CourseRelease(Immutable):
    """The parts of a course with the versions of its items, and the hash over all of it.

    Learners read the live text; a certificate names the release on which it was earned.
    `content` is what `domain/releases.py` describes. Lessons are hashed in the language that the
    course was first written in: a translation that is mended changes nothing that is taught.
    """

    course_key = models.UUIDField(_("course"))
    course_id = models.CharField(_("id of the course"), max_length=60)
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    notes = models.TextField(_("notes"), max_length=2000, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("release of a course")
        verbose_name_plural = _("releases of courses")
        ordering = ("course_id", "number")
        default_permissions: ClassVar = ()
        constraints = [
            models.UniqueConstraint(fields=("course_key", "number"), name="courses_release_once")
        ]

    def __str__(self) -> str:
        return f"{self.course_id}, {self.number}"


def latest(course_keys: Iterable[UUID]) -> dict[UUID, CourseRelease]:
    """The newest release of each of these courses that has one; one query for all of them."""
    newest = CourseRelease.objects.filter(course_key=models.OuterRef("course_key"))
    number: Any = models.Subquery(newest.order_by("-number").values("number")[:1])
    found = CourseRelease.objects.filter(course_key__in=list(course_keys), number=number)
    return {one.course_key: one for one in found}
