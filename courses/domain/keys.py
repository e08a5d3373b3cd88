"""Stable keys: the same id in a file is the same key on every site and in every language."""

from uuid import UUID, uuid5

NAMESPACE = UUID("5b1f3f0e-8a52-5c0e-9c0f-6a7f0a3d2c11")


def page(content_id: str) -> UUID:
    """The translation key of a page: `page("national-csirt/why-a-country-needs-a-team")`."""
    return uuid5(NAMESPACE, f"page:{content_id}")


def block(content_id: str, *path: str) -> UUID:
    """The id of a block of a lesson, or of an entry in it: `block("c/lesson", "check", "a")`."""
    return uuid5(NAMESPACE, f"block:{content_id}#{'/'.join(path)}")


def words(kind: str, content_id: str) -> UUID:
    """The key of the words of something that is no page: `words("item", "national-csirt/q1")`."""
    return uuid5(NAMESPACE, f"words of {kind}:{content_id}")


def content_id(course: str, part: str = "") -> str:
    """How a page of a course is called from outside: `national-csirt/a-lesson`."""
    return f"{course}/{part}" if part else course
