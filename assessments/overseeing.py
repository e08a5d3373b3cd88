"""What administrators see of assessments: that they exist. No answer is read here, or counted."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments import answering, wording
from assessments.models import Round
from cms.people.models import User

LABEL = _("Assessments on this site")
NAME = "assessments_on_this_site"
ON_A_PAGE = 50


def may_oversee(user: User) -> bool:
    """Tell whether somebody sees which assessments exist: administrators of the site only."""
    return bool(user.is_active and user.is_superuser)


class RoundsView(WagtailAdminTemplateMixin, TemplateView):
    """The list: institution, title, model, state, days, and how many institutions take part."""

    template_name = "assessments/admin_rounds.html"
    page_title = LABEL
    header_icon = "list-ul"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever is no administrator."""
        if not may_oversee(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": "", "label": LABEL},
        ]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return a page of the list, the newest first."""
        rows = Round.objects.select_related("institution", "snapshot").annotate(
            others=Count("participations", distinct=True)
        )
        page = Paginator(
            rows.order_by("-created_at", "pk").defer("snapshot__content"), ON_A_PAGE
        ).get_page(self.request.GET.get("page"))
        return {
            **super().get_context_data(**more),
            "page": page,
            "rows": [_row(one, get_language()) for one in page.object_list],
        }


def _row(one: Round, language: str) -> dict[str, Any]:
    words = wording.Words(wording.owner(answering.model_of(one)), language)
    return {
        "institution": one.institution.name_in(language),
        "title": one.title,
        "model": words("model/title"),
        "state": one.get_state_display(),
        "started": one.created_at,
        "deadline": one.deadline,
        "signed": one.snapshot.signed_at if one.is_signed else None,
        "participants": 1 + one.others,
    }


class RoundsItem(MenuItem):
    """The entry of the menu, for administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Tell whether this person may look at the list."""
        return may_oversee(request.user)


def item() -> RoundsItem:
    """Return the entry of the menu."""
    return RoundsItem(
        _("Assessments"), reverse(NAME), name="rounds", icon_name="list-ul", order=560
    )
