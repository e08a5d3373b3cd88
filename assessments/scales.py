"""How a score is told: on its own scale, or, where it is a share of points, out of a hundred."""

from cms.press import formatting

SHARE, HUNDRED = 1, 100
"""The top of a score by points, and out of how many such a score is told."""


def told(low: float, high: float, top: float, language: str) -> str:
    """Give the two ends of a score as figures: "1.2 to 1.5", by points "32 to 36"."""
    if top == SHARE:
        return formatting.interval(low * HUNDRED, high * HUNDRED, language, places=0)
    return formatting.interval(low, high, language)


def top_told(top: float) -> float:
    """Out of how many a score with this top is told."""
    return HUNDRED if top == SHARE else top
