"""Reminders to those who were given a part: near the deadline, once a day, by letter only."""

from datetime import date, timedelta

import pytest

from assessments import services
from assessments.models import Round
from assessments.services import reminders
from cms.people import logins
from cms.people.models import User
from cms.press.models import OutboxMessage
from tests.assessments import made
from tests.assessments.test_together import C, R, guests, shared  # noqa: F401  (fixtures)


def test_who_reminds_people_without_mail_is_told_to_do_it_in_another_way(
    shared: Round,  # noqa: F811
    team: made.Team,
    guests: made.Team,  # noqa: F811
) -> None:
    row = shared.delegations.get(institution=guests.institution)
    key = {"user": team[C], "round_id": shared.pk, "delegation_id": row.pk}
    User.objects.filter(pk=guests[C].pk).update(email=f"c@{logins.DOMAIN}")
    assert [services.remind(**key) for _ in range(2)] == [1, 0]
    User.objects.filter(pk=guests[R].pk).update(email=f"r@{logins.DOMAIN}")
    with pytest.raises(services.Refused, match="another way"):
        services.remind(**key)


def test_reminders_go_out_near_the_deadline_and_once_a_day(
    shared: Round,  # noqa: F811
    team: made.Team,
    guests: made.Team,  # noqa: F811
) -> None:
    OutboxMessage.objects.all().delete()
    day = date(2027, 3, 10)
    shared.delegations.filter(institution=guests.institution).update(deadline=day)
    shared.delegations.filter(institution=team.institution).delete()
    assert reminders.remind_all(day - timedelta(days=3)) == 0
    assert reminders.remind_all(day - timedelta(days=1)) == 2
    assert reminders.remind_all(day - timedelta(days=1)) == 0
    assert reminders.remind_all(day + timedelta(days=1)) == 2
    assert reminders.remind_all(day + timedelta(days=8)) == 2
    services.hand_in(user=guests[R], round_id=shared.pk, part="task")
    assert reminders.remind_all(day + timedelta(days=15)) == 0
    to = set(OutboxMessage.objects.values_list("to", flat=True))
    assert to == {guests[C].email, guests[R].email}
