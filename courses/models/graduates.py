"""Graduates: a certificate completes a course for good, also when it grows; and what is new."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from cms.people.models import User
from courses.domain import releases as rules
from courses.models.certificates import Certificate
from courses.models.outline import Entry, Outline
from courses.models.releases import CourseRelease, latest


@dataclass(frozen=True)
class Graduate:
    """A certificate that was not revoked, and what the course has since: lessons and quizzes."""

    certificate: Certificate
    new: Sequence[Entry] = ()
    changed: Sequence[Entry] = ()

    @property
    def news(self) -> int:
        """How many parts are new or changed."""
        return len(self.new) + len(self.changed)


def certificates(
    user: User | AnonymousUser, course_keys: Sequence[UUID]
) -> dict[UUID, Certificate]:
    """The newest certificate of a person in each of these courses; one query, none for visitors."""
    if not user.is_authenticated:
        return {}
    held = Certificate.objects.filter(user=user, course_key__in=course_keys, revoked_at=None)
    return {
        one.course_key: one for one in held.select_related("release").order_by("issued_at", "pk")
    }


def of(
    user: User | AnonymousUser,
    outlines: Mapping[UUID, Outline],
    done: Collection[UUID],
    newest: Mapping[UUID, CourseRelease] | None = None,
) -> dict[UUID, Graduate]:
    """The courses among these, by key, that a person has completed; two queries for all of them.

    One where the `newest` releases are known already, none for who has nothing `done`: whoever
    holds a certificate has, and keeps it also where the course has grown.
    """
    held = certificates(user, list(outlines)) if done else {}
    if newest is None:
        newest = latest(held) if held else {}
    return {key: judged(one, newest.get(key), outlines[key], done) for key, one in held.items()}


def judged(
    certificate: Certificate,
    newest: CourseRelease | None,
    outline: Outline,
    done: Collection[UUID],
) -> Graduate:
    """What a certificate completes, and what the course has since; `newest` is its last release."""
    entries = {entry.content_id: entry for entry in outline.entries}
    if certificate.release is None or newest is None:  # from before there were releases
        return Graduate(certificate, [one for one in entries.values() if one.key not in done])
    moved = rules.changes(certificate.release.content, newest.content)
    new = [entries[name] for name in moved.new if name in entries]
    return Graduate(
        certificate,
        [entry for entry in new if entry.key not in done],
        [entries[name] for name in moved.changed if name in entries],
    )
