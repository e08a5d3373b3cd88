"""Choices: countries, languages and time zones that a person can pick, named in a language."""

import zoneinfo
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

# The demonstration's island, landlocked and federal states, in the range that ISO 3166 leaves to
# users.
FICTIONAL = {
    "XMA": _("Vellamar (fictional)"),
    "XMB": _("Korvessa (fictional)"),
    "XMC": _("Belmonara (fictional)"),
}


# CLDR also names what is no country: unions, pseudo-locales, parts of one, former states.
_NO_COUNTRY = frozenset(
    ["AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
_WITHDRAWN = frozenset(["BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"])


@lru_cache(maxsize=32)
def _territories(language: str) -> tuple[tuple[str, str], ...]:
    names = Locale.parse(language.replace("-", "_")).territories
    return tuple((three, names[two]) for two, three in _alpha3().items() if two in names)


def _alpha3() -> dict[str, str]:
    return {
        current[0]: code
        for code, current in get_global("territory_aliases").items()
        if len(code) == 3
        and code.isalpha()
        and len(current) == 1
        and code not in _WITHDRAWN
        and current[0] not in _NO_COUNTRY
    }


def countries(language: str | None = None) -> list[tuple[str, str]]:
    """Return (ISO 3166-1 alpha-3, name) of every country, sorted by name in the language."""
    language = language or get_language() or settings.LANGUAGE_CODE
    with override(language):
        fictional = [(code, str(name)) for code, name in FICTIONAL.items()]
    named = [*_territories(language), *fictional]
    return sorted(named, key=lambda pair: pair[1].casefold())


def country_name(code: str, language: str | None = None) -> str:
    """Return the country's name in the language, or the code where it has none."""
    return dict(countries(language)).get(code, code)


def languages() -> list[tuple[str, str]]:
    """Return (code, own name) of the languages of this site."""
    return list(settings.LANGUAGES)


def time_zones() -> list[tuple[str, str]]:
    """Return every time zone that people live in; technical aliases are left out."""
    places = sorted(name for name in zoneinfo.available_timezones() if _is_a_place(name))
    return [(name, name.replace("_", " ")) for name in ("UTC", *places)]


def _is_a_place(name: str) -> bool:
    return "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))


def validate_country(code: str) -> None:
    """Refuse a code that is neither a country's nor one of the fictional ones."""
    if code not in dict(countries(settings.LANGUAGE_CODE)):
        raise ValidationError(_("This is not a country code: three letters, as in ISO 3166-1."))


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a time zone, such as Africa/Nairobi."))
