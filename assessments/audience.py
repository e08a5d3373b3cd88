"""Who sees a part of a round before the signature, by name, role and institution.

The mirror of `scopes.reach`: that says what one person may do, this which persons may. A test
compares the two for every person.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assessments.models import Delegation, Round
from cms.people import roles
from cms.people.models import Membership, User


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who sees a part, by one of her memberships.

    `reviews` sees the answers of all; `answers` has a seat at the part for her institution.
    """

    member: Membership
    reviews: bool
    answers: bool

    @property
    def user(self) -> User:
        """The person."""
        return self.member.user

    @property
    def institution(self) -> uuid.UUID:
        """The institution of the membership."""
        return self.member.institution_id


def of_part(one: Round, part: str) -> list[Onlooker]:
    """List everybody who reviews the round or answers this part; two queries, by name."""
    given = list(one.delegations.filter(part=part))
    places = {one.institution_id, *(row.institution_id for row in given)}
    members = Membership.objects.filter(institution__in=places, user__is_active=True)
    rows = members.select_related("user", "institution")
    return list(
        seen(rows.order_by("user__display_name", "user", "institution", "role"), one, given)
    )


def seen(
    members: Iterable[Membership], one: Round, given: Collection[Delegation]
) -> Iterable[Onlooker]:
    """Yield those of some members who see a part that was given to these."""
    for row in members:
        holds, own = roles.GRANTS[row.role], row.institution_id == one.institution_id
        reviews = own and roles.REVIEW in holds
        answers = roles.ANSWER in holds and answers_at(row, one, given)
        if reviews or answers:
            yield Onlooker(row, reviews, answers)


def answers_at(row: Membership, one: Round, given: Collection[Delegation]) -> bool:
    """Tell whether a member who may answer has a seat at a part that was given to these."""
    own = row.institution_id == one.institution_id
    if not own and one.state == Round.State.DRAFT:
        return False
    here = [entry for entry in given if entry.institution_id == row.institution_id]
    if roles.MANAGE in roles.GRANTS[row.role]:
        return own or bool(here)
    if own and not given:
        return True
    named = {entry.person_id for entry in here if entry.person_id is not None}
    return row.user_id in named if named else bool(here)


def of_thread(
    found: Iterable[Onlooker], *, for_team: bool, by_reviewer: bool, institution: uuid.UUID
) -> list[Onlooker]:
    """Keep those who see a thread: `threads.seen` in another direction."""
    return [
        row
        for row in found
        if row.reviews or for_team or (not by_reviewer and row.institution == institution)
    ]
