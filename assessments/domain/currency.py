"""A currency in which the sums of a plan are shown beside US dollars; it changes no plan."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import StringConstraints

from assessments.domain.shape import Value

BASE = "USD"
"""Every sum of a plan is in this currency, whatever it is shown in."""


class Currency(Value):
    """The code of a currency (ISO 4217), how many units one US dollar is, and on which day.

    The rate is a text such as "655.957", because a decimal number is not exact.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    per_dollar: Annotated[str, StringConstraints(pattern=r"^\d{1,9}(\.\d{1,6})?$")]
    on: date

    @property
    def rate(self) -> Decimal:
        """How many units one US dollar is."""
        return Decimal(self.per_dollar)

    def of(self, dollars: int) -> Decimal:
        """Return so many US dollars in this currency."""
        return dollars * self.rate


def problems(currency: Currency | None) -> Iterator[str]:
    """Tell what makes no sense of a currency, a sentence each."""
    if currency is None:
        return
    if currency.code == BASE:
        yield f"currency.code: expected another currency than {BASE}, found {BASE}"
    if not currency.rate:
        yield f"currency.per_dollar: expected a number above 0, found {currency.per_dollar}"


def of(result: Mapping[str, Any]) -> Currency | None:
    """Read the currency of a stored result; None where none was named, or by an older engine."""
    stored = result.get("currency")
    return None if stored is None else Currency.model_validate(stored)
