"""What an institution has carried out of its adopted plans: claims for the next round, and proof.

A claim is never an answer: it needs its evidence, and a person takes it over.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from assessments import frameworks
from assessments.domain import execution, predicted, quarters
from assessments.domain.maturity import MaturityModel
from assessments.domain.predicted import Done
from assessments.models import ActionProgress, Plan, Round, Snapshot
from assessments.titles import Titles
from assessments.wording import Text


@dataclass(frozen=True, slots=True)
class Deed:
    """An indicator that a done action was to raise, the level its plan expected, and the row."""

    indicator: str
    level: int
    signed_at: dt.datetime
    done: ActionProgress


def claims(one: Round, asked: MaturityModel) -> Iterator[Deed]:
    """Yield what done actions were to raise, for a later round of the same model; three queries.

    A level that the version of the round does not count as the plan's did is no claim.
    """
    for row in _done(one):
        signed_at = _answers(row, asked.id).signed_at
        if signed_at < one.created_at:
            for indicator, level in _levels(row, asked.id):
                if _alike(row, asked, indicator) and level <= asked.top_of(indicator):
                    yield Deed(indicator, level, signed_at, row)


def between(former: Round, later: Round) -> list[ActionProgress]:
    """Return what was done between two signed rounds of a model, by last quarter; three queries."""
    first, end = former.snapshot.signed_at, later.snapshot.signed_at
    last = quarters.of_day(end.date())
    found = [
        row
        for row in _done(later)
        if first <= _answers(row, later.model_slug).signed_at < end
        and row.ended
        and quarters.parse(row.ended) <= last
    ]
    return sorted(found, key=lambda row: (row.ended, row.action))


def expected(rows: Iterable[ActionProgress], slug: str) -> Iterator[Done]:
    """Yield what plans of done actions expected of a model, each in the terms of its version."""
    for row in rows:
        asked = _answers(row, slug).round
        model = frameworks.model(asked.model_slug, asked.model_version)
        yield Done(row.action, model, dict(_levels(row, model.id)))


def stage_expected(rows: Iterable[ActionProgress], later: Round) -> str | None:
    """Name the stage that the newest plan of done actions expected by the later signature."""
    newest = max((row.plan for row in rows), key=lambda plan: plan.created_at)
    when = quarters.of_day(later.snapshot.signed_at.date())
    return predicted.stage(newest.result["path"], later.model_slug, when)


def title(row: ActionProgress, language: str) -> Text | str:
    """Return the title of an action in the words of the plan that planned it last."""
    return Titles(row.plan.result, language).action(row.action)


def _done(one: Round) -> list[ActionProgress]:
    """Return the done actions of plans over the model of a round, alone or among others."""
    rows = ActionProgress.objects.filter(institution=one.institution_id, status=execution.DONE)
    # A plan is large, and many actions share one: it is fetched once, as are its results
    results = Snapshot.objects.select_related("round").defer("content")
    further = Prefetch("further", results.filter(institution=one.institution_id))
    plans = Prefetch("plan", Plan.objects.defer("content").prefetch_related(further))
    found = rows.select_related("snapshot__round").prefetch_related(plans)
    ordered = found.defer("snapshot__content").order_by("action", "pk")
    return [row for row in ordered if _sources(row, one.model_slug)]


def _sources(row: ActionProgress, slug: str) -> list[Snapshot]:
    results = (row.snapshot, *row.plan.further.all())
    return [one for one in results if one.round.model_slug == slug]


def _answers(row: ActionProgress, slug: str) -> Snapshot:
    """Return the signed answers to a model of which an action's plan was made."""
    return _sources(row, slug)[0]


def _levels(row: ActionProgress, model: str) -> Iterator[tuple[str, int]]:
    for name, level in row.expected.items():
        slug, _, indicator = name.partition("/")
        if slug == model:
            yield indicator, level


def _alike(row: ActionProgress, asked: MaturityModel, indicator: str) -> bool:
    """Tell whether the round counts the levels of an indicator as the plan did."""
    if not asked.has(indicator):
        return False
    version = _answers(row, asked.id).round.model_version
    if version == asked.version:
        return True
    old = frameworks.model(asked.id, version)
    return old.has(indicator) and old.top_of(indicator) == asked.top_of(indicator)
