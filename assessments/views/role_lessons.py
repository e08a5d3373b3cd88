"""The button on a board that makes a learning path of the lessons its actions recommend."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import boards, lessons, services
from assessments.views import doors
from assessments.views.board import opened, reached
from cms.people import access, roles


@doors.private
@require_POST
def make(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """Make the reader's path, or renew it, and lead to its page; without a board, say why not.

    The courses get the ids of lessons and nothing of the roadmap.
    """
    plan = reached(request, plan_id)
    if not access.served(request.user, roles.READ).filter(pk=plan.institution_id).exists():
        raise PermissionDenied  # emergency access reads and does nothing else
    current = services.adopted_plan(plan)
    if current is None:
        return redirect("assessments:board", plan.pk)
    ids = boards.lesson_ids(opened(request, current), request.user)
    if not ids:
        messages.info(request, _("No lesson belongs to these actions yet."))
        return redirect("assessments:board", current.pk)
    return redirect(lessons.make_path(request.user, ids))
