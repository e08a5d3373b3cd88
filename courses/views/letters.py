"""Letters on one's own learning: choosing them, and ending them without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from courses import services
from courses.desk_forms import LearningLettersForm


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Show what somebody has chosen, and keep another choice."""
    form = LearningLettersForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            chosen = services.Chosen(**form.cleaned_data)
            services.choose_letters(user=request.user, chosen=chosen)
            messages.success(request, _("Your choice is saved."))
            return redirect("courses:letters")
    else:
        form = LearningLettersForm.of(services.letters_of(request.user).wish)
    context = {"form": form}
    return render(request, "courses/letters.html", context, status=422 if form.errors else 200)


# A mail program posts here in nobody's session (RFC 8058); the signed address is the permission.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    """End the letters of whom the address was made for. A GET asks first: scanners open links."""
    user = services.behind(signed)
    if user is None:
        raise Http404
    done = request.method == "POST"
    if done:
        services.stop_letters(user=user)
    return render(request, "courses/letters_stop.html", {"done": done})
