"""The step of signing in that asks for a code, after the password and before anything else."""

from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.internal.constants import LoginStageKey
from django.http import HttpResponse

from cms.people import second_factor


class CodeStage(LoginStage):
    """Holds up who has a second factor until a code was given; nobody is signed in meanwhile."""

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "mfa_authenticate"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Send to the page that asks, or go on where there is nothing to ask."""
        if self.login.user is None or second_factor.TOTP not in second_factor.of(self.login.user):
            return None, True
        return headed_redirect_response(self.urlname), True
