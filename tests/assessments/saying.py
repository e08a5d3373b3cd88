"""What a ministry says of its country, for tests: said with one call, read from the page."""

from datetime import date

from django.test import Client
from django.urls import reverse
from django.utils import translation

from assessments import services
from assessments.country_facts import Said
from cms.people import roles
from tests.assessments.made import Team

DAY = date(2026, 11, 26)


def browser(team: Team, role: str) -> Client:
    """Return a browser in which this role has signed in."""
    client = Client()
    client.force_login(team[role])
    return client


def address(team: Team, language: str = "en") -> str:
    """Return where the facts of its country stand."""
    with translation.override(language):
        return reverse("assessments:facts", args=[team.institution.pk])


def confirm(team: Team, today: date = DAY, **said: Said | str) -> int:
    """Let the coordinator say this of the country; return how many facts it was."""
    values = {name: one if isinstance(one, Said) else Said(one) for name, one in said.items()}
    return services.confirm_facts(
        user=team[roles.COORDINATOR],
        institution_id=team.institution.pk,
        said={name.replace("_", "-"): one for name, one in values.items()},
        today=today,
    )


def section(page: str, fact: str) -> str:
    """Return what the page says of one fact."""
    parts = [part for part in page.split('id="fact-') if part.startswith(f'{fact}"')]
    assert len(parts) == 1
    return parts[0]
