"""Views of people: one's own profile, and the question whether one has read the texts."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people import consents, services
from cms.people.forms import ConsentForm, ProfileForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show a person their profile, and store what they change in it."""
    if request.method != "POST":
        return _profile(request, ProfileForm.of(request.user))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _profile(request, form, status=422)
    services.update_profile(user=request.user, **form.cleaned_data)
    messages.success(request, _("Your profile is saved."))
    return redirect("people:profile")


def _profile(request: HttpRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "in_force": consents.in_force(),
        "consents": consents.given_by(request.user),
    }
    return render(request, "account/profile.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    """Ask whether a person has read what is in force now, and lead on to where they were going."""
    onward = _onward(request)
    missing = consents.missing(request.user)
    if not missing:
        return redirect(onward)
    form = ConsentForm(request.POST or None)
    # A version raised while the page was open has not been read: the page is shown again.
    shown = {str(version.pk) for version in missing} <= set(request.POST.getlist("version"))
    if request.method == "POST" and shown and form.is_valid():
        consents.give(user=request.user, versions=missing, language=get_language())
        return redirect(onward)
    context = {"form": form, "missing": missing, "onward": onward}
    return render(request, "account/consent.html", context)


def _onward(request: HttpRequest) -> str:
    """Return the page of this site that was asked for, else where signing in leads."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else resolve_url(settings.LOGIN_REDIRECT_URL)
