"""What a document says of a plan besides words: from the site, or from files without one."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from assessments import lessons, titles
from assessments.models import Plan, PlanApproval, Round

TLP = "TLP:AMBER"
"""The mark of the Traffic Light Protocol that a document bears unless somebody chose another."""

Links = Callable[[Iterable[str], str], Mapping[str, Any]]
"""Gives lessons by id in a language: those of a site, or of the bundles that come with it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One plan as a document needs it. `title` and `institution` are shown as they are.

    `signed_on` is None where nobody signed: a plan made from files, which says so. `check_at` is
    the address of the page that confirms hashes, empty where there is no site. `facts` are those
    of the country with which the plan was made, as its frozen input holds them: {fact: {"value",
    "source", "as_of", "valid_until", "certainty"}}; empty where it was made without. The plan is
    a draft unless `approved_by` says in which role somebody approved it, on `approved_on`. `tlp`
    stands on every page and is a mark that no language translates; over several results it is the
    strictest of theirs. A `sketch` was made of a rapid round, which asked the core questions only.
    `further_sha256` are the hashes of the results beside the first, and `signed_on` is the last
    of their days.
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
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    approved_by: str = ""
    approved_on: dt.date | None = None
    tlp: str = TLP
    sketch: bool = False
    further_sha256: tuple[str, ...] = ()


def of(plan: Plan, language: str) -> Sheet:
    """Read what the site keeps of a plan; the institution by its name in the language."""
    approval = PlanApproval.objects.filter(plan=plan).first()
    more = plan.further.select_related("round").defer("content").order_by("signed_at", "pk")
    results = (plan.snapshot, *more)
    rounds = [one.round for one in results]
    return Sheet(
        result=plan.result,
        sha256=plan.sha256,
        snapshot_sha256=plan.snapshot.sha256,
        institution=plan.institution.name_in(language),
        title=titles.plan(plan, language),
        made_on=plan.created_at.date(),
        signed_on=max(one.signed_at for one in results).date(),
        demonstration=plan.institution.is_demonstration,
        links=lessons.links,
        check_at=check_at(language),
        facts=json.loads(plan.content).get("facts", {}),
        approved_by=approval.role if approval else "",
        approved_on=approval.approved_at.date() if approval else None,
        tlp=_strictest(rounds),
        sketch=any(one.is_rapid for one in rounds),
        further_sha256=tuple(one.sha256 for one in more),
    )


def _strictest(rounds: Iterable[Round]) -> str:
    strict_first = list(Round.Tlp)
    return str(min((Round.Tlp(one.tlp) for one in rounds), key=strict_first.index).label)


def check_at(language: str) -> str:
    """Return the address of the page that confirms hashes, in a language."""
    with translation.override(language):
        return settings.BASE_URL + reverse("confirm_plan")
