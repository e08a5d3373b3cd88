"""One roadmap over the questionnaires of an institution: what is planned together, and known."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments import given, library
from assessments.domain import quarters
from assessments.domain import replanning as domain
from assessments.models import Plan, Round, Snapshot
from assessments.services import replanning
from assessments.services.plans import make_plan, open_further
from cms.people import roles
from cms.people.models import Institution, User


def planned(signed: Iterable[Round]) -> Iterator[Round]:
    """Yield the rounds that can be planned with the first one: of each model the first is taken.

    What no release of the action library serves together with those before is left out.
    """
    models: list[str] = []
    for one in signed:
        if not models or (
            one.model_slug not in models and library.serves_together(*models, one.model_slug)
        ):
            models.append(one.model_slug)
            yield one


def own_results(snapshot: Snapshot) -> list[Snapshot]:
    """Return the institution's newest results on other models that can be planned with this one.

    Who plans for an institution sees all of its results. One query.
    """
    rows = Snapshot.objects.filter(institution=snapshot.institution_id).exclude(pk=snapshot.pk)
    rows = rows.select_related("round").defer("content").order_by("-signed_at", "pk")
    by_round = {one.round: one for one in rows}
    return [by_round[one] for one in list(planned([snapshot.round, *by_round]))[1:]]


def newest_plan(*, user: User, snapshot: Snapshot) -> Plan | None:
    """Return the newest plan made of a result, alone or with others, that this person may see."""
    plans = Plan.objects.open_to(user, roles.READ).filter(institution=snapshot.institution_id)
    made = plans.filter(Q(snapshot=snapshot) | Q(pk__in=snapshot.joined_plans.values("pk")))
    return made.defer("content").order_by("-created_at", "pk").first()


def plan_together(
    *,
    user: User,
    snapshot_id: uuid.UUID,
    also: Collection[uuid.UUID | str] = (),
    today: dt.date | None = None,
) -> Plan:
    """Make the first plan of a result, alone or with others, from what is known, and return it.

    Where the institution has planned with one of the other results, the new plan keeps the limits
    and the stages that it named there, and what was reported on the board as locks; otherwise the
    defaults of the method hold. Raises as `make_plan`.
    """
    asked: dict[str, Any] = {"user": user, "snapshot_id": snapshot_id, "also": also}
    first, further = open_further(user, snapshot_id, also)
    before = _planned_with(first.institution, further)
    if before is None:
        return make_plan(**asked, today=today)
    models = [one.round.model_slug for one in (first, *further)]
    return make_plan(**asked, **_known(before, models, today), today=today)


def _planned_with(institution: Institution, further: Collection[Snapshot]) -> Plan | None:
    """Return the plan of the other results that was adopted last, or else made last."""
    plans = Plan.objects.filter(institution=institution, snapshot__in=further)
    adopted = plans.filter(approval__isnull=False).order_by("-approval__approved_at", "-pk")
    return adopted.first() or plans.order_by("-created_at", "pk").first()


def _known(before: Plan, models: list[str], today: dt.date | None) -> Mapping[str, Any]:
    told, found = given.of(before), replanning.reports(before)
    if told.is_default and not domain.has_moved(found):
        return {}
    start = quarters.next_quarter(today or timezone.localdate())
    lockable = replanning.lockable(before.institution, models)
    limits = domain.limits(told.limits, found, start, lockable)
    return {"limits": given.as_mapping(limits), "targets": told.targets}
