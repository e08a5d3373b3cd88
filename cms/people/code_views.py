"""Views of people without e-mail: their account, a new code, and the first sign-in with it."""

import uuid

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from cms.people import codes, logins, services
from cms.people.code_forms import AccountForm, CodeForm
from cms.people.models import Institution, Membership
from cms.people.team import managed, named


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: HttpRequest, institution_id: uuid.UUID) -> HttpResponse:
    """Open an account for a person without e-mail; answer with the letter to print."""
    institution = managed(request, institution_id)
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            letter = codes.open_account(
                actor=request.user, institution=institution, **form.cleaned_data
            )
            return _letter(request, institution, letter)
        except services.Refused as no:
            form.add_error(None, no.sentence)
    context = {**named(institution), "form": form}
    status = 422 if form.errors else 200
    return render(request, "people/open_account.html", context, status=status)


@never_cache
@login_required
@require_POST
def renew(request: HttpRequest, institution_id: uuid.UUID, membership_id: int) -> HttpResponse:
    """Print a new code for a member, or say whom to ask for one."""
    institution = managed(request, institution_id)
    rows = Membership.objects.select_related("user", "institution")
    membership = get_object_or_404(rows, institution=institution, pk=membership_id)
    try:
        letter = codes.renew(actor=request.user, membership=membership)
    except services.Refused as no:
        context = {**named(institution), "refused": no.sentence, "person": membership.user}
        return render(request, "people/no_code.html", context, status=422)
    return _letter(request, institution, letter)


@sensitive_post_parameters("code", "password", "password_again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let a person set her own password with the code of her letter, and sign her in."""
    if request.user.is_authenticated:
        return redirect("desk")
    if request.method != "POST":
        name = logins.shown(logins.address(request.GET.get("login", "")[:64]))
        return render(request, "people/code.html", {"form": CodeForm(initial={"login": name})})
    form = CodeForm(request.POST)
    status = 422
    if form.is_valid():
        key = logins.address(form.cleaned_data["login"])
        if ratelimit.consume(request, action="printed_code", key=key):
            answer = _signed_in(request, form)
            if answer is not None:
                return answer
        else:
            status = 429
            form.add_error(
                None, _("There were too many failed attempts. Wait five minutes, then try again.")
            )
    return render(request, "people/code.html", {"form": form}, status=status)


def _signed_in(request: HttpRequest, form: CodeForm) -> HttpResponse | None:
    """Use the code and lead to the desk, or say in the form why not."""
    said = form.cleaned_data
    try:
        person = codes.find(login=said["login"], code=said["code"])
        validate_password(said["password"], person)
        user = codes.use(login=said["login"], code=said["code"], password=said["password"])
    except services.Refused as no:
        form.add_error("code", no.sentence)
    except ValidationError as weak:
        form.add_error("password", weak)
    else:
        return perform_login(request, user, email=user.email)
    return None


def _letter(request: HttpRequest, institution: Institution, letter: codes.Letter) -> HttpResponse:
    """Show a letter once, as the answer itself: its code is kept nowhere."""
    context = {
        **named(institution),
        "letter": letter,
        "name": institution.name_in(letter.language),
        "rtl": get_language_info(letter.language)["bidi"],
    }
    return render(request, "people/code_letter.html", context)
