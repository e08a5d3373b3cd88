"""Views of a team: its list, a member's roles, invitations, and the page an invitation leads to.

Whoever is no member gets 404, a member who manages nothing 403 on what coordinators do.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people import (
    access,
    choices,
    closing,
    emergency,
    institutions,
    invitations,
    roles,
    services,
)
from cms.people.models import Institution, Invitation, Membership
from cms.people.team_forms import InvitationForm, RoleForm


@never_cache
@login_required
@require_safe
def team(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """List the members, and for who manages the institution the invitations."""
    institution = readable(request, institution_id)
    manages = access.may(request.user, roles.MANAGE, institution)
    members = Membership.objects.filter(institution=institution, user__is_active=True)
    context = {
        **named(institution),
        "country": choices.country_name(institution.country),
        "members": members.select_related("user").order_by("user__display_name", "user", "role"),
        "manages": manages,
        "emergencies": emergency.of(institution),
        "pending": closing.pending(institution.pk),
        "receives": access.served(request.user, roles.RESULTS).filter(pk=institution.pk).exists(),
        "about": institution,
        "logo": institutions.logo_size(institution.pk),
        "invitations": invitations.pending(institution) if manages else [],
    }
    return render(request, "people/team.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, institution_id: uuid.UUID, membership_id: int) -> HttpResponse:
    """Give a member another role or a further one, or take this one."""
    institution = managed(request, institution_id)
    rows = Membership.objects.select_related("user", "institution")
    membership = get_object_or_404(rows, institution=institution, pk=membership_id)
    taking = request.POST.get("do") == "take"
    data = request.POST if request.method == "POST" and not taking else None
    form = RoleForm(data, initial={"role": membership.role})
    context = {**named(institution), "membership": membership, "form": form}
    if request.method == "POST" and (taking or form.is_valid()):
        try:
            _change(request, membership, None if taking else form.cleaned_data["role"])
        except services.Refused as no:
            context["refused"] = no.sentence
        else:
            messages.success(request, _("The roles are changed."))
            return redirect("people:team", institution.pk)
    status = 422 if form.errors or "refused" in context else 200
    return render(request, "people/member.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Ask once, and give back all of one's roles."""
    institution = readable(request, institution_id)
    context = named(institution)
    if request.method != "POST":
        return render(request, "people/leave.html", context)
    try:
        services.leave(user=request.user, institution=institution)
    except services.Refused as no:
        return render(request, "people/leave.html", {**context, "refused": no.sentence}, status=422)
    messages.success(request, _("You have left the institution."))
    return redirect("desk")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Take an invitation; answer with the letter to print where it goes to no address."""
    institution = managed(request, institution_id)
    form = InvitationForm(request.POST if request.method == "POST" else None)
    context = {**named(institution), "form": form}
    if not form.is_valid():
        return render(request, "people/invite.html", context, status=422 if form.errors else 200)
    try:
        made = invitations.invite(actor=request.user, institution=institution, **form.cleaned_data)
    except services.Refused as no:
        form.add_error(None, no.sentence)
        return render(request, "people/invite.html", context, status=422)
    return _made(request, made)


@never_cache
@login_required
@require_POST
def resend(
    request: HttpRequest, institution_id: uuid.UUID, invitation_id: uuid.UUID
) -> HttpResponse:
    """Give an invitation a new link."""
    institution = managed(request, institution_id)
    try:
        made = invitations.resend(
            actor=request.user, institution=institution, invitation_id=invitation_id
        )
    except Invitation.DoesNotExist as none:
        raise Http404 from none
    except services.Refused as no:
        messages.error(request, no.sentence)
        return redirect("people:team", institution.pk)
    return _made(request, made)


@never_cache
@login_required
@require_POST
def revoke(
    request: HttpRequest, institution_id: uuid.UUID, invitation_id: uuid.UUID
) -> HttpResponse:
    """Withdraw an invitation."""
    institution = managed(request, institution_id)
    try:
        invitations.revoke(actor=request.user, institution=institution, invitation_id=invitation_id)
    except Invitation.DoesNotExist as none:
        raise Http404 from none
    except services.Refused as no:
        messages.error(request, no.sentence)
    else:
        messages.success(request, _("The invitation is withdrawn; its link is dead."))
    return redirect("people:team", institution.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link offers, or why it offers nothing; take what a signed-in person accepts."""
    try:
        if request.method == "POST" and request.user.is_authenticated:
            membership = invitations.accept(user=request.user, token=token)
            messages.success(request, _("Welcome. You now have this role in the institution."))
            return redirect("people:team", membership.institution_id)
        found = invitations.find(token, request.user)
    except invitations.UnknownInvitation as no:
        return _turned_away(request, no, 404)
    except invitations.ClosedInvitation as no:
        return _turned_away(request, no, 410)
    except services.Refused as no:  # another account, or a role that is not for this one
        return _turned_away(request, no, 403)
    context = {**named(found.institution), "invitation": found}
    return render(request, "people/invitation.html", context)


def _change(request: HttpRequest, membership: Membership, role: str | None) -> None:
    """Take the role of a membership, add one to it, or put another in its place."""
    if role is None:
        services.remove_member(actor=request.user, membership=membership)
    elif request.POST.get("do") == "add":
        services.add_member(
            actor=request.user,
            institution=membership.institution,
            user=membership.user,
            role=role,
        )
    else:
        services.change_role(actor=request.user, membership=membership, role=role)


def _made(request: HttpRequest, made: invitations.Made) -> HttpResponse:
    """Show a letter once, as the answer itself: its link is kept nowhere."""
    institution = made.invitation.institution
    if made.invitation.email:
        messages.success(request, _("The invitation is on its way by mail."))
        return redirect("people:team", institution.pk)
    context = {
        **named(institution),
        "invitation": made.invitation,
        "link": made.link,
        "name": institution.name_in(made.invitation.language),
        "rtl": get_language_info(made.invitation.language)["bidi"],
    }
    return render(request, "people/letter.html", context)


def _turned_away(request: HttpRequest, no: services.Refused, status: int) -> HttpResponse:
    return render(request, "people/no_invitation.html", {"sentence": no.sentence}, status=status)


def readable(request: HttpRequest, institution_id: uuid.UUID) -> Institution:
    """Return an institution that this person reads; 404 for everybody else."""
    return get_object_or_404(access.institutions(request.user, roles.READ), pk=institution_id)


def managed(request: HttpRequest, institution_id: uuid.UUID) -> Institution:
    """Return an institution that this person manages; 403 for its other members."""
    found = readable(request, institution_id)
    access.require(request.user, roles.MANAGE, found)
    return found


def named(institution: Institution) -> dict[str, Any]:
    """Return what every page below a team shows."""
    return {
        "institution": institution.name_in(get_language()),
        "institution_id": institution.pk,
    }
