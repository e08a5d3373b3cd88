"""The planning desk: every limit of a plan, and what changing it would do, before anything is kept.

Nothing is saved until somebody saves a variant or adopts what stands on the desk.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import desk_errors, differences, services, titles
from assessments.desk_form import DeskForm
from assessments.domain.planning import Plan as Made
from assessments.domain.planning import PlanError
from assessments.domain.shape import ShapeError
from assessments.models import Plan, PlanVariant
from assessments.services import Wish
from assessments.views import desk_groups, desk_sheet, doors
from assessments.views.desk_sheet import Desk
from cms.people import roles

SAVE, ADOPT = "save", "adopt"


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Show the limits of a plan or of a variant, and what they do; save or adopt them if asked."""
    plan = doors.plan_for(request, plan_id, roles.PLAN)
    variant = variant_of(plan, request.GET.get("variant")) if "variant" in request.GET else None
    try:
        sheet = desk_sheet.opened(plan, variant, request.POST, get_language())
    except ShapeError:  # a variant that was saved before limits changed their shape
        messages.error(request, desk_sheet.UNREADABLE)
        return redirect("assessments:desk", plan.pk)
    sent = request.POST if request.method == "POST" else None
    form = DeskForm(sent, asked=sheet.asked, table=sheet.table)
    made, wish = None, None
    if form.is_valid():
        if done := _done(request, plan, form):
            return done
        wish = form.wish()
    elif variant and sent is None:
        wish = services.read_variant(variant)
    if wish and not form.errors:
        made = _tried(request, plan, form, wish)
    elif sent is None:
        made = desk_sheet.made_anew(request.user, sheet)
    context = _context(request, sheet, form, made, wish if made else None)
    template = "desk_fragment" if request.htmx else "desk"
    status = 422 if form.errors else 200
    return render(request, f"assessments/{template}.html", context, status=status)


def variant_of(plan: Plan, named: object) -> PlanVariant:
    """Return a variant of the answers of a plan by its id; 404 for whatever is none."""
    try:
        pk = uuid.UUID(str(named))
    except ValueError:
        raise Http404 from None
    variant = PlanVariant.objects.filter(snapshot=plan.snapshot_id, pk=pk).first()
    if variant is None:
        raise Http404
    return variant


def _done(request: HttpRequest, plan: Plan, form: DeskForm) -> HttpResponse | None:
    """Save or adopt what was typed and go there; None where neither was asked or can be done."""
    do = request.POST.get("do")
    try:
        if do == SAVE:
            return _saved(request, plan, form)
        if do == ADOPT:
            return _adopted(request, plan, form.wish())
    except (PlanError, ShapeError) as no:
        desk_errors.place(form, no.problems)
    except services.Refused as no:
        form.add_error("name" if do == SAVE else None, str(no.sentence))
    return None


def _saved(request: HttpRequest, plan: Plan, form: DeskForm) -> HttpResponse:
    variant = services.save_variant(
        user=request.user,
        plan_id=plan.pk,
        name=form.cleaned_data["name"],
        wish=form.wish(),
    )
    messages.success(request, _("The variant is saved. The roadmap itself has not changed."))
    return redirect(f"{reverse('assessments:desk', args=[plan.pk])}?variant={variant.pk}")


def _adopted(request: HttpRequest, plan: Plan, wish: Wish) -> HttpResponse:
    made = services.make_plan(
        user=request.user,
        snapshot_id=plan.snapshot_id,
        limits=wish.limits,
        targets=wish.targets,
        also=services.still_with(plan),
    )
    messages.success(request, differences.between(made, plan, get_language()))
    return redirect("assessments:plan", made.pk)


def _tried(request: HttpRequest, plan: Plan, form: DeskForm, wish: Wish) -> Made | None:
    try:
        return services.try_plan(
            user=request.user,
            snapshot_id=plan.snapshot_id,
            limits=wish.limits,
            targets=wish.targets,
            also=services.still_with(plan),
        )
    except (PlanError, ShapeError) as no:
        desk_errors.place(form, no.problems)
    except services.Refused as no:
        form.add_error(None, str(no.sentence))
    return None


def _context(
    request: HttpRequest,
    sheet: Desk,
    form: DeskForm,
    made: Made | None,
    wish: Wish | None,
) -> dict[str, Any]:
    language = get_language()
    found = {
        "plan": sheet.plan,
        "plan_title": titles.plan(sheet.plan, language),
        "form": form,
        "errors": desk_groups.errors(form),
        **desk_sheet.effect(sheet, made, wish, language),
        "moved": made is not None and wish is None,
    }
    found["groups"] = desk_groups.of(form, found["summaries"])
    if request.htmx:
        return found
    if made:
        desk_sheet.offer(form, made, language)
    return {
        **found,
        **desk_sheet.limits(sheet, form, language),
        "variants": desk_sheet.variants(sheet, language),
        "variant": sheet.variant,
    }
