"""Country facts on the site: who sees them, who may confirm them, and what then holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from assessments import checks, country_facts, country_words, library, services
from assessments.country_facts import Said, facts_of
from assessments.domain.context import UNKNOWN, Fact
from assessments.domain.shape import ShapeError
from assessments.models import CountryFact
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.saying import DAY, address, browser, confirm


def test_without_a_word_of_the_ministry_the_lists_hold_and_nothing_is_settled(
    kenya: made.Team,
) -> None:
    found = facts_of(kenya.institution)
    assert found == library.countries().of("KEN")
    assert not any(fact.settled(DAY) for fact in found.facts.values())


def test_what_is_confirmed_or_corrected_overrides_the_lists_for_a_year(kenya: made.Team) -> None:
    languages = Said(("en", "sw", "so"), note="Constitution, article 7")
    assert confirm(kenya, ldc="no", federal="no", languages=languages) == 3
    found = facts_of(kenya.institution).facts
    assert found["federal"].value == "no"
    assert found["languages"].value == ("en", "sw", "so")
    assert found["languages"].source == "Constitution, article 7"
    assert found["ldc"].source == "Ministry of ICT"
    for name in ("ldc", "federal", "languages"):
        assert found[name].settled(DAY)
        assert found[name].settled(date(2027, 11, 26))
        assert not found[name].settled(date(2027, 11, 27))
    assert found["sids"] == library.countries().of("KEN").facts["sids"]


def test_an_expired_confirmation_still_stands_and_settles_nothing(kenya: made.Team) -> None:
    confirm(kenya, budapest=Said("party", valid_until=DAY + timedelta(days=30)))
    fact = facts_of(kenya.institution).facts["budapest"]
    assert fact.value == "party"
    assert country_facts.state(fact, DAY) == "confirmed"
    assert country_facts.state(fact, DAY + timedelta(days=31)) == "expired"
    assert not fact.settled(DAY + timedelta(days=31))


def test_not_knowing_takes_a_confirmation_back_and_is_no_value(kenya: made.Team) -> None:
    confirm(kenya, ldc="yes", federal="yes")
    confirm(kenya, ldc=UNKNOWN, federal=UNKNOWN)
    found = facts_of(kenya.institution)
    assert found == library.countries().of("KEN")
    assert CountryFact.objects.filter(value=UNKNOWN).count() == 2


def test_an_institution_that_is_moved_to_another_country_takes_no_fact_along(
    kenya: made.Team,
) -> None:
    confirm(kenya, federal="yes")
    kenya.institution.country = "UGA"
    assert facts_of(kenya.institution) == library.countries().of("UGA")


def test_a_stored_fact_for_which_the_lists_have_no_place_any_more_is_left_out(
    kenya: made.Team,
) -> None:
    confirm(kenya, federal="yes", ldc="no")
    CountryFact.objects.filter(fact="federal").update(fact="gone")
    CountryFact.objects.filter(fact="ldc").update(value="graduating")
    assert facts_of(kenya.institution) == library.countries().of("KEN")


def test_of_a_territory_without_a_list_nothing_is_known_until_it_says_it(db: None) -> None:
    team = made.Team(name="Government", country="GRL")
    found = facts_of(team.institution)
    assert found.name("fr") == "Greenland"
    assert not any(fact.known for fact in found.facts.values())
    confirm(team, languages=Said(("kl",)))
    assert facts_of(team.institution).holds("languages", "kl")
    page = browser(team, roles.COORDINATOR).get(address(team)).content.decode()
    assert "No list speaks of this country or territory" in page


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (Fact(value=UNKNOWN, source="A", as_of=DAY), "unknown"),
        (Fact(value="yes", source="A", as_of=DAY, certainty="weak"), "unknown"),
        (Fact(value="yes", source="A", as_of=DAY, certainty="seen"), "open"),
        (Fact(value="yes", source="A", as_of=DAY, valid_until=DAY, certainty="seen"), "open"),
        (Fact(value="yes", source="A", as_of=DAY, certainty="confirmed"), "confirmed"),
    ],
)
def test_a_fact_is_unknown_open_confirmed_or_expired(fact: Fact, expected: str) -> None:
    assert country_facts.state(fact, DAY) == expected
    if fact.valid_until:
        assert country_facts.state(fact, DAY + timedelta(days=1)) == "expired"


@pytest.mark.parametrize("role", sorted(set(roles.LABELS) - {roles.COORDINATOR}))
def test_nobody_but_the_coordinator_confirms(kenya: made.Team, role: str) -> None:
    with pytest.raises(PermissionDenied):
        services.confirm_facts(
            user=kenya[role], institution_id=kenya.institution.pk, said={"ldc": Said("no")}
        )
    assert not CountryFact.objects.exists()


def test_another_institution_neither_confirms_nor_inherits(kenya: made.Team) -> None:
    other = made.Team(name="Other ministry", country="KEN")
    with pytest.raises(PermissionDenied):
        services.confirm_facts(
            user=other[roles.COORDINATOR],
            institution_id=kenya.institution.pk,
            said={"ldc": Said("no")},
        )
    confirm(kenya, federal="yes")
    assert not facts_of(other.institution).facts["federal"].known
    page = browser(other, roles.COORDINATOR).get(address(other)).content.decode()
    assert "not confirmed" in page
    assert kenya[roles.COORDINATOR].display_name not in page


def test_a_confirmation_is_on_record_without_its_values(kenya: made.Team) -> None:
    confirm(kenya, ldc="no", federal="yes")
    event = AuditEvent.objects.get(verb="facts.confirmed")
    assert event.actor == kenya[roles.COORDINATOR]
    assert event.institution == kenya.institution
    assert event.detail == {"facts": ["federal", "ldc"]}
    row = CountryFact.objects.get(fact="ldc")
    assert row.confirmed_by == kenya[roles.COORDINATOR]


def test_what_makes_no_sense_is_told_and_nothing_is_half_saved(kenya: made.Team) -> None:
    with pytest.raises(ShapeError) as refused:
        confirm(kenya, ldc="no", ghost="yes", federal="maybe", languages="en")
    assert refused.value.problems == (
        "ghost: there is no such fact",
        "federal: expected yes or no, found 'maybe'",
        "languages: expected a list of texts, found 'en'",
    )
    for until in (DAY - timedelta(days=1), DAY + timedelta(days=6 * 365)):
        with pytest.raises(services.Refused):
            confirm(kenya, ldc="no", federal=Said("no", valid_until=until))
    assert not CountryFact.objects.exists()
    assert not AuditEvent.objects.filter(verb="facts.confirmed").exists()


def test_every_fact_value_and_printed_source_has_its_words() -> None:
    lists = library.countries()
    subjects = lists.subjects
    ids = [one.id for one in subjects]
    grouped = [fact for _title, facts in country_words.GROUPS.values() for fact in facts]
    assert sorted(grouped) == sorted(ids) == sorted(country_words.TITLES)
    assert {value for one in subjects for value in one.values} == set(country_words.VALUES)
    assert country_words.value("none", "backing") != country_words.value("none", "budapest")
    with translation.override("en"):
        assert {one.id: country_words.title(one.id) for one in subjects} == {
            one.id: one.title for one in subjects
        }
    facts = [fact for one in lists.countries for fact in lists.of(one.iso3).facts.values()]
    printed = {fact.source for fact in facts if country_facts.is_printed(fact)}
    assert printed <= country_words.SOURCES
    assert set(country_words.SOURCES) - printed <= {one.source for one in lists.subjects}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_shipped_language_has_a_name_in_every_language_of_the_site(language: str) -> None:
    lists = library.countries()
    codes = {
        code
        for one in lists.countries
        for code in lists.of(one.iso3).facts["languages"].value
        if isinstance(lists.of(one.iso3).facts["languages"].value, tuple)
    }
    with translation.override(language):
        assert [code for code in codes if country_words.language(code) == code] == []
        wrong = {
            code: found
            for code in codes
            if (found := country_words.language_code(country_words.language(code))) != code
        }
    assert wrong == {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ('otherwise = "member"', 'otherwise = "perhaps"'),
            "subjects[0].otherwise: expected member or observer or all-states, found 'perhaps'",
        ),
        (('notice = "', 'notices = "'), "notice: is missing"),
    ],
)
def test_the_check_tells_what_is_wrong_in_the_file_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], told: str
) -> None:
    text = (library.CONTENT / library.COUNTRIES).read_text(encoding="utf-8")
    (tmp_path / library.COUNTRIES).write_text(text.replace(*change, 1), encoding="utf-8")
    monkeypatch.setattr(library, "CONTENT", tmp_path)
    library.countries.cache_clear()
    try:
        found = list(checks.country_facts())
    finally:
        library.countries.cache_clear()
    assert f"assessments/content/countries.toml: {told}" in [one.msg for one in found]
    assert {one.id for one in found} == {checks.FACTS}
