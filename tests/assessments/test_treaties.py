"""Where a country stands with each treaty: since when, how sure that is, and what it asks next."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from assessments import belonging, country_words, library, roadmap, sheets, treaty_paths
from assessments.country_facts import Said, facts_of
from assessments.models import CountryFact, Plan
from cms.people import roles
from tests.assessments import made
from tests.assessments.saying import address, browser, confirm, section

SINCE = date(2023, 5, 9)


@pytest.fixture
def coordinator(kenya: made.Team) -> Client:
    """The coordinator's browser."""
    return browser(kenya, roles.COORDINATOR)


def table_of(plan: Plan, language: str = "en") -> dict[str, belonging.Standing]:
    with translation.override(language):
        of = sheets.of(plan, language)
        found = belonging.of(of.result, of.facts, roadmap.of(of, language), language)
        return {one.id: one for one in found.treaties}


def test_the_day_of_joining_is_kept_shown_and_printed(
    coordinator: Client, kenya: made.Team
) -> None:
    sent = {"answer-malabo": "party", "since-malabo": SINCE.isoformat()}
    page = coordinator.post(address(kenya), sent, follow=True).content.decode()
    assert "since <bdi>9 May 2023" in section(page, "malabo"), section(page, "malabo")
    assert facts_of(kenya.institution).facts["malabo"].since == SINCE
    plan = made.planned(kenya)
    assert json.loads(plan.content)["facts"]["malabo"]["since"] == SINCE.isoformat()
    row = table_of(plan)["malabo"]
    assert (row.value, row.since) == ("Party", "9 May 2023")
    assert row.state == str(country_words.STATES["confirmed"])
    assert "an authority for personal data" in row.next


def test_where_nobody_said_since_when_the_day_of_the_list_is_told(kenya: made.Team) -> None:
    plan = made.planned(kenya)
    assert "since" not in json.loads(plan.content)["facts"]["budapest"]
    row = table_of(plan)["budapest"]
    assert (row.value, row.since) == ("Invited to accede", "known on 9 October 2024")
    assert "before the invitation ends after five years" in row.next
    assert "avant que l’invitation" in table_of(plan, "fr")["budapest"].next


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"answer-budapest": "party", "since-budapest": "tomorrow"}, "not in the future"),
        ({"since-budapest": "2020-01-01"}, "but chose no answer"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field_and_stays(
    coordinator: Client, kenya: made.Team, sent: dict[str, str], told: str
) -> None:
    later = timezone.localdate() + timedelta(days=1)
    given = {name: one.replace("tomorrow", later.isoformat()) for name, one in sent.items()}
    response = coordinator.post(address(kenya), given)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert f'value="{given["since-budapest"]}"' in response.content.decode()
    assert not CountryFact.objects.exists()


def test_only_treaties_are_asked_since_when(coordinator: Client, kenya: made.Team) -> None:
    page = coordinator.get(address(kenya)).content.decode()
    asked = {name for name in library.countries().subjects if f'name="since-{name.id}"' in page}
    assert {one.id for one in asked} == set(treaty_paths.TREATIES)


def test_every_status_of_every_treaty_says_what_it_asks_next() -> None:
    for name in treaty_paths.TREATIES:
        for status in library.countries().subject(name).values:
            assert treaty_paths.next_step(name, status)
    assert treaty_paths.next_step("contact-point", "yes") == ""


def test_a_correction_without_a_day_leaves_none(kenya: made.Team) -> None:
    confirm(kenya, malabo=Said("party", since=SINCE))
    confirm(kenya, malabo=Said("signed"))
    assert facts_of(kenya.institution).facts["malabo"].since is None
