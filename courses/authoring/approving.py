"""Approving a page means having been shown its questions: as they are now, and all of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.workflow import WorkflowAction
from wagtail.models import Page

from courses.services import reviewing

APPROVE = "approve"


def refuse_unread(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead an approval back that was sent from an editor which showed other questions, or none."""
    sent = request.POST
    if "action-workflow-action" not in sent or sent.get("workflow-action-name") != APPROVE:
        return None
    wanted = reviewing.of(page).digest
    if not wanted or sent.get("questions-read") == wanted:
        return None
    messages.error(
        request,
        _("The questions of this page have changed since you opened it. Read them, then approve."),
    )
    return redirect(_editor(page))


def _editor(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class Act(WorkflowAction):
    """What can be done to a page under review outside its editor; a page with questions is
    approved in the editor, where they are shown."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead an approval to the editor where there are questions to be read."""
        if self.action_name != APPROVE or not self.object.workflow_in_progress:
            return super().dispatch(request, *args, **kwargs)
        self.check_action()
        page = self.object.get_latest_revision_as_object()
        if not reviewing.of(page).digest:
            return super().dispatch(request, *args, **kwargs)
        messages.warning(request, _("Read the questions below, then approve the page here."))
        editor = _editor(page)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": editor})
        return redirect(editor)
