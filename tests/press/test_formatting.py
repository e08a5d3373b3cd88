"""One value reads the same on page, paper and mail: Babel's habits, Latin digits."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from cms.press import formatting

NB, NNB = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"
DAY = dt.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1,234,567.5"),
        ("ar", "1,234,567.5"),
        ("fr", f"1{NNB}234{NNB}567,5"),
        ("es", "1.234.567,5"),
    ],
)
def test_a_number_has_the_separators_of_its_language(language: str, expected: str) -> None:
    assert formatting.number(1234567.5, language) == expected


def test_fixed_places_are_shown_even_where_they_are_nought() -> None:
    assert formatting.number(2, "en", places=1) == "2.0"
    assert formatting.number(2.675, "en", places=2) == "2.68"
    assert formatting.number(Decimal("2.5"), "fr", places=2) == "2,50"
    assert formatting.number(1999, "en", places=0) == "1,999"


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "40%"), ("fr", f"40{NB}%"), ("es", f"40{NB}%")]
)
def test_a_share_becomes_a_percentage(language: str, expected: str) -> None:
    assert formatting.percent(0.4, language) == expected


def test_a_percentage_may_have_places_and_has_latin_digits_in_arabic() -> None:
    assert formatting.percent(0.405, "en", places=1) == "40.5%"
    assert formatting.percent(Fraction(2, 3), "en") == "67%"
    assert formatting.percent(0.4, "ar").strip("\u200e\u200f%\u066a\u061c") == "40"


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [
        ("en", "14 March 2026", "14 Mar 2026"),
        ("ar", "14 آذار/مارس 2026", "14 مارس 2026"),
        ("fr", "14 mars 2026", "14 mars 2026"),
        ("es", "14 de marzo de 2026", "14 mar 2026"),
    ],
)
def test_a_day_has_its_month_as_a_word(language: str, long: str, short: str) -> None:
    assert formatting.date(DAY, language) == long
    assert formatting.date(DAY, language, "short") == short


def test_a_moment_belongs_to_the_day_of_the_readers_time_zone() -> None:
    late = dt.datetime(2026, 3, 14, 22, 5, tzinfo=dt.UTC)
    with timezone.override("Africa/Nairobi"):
        assert formatting.date(late, "en") == "15 March 2026"
        assert formatting.moment(late, "en") == "15 Mar 2026, 01:05"
        assert formatting.moment(late, "ar") == "15 مارس 2026، 01:05"


def test_a_style_that_is_no_style_is_an_error() -> None:
    with pytest.raises(ValueError, match="long or short"):
        formatting.date(DAY, "en", "medium")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", f"USD{NB}1.2{NB}million"),
        ("ar", f"1.2{NB}مليون دولار أمريكي"),
        ("fr", f"1,2{NB}million{NB}USD"),
        ("es", f"1,2{NB}millones{NB}USD"),
    ],
)
def test_an_estimate_of_money_carries_two_figures(language: str, expected: str) -> None:
    assert formatting.money(1_234_567, language) == expected


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        (0, f"USD{NB}0", f"0{NB}USD"),
        (45_678, f"USD{NB}46,000", f"46{NNB}000{NB}USD"),
        (999_999, f"USD{NB}1{NB}million", f"1{NB}million{NB}USD"),
        (2_000_000, f"USD{NB}2{NB}million", f"2{NB}millions{NB}USD"),
        (12_345_678, f"USD{NB}12{NB}million", f"12{NB}millions{NB}USD"),
        (3_400_000_000, f"USD{NB}3.4{NB}billion", f"3,4{NB}milliards{NB}USD"),
    ],
)
def test_money_of_every_size_reads_well(amount: int, english: str, french: str) -> None:
    assert formatting.money(amount, "en") == english
    assert formatting.money(amount, "fr") == french


def test_money_may_carry_more_figures() -> None:
    assert formatting.money(1_234_567, "en", figures=3) == f"USD{NB}1.23{NB}million"
    with pytest.raises(ValueError, match="figure"):
        formatting.money(1, "en", figures=0)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Q1 2027"), ("ar", "الربع الأول 2027"), ("fr", "T1 2027"), ("es", "T1 2027")],
)
def test_a_quarter_is_called_as_in_the_language(language: str, expected: str) -> None:
    assert formatting.quarter("2027-Q1", language) == expected
    assert formatting.quarter(dt.date(2027, 2, 28), language) == expected
    assert expected.startswith(formatting.quarter("2027-Q1", language, year=False))


@pytest.mark.parametrize("wrong", ["2027", "2027-Q5", "Q1 2027", ""])
def test_what_is_no_quarter_is_an_error(wrong: str) -> None:
    with pytest.raises(ValueError, match="2027-Q1"):
        formatting.quarter(wrong, "en")


def test_a_range_is_said_in_words_and_a_range_of_one_is_a_number() -> None:
    assert formatting.interval(2.1, 2.6, "en") == "2.1 to 2.6"
    assert formatting.interval(2.12, 2.14, "en") == "2.1"
    assert formatting.interval(2, 3, "fr", places=0).startswith("2 ")


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "a, b and c"), ("fr", "a, b et c"), ("ar", "a وb وc")]
)
def test_a_list_reads_as_a_sentence(language: str, expected: str) -> None:
    assert formatting.join(["a", "b", "c"], language) == expected


def test_the_language_of_the_site_decides_not_the_machine() -> None:
    assert formatting.number(0.5, "en-gb") == "0.5"


TAGS = """{% load formatting %}{{ n|number }} {{ n|number:1 }} {{ share|percent }}
{{ day|shortdate }} {{ day|longdate }} {{ cost|money }} {{ cost|money:3 }}
{{ q|quarter }} {% interval 2.1 2.6 %}
{{ at|moment }} {{ items|joined }}|{{ none|number }}{{ none|longdate }}{{ none|money }}|"""


def _render(language: str, **values: object) -> str:
    context = {
        "n": 1234.5,
        "share": 0.4,
        "day": DAY,
        "at": dt.datetime(2026, 3, 14, 9, 5, tzinfo=dt.UTC),
        "cost": 1_234_567,
        "q": "2027-Q1",
        "items": ["a", "b"],
        "none": None,
    }
    with translation.override(language):
        return Template(TAGS).render(Context({**context, **values}))


def test_a_quarter_ends_in_a_month_that_arabic_calls_by_both_names() -> None:
    ends = {language: formatting.month_of_end("2027-Q4", language) for language in ("fr", "ar")}
    assert ends == {"fr": "décembre 2027", "ar": "كانون الأول/ديسمبر 2027"}


def test_the_tags_isolate_what_they_show() -> None:
    text = _render("ar")
    assert text.count("<bdi>") == text.count("</bdi>") == 10
    assert "<bdi>1,234.5</bdi>" in text
    assert "<bdi>14 آذار/مارس 2026</bdi>" in text
    assert text.endswith("||")


def test_the_tags_escape_what_others_wrote() -> None:
    assert "&lt;b&gt; and b" in _render("en", items=["<b>", "b"])


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "Jan – Mar"), ("fr", "janv.–mars"), ("es", "ene–mar"), ("ar", "يناير–مارس")],
)
def test_a_quarter_is_told_by_its_months(language: str, shown: str) -> None:
    assert formatting.months("2027-Q1", language).replace("\u2009", " ") == shown


def test_months_of_what_is_no_quarter_are_refused() -> None:
    with pytest.raises(ValueError, match="2027-Q1"):
        formatting.months("2027", "en")
