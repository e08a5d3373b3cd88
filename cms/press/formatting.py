"""Formatting: the one place where a number, a date or a sum of money becomes text.

Page, PDF and mail ask here, so that the same value reads the same everywhere. Babel knows
the habits of each language; digits are Latin in all of them. The results are plain text:
the tags in `templatetags/formatting.py` isolate them in running text of the other direction.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent, get_currency_name
from babel.units import format_unit
from django.utils import timezone, translation
from django.utils.translation import pgettext

Number = int | float | Decimal | Fraction

_DIGITS = "latn"
_MILLION = Decimal(1_000_000)
_KILOBYTE, _MEGABYTE = 1000, 1_000_000
_NO_BREAK = "\N{NO-BREAK SPACE}"
# Plain "en" is American to Babel, and this site writes like the United Nations does.
_REGIONS = {"en": "en_GB"}
# A language whose months have other names in a second region
_TWO_NAMES = {"ar": "ar_JO"}
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])")


def locale(language: str) -> Locale:
    """Return Babel's locale of one of our language codes ("en", "ar", "pt-br")."""
    code = language.replace("-", "_")
    return Locale.parse(_REGIONS.get(code, code))


def number(value: Number, language: str, places: int | None = None) -> str:
    """Return a number; `places` fixes the decimals, else at most three are shown.

    >>> number(1234567.5, "fr", places=1)
    '1\\u202f234\\u202f567,5'
    """
    pattern = None if places is None else "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(
        _exact(value), format=pattern, locale=locale(language), numbering_system=_DIGITS
    )


def percent(value: Number, language: str, places: int = 0) -> str:
    """Return a share (0.4 is forty per cent) as a percentage with fixed decimals."""
    where = locale(language)
    pattern = where.percent_formats[None].pattern
    if places:
        pattern = pattern.replace("#,##0", "#,##0." + "0" * places)
    return format_percent(_exact(value), format=pattern, locale=where, numbering_system=_DIGITS)


def date(value: dt.date, language: str, style: str = "long") -> str:
    """Return a day: "long" is 14 March 2026, "short" is 14 Mar 2026.

    The month is always a word, because 03/04 is two different days. A moment with a time
    zone becomes the day in the current time zone. A long Arabic date has both names of its month;
    in French the first day of a month is the 1er.
    """
    day = timezone.localtime(value).date() if _is_moment(value) else value
    if style == "long":
        written = _first(format_date(day, format="long", locale=locale(language)), day, language)
        return _both_names(written, day, language)
    if style == "short":
        midnight = dt.datetime(day.year, day.month, day.day)
        return _first(format_skeleton("yMMMd", midnight, locale=locale(language)), day, language)
    raise ValueError(f"A date is written long or short, not {style!r}.")


def moment(value: dt.datetime, language: str) -> str:
    """Return a day and the time in the current time zone, with 24 hours: 14 Mar 2026, 09:05."""
    here, where = timezone.localtime(value), locale(language)
    clock = format_datetime(here, "HH:mm", locale=where, tzinfo=here.tzinfo)
    both = where.datetime_formats["medium"]
    return both.replace("{0}", clock).replace("{1}", date(here, language, "short"))


def money(amount: Number, language: str, figures: int = 2, currency: str = "USD") -> str:
    """Return an amount of money, US dollars by default, rounded to so many significant figures.

    Estimates carry no more: 1,234,567 is "USD 1.2 million". Where the script runs from
    right to left the currency is a word, as a Latin code breaks the line's reading.
    """
    text, where = sum_of(amount, language, figures), locale(language)
    if where.text_direction == "rtl":
        count = significant(amount, figures)
        return f"{text} {get_currency_name(currency, count=count, locale=where)}"
    leads = where.currency_formats["standard"].pattern.lstrip("\u200e\u200f").startswith("¤")
    return f"{currency}{_NO_BREAK}{text}" if leads else f"{text}{_NO_BREAK}{currency}"


def sum_of(amount: Number, language: str, figures: int = 2) -> str:
    """Return an amount as `money` does, without its currency: for a table of one currency."""
    amount = significant(amount, figures)
    return _in_words(amount, language) if abs(amount) >= _MILLION else number(amount, language)


def currency(code: str, language: str) -> str | None:
    """Return the name of a currency by its ISO 4217 code, or None where there is no such code."""
    return locale(language).currencies.get(code)


def _in_words(amount: Decimal, language: str) -> str:
    # Babel's own function writes "1 millions" in French: it looks for a form that CLDR
    # keeps for a thousand only. The patterns themselves are right.
    where = locale(language)
    forms = where.compact_decimal_formats["long"]
    power = amount.adjusted()
    zeros = forms["other"][str(10**power)].pattern.count("0")
    short = amount.scaleb(zeros - 1 - power).normalize()
    short = short.quantize(Decimal(1)) if short == short.to_integral_value() else short
    form = forms.get(where.plural_form(abs(short)), forms["other"])
    pattern = form.get(str(10**power), forms["other"][str(10**power)]).pattern
    # A number never stands at the end of one line and its million on the next.
    return pattern.replace("0" * zeros, number(short, language)).replace(" ", _NO_BREAK)


