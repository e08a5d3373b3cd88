"""Jobs: what other rooms ask of the press. The row is the truth, the queue carries its id."""

from typing import Any

from django.db import IntegrityError, transaction

from cms.people.models import Institution, User
from cms.press import queue
from cms.press.kinds import Ended, Kind, Produced, Refused, find, register
from cms.press.leases import State
from cms.press.models import Job

__all__ = ["Ended", "Kind", "Produced", "Refused", "State", "find", "register", "request"]


def request(
    *,
    kind: str,
    args: dict[str, Any],
    owner: User,
    language: str,
    institution: Institution | None = None,
    key: str | None = None,
) -> Job:
    """Ask for a piece of work and return its job; a worker takes it after the commit.

    With a `key`, the same kind, language and key give the same job for as long as it has
    not failed: a second click, a second person, a repeated request make nothing twice. The
    caller has asked for permission before; `args` holds ids and codes, never texts. An
    unregistered kind is a ValueError.
    """
    if find(kind) is None:
        raise ValueError(f"No room has registered a kind of job called {kind!r}.")
    job = _existing(kind, language, key) or _create(
        kind=kind, key=key, args=args, owner=owner, language=language, institution=institution
    )
    if job.sends == 0:
        queue.send_after_commit(job)
    return job


def _existing(kind: str, language: str, key: str | None) -> Job | None:
    if key is None:
        return None
    same = Job.objects.filter(kind=kind, language=language, key=key)
    return same.exclude(state=State.FAILED).first()


def _create(**values: Any) -> Job:
    try:
        with transaction.atomic():
            return Job.objects.create(**values)
    except IntegrityError:
        # Somebody asked for the same in the same moment: their job is ours.
        job = _existing(values["kind"], values["language"], values["key"])
        if job is None:
            raise
        return job
