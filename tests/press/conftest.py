"""Kinds of jobs for tests, registered for one test only."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from cms.people.models import User
from cms.press import jobs, kinds
from cms.press.models import Job


def _write(args: Mapping[str, Any], language: str) -> jobs.Produced:
    text = f"{args.get('text', '')} ({language})"
    return jobs.Produced(
        name=args.get("name", "note.txt"), content=text.encode(), content_type="text/plain"
    )


def _own(user: User, job: Job) -> bool:
    return user == job.owner


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., jobs.Kind]]:
    """Register a kind; by default one that writes its text and that only the owner reads."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    def add(name: str = "test.note", **parts: Any) -> jobs.Kind:
        parts = {"title": "A note", "run": _write, "may_read": _own, **parts}
        kind = jobs.Kind(name=name, **parts)
        jobs.register(kind)
        return kind

    return add


@pytest.fixture
def note(register: Callable[..., jobs.Kind]) -> jobs.Kind:
    """Register the plain kind of a test."""
    return register()
