"""A printed hash in, the plans that may be confirmed out: all that a stranger is ever told."""

import re
from dataclasses import dataclass
from datetime import date

from assessments.models import PlanDisclosure

LEAST, MOST = 16, 64
"""Figures of a hash that are asked for: those printed on every page, at most the whole."""

# Blanks, the groups' separators, and the direction marks that come along from a PDF
_BETWEEN = re.compile(r"[\s:\-\u200e\u200f\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the institution of a plan lets everybody read, and nothing else."""

    institution: str
    title: str
    made_on: date
    approved_on: date
    is_demonstration: bool


def read(typed: str) -> str:
    """Give the figures of a hash as typed or copied, in groups or not; "" where it is none.

    >>> read("7F3A 91c2 04bd-8e15")
    '7f3a91c204bd8e15'
    """
    figures = _BETWEEN.sub("", typed).lower()
    is_hash = LEAST <= len(figures) <= MOST and set(figures) <= set("0123456789abcdef")
    return figures if is_hash else ""


def find(figures: str, language: str) -> list[Confirmed]:
    """Find the plans whose hash begins so and that may be confirmed; as `read` gives the figures.

    One query of what is allowed, whatever else the site holds: an unknown hash and one that
    nobody allowed take the same way. ValueError for fewer figures than are asked for.
    """
    if read(figures) != figures or not figures:
        raise ValueError("expected figures of a hash")
    allowed = PlanDisclosure.objects.filter(sha256__startswith=figures)
    return [
        Confirmed(
            institution=one.plan.institution.name_in(language),
            title=one.plan.snapshot.round.title,
            made_on=one.plan.created_at.date(),
            approved_on=one.plan.snapshot.signed_at.date(),
            is_demonstration=one.plan.institution.is_demonstration,
        )
        for one in allowed.select_related("plan__institution", "plan__snapshot__round").defer(
            "plan__content", "plan__result", "plan__snapshot__content"
        )
    ]
