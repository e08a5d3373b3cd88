"""The board of an adopted plan: what is reported of an action, its evidence, its comments."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.domain import currency, execution, quarters
from assessments.domain.execution import Problem, Report
from assessments.domain.quarters import Quarter
from assessments.models import ActionProgress, Plan, ProgressChange, ProgressComment, ProgressLink
from assessments.models.tenancy import PlanQuerySet
from assessments.services.refusals import Refused
from cms.people import access, audit, closing, roles
from cms.people.models import Institution, User

MOST_LINKS = 50
NOT_ADOPTED = _(
    "This roadmap is not the adopted one, or no longer. Open the board of the adopted roadmap."
)
NO_ACTION = _("This action stands on no board of these answers.")
NO_MEMBER = _("Choose somebody who answers for this institution.")
NO_LINK = _("This evidence is not there any more: somebody has removed it.")
ENOUGH_LINKS = _("An action keeps 50 pieces of evidence at most. Remove one first.")
OVERTAKEN = _(
    "Somebody reported on this action while this page was open. Look at what changed and save"
    " again: what you typed is still here."
)


class OvertakenReport(Refused):
    """Somebody else reported since the page was drawn; `row` is what stands there now."""

    def __init__(self, row: ActionProgress) -> None:
        self.row = row
        super().__init__(OVERTAKEN)


class UnclearReport(Refused):
    """What was reported makes no sense; `problems` names each field and a code."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_("Look at what is marked below."))


@dataclass(frozen=True, slots=True)
class Told:
    """All that a form says of an action; the owner counts only where the sender plans."""

    report: Report
    cost: int | None = None
    owner_id: int | None = None
    owner_name: str = ""


def adopted_plan(plan: Plan) -> Plan | None:
    """Return the plan that was approved last of those made of the same answers; one query."""
    alike = Plan.objects.filter(institution=plan.institution_id, snapshot=plan.snapshot_id)
    approved = alike.filter(approval__isnull=False).select_related("institution", "approval")
    return approved.defer("content").order_by("-approval__approved_at", "-pk").first()


def boards_for(user: User) -> PlanQuerySet:
    """Return the plans whose board this person reaches: what she may see, and what she carries out.

    Respondents to whom results are not open reach the board of an action of their own, and see
    nothing of it but these.
    """
    seen = Plan.objects.open_to(user, roles.READ)
    hers = ActionProgress.objects.filter(
        institution=OuterRef("institution"), snapshot=OuterRef("snapshot"), owner=user
    )
    owned = Plan.objects.open_to(user, roles.ANSWER).filter(Exists(hers))
    return Plan.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk__in=owned.values("pk")))


def quarter_now(institution: Institution, moment: dt.datetime | None = None) -> Quarter:
    """Return the quarter in which an institution lives at a moment (now), by its time zone."""
    zone = ZoneInfo(institution.time_zone)
    return quarters.of_day((moment or timezone.now()).astimezone(zone).date())


def may_report(user: User, plan: Plan, row: ActionProgress | None) -> bool:
    """Tell whether this person may report on an action: who plans, or who answers and owns it."""
    if access.may(user, roles.PLAN, plan.institution):
        return True
    owns = row is not None and row.owner_id == user.pk
    return owns and access.may(user, roles.ANSWER, plan.institution)


def report_progress(
    *,
    user: User,
    plan_id: uuid.UUID,
    action: str,
    seen: int,
    told: Told,
    today: dt.date | None = None,
) -> ActionProgress:
    """Keep what is reported of an action, put on record which fields changed, return the row.

    `seen` is the revision that the sender saw. Raises PermissionDenied where the user may not
    report on it, OvertakenReport where another report came meanwhile, UnclearReport with every
    problem of the report, Refused where the plan is not the adopted one, knows no such action,
    or where the owner answers for no such institution.
    """
    with transaction.atomic():
        plan, row = _opened(user, plan_id, action)
        report = execution.settled(told.report)
        now = quarters.of_day(today) if today else quarter_now(plan.institution)
        if found := execution.problems(report, now):
            raise UnclearReport(found)
        values = _values(user, plan, row, report, told)
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        if row.revision != seen and changed:
            raise OvertakenReport(row)
        if not changed:
            return row
        values |= {**_planned(plan, row), "changed_by_id": user.pk, "changed_at": timezone.now()}
        mine = ActionProgress.objects.filter(pk=row.pk, revision=row.revision)
        if not mine.update(**values, revision=row.revision + 1):
            raise OvertakenReport(ActionProgress.objects.get(pk=row.pk))
        row.refresh_from_db()
        fields = [name.removesuffix("_id") for name in changed]
        _record(user, row, "progress.reported", {"fields": fields, "status": row.status}, fields)
    return row


def comment_action(*, user: User, plan_id: uuid.UUID, action: str, text: str) -> ProgressComment:
    """Say something of an action for all who see the board; raises as `report_progress`.

    What this person said last is not said twice: a form may be sent again.
    """
    with transaction.atomic():
        _, row = _opened(user, plan_id, action)
        last = row.comments.last()
        if last and last.author_id == user.pk and last.text == text.strip():
            return last
        said = ProgressComment.objects.create(progress=row, author=user, text=text.strip())
        _record(user, row, "progress.commented", {"comment": said.pk})
    return said


