"""Views of people: one's own profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people import services
from cms.people.forms import ProfileForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show a person their profile, and store what they change in it."""
    if request.method != "POST":
        return render(request, "account/profile.html", {"form": ProfileForm.of(request.user)})
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return render(request, "account/profile.html", {"form": form}, status=422)
    services.update_profile(user=request.user, **form.cleaned_data)
    messages.success(request, _("Your profile is saved."))
    return redirect("people:profile")
