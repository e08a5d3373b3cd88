"""A printed hash in, the plans that may be confirmed out: all that a stranger is ever told."""

import re
from dataclasses import dataclass
from datetime import date

from assessments import titles
from assessments.models import Plan, PlanApproval, PlanDisclosure

LEAST, MOST = 16, 64
"""Figures of a hash that are asked for: those printed on every page, at most the whole."""

# Blanks, the groups' separators, and the direction marks that come along from a PDF
_BETWEEN = re.compile(r"[\s:\-\u200e\u200f\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the institution of a plan lets everybody read, and nothing else.

    `approved_by` is the role in words, "" of a draft.
    """

    institution: str
    title: str
    made_on: date
    signed_on: date
    approved_on: date | None
    approved_by: str
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
    whole = allowed.select_related(
        "plan__institution", "plan__snapshot__round", "plan__approval"
    ).defer("plan__content", "plan__snapshot__content")
    return [_confirmed(one.plan, language) for one in whole]


def _confirmed(plan: Plan, language: str) -> Confirmed:
    approval: PlanApproval | None = getattr(plan, "approval", None)
    return Confirmed(
        institution=plan.institution.name_in(language),
        title=titles.plan(plan, language),
        made_on=plan.created_at.date(),
        signed_on=plan.snapshot.signed_at.date(),
        approved_on=approval.approved_at.date() if approval else None,
        approved_by=approval.role_name if approval else "",
        is_demonstration=plan.institution.is_demonstration,
    )
