"""Reads numbers as people type them: any digits, with the separators of their language."""

import re
import unicodedata
from decimal import Decimal

from cms.press import formatting

# A number copied from a page brings the marks along that kept it in its own direction.
_MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_MINUS = "-\N{MINUS SIGN}"
_LONGEST = 40
_ARABIC_GROUPS = "\N{ARABIC THOUSANDS SEPARATOR}\N{ARABIC COMMA}"
_ARABIC_DECIMAL = "\N{ARABIC DECIMAL SEPARATOR}"


def whole(text: str, language: str) -> int:
    """Return the whole number that a text says; ValueError where it says none.

    Digits may be those of any script. Thousands may be set apart by spaces, apostrophes or the
    separator of the language, three by three; decimals are taken only if they are noughts.

    >>> whole("1.500.000", "es"), whole("١٬٥٠٠", "ar"), whole("1 500,00", "fr")
    (1500000, 1500, 1500)
    """
    plain = _read(text)
    negative = plain[:1] == "-"
    found = _pattern(language).fullmatch(plain.lstrip("-").strip())
    if found is None or len(plain) > _LONGEST or plain.startswith("--"):
        raise ValueError("expected a whole number")
    number = int(re.sub(r"\D", "", found["whole"]))
    return -number if negative else number


def decimal(text: str, language: str) -> Decimal:
    """Return the number of 0 or more that a text says, with up to six decimals; else ValueError.

    What parts thousands in the language parts thousands here too: "1.500" is 1500 in Spanish.

    >>> decimal("655,957", "fr"), decimal("655.957", "en")
    (Decimal('655.957'), Decimal('655.957'))
    """
    plain = _read(text)
    sign = re.escape(formatting.locale(language).number_symbols["latn"]["decimal"])
    found = re.fullmatch(rf"(.*?)(?:[{sign}{_ARABIC_DECIMAL}](\d{{1,6}}))?", plain)
    if found is None or plain.startswith("-"):
        raise ValueError("expected a number")
    return Decimal(f"{whole(found[1], language)}.{found[2] or 0}")


def _read(text: str) -> str:
    return "".join(_plain(sign) for sign in text if sign not in _MARKS).strip()


def _plain(sign: str) -> str:
    """Return the sign as ASCII writes it: 0 to 9, one kind of space, one kind of minus."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if sign.isspace():
        return " "
    return "-" if sign in _MINUS else sign


def _pattern(language: str) -> re.Pattern[str]:
    symbols = formatting.locale(language).number_symbols["latn"]
    groups = re.escape(" '\N{RIGHT SINGLE QUOTATION MARK}" + _ARABIC_GROUPS + symbols["group"])
    decimal = re.escape(symbols["decimal"] + _ARABIC_DECIMAL)
    return re.compile(
        rf"(?P<whole>\d{{1,3}}(?P<group>[{groups}])\d{{3}}(?:(?P=group)\d{{3}})*|\d+)(?:[{decimal}]0+)?"
    )
