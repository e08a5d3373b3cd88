"""As whom a person answers a part, what was asked of her, and who sees what she enters."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from assessments import audience
from assessments.models import Delegation, Round
from assessments.scopes import Reach, Seat
from cms.people import emergency, roles
from cms.people.models import EmergencyAccess, Institution, Membership


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who sees what is entered: name, role, and the name of the institution."""

    name: str
    role: str
    institution: str


@dataclass(frozen=True, slots=True)
class Seating:
    """What the page of a part says of its seat.

    `choices` are the institutions as which the person may answer here, (id, name); `asked` are
    the parts given to this institution, with deadline and note; `later` see only the result.
    """

    institution: str
    name: str
    choices: tuple[tuple[str, str], ...]
    asked: tuple[Delegation, ...]
    outside: bool
    readers: tuple[Reader, ...]
    later: tuple[Reader, ...]

    @property
    def due(self) -> date | None:
        """The day until which the part is asked of the institution: its own, or the round's."""
        own = [row.deadline for row in self.asked if row.deadline]
        return min(own) if own else next((row.round.deadline for row in self.asked), None)

    @property
    def is_given(self) -> bool:
        """Tell whether the part was given to the institution, which can hand it in then."""
        return bool(self.asked)

    @property
    def is_handed_in(self) -> bool:
        """Tell whether the institution said that its answers stand."""
        return bool(self.asked) and all(row.done_at for row in self.asked)


def at(reached: Reach, part: str, seat: Seat | None, language: str) -> Seating:
    """Tell what a person sees of the seats at a part; four queries at most."""
    one = reached.round
    whose = seat.institution if seat else one.institution_id
    rows = list(
        one.delegations.filter(part=part).select_related("institution", "person", "given_by")
    )
    mine = {other.institution for other in reached.answering(part)}
    names = _names(one, {whose, *mine}, language)
    here = [row for row in rows if row.institution_id == whose]
    members = _members({one.institution_id, whose})
    return Seating(
        institution=str(whose),
        name=names[whose],
        choices=tuple((str(key), names[key]) for key in names if key in mine),
        asked=tuple(here),
        outside=bool(seat and seat.outside),
        readers=(
            *_told(_seeing(members, one, whose, rows), language),
            *_told(emergency.of(one.institution) if reached.watched else [], language),
        ),
        later=tuple(_told(_later(members, one), language)),
    )


def _names(one: Round, wanted: set[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    """Name institutions; that of the round comes with the round."""
    if wanted == {one.institution_id}:
        return {one.institution_id: one.institution.name_in(language)}
    rows = Institution.objects.filter(pk__in=wanted)
    return {row.pk: row.name_in(language) for row in rows}


def _members(institutions: Iterable[uuid.UUID]) -> list[Membership]:
    rows = Membership.objects.filter(institution__in=institutions, user__is_active=True)
    return list(
        rows.select_related("user", "institution").order_by("user__display_name", "user", "role")
    )


def _seeing(
    members: Iterable[Membership], one: Round, whose: uuid.UUID, given: Collection[Delegation]
) -> list[Membership]:
    """Keep those who see the answers of an institution to a part before the signature."""
    return [
        row.member
        for row in audience.seen(members, one, given)
        if row.reviews or (row.answers and row.institution == whose)
    ]


def _later(members: Iterable[Membership], one: Round) -> list[Membership]:
    """Keep those who see only what comes of it: observers, and respondents where it is open."""
    wanted = roles.READ if one.results_open else roles.RESULTS
    return [
        row
        for row in members
        if row.institution_id == one.institution_id
        and wanted in roles.GRANTS[row.role]
        and roles.REVIEW not in roles.GRANTS[row.role]
    ]


def _told(members: Iterable[Membership | EmergencyAccess], language: str) -> Iterable[Reader]:
    for row in members:
        yield Reader(
            row.user.display_name, row.get_role_display(), row.institution.name_in(language)
        )
