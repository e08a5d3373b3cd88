"""What a person can pick, named in the language of the page."""

import pytest
from django.core.exceptions import ValidationError

from cms.people import choices


def test_countries_are_named_in_the_language_and_sorted_in_it() -> None:
    english, arabic = choices.countries("en"), choices.countries("ar")
    assert ("KEN", "Kenya") in english
    assert ("KEN", "كينيا") in arabic
    assert len(english) == len(arabic) > 240
    assert [name for _, name in english] == sorted((n for _, n in english), key=str.casefold)


def test_the_fictional_state_can_be_picked() -> None:
    assert "XMA" in dict(choices.countries("en"))
    assert choices.country_name("XMA", "en").startswith("Vellamar")


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


@pytest.mark.parametrize("code", ["", "KE", "xma", "QQQ"])
def test_a_wrong_country_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        choices.validate_country(code)
