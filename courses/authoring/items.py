"""One question: where it is used and what it was, its form, a new one."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from courses import services
from courses.authoring.doors import REFUSED, CourseRoom, Refused
from courses.authoring.proposals import address
from courses.authoring.rows import KINDS
from courses.authoring.uses import uses
from courses.domain import keys, revising
from courses.models import AttemptItem, ItemVersion, Proposal
from courses.models import Item as ItemRow
from courses.services import proposing, reviewing, writing


class ItemRoom(CourseRoom):
    """A page of one question."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take note of its name; it is looked up once the person was let in."""
        super().setup(request, *args, **kwargs)
        self.name = kwargs["item"]

    def held(self) -> ItemRow | None:
        """Return the question of this address; nothing where it is proposed only, or not there."""
        content_id = keys.content_id(self.course.content_id, self.name)
        return ItemRow.objects.filter(content_id=content_id).first()

    def find(self) -> ItemRow:
        """Return the question of this address."""
        found = self.held()
        if found is None:
            raise Http404
        return found

    def proposal(self) -> Proposal | None:
        """Return what is proposed under its name."""
        return proposing.held(self.course, "item", self.name)

    @property
    def own(self) -> str:
        """The address of the question."""
        return reverse("authoring:item", args=[self.course.content_id, self.name])

    def preview(self) -> str:
        """The address at which it is seen as learners see it, in its own language."""
        return preview_url("item", self.course.content_id, self.name)


def preview_url(kind: str, course: str, name: str) -> str:
    """Return where learners' view of something is shown, in the language in force."""
    return reverse(f"courses:{kind}-preview", args=[course, name])


class Item(ItemRoom):
    """What a question is, where it is used, which versions it had."""

    template_name = "courses/authoring/item.html"

    def get_page_title(self) -> Any:
        """Name it by its id."""
        return self.name

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it; what is only proposed has a page of its own."""
        one = self.proposal()
        if one is not None and self.held() is None:
            return redirect(address(self.course.content_id, one))
        return self.show(proposed=one and address(self.course.content_id, one))

    def show(
        self, status: int = 200, refusal: str = "", proposed: str | None = None
    ) -> HttpResponse:
        """Return the page."""
        item = self.find()
        versions = _versions(item)
        newest = versions[-1]
        words = newest.wording(get_language() or "")
        return self.answer(
            status,
            item=item,
            version=newest,
            words=words,
            kind=KINDS[newest.structure["kind"]],
            uses=uses(self.course, item, newest),
            history=_history(versions, self.source),
            languages=languages_of(self, newest),
            preview=self.preview(),
            refusal=refusal,
            proposed=proposed,
            may_mark=services.may_grade(self.request.user),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask it no more, or again."""
        item, do = self.find(), request.POST.get("do", "")
        try:
            if do in ("retire", "restore"):
                writing.retire_item(
                    actor=request.user, course=self.course, item=item, retired=do == "retire"
                )
                self.tell(_("Saved."))
        except Refused as no:
            return self.show(REFUSED, str(no.sentence))
        return redirect(self.own)


def number_of(told: str | None) -> int:
    """Return the number that a form sent; 0 where it is none."""
    return int(told) if told and told.isdecimal() and len(told) < 9 else 0


def _versions(item: ItemRow) -> list[ItemVersion]:
    handed_in = Q(attempt__submitted_at__isnull=False)
    asked = dict(
        AttemptItem.objects.filter(handed_in, version__item=item)
        .order_by()
        .values_list("version")
        .annotate(Count("pk"))
    )
    versions = list(
        item.versions.prefetch_related("texts", "corrections__marked_by").order_by("number")
    )
    for version in versions:
        version.answers = asked.get(version.pk, 0)
    return versions


def _history(versions: list[ItemVersion], source: str) -> list[dict[str, Any]]:
    """The versions, the newest first: what each changed, and whether the key of now marks it."""
    newest, found = versions[-1], []
    for number, version in enumerate(versions):
        before = versions[number - 1] if number else None
        edit = ""
        if before is not None:
            said = [one.wording(source).texts for one in (before, version)]
            edit = revising.edit(before.parsed, version.parsed, *said)
        alike = revising.asks(version.parsed) == revising.asks(newest.parsed)
        differs = revising.key(version.parsed) != revising.key(newest.parsed)
        marks = sorted(version.corrections.all(), key=lambda one: one.pk)
        marked_by = marks[-1].marked_by if marks else version
        found.append(
            {
                "version": version,
                "edit": reviewing.EDITS.get(edit, ""),
                "marked_by": marked_by if marks else None,
                "can_mark": alike
                and differs
                and bool(version.answers)
                and marked_by.pk != newest.pk,
            }
        )
    return found[::-1]


def languages_of(page: CourseRoom, version: Any) -> list[dict[str, Any]]:
    """The languages of a course: which the newest version speaks, and where it is translated."""
    spoken = {text.language for text in version.texts.all()}
    codes = [one.locale.language_code for one in page.pages]
    kind = "item" if isinstance(version, ItemVersion) else "scenario"
    owner = version.item if kind == "item" else version.scenario
    return [
        {
            "name": get_language_info(code)["name_local"],
            "code": code,
            "spoken": code in spoken,
            "is_source": code == page.source,
            "url": reverse("courses:translation-text", args=[code, kind, owner.content_id]),
        }
        for code in dict.fromkeys([page.source, *codes, *sorted(spoken)])
    ]
