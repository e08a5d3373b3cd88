"""The page of country facts: who sees it, and that every fact can be skipped."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from assessments import country_words, library
from assessments.country_facts import Said, facts_of
from assessments.domain.context import UNKNOWN
from assessments.models import CountryFact
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.saying import address, browser, confirm, section


@pytest.fixture
def coordinator(kenya: made.Team) -> Client:
    """The coordinator's browser."""
    return browser(kenya, roles.COORDINATOR)


def test_the_facts_of_a_state_are_shown_to_its_members_and_to_nobody_else(
    kenya: made.Team, strangers: made.Team
) -> None:
    confirm(kenya, federal=Said("yes", note="Constitution"))
    for role in roles.LABELS:
        assert browser(kenya, role).get(address(kenya)).status_code == 200
        assert browser(strangers, role).get(address(kenya)).status_code == 404
        own = browser(strangers, role).get(address(strangers)).content.decode()
        assert "Constitution" not in own
        assert "Kenya" not in own
    assert Client().get(address(kenya)).status_code == 302


def test_members_who_do_not_coordinate_read_and_have_no_form(kenya: made.Team) -> None:
    page = browser(kenya, roles.OBSERVER).get(address(kenya)).content.decode()
    assert "Small island developing State" in page
    assert not re.search(r'name="(answer|note|until|others|all)-', page)
    response = browser(kenya, roles.OBSERVER).post(address(kenya), {"answer-ldc": "no"})
    assert response.status_code == 403


def test_who_skips_everything_changes_nothing(coordinator: Client, kenya: made.Team) -> None:
    response = coordinator.post(address(kenya), follow=True)
    assert response.redirect_chain == [(address(kenya), 302)]
    assert "you skipped every fact" in response.content.decode()
    assert not CountryFact.objects.exists()
    assert not AuditEvent.objects.filter(verb="facts.confirmed").exists()


def test_the_page_confirms_corrects_and_takes_no_knowledge(
    coordinator: Client, kenya: made.Team
) -> None:
    until = timezone.localdate() + timedelta(days=90)
    answers = {
        "answer-ldc": "no",
        "answer-income": "upper-middle",
        "note-income": "World Bank, July",
        "until-income": until.isoformat(),
        "answer-sids": UNKNOWN,
        "others-languages": "Swahili, English; so",
    }
    response = coordinator.post(address(kenya), answers, follow=True)
    page = response.content.decode()
    assert "4 facts were saved." in page
    found = facts_of(kenya.institution).facts
    assert found["languages"].value == ("sw", "en", "so")
    income = section(page, "income")
    assert "<strong>Upper middle income</strong>" in income
    assert "World Bank, July" in income
    assert kenya[roles.COORDINATOR].display_name in income
    assert found["income"].valid_until == until
    assert ">confirmed</span>" in section(page, "ldc")
    assert ">not confirmed</span>" in section(page, "lldc")
    assert "does not know it" in section(page, "sids")
    assert ">unknown</span>" in section(page, "federal")


def test_a_list_is_confirmed_as_it_is(coordinator: Client, kenya: made.Team) -> None:
    coordinator.post(address(kenya), {"answer-languages": "sw en"})
    fact = facts_of(kenya.institution).facts["languages"]
    assert (fact.value, fact.certainty) == (("sw", "en"), "confirmed")


def test_one_tick_confirms_what_a_group_shows_and_an_answer_of_its_own_counts_more(
    coordinator: Client, kenya: made.Team
) -> None:
    confirm(kenya, today=timezone.localdate(), au=Said("yes", note="Charter"))
    coordinator.post(address(kenya), {"all-bodies": "on", "answer-eac": UNKNOWN})
    stored = {row.fact: row.value for row in CountryFact.objects.all()}
    assert stored == {"au": "yes", "commonwealth": "yes", "eac": UNKNOWN}
    assert CountryFact.objects.get(fact="au").note == "Charter"


