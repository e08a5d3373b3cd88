"""What a person can pick, named in the language of the page."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from assessments import library
from cms.people import choices
from cms.people.admin_forms import InstitutionForm
from tests.people.made import institution

pytestmark = pytest.mark.django_db


def test_countries_are_named_in_the_language_and_sorted_in_it() -> None:
    english, arabic = choices.countries("en"), choices.countries("ar")
    assert ("KEN", "Kenya") in english
    assert ("KEN", "كينيا") in arabic
    assert len(english) == len(arabic) > 240
    assert [name for _, name in english] == sorted((n for _, n in english), key=str.casefold)


def test_the_fictional_state_can_be_picked() -> None:
    assert "XMA" in dict(choices.countries("en"))
    assert choices.country_name("XMA", "en").startswith("Vellamar")


def test_an_institution_is_of_a_state_of_the_list_and_of_nothing_else() -> None:
    real, shown = (dict(choices.states(fictional=x, language="en")) for x in (False, True))
    assert len(real) == 197
    assert set(shown) - set(real) == {"XMA", "XMB", "XMC"}
    assert not {"ABW", "GRL", "TWN", "XKX"} & set(shown)
    kept = dict(choices.states(fictional=False, kept="GRL", language="fr"))
    assert kept["GRL"] == "Groenland"
    assert len(kept) == 198


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_states_are_named_as_the_united_nations_name_them(language: str) -> None:
    names = {one.iso3: one.names[language] for one in library.countries().countries}
    real = dict(choices.states(fictional=False, language=language))
    assert real == {code: names[code] for code in real}
    everywhere = dict(choices.countries(language))
    assert {code: everywhere[code] for code in real} == real
    assert names["XMB"] in everywhere["XMB"]
    assert everywhere["XMB"] != names["XMB"]


def test_a_note_beside_the_choice_says_that_it_implies_no_position() -> None:
    form = InstitutionForm()
    assert form.fields["country"].help_text == choices.NOTICE
    with translation.override("en"):
        assert str(choices.NOTICE) == library.countries().notice


def test_the_form_of_an_institution_preselects_no_state_and_keeps_the_stored_one() -> None:
    new = InstitutionForm()
    assert next(iter(new.fields["country"].choices))[0] == ""
    assert "XMA" not in dict(new.fields["country"].choices)
    old = InstitutionForm(instance=institution(country="GRL"))
    assert "GRL" in dict(old.fields["country"].choices)
    institution(is_demonstration=True)
    assert "XMA" in dict(InstitutionForm().fields["country"].choices)


def test_no_union_and_no_former_state_is_a_country() -> None:
    assert not {"DDR", "ZAR", "QUU", "ZZZ", "FXX"} & set(dict(choices.countries("en")))
    assert {"DEU", "COD", "FRA", "TLS", "YEM", "MMR", "PSE"} <= set(dict(choices.countries("en")))


def test_a_code_without_a_name_is_shown_as_it_is() -> None:
    assert choices.country_name("QQQ", "en") == "QQQ"


def test_time_zones_are_places_where_people_live() -> None:
    zones = dict(choices.time_zones())
    assert zones["Africa/Addis_Ababa"] == "Africa/Addis Ababa"
    assert "UTC" in zones
    assert not any(name.startswith("Etc/") for name in zones)


def test_a_state_is_fictional_or_not() -> None:
    assert choices.is_fictional("XMC")
    assert not choices.is_fictional("KEN")
    assert not choices.is_fictional("QQQ")


@pytest.mark.parametrize("code", ["", "KE", "xma", "QQQ"])
def test_a_wrong_country_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        choices.validate_country(code)
