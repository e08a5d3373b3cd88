"""Who saw what: whoever reads answers of others stands on record, once a day, and nobody else."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments import services
from assessments.models import Round
from cms.people import roles
from cms.people.models import AuditEvent, User
from tests.assessments import made, teams
from tests.assessments.teams import APART, PART

C, R, V, A, O = (  # noqa: E741
    roles.COORDINATOR,
    roles.RESPONDENT,
    roles.REVIEWER,
    roles.APPROVER,
    roles.OBSERVER,
)


@pytest.fixture
def one(team: made.Team, strangers: made.Team) -> Round:
    """A round in which two institutions differ."""
    cache.clear()
    return teams.apart(team, strangers)


def opened(user: User, name: str, *args: object) -> None:
    client = Client()
    client.force_login(user)
    assert client.get(reverse(f"assessments:{name}", args=args)).status_code == 200, name


def seen(one: Round) -> list[int]:
    rows = AuditEvent.objects.filter(verb="round.seen", subject_id=str(one.pk))
    return list(rows.order_by("pk").values_list("actor_id", flat=True))


@pytest.mark.parametrize(
    "page", [("agreement",), ("agree", APART), ("workshop", PART, APART)], ids=lambda page: page[0]
)
def test_whoever_compares_the_answers_of_a_team_stands_on_record_once_a_day(
    team: made.Team, one: Round, page: tuple[str, ...]
) -> None:
    name, *more = page
    for _time in range(2):
        opened(team[C], name, one.pk, *more)
    assert seen(one) == [team[C].pk]
    cache.clear()  # the log itself decides, whatever the cache has forgotten
    opened(team[C], name, one.pk, *more)
    assert seen(one) == [team[C].pk]


@pytest.mark.parametrize("role", [V, A, O])
def test_whoever_reads_a_part_that_others_answer_stands_on_record(
    team: made.Team, one: Round, role: str
) -> None:
    opened(team[role], "dimension", one.pk, PART)
    assert seen(one) == [team[role].pk]


def test_whoever_sees_only_what_she_answers_herself_leaves_no_entry(
    team: made.Team, strangers: made.Team, one: Round
) -> None:
    for user in (team[C], team[R], strangers[C], strangers[R]):
        opened(user, "dimension", one.pk, PART)
    alone = made.answered(team, {"mandate": "1"}, title="Alone")
    opened(team[C], "agree", alone.pk, "mandate")
    opened(team[C], "agreement", alone.pk)
    assert not AuditEvent.objects.filter(verb="round.seen").exists()


def test_a_part_that_nobody_has_answered_shows_nothing(team: made.Team) -> None:
    one = made.started(team)
    opened(team[V], "dimension", one.pk, PART)
    assert seen(one) == []


def test_whoever_compares_two_results_stands_on_record_at_both(team: made.Team) -> None:
    cache.clear()
    former, later = made.signed(team, title="Former").round, made.signed(team).round
    opened(team[O], "compare", later.pk, former.pk)
    assert seen(former) == seen(later) == [team[O].pk]


@pytest.mark.parametrize("role", [V, A])
def test_the_first_look_at_a_part_takes_twelve_queries_at_most(
    team: made.Team, one: Round, role: str
) -> None:
    """The texts that people agree to are remembered by a running site, and not counted."""
    teams.agreed(team, one)
    teams.steps(team, one, "review")
    services.approve_part(user=team[A], round_id=one.pk, part=PART)
    client = Client()
    client.force_login(team[role])
    client.get(reverse("assessments:round", args=[one.pk]))
    assert seen(one) == []
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("assessments:dimension", args=[one.pk, PART]))
    assert len([row for row in asked if "people_textversion" not in row["sql"]]) <= 12
    assert seen(one) == [team[role].pk]
