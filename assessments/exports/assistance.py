"""What donors ask of every action: is it eligible as development assistance, in which sector."""

from assessments import country_facts, country_words, library
from assessments.domain import quarters
from assessments.domain.actions import Action
from assessments.sheets import Sheet

FACT = "oda"


def eligible(sheet: Sheet) -> bool | None:
    """Tell whether the country is on the list of recipients; None where nobody confirmed it.

    What holds is what the plan was made with, if it is confirmed on the first day of the plan.
    """
    told = sheet.facts.get(FACT)
    if told is None:
        return None
    fact = country_facts.frozen(told)
    day = quarters.first_day(sheet.result["start"])
    return fact.value == "yes" if fact.settled(day) else None


def word(is_eligible: bool | None) -> str | None:
    """Return yes or no in the language in force; None leaves a cell to be filled in."""
    if is_eligible is None:
        return None
    return country_words.value("yes" if is_eligible else "no", FACT)


def sector(action: Action) -> str | None:
    """Suggest a code of the Creditor Reporting System for an action of the library or an own one.

    None where its area has no code.
    """
    return library.sector_codes().of(action)
