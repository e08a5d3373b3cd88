"""Views of the Wagtail admin that are ours: the way in, and an editor's own account."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel


@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Send whoever wants into the admin to our login, which counts attempts.

    A signed-in person who is no editor comes here as well: sent on, they would be sent
    back at once and for ever, so they get the page that says why.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    query = request.META.get("QUERY_STRING", "")
    address = reverse("account_login")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


class OwnAccountView(AccountView):
    """An editor's account without first and last name: our profile has the name and the e-mail."""

    def get_panels(self) -> list[Any]:
        """Return Wagtail's panels but the one that splits names."""
        return [
            panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)
        ]
