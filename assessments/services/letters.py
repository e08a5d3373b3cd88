"""Letters about a round: that it moved, that a part was given; never what anybody answered."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.urls import reverse

from assessments import answering, audience, wording
from assessments.models import ChangeRequest, Comment, Delegation, Participation, Round
from cms.people import access, roles
from cms.people.models import Membership, User
from cms.press import mail

_CONCERNS = {
    Round.State.OPEN: (),
    Round.State.REVIEW: (roles.REVIEWER, roles.COORDINATOR),
    Round.State.AGREED: (roles.APPROVER,),
    Round.State.SIGNED: tuple(roles.LABELS),
    Round.State.ARCHIVED: (roles.COORDINATOR,),
}
"""Whom in the institution of the round its new state concerns, by role."""


def moved(one: Round, *, event_id: int, by: User) -> None:
    """Write to whom the new state of a round concerns, but not to who brought it there.

    Whoever answers reads until when: the earliest day of the parts that she was given.
    """
    people = set(_holding(one.institution_id, _CONCERNS[Round.State(one.state)]))
    due: dict[User, date | None] = {}
    if one.state == Round.State.OPEN:
        for row in one.delegations.select_related("institution", "person"):
            day = row.deadline or one.deadline
            for person in _answering([row]):
                people.add(person)
                due[person] = min(filter(None, (day, due.get(person))), default=None)
    if one.state == Round.State.SIGNED:
        for row in Participation.objects.filter(round=one):
            people |= set(_holding(row.institution_id, (roles.COORDINATOR,)))
    for person in sorted(people - {by}, key=lambda one: one.pk):
        mail.write_to(
            user=person,
            key=f"round-moved:{event_id}:{person.pk}",
            template="assessments/email/moved",
            context=_context(one, by) | {"deadline": due.get(person)},
        )


def given(rows: Sequence[Delegation], *, by: User) -> None:
    """Write to those who were given parts, one letter a person for what was given at once."""
    parts: dict[User, list[Delegation]] = defaultdict(list)
    for row in rows:
        for person in _answering([row]):
            parts[person].append(row)
    for person, mine in parts.items():
        if person == by:
            continue
        words = wording.Words(
            wording.owner(answering.model_of(mine[0].round)), mail.reader_language(person)
        )
        stamp = max(row.pk for row in mine)
        mail.write_to(
            user=person,
            key=f"part-given:{stamp}:{len(mine)}:{person.pk}",
            template="assessments/email/given",
            context=_context(mine[0].round, by)
            | {
                "parts": [str(words(f"{row.part}/title")) for row in mine],
                "deadline": mine[0].deadline or mine[0].round.deadline,
            },
        )


def mentioned(row: Comment, people: Sequence[User], *, by: User) -> None:
    """Write to those whom a comment names, once a person: where it stands, never what it says."""
    for person in people:
        if person != by:
            _about(row.round, row.indicator, person, by, f"mentioned:{row.pk}", "mentioned")


def asked_again(row: ChangeRequest, part: str, *, event_id: int, by: User) -> None:
    """Write to those who answer for an institution that it is asked to look at an answer again."""
    people = {
        one.user
        for one in audience.of_part(row.round, part)
        if one.answers and one.institution == row.institution_id
    }
    for person in sorted(people - {by}, key=lambda one: one.pk):
        _about(row.round, row.indicator, person, by, f"asked-again:{event_id}", "asked_again")


def let_go(row: ChangeRequest) -> None:
    """Write to who asked an institution that has left, if she still reviews the round."""
    person = row.asked_by
    if person is not None and access.may(person, roles.REVIEW, row.round.institution):
        name = row.institution.name_in(mail.reader_language(person))
        key = f"let-go:{row.pk}"
        _about(row.round, row.indicator, person, None, key, "let_go", institution=name)


def _about(
    one: Round,
    indicator: str,
    person: User,
    by: User | None,
    key: str,
    template: str,
    **more: str,
) -> None:
    language = mail.reader_language(person)
    words = wording.Words(wording.owner(answering.model_of(one)), language)
    there = reverse("assessments:thread", args=[one.pk, indicator])
    mail.write_to(
        user=person,
        key=f"{key}:{person.pk}",
        template=f"assessments/email/{template}",
        context={
            "round": one,
            "by": by.display_name if by else "",
            "question": str(words(f"{indicator}/title")),
            "thread_url": settings.BASE_URL + there,
            **more,
        },
    )


def reminded(row: Delegation, *, on: date) -> int:
    """Remind those who were given a part, each once a day; return how many letters that were."""
    one, count = row.round, 0
    for person in _answering([row]):
        words = wording.Words(wording.owner(answering.model_of(one)), mail.reader_language(person))
        count += mail.write_to(
            user=person,
            key=f"part-reminded:{row.pk}:{on}:{person.pk}",
            template="assessments/email/reminded",
            context=_context(one, None)
            | {"part": str(words(f"{row.part}/title")), "deadline": row.deadline or one.deadline},
        )
    return count


def reaches(row: Delegation) -> bool:
    """Tell whether a letter can reach anybody who was given a part."""
    return any(person.takes_mail for person in _answering([row]))


def signing(one: Round) -> list[User]:
    """Return the people who can sign a round."""
    return _holding(one.institution_id, SIGNERS)


def to_sign(one: Round, *, by: User, on: date) -> int:
    """Ask those who sign for an institution to do so, each once a day; return how many letters."""
    there = settings.BASE_URL + reverse("assessments:sign", args=[one.pk])
    return sum(
        mail.write_to(
            user=person,
            key=f"to-sign:{one.pk}:{on}:{person.pk}",
            template="assessments/email/to_sign",
            context=_context(one, by) | {"sign_url": there},
        )
        for person in signing(one)
    )


def _context(one: Round, by: User | None) -> dict[str, object]:
    return {
        "round": one,
        "institution": one.institution,
        "by": by.display_name if by else "",
        "round_url": settings.BASE_URL + reverse("assessments:round", args=[one.pk]),
    }


def _answering(rows: Iterable[Delegation]) -> list[User]:
    """Return the people to whom parts were given by name or as their institution."""
    found = []
    for row in rows:
        named = [row.person] if row.person else _holding(row.institution_id, ANSWERERS)
        found += [person for person in named if person not in found]
    return found


ANSWERERS = tuple(roles.granting(roles.ANSWER))
SIGNERS = tuple(roles.granting(roles.SIGN))


def _holding(institution_id: object, held: Sequence[str]) -> list[User]:
    rows = Membership.objects.filter(
        institution=institution_id, role__in=held, user__is_active=True
    )
    return list(User.objects.filter(pk__in=rows.values("user")))
