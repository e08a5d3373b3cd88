"""Learning in an institution, for its coordinators: rounded numbers, and names by consent."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.people import access, roles
from courses import services
from courses.domain import counting


@never_cache
@login_required
@require_safe
def learning(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Show it to who manages the institution: 404 to strangers, 403 to other members."""
    institution = get_object_or_404(
        access.institutions(request.user, roles.READ), pk=institution_id
    )
    language = get_language()
    shown = services.learning_of(user=request.user, institution=institution, language=language)
    context = {
        **shown,
        "institution": institution.name_in(language),
        "institution_id": institution.pk,
        "step": counting.STEP,
        "fewest": counting.FEWEST_MEMBERS,
    }
    return render(request, "courses/institution.html", context)