def significant(value: Number, figures: int) -> Decimal:
    """Return the value rounded to so many significant figures.

    >>> significant(1234567, 2)
    Decimal('1200000')
    """
    if figures < 1:
        raise ValueError("An amount has at least one significant figure.")
    exact = _exact(value)
    if not exact:
        return Decimal(0)
    step = Decimal(1).scaleb(exact.adjusted() - figures + 1)
    rounded = (exact / step).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) * step
    whole = rounded.to_integral_value()
    return whole.quantize(Decimal(1)) if rounded == whole else rounded


def quarter(value: Any, language: str, *, year: bool = True) -> str:
    """Return a quarter of a year, given as "2027-Q1" or as a day in it: "Q1 2027", or "Q1"."""
    if isinstance(value, dt.date):
        day = dt.datetime(value.year, value.month, value.day)
    else:
        found = _QUARTER.fullmatch(str(value))
        if found is None:
            raise ValueError(f"A quarter reads 2027-Q1; {value!r} does not.")
        day = dt.datetime(int(found[1]), int(found[2]) * 3 - 2, 1)
    where = locale(language)
    if not year:
        return where.quarters["format"]["abbreviated"][(day.month + 2) // 3]
    return format_skeleton("yQQQ", day, locale=where)


def month_of_end(value: str, language: str) -> str:
    """Return the last month of a quarter, given as "2027-Q1": "March 2027"."""
    day = dt.datetime(int(value[:4]), _first_month(value) + 2, 1)
    return _both_names(format_skeleton("yMMMM", day, locale=locale(language)), day, language)


def _first(text: str, day: dt.date, language: str) -> str:
    """Write the first day of a month as French does: 1er mars."""
    return text.replace("1 ", "1er ", 1) if language == "fr" and day.day == 1 else text


def _both_names(text: str, day: dt.date, language: str) -> str:
    """Name a month in Arabic as the United Nations does: as in Amman, and as in Cairo."""
    if language not in _TWO_NAMES:
        return text
    here, there = (
        where.months["format"]["wide"][day.month]
        for where in (locale(language), Locale.parse(_TWO_NAMES[language]))
    )
    return text.replace(here, f"{there}/{here}") if here != there else text


def months(value: str, language: str) -> str:
    """Return the months of a quarter given as "2027-Q1", in short: "Jan – Mar"."""
    first = _first_month(value)
    ends = dt.date(2000, first, 1), dt.date(2000, first + 2, 1)
    return format_interval(*ends, skeleton="MMM", locale=locale(language))


def _first_month(value: object) -> int:
    found = _QUARTER.fullmatch(str(value))
    if found is None:
        raise ValueError(f"A quarter reads 2027-Q1; {value!r} does not.")
    return int(found[2]) * 3 - 2


def weight(size: int, language: str) -> str:
    """Return the size of a file: whole kilobytes, from a megabyte on megabytes with one decimal.

    >>> weight(34_200, "fr")
    '34\\u202fko'
    """
    if size < _MEGABYTE:
        amount, unit = Decimal(max(1, round(size / _KILOBYTE))), "kilobyte"
    else:
        amount, unit = (Decimal(size) / _MEGABYTE).quantize(Decimal("0.1")), "megabyte"
    text = format_unit(
        amount,
        f"digital-{unit}",
        length="short",
        locale=locale(language),
        numbering_system=_DIGITS,
    )
    return text.replace(" ", _NO_BREAK)


def interval(low: Number, high: Number, language: str, places: int = 1) -> str:
    """Return a range in words, "2.1 to 2.6"; one number where both ends read the same."""
    first, last = number(low, language, places), number(high, language, places)
    if first == last:
        return first
    with translation.override(language):
        # Translators: a range of numbers, such as 2.1 to 2.6
        return pgettext("range", "%(low)s to %(high)s") % {"low": first, "high": last}


def join(items: Iterable[object], language: str) -> str:
    """Return a list in a sentence: "a, b and c"."""
    return format_list([str(item) for item in items], locale=locale(language))


def either(items: Iterable[object], language: str) -> str:
    """Return alternatives in a sentence: "a, b or c"."""
    return format_list([str(item) for item in items], style="or", locale=locale(language))


def _exact(value: Number) -> Decimal:
    # A float goes by its shortest text: 2.675 means 2.675, not the binary value near it.
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / value.denominator
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _is_moment(value: dt.date) -> bool:
    return isinstance(value, dt.datetime) and timezone.is_aware(value)
