"""Who blocks a round, and reminders to them: at most one a day for a part and a person."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import answering, scopes
from assessments.models import Answer, Delegation, Round
from assessments.services import holding, letters
from assessments.services.refusals import Refused
from cms.people import access, audit, roles
from cms.people.models import User

BEFORE = (7, 1)
"""Days before the deadline on which the site reminds by itself; after it, once a week."""

NO_MAIL = _(
    "Nobody who was given this part has an e-mail address in Waymark: remind them in another way."
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A part given to somebody, and how far it is; `due` is its own deadline or the round's."""

    delegation: Delegation
    given: int
    asked: int
    due: date | None
    overdue: bool

    @property
    def is_done(self) -> bool:
        """Tell whether the part was handed in, or has an answer to every question."""
        return self.delegation.done_at is not None or self.given == self.asked


def waiting(one: Round, today: date) -> list[Waiting]:
    """Return every part that was given, the most urgent first; three queries."""
    given = list(one.delegations.select_related("institution", "person"))
    held: dict[uuid.UUID, list[Answer]] = {}
    for row in one.answers.filter(institution__in={row.institution_id for row in given}):
        held.setdefault(row.institution_id, []).append(row)
    progress = {
        name: {part.part: part for part in answering.progress_of(one, answering.as_values(rows))}
        for name, rows in held.items()
    }
    empty = {part.part: part for part in answering.progress_of(one, {})}
    found = []
    for row in given:
        part = progress.get(row.institution_id, empty).get(row.part)
        due = row.deadline or one.deadline
        late = due is not None and due < today
        found.append(Waiting(row, part.given if part else 0, part.asked if part else 0, due, late))
    return sorted(found, key=lambda one: (one.is_done, one.due or date.max, one.delegation.pk))


@transaction.atomic
def remind(*, user: User, round_id: uuid.UUID, delegation_id: int) -> int:
    """Write to those who were given a part; return how many letters this day still allowed.

    Raises PermissionDenied unless the user coordinates the round or the institution, Refused while
    the one for which she reminds, or that of the round, is being deleted, or where no letter
    reaches anybody who has the part.
    """
    reached = scopes.reach(user, round_id)
    row = Delegation.objects.filter(pk=delegation_id, round=round_id).first()
    if reached is None or row is None or not reached.round.is_open:
        raise PermissionDenied
    if not reached.may(roles.MANAGE) and row.institution_id not in reached.leads:
        raise PermissionDenied
    own = reached.round.institution_id
    holding.not_closing(reached, own if reached.may(roles.MANAGE) else row.institution_id)
    if not letters.reaches(row):
        raise Refused(NO_MAIL)
    count = letters.reminded(row, on=timezone.localdate())
    audit.record(
        actor=user,
        verb="part.reminded",
        institution=reached.round.institution,
        subject=reached.round,
        detail={"part": row.part, "letters": count},
    )
    return count


def remind_all(today: date) -> int:
    """Write to those who are waited for near or after a deadline; return how many letters.

    Called again on the same day it writes nothing twice. Where an institution is being deleted it
    writes nothing: nobody could answer.
    """
    rounds = Round.objects.filter(state=Round.State.OPEN, delegations__done_at=None).distinct()
    ending = set(access.closing().values_list("institution", flat=True))
    return sum(
        letters.reminded(entry.delegation, on=today)
        for one in rounds.exclude(institution__in=ending).select_related("institution")
        for entry in _due(one, today)
        if entry.delegation.institution_id not in ending
    )


def _due(one: Round, today: date) -> Iterator[Waiting]:
    for entry in waiting(one, today):
        if entry.due is None or entry.is_done:
            continue
        left = (entry.due - today) / timedelta(days=1)
        if left in BEFORE or (left < 0 and left % 7 == 6):  # a day late, then every week
            yield entry
