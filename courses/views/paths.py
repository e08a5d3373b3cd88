"""Learning paths: the page of one, and removing one's own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses import services
from courses.models import outline


@never_cache
@require_safe
def path(request: HttpRequest, path_id: UUID) -> HttpResponse:
    """Show the lessons of a path in order, how far the reader is, and what comes next."""
    found = get_object_or_404(services.open_paths(request.user), pk=path_id)
    followed = services.followed(paths=[found], user=request.user, language=get_language())[0]
    following = followed.next
    context = {
        "followed": followed,
        "mine": found.owner_id is not None,
        "steps": [
            {
                "title": step.title,
                "url": step.url,
                "note": outline.minutes(step.minutes),
                "state": "done" if step.done else "here" if step is following else "ahead",
            }
            for step in followed.steps
        ],
        "minutes": outline.minutes(followed.minutes),
    }
    return render(request, "courses/path.html", context)


@never_cache
@login_required
@require_POST
def remove(request: HttpRequest, path_id: UUID) -> HttpResponse:
    """Remove one's own path. What was read stays read."""
    get_object_or_404(services.open_paths(request.user), pk=path_id, owner=request.user)
    services.remove_path(user=request.user, path_id=path_id)
    messages.success(request, _("The path is removed. What you have read stays read."))
    return redirect("desk")