def link_progress(
    *, user: User, plan_id: uuid.UUID, action: str, title: str, url: str
) -> ProgressLink:
    """Put the address of something on the web beside an action; raises as `report_progress`.

    What stands there already is not put there twice.
    """
    with transaction.atomic():
        _, row = _opened(user, plan_id, action)
        if known := row.links.filter(title=title, url=url).first():
            return known
        if row.links.count() >= MOST_LINKS:
            raise Refused(ENOUGH_LINKS)
        link = ProgressLink.objects.create(progress=row, title=title, url=url, added_by=user)
        _record(user, row, "progress.evidenced", {"link": link.pk}, ["link-added"])
    return link


def unlink_progress(*, user: User, plan_id: uuid.UUID, action: str, link_id: int) -> None:
    """Take a piece of evidence away; raises as `report_progress`, Refused where it is gone."""
    with transaction.atomic():
        _, row = _opened(user, plan_id, action)
        deleted, _rows = row.links.filter(pk=link_id).delete()
        if not deleted:
            raise Refused(NO_LINK)
        _record(user, row, "progress.unevidenced", {"link": link_id}, ["link-removed"])


def reporters(institution: Institution) -> list[User]:
    """Return the members to whom an action can be given: all who answer, by name."""
    found = User.objects.filter(
        is_active=True,
        memberships__institution=institution,
        memberships__role__in=roles.granting(roles.ANSWER),
    )
    return list(found.distinct().order_by("display_name", "pk"))


def currency_of(plan: Plan) -> str:
    """Return the code of the currency in which costs of a plan are reported."""
    named = currency.of(plan.result)
    return named.code if named else currency.BASE


def planned_entry(plan: Plan, action: str) -> Mapping[str, Any] | None:
    """Return what a plan says of an action, None where it does not plan it."""
    return next((one for one in plan.result["actions"] if one["id"] == action), None)


def _opened(user: User, plan_id: uuid.UUID, action: str) -> tuple[Plan, ActionProgress]:
    """Return an adopted plan and the row of one of its actions, locked; made if there is none."""
    plans = boards_for(user).select_related("institution")
    plan = plans.defer("content").filter(pk=plan_id).first()
    if plan is None:
        raise PermissionDenied
    key = {"institution": plan.institution, "snapshot_id": plan.snapshot_id, "action": action}
    row = ActionProgress.objects.select_for_update().filter(**key).first()
    if not may_report(user, plan, row):
        raise PermissionDenied
    if adopted_plan(plan) != plan:
        raise Refused(NOT_ADOPTED)
    closing.refuse(plan.institution_id)
    if row is None:
        if planned_entry(plan, action) is None:
            raise Refused(NO_ACTION)
        row, _new = ActionProgress.objects.get_or_create(
            **key, defaults={"plan": plan, "expected": _expected(plan, action)}
        )
    return plan, row


def _values(
    user: User, plan: Plan, row: ActionProgress, report: Report, told: Told
) -> dict[str, Any]:
    values: dict[str, Any] = {
        "status": report.status,
        "percent": report.percent,
        "started": str(report.started or ""),
        "ended": str(report.ended or ""),
        "reason": report.reason.strip(),
        "cost": told.cost,
    }
    if told.cost != row.cost:
        values["currency"] = "" if told.cost is None else currency_of(plan)
    if access.may(user, roles.PLAN, plan.institution):
        members = {one.pk for one in reporters(plan.institution)} | {row.owner_id, None}
        if told.owner_id not in members:
            raise Refused(NO_MEMBER)
        values |= {"owner_id": told.owner_id, "owner_name": told.owner_name.strip()}
    return values


def _planned(plan: Plan, row: ActionProgress) -> dict[str, Any]:
    """Say which plan plans the action now; one that no longer does leaves the row as it is."""
    if planned_entry(plan, row.action) is None:
        return {}
    return {"plan_id": plan.pk, "expected": _expected(plan, row.action)}


def _expected(plan: Plan, action: str) -> dict[str, int]:
    entry = planned_entry(plan, action) or {}
    found: dict[str, int] = {}
    for gap in entry.get("closes", ()):
        name = f"{gap['model']}/{gap['indicator']}"
        found[name] = max(found.get(name, 0), gap["to"])
    return found


def _record(
    user: User,
    row: ActionProgress,
    verb: str,
    detail: dict[str, Any],
    fields: list[str] | None = None,
) -> None:
    """Put a deed on record, and in the action's own history where `fields` of it changed."""
    if fields is not None:
        ProgressChange.objects.create(
            progress=row, revision=row.revision, fields=fields, made_by=user
        )
    audit.record(
        actor=user,
        verb=verb,
        institution=row.institution,
        subject=row,
        detail={"snapshot": str(row.snapshot_id), "action": row.action, **detail},
    )
