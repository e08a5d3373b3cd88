"""The account adapter: what signing in says, and to whom."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.people import again, logins

CODE_STAGE = "cms.people.stage.CodeStage"


class PeopleAdapter(DefaultAccountAdapter):
    """Signing in, in our own words: a library's catalogue is not complete in every language."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "This address or login name and this password do not go together."
        ),
        "email_taken": _("An account with this e-mail address already exists."),
        "duplicate_email": _("This is already the e-mail address of your account."),
        "enter_current_password": _("Enter your present password."),
        "incorrect_password": _("This password is not right."),
        "invalid_login": _("Signing in did not work."),
        "invalid_or_expired_key": _("This link is not valid, or no longer valid."),
        "invalid_password_reset": _("This link is not valid, or no longer valid."),
        "rate_limited": _("These were too many requests in a short time. Wait a little."),
        "same_as_current": _("This is the same as before."),
        "too_many_login_attempts": _(
            "There were too many failed attempts. Wait five minutes, then try again."
        ),
        "unknown_email": _("No account has this e-mail address."),
        "unverified_primary_email": _("Your e-mail address is not confirmed yet."),
        "max_email_addresses": _("You cannot add more than %d e-mail addresses."),
    }

    def clean_email(self, email: str) -> str:
        """Refuse an address at which no letter can arrive; login names stand behind such ones."""
        if not logins.takes_mail(email):
            raise ValidationError(_("No letter can arrive at this address. Give another one."))
        return super().clean_email(email)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the home page in the language of the page that was left."""
        return f"/{get_language()}/"

    def get_login_stages(self) -> list[str]:
        """Ask for the code by a stage of ours: the library's own needs what reads security keys."""
        stages = super().get_login_stages()
        return [*(one for one in stages if not one.startswith("allauth.mfa.")), CODE_STAGE]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Let signing in count as what it is: somebody has just shown who they are."""
        return not again.is_fresh(context.request)

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Tell signed-in people what happened; keep no cookie for anybody else.

        A message for an anonymous visitor would stay in a cookie, and from then on no page
        could be served to them from the cache.
        """
        if request.user.is_authenticated:
            super().add_message(request, *args, **kwargs)
