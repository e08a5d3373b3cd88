"""Numbers as people type them, in every language of the site."""

import pytest

from assessments import typed
from cms.press import formatting


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1500000", "en", 1_500_000),
        ("1,500,000", "en", 1_500_000),
        ("1,500,000.00", "en", 1_500_000),
        ("1 500 000", "en", 1_500_000),
        ("1.500.000", "es", 1_500_000),
        ("1.500.000,00", "es", 1_500_000),
        ("1\u202f500\u202f000", "fr", 1_500_000),
        ("1\xa0500\xa0000", "fr", 1_500_000),
        ("1'500'000", "fr", 1_500_000),
        ("١٬٥٠٠٬٠٠٠", "ar", 1_500_000),
        ("١،٥٠٠،٠٠٠", "ar", 1_500_000),
        ("۱۵۰۰", "ar", 1_500),
        ("١٥٠٠٫٠٠", "en", 1_500),
        ("\u2067 12 \u2069", "ar", 12),
        (" 0 ", "en", 0),
        ("-5", "en", -5),
        ("\u061c-٥", "ar", -5),
        ("−5", "fr", -5),
    ],
)
def test_a_number_is_read_as_the_reader_writes_it(text: str, language: str, number: int) -> None:
    assert typed.whole(text, language) == number


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("abc", "en"),
        ("5 million", "en"),
        ("1.5", "en"),
        ("1.500", "en"),  # one and a half to an English reader, and not a thousand
        ("1,500", "fr"),
        ("1,50", "en"),
        ("1 500,000", "en"),
        ("15,00,000", "en"),
        ("1,500.50", "en"),
        ("--5", "en"),
        ("²", "en"),
        ("1e6", "en"),
        ("9" * 41, "en"),
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused(text: str, language: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        typed.whole(text, language)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("number", [0, 12, 1234, 250_000, 1_234_567])
def test_what_the_site_prints_can_be_typed_back(number: int, language: str) -> None:
    assert typed.whole(formatting.number(number, language), language) == number
