"""A plan is a draft until its institution approves it; then its documents say so."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from pypdf import PdfReader

from assessments import services, sheets
from assessments.exports import documents
from assessments.models import Plan, PlanApproval
from cms.people import roles
from cms.people.models import AuditEvent
from tests.assessments import made
from tests.assessments.saying import browser


def cover(plan: Plan) -> str:
    """Return the first page of the report."""
    content = documents.write(sheets.of(plan, "en"), "en", "report").content
    return " ".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())


def test_the_approver_approves_once_and_the_documents_say_so(team: made.Team, plan: Plan) -> None:
    client = browser(team, roles.APPROVER)
    page, address = reverse("assessments:plan", args=[plan.pk]), "assessments:approve"
    assert "A draft: nobody has approved this roadmap" in client.get(page).content.decode()
    assert "Draft" in cover(plan)
    before = services.request_report(
        user=team[roles.APPROVER], plan_id=plan.pk, language="en", edition="brief"
    )
    for _click in ("first", "second"):
        response = client.post(reverse(address, args=[plan.pk]), follow=True)
        assert "Approved by the role Approver" in response.content.decode()
    assert PlanApproval.objects.get().approved_by == team[roles.APPROVER]
    assert AuditEvent.objects.filter(verb="plan.approved", subject_id=str(plan.pk)).count() == 1
    assert "Approved in Waymark by the role Approver" in cover(plan)
    after = services.request_report(
        user=team[roles.APPROVER], plan_id=plan.pk, language="en", edition="brief"
    )
    assert after.pk != before.pk


@pytest.mark.parametrize("role", sorted(set(roles.LABELS) - {roles.APPROVER}))
def test_nobody_else_approves(team: made.Team, plan: Plan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        services.approve_plan(user=team[role], plan_id=plan.pk)
    assert (
        "Approve this roadmap"
        not in browser(team, role).get(reverse("assessments:plan", args=[plan.pk])).content.decode()
    )
    assert not PlanApproval.objects.exists()


def test_the_approver_of_another_institution_does_not_see_it(
    plan: Plan, strangers: made.Team
) -> None:
    client = browser(strangers, roles.APPROVER)
    assert client.post(reverse("assessments:approve", args=[plan.pk])).status_code == 404
    assert not PlanApproval.objects.exists()


def test_who_holds_the_hash_reads_that_it_is_approved(team: made.Team, plan: Plan) -> None:
    services.allow_confirmation(user=team[roles.COORDINATOR], plan_id=plan.pk)
    address = reverse("confirm_plan") + f"?hash={plan.sha256}"
    stranger = browser(team, roles.OBSERVER)
    stranger.logout()
    assert "Draft." in stranger.get(address).content.decode()
    services.approve_plan(user=team[roles.APPROVER], plan_id=plan.pk)
    assert "by the role Approver on" in stranger.get(address).content.decode()
