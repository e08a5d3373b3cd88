"""Who may open a page: signed-in people only, and other institutions' things do not exist."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments import scopes
from assessments.models import Plan, Round, SnapshotShare
from assessments.models.tenancy import TenantQuerySet
from assessments.scopes import Reach
from cms.people import access, emergency, roles
from cms.people.models import EmergencyAccess, Institution, Membership

View = Callable[..., HttpResponse]
READING = roles.IN_AN_EMERGENCY | {roles.REVIEW}
"""What an administrator with emergency access sees as well."""


def private(view: View) -> View:
    """Send strangers to the sign-in page, and keep what is shown out of every cache.

    A fragment's request is answered with a sentence: followed silently, a redirect to the
    sign-in page would look like a saved answer.
    """
    page = never_cache(login_required(view))

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.htmx and not request.user.is_authenticated:
            return refusal(_("Not saved: you are signed out."), 401)
        return page(request, *args, **kwargs)

    return opened


def refusal(sentence: str, status: int) -> HttpResponse:
    """Answer a fragment's request with one sentence that the page shows beside the answer."""
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def is_same_person(request: HttpRequest) -> bool:
    """Tell whether the page was given to the person who is signed in now.

    Another tab may have signed in somebody else: what one person chose is never saved as the
    answer of another. A page that does not say for whom it was drawn is taken at its word.
    """
    return request.POST.get("by", str(request.user.pk)) == str(request.user.pk)


def reach_for(request: HttpRequest, round_id: uuid.UUID) -> Reach:
    """Return a round with what this person may do there, or answer 404 to strangers; one query."""
    found = scopes.reach(request.user, round_id)
    if found is None:
        raise Http404
    return found


def round_for(request: HttpRequest, round_id: uuid.UUID, capability: str = roles.READ) -> Round:
    """Return a round that is open as a whole: 404 to strangers, 403 to whoever sees parts only.

    Reading needs what results need; another capability is asked of the institution.
    """
    reached = reach_for(request, round_id)
    wanted = roles.RESULTS if capability == roles.READ else capability
    if not reached.may(wanted):
        raise PermissionDenied
    return reached.round


def plan_for(request: HttpRequest, plan_id: uuid.UUID, capability: str = roles.READ) -> Plan:
    """Return a plan, or answer 404 to strangers and 403 to members without the capability."""
    plans = Plan.objects.select_related("institution", "snapshot__round", "disclosure")
    lent = SnapshotShare.objects.filter(snapshot=OuterRef("snapshot"), revoked_at=None)
    told = plans.annotate(
        watched=Exists(access.running().filter(institution=OuterRef("institution"))),
        lends=Exists(lent),
    )
    return _opened(request, told, plan_id, capability)


def institution_for(request: HttpRequest, institution_id: uuid.UUID) -> Institution:
    """Return an institution to its members, or answer 404 to everybody else."""
    found = access.institutions(request.user, roles.READ).filter(pk=institution_id).first()
    if found is None:
        raise Http404
    return found


def _opened(request: HttpRequest, rows: TenantQuerySet, pk: uuid.UUID, capability: str) -> Any:
    found = rows.open_to(request.user, roles.READ).filter(pk=pk).first()
    if found is None:
        raise Http404
    if capability != roles.READ:
        access.require(request.user, capability, found.institution)
    return found


def denied(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Answer a fragment that a service denied: a sentence, which tells strangers nothing.

    The page it came from may be older than the deletion of what it shows.
    """
    if scopes.reach(request.user, round_id) is None:
        return refusal(_("Not saved: this assessment does not exist, or is not open to you."), 404)
    return refusal(_("Not saved: your role may read this assessment but not answer."), 403)


Reader = Membership | EmergencyAccess


def readers(
    institution: Institution, capability: str = roles.RESULTS, *, emergencies: bool = True
) -> list[Reader]:
    """Return everybody who sees what a capability opens, emergency access included; two queries."""
    members = Membership.objects.filter(
        institution=institution, role__in=roles.granting(capability), user__is_active=True
    )
    found = list(members.select_related("user").order_by("user__display_name", "role"))
    if not emergencies or capability not in READING:
        return found
    return [*found, *emergency.of(institution)]


def readers_of_result(one: Round, plan: Plan | None = None) -> dict[str, object]:
    """Return what `_who.html` says of a result: its readers, and with whom it is shared.

    What `scopes.reach` or `plan_for` has found out of it is not asked again.
    """
    row = plan or one
    opens = roles.READ if one.results_open and not (plan and _holds_closed(plan)) else roles.RESULTS
    shares = SnapshotShare.objects.filter(snapshot__round=one, revoked_at=None).order_by("pk")
    rows = shares.select_related("to") if getattr(row, "lends", True) else ()
    return {
        "readers": readers(one.institution, opens, emergencies=getattr(row, "watched", True)),
        "shares": [share.to.name_in(get_language()) for share in rows],
    }


def _holds_closed(plan: Plan) -> bool:
    """Tell whether a plan was made with a result that respondents do not see."""
    own = plan.further.filter(institution=plan.institution_id, round__results_open=True)
    return plan.further.count() > own.count()
