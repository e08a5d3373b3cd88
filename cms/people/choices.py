"""Choices: countries, languages and time zones that a person can pick, named in a language."""

import zoneinfo
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.core import get_global
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

# CLDR also names what is no country: unions, pseudo-locales, parts of one, former states.
_NO_COUNTRY = frozenset(
    ["AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)
_WITHDRAWN = frozenset(["BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"])

NOTICE = _(
    "Names follow the United Nations (M49). Neither names nor lists imply a position on any state"
    " or border."
)
"""Stands beside a choice of states."""

Named = list[tuple[str, str]]
"""Pairs of code and name, sorted by name."""


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


def _listed() -> tuple[Any, ...]:
    """The states of the shipped list, the invented ones among them.

    The list lies above this app, which therefore knows it by its name only.
    """
    found: tuple[Any, ...] = import_string(settings.COUNTRIES)().countries
    return found


def _real(language: str) -> Mapping[str, str]:
    return {one.iso3: _name(one, language) for one in _listed() if not one.fictional}


def _invented(language: str) -> Mapping[str, str]:
    with override(language):
        return {
            one.iso3: str(_("%(name)s (fictional)") % {"name": _name(one, language)})
            for one in _listed()
            if one.fictional
        }


def _name(one: Any, language: str) -> str:
    """The name of a state as the list has it; a language that it lacks reads the English one."""
    return str(one.names.get(language, one.names["en"]))


def countries(language: str | None = None) -> Named:
    """Return (ISO 3166-1 alpha-3, name) of every country and territory, sorted by name.

    States are named as in the shipped list; the territories that it leaves out as in CLDR.
    """
    language = language or get_language() or settings.LANGUAGE_CODE
    return _sorted({**dict(_territories(language)), **_real(language), **_invented(language)})


def states(*, fictional: bool, kept: str = "", language: str | None = None) -> Named:
    """Return (code, name) of every state that an institution can be of, sorted by name.

    The invented ones are among them where `fictional`. `kept` is the code that was stored
    before: it stays a choice even where it is none any more.
    """
    language = language or get_language() or settings.LANGUAGE_CODE
    found = {**_real(language), **(_invented(language) if fictional else {})}
    if kept and kept not in found:
        found[kept] = country_name(kept, language)
    return _sorted(found)


def _sorted(names: Mapping[str, str]) -> Named:
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def country_name(code: str, language: str | None = None) -> str:
    """Return the country's name in the language, or the code where it has none."""
    return dict(countries(language)).get(code, code)


def is_fictional(code: str) -> bool:
    """Tell whether this is the code of an invented state."""
    return any(one.iso3 == code and one.fictional for one in _listed())


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


def validate_state(code: str, *, fictional: bool) -> None:
    """Refuse a code that is no state's of the shipped list; an invented one if not `fictional`."""
    if code not in dict(states(fictional=fictional, language=settings.LANGUAGE_CODE)):
        raise ValidationError(
            _("This is none of the states of the list: a code of three letters, such as KEN.")
        )


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not a time zone, such as Africa/Nairobi."))
