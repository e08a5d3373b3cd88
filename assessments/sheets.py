"""What a document says of a plan besides words: from the site, or from files without one."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from assessments import lessons
from assessments.models import Plan

Links = Callable[[Iterable[str], str], Mapping[str, Any]]
"""Gives lessons by id in a language: those of a site, or of the bundles that come with it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One plan as a document needs it. `title` and `institution` are shown as they are.

    `signed_on` is None where nobody signed: a plan made from files, which says so. `check_at` is
    the address of the page that confirms hashes, empty where there is no site.
    """

    result: Mapping[str, Any]
    sha256: str
    snapshot_sha256: str
    institution: str
    title: str
    made_on: dt.date | None
    signed_on: dt.date | None
    demonstration: bool
    links: Links
    check_at: str = ""


def of(plan: Plan, language: str) -> Sheet:
    """Read what the site keeps of a plan; the institution by its name in the language."""
    return Sheet(
        result=plan.result,
        sha256=plan.sha256,
        snapshot_sha256=plan.snapshot.sha256,
        institution=plan.institution.name_in(language),
        title=plan.snapshot.round.title,
        made_on=plan.created_at.date(),
        signed_on=plan.snapshot.signed_at.date(),
        demonstration=plan.institution.is_demonstration,
        links=lessons.links,
        check_at=check_at(language),
    )


def check_at(language: str) -> str:
    """Return the address of the page that confirms hashes, in a language."""
    with translation.override(language):
        return settings.BASE_URL + reverse("confirm_plan")
