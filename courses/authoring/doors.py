"""The ways in: which courses somebody may open here, which she may write, and what pages share."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses import services
from courses.models import CoursePage
from courses.services import proposing, writing
from courses.translation import rights

LABEL = _("Questions and scenarios")
REFUSED = 422


def courses(user: Any) -> list[tuple[CoursePage, bool]]:
    """The courses that somebody may change in any language, each in the language in which it was
    first written, and whether she may write its questions and scenarios."""
    found: dict[str, list[CoursePage]] = defaultdict(list)
    for page in CoursePage.objects.select_related("locale").order_by("path"):
        found[page.content_id].append(page)
    opened = (rows for rows in found.values() if _may_open(user, rows))
    firsts = [first_of(rows) for rows in opened]
    return [(page, writing.may_write(user, page)) for page in firsts]


def first_of(pages: list[CoursePage]) -> CoursePage:
    """The page in the language in which a course was first written, else the first one."""
    own = (page for page in pages if page.locale.language_code == page.source_language)
    return next(own, pages[0])


def _may_open(user: Any, pages: list[CoursePage]) -> bool:
    return any(page.permissions_for_user(user).can_edit() for page in pages)


def is_shown(user: Any) -> bool:
    """Whether the way here stands in somebody's menu."""
    return rights.translates(user)


class Page(WagtailAdminTemplateMixin, View):
    """A page of the workshop of questions and scenarios."""

    header_icon = "help"
    index = reverse_lazy("authoring:index")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may change no page of the site."""
        if not is_shown(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: the admin, the courses, what lies between, and this page."""
        above = [] if self.request.path == str(self.index) else [self.crumb(self.index, LABEL)]
        here = self.crumb("", self.get_page_title())
        return [*self.breadcrumbs_items, *above, *self.between(), here]

    def between(self) -> list[dict[str, Any]]:
        """Return what lies between the list of courses and this page."""
        return []

    def answer(self, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page with what is more in its context."""
        return self.render_to_response({**self.get_context_data(), **more}, status=status)

    def tell(self, sentence: str | Promise) -> None:
        """Say on the next page that something was done."""
        messages.success(self.request, sentence)

    def warn(self, sentence: str | Promise) -> None:
        """Say on the next page what it leaves open."""
        messages.warning(self.request, sentence)

    def refuse(self, sentence: str | Promise) -> None:
        """Say on the next page that something was not done."""
        messages.error(self.request, sentence)

    @staticmethod
    def crumb(url: Any, label: Any) -> dict[str, Any]:
        """Return an entry of the way here."""
        return {"url": str(url), "label": label}


class CourseRoom(Page):
    """A page of one course. Reading is for whoever may change the course in any language; where
    `writes`, only for whoever may publish it in its first one, or change that and so proposes."""

    writes = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the course for whoever may see it."""
        rows = CoursePage.objects.filter(content_id=kwargs["course"]).select_related("locale")
        pages = list(rows.order_by("path"))
        if pages and not _may_open(request.user, pages):
            raise PermissionDenied
        if not pages:
            raise Http404
        self.course, self.pages = first_of(pages), pages
        if self.writes and not (self.may_write or self.may_propose):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_write(self) -> bool:
        """Whether this person writes here."""
        return writing.may_write(self.request.user, self.course)

    @cached_property
    def may_propose(self) -> bool:
        """Whether this person writes here what a review lets in."""
        return proposing.may_propose(self.request.user, self.course)

    @property
    def source(self) -> str:
        """The language in which the course was first written."""
        return str(self.course.locale.language_code)

    @property
    def home(self) -> str:
        """The address of the course here."""
        return reverse("authoring:course", args=[self.course.content_id])

    def between(self) -> list[dict[str, Any]]:
        """Return the course, on every page below its own."""
        return [self.crumb(self.home, self.course.title)]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return the course and what may be done besides what the frame needs."""
        return {
            **super().get_context_data(**more),
            "course": self.course,
            "source": self.source,
            "may_write": self.may_write,
            "may_propose": self.may_propose,
            "home": self.home,
        }


Refused = services.Refused
