"""The ways in: who may open which page of the workshop, and what all its pages show."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from assessments import services
from assessments.domain import drafting
from assessments.modelling import problems, versions
from assessments.models import ModelDraft
from assessments.services.drafts import ADD, CHANGE, DISCARD
from assessments.services.frameworks import PUBLISH, TRANSLATE

ANY = (ADD, CHANGE, DISCARD, PUBLISH, TRANSLATE)
"""Whoever has one of these rights may look at every model."""

REFUSED = 422
MOVED = _(
    "Not saved: what this page was opened for has been moved or removed meanwhile. Copy what you"
    " typed, and open its page anew from the model."
)


class Page(WagtailAdminTemplateMixin, View):
    """A page of the workshop; `permissions` names the rights of which one is enough."""

    permissions: tuple[str, ...] = ANY
    header_icon = "list-ol"
    index = reverse_lazy("modelling:index")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever has none of the rights."""
        if not any(request.user.has_perm(name) for name in self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: the admin, the models, what lies between, and this page."""
        above = [] if self.request.path == str(self.index) else [self._crumb(self.index, LABEL)]
        here = self._crumb("", self.get_page_title())
        return [*self.breadcrumbs_items, *above, *self.between(), here]

    def between(self) -> list[dict[str, Any]]:
        """Return what lies between the list of models and this page."""
        return []

    def answer(self, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page with what is more in its context."""
        context = {**self.get_context_data(), **more}
        return self.render_to_response(context, status=status)

    def tell(self, sentence: str | Promise) -> None:
        """Say on the next page that something was done."""
        messages.success(self.request, sentence)

    def refuse(self, sentence: str | Promise) -> None:
        """Say on the next page that something was not done."""
        messages.error(self.request, sentence)

    @staticmethod
    def _crumb(url: Any, label: Any) -> dict[str, Any]:
        return {"url": str(url), "label": label}


LABEL = _("Maturity models")


class DraftPage(Page):
    """A page of one draft: it lists all problems of the draft, each with a way to its place."""

    permissions: tuple[str, ...] = (CHANGE,)
    draft: ModelDraft

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take note of the draft's number; it is looked up once the person was let in."""
        super().setup(request, *args, **kwargs)
        self.number = kwargs["draft"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the draft for whoever may see it."""
        if any(request.user.has_perm(name) for name in self.permissions):
            self.draft = get_object_or_404(ModelDraft, pk=self.number)
        return super().dispatch(request, *args, **kwargs)

    @property
    def version(self) -> versions.Version:
        """The draft as a version."""
        return versions.of_draft(self.draft)

    def home(self, place: str = "") -> str:
        """Return the address of the draft, unfolded where a thing lies."""
        address = reverse("modelling:draft", args=[self.draft.pk])
        return f"{address}?at={place}#{place}" if place else address

    def back(self, place: str = "") -> HttpResponse:
        """Go to the page of the draft."""
        return redirect(self.home(place))

    def between(self) -> list[dict[str, Any]]:
        """Return the draft, on every page below its own."""
        return [self._crumb(self.home(), self.version.title)]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return the draft and its problems besides what the frame needs."""
        context = super().get_context_data(**more)
        found = drafting.problems(self.draft.content)
        return {
            **context,
            "draft": self.draft,
            "problems": problems.linked(self.draft, found),
            "home": self.home(),
        }

    def save(
        self, content: dict[str, Any], renamed: tuple[str, str] | None = None
    ) -> str | Promise:
        """Store a changed draft; return why it was refused, or nothing."""
        try:
            self.draft.revision = services.save_draft(
                user=self.request.user,
                draft_id=self.draft.pk,
                revision=self.seen(),
                mapping=content,
                renamed=renamed,
            )
        except services.Refused as no:
            return no.sentence
        self.draft.content = content
        return ""

    def seen(self) -> int:
        """Return how many changes the page knew of that sent this form."""
        told = self.request.POST.get("revision", "")
        return int(told) if told.isdecimal() and len(told) < 9 else -1