def test_an_expired_fact_says_so_and_can_be_confirmed_again(
    coordinator: Client, kenya: made.Team
) -> None:
    confirm(kenya, federal="no")
    CountryFact.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    page = coordinator.get(address(kenya)).content.decode()
    assert ">expired</span>" in section(page, "federal")
    coordinator.post(address(kenya), {"answer-federal": "no"})
    page = coordinator.get(address(kenya)).content.decode()
    assert ">confirmed</span>" in section(page, "federal")


def test_a_doubtful_value_and_its_source_are_never_printed(db: None) -> None:
    rwanda = made.Team(name="Ministry", country="RWA")
    assert library.countries().of("RWA").facts["budapest"].certainty == "weak"
    part = section(
        browser(rwanda, roles.COORDINATOR).get(address(rwanda)).content.decode(), "budapest"
    )
    assert "<strong>" not in part
    assert "Doubtful report" not in part
    assert "Confirm:" not in part
    assert "doubtful, therefore not shown" in part
    browser(rwanda, roles.COORDINATOR).post(address(rwanda), {"all-treaties": "on"})
    assert not CountryFact.objects.filter(fact="budapest").exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"others-languages": "Swahili, Klingonian"}, "“Klingonian” is no language"),
        ({"others-languages": "so", "answer-languages": UNKNOWN}, "Keep one of the two"),
        ({"note-ldc": "A list"}, "but chose no answer"),
        ({"until-ldc": "2090-01-01", "answer-ldc": "no"}, "at most five years ahead"),
        ({"until-ldc": "2020-01-01", "answer-ldc": "no"}, "at most five years ahead"),
        ({"until-ldc": "soon", "answer-ldc": "no"}, "Enter a valid date"),
        ({"answer-ldc": "perhaps"}, "has changed meanwhile"),
        ({"note-ldc": "x" * 201, "answer-ldc": "no"}, "at most 200"),
    ],
)
def test_a_slip_is_told_beside_its_fact_and_nothing_typed_is_lost(
    coordinator: Client, kenya: made.Team, answers: dict[str, str], sentence: str
) -> None:
    response = coordinator.post(address(kenya), {**answers, "answer-federal": "no"})
    page = response.content.decode()
    assert response.status_code == 422
    assert not CountryFact.objects.exists()
    fact = "languages" if "languages" in str(answers) else "ldc"
    assert sentence in section(page, fact)
    assert f'href="#fact-{fact}"' in page
    assert '<option value="no" selected>' in section(page, "federal")
    for value in answers.values():
        assert value in page or value == "perhaps"


@pytest.mark.parametrize(
    ("language", "country", "says"),
    [("en", "Côte d’Ivoire", "French"), ("fr", "Côte d’Ivoire", "français"),
     ("es", "Côte d’Ivoire", "francés"), ("ar", "كوت ديفوار", "الفرنسية")],
)  # fmt: skip
def test_the_page_names_state_and_languages_in_the_language_of_the_page(
    db: None, language: str, country: str, says: str
) -> None:
    team = made.Team(name="Ministère", country="CIV")
    page = browser(team, roles.COORDINATOR).get(address(team, language)).content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<bdi>{country}</bdi>" in page
    assert f"<strong>{says}</strong>" in section(page, "languages")
    with translation.override(language):
        assert country_words.language_code(says) == "fr"


def test_the_page_says_that_names_imply_no_position(coordinator: Client, kenya: made.Team) -> None:
    assert library.countries().notice in coordinator.get(address(kenya)).content.decode()


def test_roadmap_and_five_questions_lead_to_the_facts(kenya: made.Team) -> None:
    plan = made.planned(kenya)
    client = browser(kenya, roles.COORDINATOR)
    for name in ("plan", "refine"):
        page = client.get(reverse(f"assessments:{name}", args=[plan.pk])).content.decode()
        assert f'href="{address(kenya)}"' in page
    observer = browser(kenya, roles.OBSERVER)
    page = observer.get(reverse("assessments:plan", args=[plan.pk])).content.decode()
    assert f'href="{address(kenya)}"' in page
