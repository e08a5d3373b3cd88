"""A deadline stays the same deadline: weeks do not become months in a translation."""

import re

from assessments import wording

# A half-year may be said as six months
UNITS = {
    "en": {
        "day": r"\bdays?\b|daily",
        "week": "week",
        "month": "month|half-year",
        "year": "year",
    },
    "fr": {
        "day": r"\bjour|quotid",
        "week": "semaine|hebdo",
        "month": r"\bmois\b|mensuel",
        "year": r"\ban(s|nées?|nuel\w*)?\b|semestr",
    },
    "es": {
        "day": r"\bdías?\b|diari",
        "week": "semana",
        "month": r"\bmes(es)?\b|mensual",
        "year": r"\baños?\b|anual|semestr",
    },
    "ar": {
        "day": "يوم|أيام|نهار",
        "week": "أسبوع|أسابيع",
        "month": "شهر",
        "year": "سن[ةوت]|عام|أعوام",
    },
}


def units(text: str, language: str) -> set[str]:
    patterns = UNITS[language].items()
    return {unit for unit, pattern in patterns if re.search(pattern, text, re.IGNORECASE)}


def exchanged(source: str, translated: str, language: str) -> bool:
    """Say whether a unit of time is lost and one that the source does not have stands there."""
    before, after = units(source, "en"), units(translated, language)
    return bool(before - after) and bool(after - before)


def test_no_translation_exchanges_weeks_months_or_years() -> None:
    found = [
        (language, owner, path)
        for language in ("fr", "es", "ar")
        for owner in wording.owners()
        for path, source in wording.sources(owner).texts.items()
        if exchanged(str(source), str(wording.text(owner, path, language)), language)
    ]
    assert found == []


def test_an_exchanged_unit_is_seen() -> None:
    assert exchanged("within six months", "en un plazo de seis semanas", "es")
    assert exchanged("within six months", "في غضون ستة أسابيع", "ar")
    assert not exchanged("within six months", "en un plazo de seis meses", "es")
