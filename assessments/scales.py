"""How a score is told: on its own scale, or, where it is a share of points, out of a hundred."""

from fractions import Fraction

from cms.press import formatting

Number = float | Fraction
SHARE, HUNDRED = 1, 100
"""The top of a score by points, and out of how many such a score is told."""


def told(low: Number, high: Number, top: Number, language: str) -> str:
    """Give the two ends of a score as figures: "1.2 to 1.5", by points "32 to 36"."""
    if top == SHARE:
        return formatting.interval(float(low * HUNDRED), float(high * HUNDRED), language, places=0)
    return formatting.interval(float(low), float(high), language)


def top_told(top: Number) -> float:
    """Out of how many a score with this top is told."""
    return HUNDRED if top == SHARE else float(top)
