"""A proposed question or scenario: read with what it changes, taken over or thrown away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.authoring.doors import REFUSED, CourseRoom, Refused
from courses.domain.problems import BundleError
from courses.models import Item, ItemText, ItemVersion, Proposal
from courses.problemwords import in_words
from courses.services import proposing, reviewing

KEPT = gettext_lazy("Kept as a proposal. Nobody meets it before a review has let it in.")


def address(course: str, one: Proposal) -> str:
    """Return the address of a proposal."""
    return reverse("authoring:proposal", args=[course, one.pk])


def as_version(one: Proposal, item: Item | None, number: int) -> ItemVersion:
    """A version that is in no database, so that a form shows what is proposed."""
    owner = item or Item(content_id=one.content_id)
    version = ItemVersion(pk=0, item=owner, number=number, structure=one.structure)
    texts = [ItemText(pk=0, language=code, texts=said) for code, said in one.words.items()]
    version._prefetched_objects_cache = {"texts": texts, "corrections": []}
    return version


class Proposed(CourseRoom):
    """What is proposed, beside what there is."""

    template_name = "courses/authoring/proposal.html"

    def find(self) -> Proposal:
        """Return the proposal of this address."""
        rows = Proposal.objects.filter(course_key=self.course.translation_key)
        found = rows.filter(pk=self.kwargs["proposal"]).select_related("author").first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return _("Proposed change")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self.show(self.find())

    def show(self, one: Proposal, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page."""
        edit = reverse(f"authoring:{one.kind}-edit", args=[self.course.content_id, one.name])
        return self.answer(status, one=reviewing.alone(one), edit=edit, **more)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it over as a version, or throw it away."""
        one, do = self.find(), request.POST.get("do")
        what: dict[str, Any] = {"actor": request.user, "course": self.course, "proposal": one}
        try:
            if do == "take":
                proposing.take_over(**what)
                self.tell(_("It is a version now. New attempts ask it."))
            elif do == "discard":
                proposing.discard(**what)
                self.tell(_("The proposal is gone."))
        except BundleError as error:
            return self.show(one, REFUSED, problems=in_words(error.problems))
        except Refused as no:
            return self.show(one, REFUSED, refusal=no.sentence)
        return redirect(self.home)
