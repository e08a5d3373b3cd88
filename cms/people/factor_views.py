"""Views of the second factor: set up, asked for, its recovery codes, switched off."""

from urllib.parse import quote, urlencode

from allauth.account.internal.decorators import login_stage_required
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import check_rate_limit, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.people import factors, second_factor, services
from cms.people.again import fresh, is_fresh
from cms.people.factor_forms import AppCodeForm, CodeForm
from cms.people.models import User
from cms.people.stage import CodeStage

ONWARD, SHOWN = "second_factor_onward", "recovery_codes_shown"
"""In the session: where the person was going; that the codes just made are still on the page."""


@never_cache
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show whether a person has a second factor, and what can be done about it."""
    has = second_factor.of(request.user)
    context = {
        "factor": has.get(second_factor.TOTP),
        "left": len(factors.codes(request.user)),
        "required": second_factor.must_have(request.user),
    }
    return render(request, "account/factor.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@fresh(methods=("GET", "HEAD", "POST"))
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the secret as a picture and as text, and begin when a code proves that it arrived."""
    if second_factor.TOTP in second_factor.of(request.user):
        return redirect("mfa_index")
    if request.method == "GET" and request.GET.get("next"):
        request.session[ONWARD] = request.GET["next"]
    secret = get_totp_secret()
    form = AppCodeForm(request.POST or None)
    if form.is_valid() and _added(request, form, secret):
        clear_totp_secret(request)
        request.session[SHOWN] = True
        return redirect("mfa_view_recovery_codes")
    context = {
        "form": form,
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        "address": _address(request.user, secret),
        "required": second_factor.is_lacking(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "account/factor_set_up.html", context, status=status)


def _added(request: HttpRequest, form: AppCodeForm, secret: str) -> bool:
    try:
        forget = check_rate_limit(request.user)
        factors.add(user=request.user, secret=secret, code=form.cleaned_data["code"])
    except (ValidationError, services.Refused) as no:
        form.add_error("code", _said(no))
        return False
    forget()
    return True


def _address(user: User, secret: str) -> str:
    """Return what an authenticator app reads: whose secret, for which site."""
    site = settings.WAGTAIL_SITE_NAME
    words = urlencode({"secret": secret, "issuer": site}, quote_via=quote)
    return f"otpauth://totp/{quote(site)}:{quote(user.email)}?{words}"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Show the codes that were just made, until the person says that they are kept.

    Afterwards, or in another session, only how many are left.
    """
    if second_factor.CODES not in second_factor.of(request.user):
        return redirect("mfa_index")
    if request.method == "POST":
        request.session.pop(SHOWN, None)
        messages.success(request, _("Your recovery codes are not shown again."))
        return redirect(_onward(request))
    left = factors.codes(request.user)
    context = {"codes": left if _may_see(request) else [], "left": len(left)}
    return render(request, "account/factor_codes.html", context)


@never_cache
@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Give the codes that were just made as a text; 404 once they are not shown any more."""
    if not _may_see(request):
        raise Http404
    factors.record_download(user=request.user)
    context = {"codes": factors.codes(request.user), "email": request.user.email}
    response = render(
        request, "account/factor_codes.txt", context, content_type="text/plain; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="waymark-recovery-codes.txt"'
    return response


def _codes_page(request: HttpRequest) -> str:
    return reverse("mfa_view_recovery_codes")


@never_cache
@login_required
@require_POST
@fresh(back=_codes_page)
def make_codes(request: HttpRequest) -> HttpResponse:
    """Put new recovery codes in the place of the old ones, and show them."""
    try:
        factors.make_codes(user=request.user)
    except services.Refused as no:
        messages.error(request, no.sentence)
        return redirect("mfa_index")
    request.session[SHOWN] = True
    return redirect("mfa_view_recovery_codes")


def _may_see(request: HttpRequest) -> bool:
    return bool(request.session.get(SHOWN)) and is_fresh(request)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@fresh()
def switch_off(request: HttpRequest) -> HttpResponse:
    """Ask whether the second factor shall be switched off, and do it; refused to who needs it."""
    if second_factor.TOTP not in second_factor.of(request.user):
        return redirect("mfa_index")
    refused = ""
    if request.method == "POST":
        try:
            factors.remove(user=request.user)
        except services.Refused as no:
            refused = no.sentence
        else:
            messages.success(request, _("The second factor is switched off."))
            return redirect("mfa_index")
    context = {"refused": refused, "required": second_factor.must_have(request.user)}
    return render(
        request, "account/factor_switch_off.html", context, status=409 if refused else 200
    )


@login_stage_required(stage=CodeStage.key, redirect_urlname="account_login")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def at_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for a code after the password, and sign in with it."""
    stage = request._login_stage
    form = CodeForm(request.POST or None)
    if form.is_valid() and (spent := _spent(stage.login.user, form)):
        post_authentication(request, spent)
        return stage.exit()
    status = 422 if form.errors else 200
    return render(request, "account/factor_code.html", {"form": form}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
def once_more(request: HttpRequest) -> HttpResponseBase:
    """Ask for a code instead of the password before something that matters."""
    if second_factor.TOTP not in second_factor.of(request.user):
        return redirect("account_reauthenticate")
    if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
        return limited
    form = CodeForm(request.POST or None)
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if form.is_valid() and (spent := _spent(request.user, form)):
        post_authentication(request, spent, reauthenticated=True)
        return redirect(_safe(request, wanted))
    context = {"form": form, "wanted": wanted, "by_password": request.user.has_usable_password()}
    status = 422 if form.errors else 200
    return render(request, "account/factor_again.html", context, status=status)


def _spent(user: User, form: CodeForm) -> Authenticator | None:
    """Use up the code of the form, or lay what is wrong beside its field."""
    try:
        forget = check_rate_limit(user)
        spent = factors.spend(user=user, code=form.cleaned_data["code"])
    except (ValidationError, services.Refused) as no:
        form.add_error("code", _said(no))
        return None
    forget()
    return spent


def _said(no: ValidationError | services.Refused) -> str:
    return no.sentence if isinstance(no, services.Refused) else no.messages[0]


def _onward(request: HttpRequest) -> str:
    return _safe(request, request.session.pop(ONWARD, ""))


def _safe(request: HttpRequest, wanted: str) -> str:
    """Return the page of this site that was asked for, else where signing in leads."""
    here = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if here else resolve_url(settings.LOGIN_REDIRECT_URL)
