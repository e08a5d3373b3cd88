"""All of one's own learning on one page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import services


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what is next, dates, results and certificates."""
    shown = services.mine(user=request.user, language=get_language())
    return render(request, "courses/mine.html", shown)
