"""Which letters a person gets, and the switch for the weekly one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import services
from assessments.forms import LettersForm
from assessments.views import doors


@doors.private
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest) -> HttpResponse:
    """Show whether the weekly letter is on, and switch it."""
    if request.method == "POST":
        form = LettersForm(request.POST)
        if form.is_valid():
            services.choose_digest(user=request.user, wanted=form.cleaned_data["digest"])
            messages.success(request, _("Your choice is saved."))
            return redirect("assessments:letters")
    form = LettersForm(initial={"digest": services.wants_digest(request.user)})
    return render(request, "assessments/letters.html", {"form": form})
