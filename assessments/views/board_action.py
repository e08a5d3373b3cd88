"""One action of the board: what it is, where it stands, what shows it, what was said of it."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import roadmap, services, sheets, titles
from assessments.board_form import CommentForm, LinkForm, ProgressForm
from assessments.boards import Board, owner_of
from assessments.models import ActionProgress, Plan
from assessments.views import doors
from assessments.views.board import opened, reached
from cms.people import access, roles
from cms.press import formatting


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, plan_id: uuid.UUID, action: str) -> HttpResponse:
    """Show an action, and take a report, a comment or a piece of evidence."""
    plan = reached(request, plan_id)
    current = services.adopted_plan(plan)
    if current is None:
        return redirect("assessments:board", plan.pk)
    board = opened(request, current)
    if not board.has(action):
        raise Http404
    if request.method == "POST":
        return _taken(request, plan, board, action)
    if current != plan:
        return redirect("assessments:board-action", current.pk, action)
    return _page(request, board, action, _forms(request, board, action))


def _taken(request: HttpRequest, plan: Plan, board: Board, action: str) -> HttpResponse:
    """Do what was asked and come back to the page; what is refused stays in its form."""
    forms = _forms(request, board, action, request.POST)
    do = request.POST.get("do", "report")
    deed = _DEEDS.get(do)
    if deed is None:
        raise Http404
    key = {"user": request.user, "plan_id": plan.pk, "action": action}
    form = forms.get(do)
    context: dict[str, Any] = {}
    if form is None or form.is_valid():
        try:
            messages.success(request, deed(request, form, key))
            return redirect("assessments:board-action", plan.pk, action)
        except services.OvertakenReport as no:
            board = opened(request, board.plan)
            context = {"other": _other(no.row), "seen": no.row.revision}
            form.add_error(None, str(no.sentence))
        except services.UnclearReport as no:
            form.mark(no.problems)
        except services.Refused as no:
            context["refused"] = no.sentence
    return _page(request, board, action, forms, status=422, **context)


def _report(request: HttpRequest, form: ProgressForm, key: Mapping[str, Any]) -> str:
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1
    services.report_progress(**key, seen=number, told=form.told())
    return _("Your report is saved.")


def _comment(request: HttpRequest, form: CommentForm, key: Mapping[str, Any]) -> str:
    services.comment_action(**key, text=form.cleaned_data["text"])
    return _("Your comment is saved.")


def _link(request: HttpRequest, form: LinkForm, key: Mapping[str, Any]) -> str:
    services.link_progress(**key, **form.cleaned_data)
    return _("The evidence is saved.")


def _unlink(request: HttpRequest, form: None, key: Mapping[str, Any]) -> str:
    named = request.POST.get("link", "")
    number = int(named) if named.isascii() and named.isdigit() and len(named) < 18 else 0
    services.unlink_progress(**key, link_id=number)
    return _("The evidence is removed.")


_DEEDS: Mapping[str, Callable[..., str]] = {
    "report": _report,
    "comment": _comment,
    "link": _link,
    "unlink": _unlink,
}


def _forms(
    request: HttpRequest, board: Board, action: str, sent: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the three forms; only the one that was sent is bound."""
    plan, row = board.plan, board.rows.get(action)
    do = sent.get("do", "report") if sent else None
    plans = access.may(request.user, roles.PLAN, plan.institution)
    return {
        "report": ProgressForm(
            sent if do == "report" else None,
            row=row,
            members=services.reporters(plan.institution) if plans else None,
            now=board.now,
            currency=services.currency_of(plan),
        ),
        "comment": CommentForm(sent if do == "comment" else None),
        "link": LinkForm(sent if do == "link" else None),
    }


def _page(
    request: HttpRequest,
    board: Board,
    action: str,
    forms: Mapping[str, Any],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    plan, row, language = board.plan, board.rows.get(action), get_language()
    source = board.plan_of(action)
    context = {
        "plan": plan,
        "plan_title": titles.plan(plan, language),
        "institution": plan.institution.name_in(language),
        "readers": doors.readers(plan.institution),
        "entry": board.entry(action),
        "step": roadmap.step(sheets.of(source, language), action, language),
        "row": row,
        "whole": board.only is None,
        "spent": _spent(row),
        "forms": forms,
        "seen": row.revision if row else 0,
        "may_report": services.may_report(request.user, plan, row),
        "links": row.links.select_related("added_by") if row else (),
        "comments": row.comments.select_related("author") if row else (),
        "history": [_change(one) for one in _changes(row)],
        **more,
    }
    return render(request, "assessments/board_action.html", context, status=status)


def _spent(row: ActionProgress | None) -> str:
    if row is None or row.cost is None:
        return ""
    return formatting.money(row.cost, get_language(), figures=15, currency=row.currency)


def _other(row: ActionProgress) -> list[tuple[str, str]]:
    """Say what stands there now, field by field, beside a report that came too late."""
    language = get_language()
    quarters = (formatting.quarter(one, language) for one in (row.started, row.ended) if one)
    found = [
        (_("Reported by"), row.changed_by.display_name if row.changed_by else ""),
        (_("Status"), row.get_status_display()),
        (_("Progress in per cent"), formatting.percent(row.percent / 100, language)),
        (_("Actual quarters"), formatting.join(quarters, language)),
        (_("Actual cost so far"), _spent(row)),
        (_("Owner"), owner_of(row)),
        (_("Why it is blocked or dropped"), row.reason),
    ]
    return [(label, value) for label, value in found if value]


def _changes(row: ActionProgress | None) -> Any:
    return row.changes.select_related("made_by")[:50] if row else ()


def _change(one: Any) -> dict[str, Any]:
    words = _fields()
    told = [words.get(name, name) for name in one.fields]
    name = one.made_by.display_name if one.made_by else ""
    return {"at": one.made_at, "by": name, "what": formatting.join(told, get_language())}


def _fields() -> dict[str, str]:
    return {
        "status": _("Status"),
        "percent": _("Progress in per cent"),
        "started": _("Began in"),
        "ended": _("Ended in"),
        "cost": _("Actual cost so far"),
        "currency": _("Currency"),
        "owner": _("Owner"),
        "owner_name": _("Institution that carries it out"),
        "reason": _("Why it is blocked or dropped"),
        "link-added": _("Evidence added"),
        "link-removed": _("Evidence removed"),
    }
