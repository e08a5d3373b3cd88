"""An adopted plan and what is reported of it, for tests of the board."""

import datetime as dt

from django.urls import reverse
from django.utils import translation

from assessments import services
from assessments.domain import quarters
from assessments.domain.execution import Report
from assessments.models import ActionProgress, Plan
from cms.people import roles
from tests.assessments import made

TODAY = dt.date(2027, 8, 16)
"""A Monday in the third quarter of a plan that begins in 2027."""


def adopted(team: made.Team, plan: Plan | None = None) -> Plan:
    """Return a plan that the approver has approved; the small one where none is given."""
    found = plan or made.planned(team)
    services.approve_plan(user=team[roles.APPROVER], plan_id=found.pk)
    return found


def library_actions(plan: Plan) -> list[str]:
    """Name the actions of a plan that stand in the library."""
    return [one["id"] for one in plan.result["actions"] if one["kind"] == "library"]


def report(
    team: made.Team, plan: Plan, action: str, status: str = "running", **more: object
) -> ActionProgress:
    """Let the coordinator, or `by`, report on an action; `seen` is what stands there."""
    row = ActionProgress.objects.filter(snapshot=plan.snapshot_id, action=action).first()
    given = {"started": "2027-Q1"} if status in ("running", "done") else {}
    given |= {"ended": "2027-Q2"} if status == "done" else {}
    given |= {"reason": "No money."} if status in ("blocked", "dropped") else {}
    given |= {key: more.pop(key) for key in ("started", "ended", "reason") if key in more}
    days = {k: quarters.parse(v) for k, v in given.items() if k != "reason" and v}
    told = services.Told(
        Report(
            status,
            percent=int(more.pop("percent", 40)),
            reason=str(given.get("reason", "")),
            **days,
        ),
        cost=more.pop("cost", None),
        owner_id=more.pop("owner_id", row.owner_id if row else None),
        owner_name=str(more.pop("owner_name", "")),
    )
    return services.report_progress(
        user=more.pop("by", team[roles.COORDINATOR]),
        plan_id=plan.pk,
        action=action,
        seen=more.pop("seen", row.revision if row else 0),
        told=told,
        today=TODAY,
    )


def address(name: str, *args: object, language: str = "en") -> str:
    """Return an address of this room."""
    with translation.override(language):
        return reverse(f"assessments:{name}", args=args)
