"""The form of a question: edited as a new version, or written anew."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from courses.authoring.doors import REFUSED, CourseRoom, Refused
from courses.authoring.forms import ItemForm, NewForm
from courses.authoring.items import ItemRoom, number_of, preview_url
from courses.authoring.proposals import KEPT, address, as_version
from courses.authoring.rows import KINDS
from courses.domain import keys, rows
from courses.domain.problems import BundleError
from courses.models import Item as ItemRow
from courses.models import ItemVersion
from courses.problemwords import in_words
from courses.services import proposing, writing

LONGEST_NAME = 40


class ItemFormRoom(CourseRoom):
    """A page with the form of a question."""

    writes = True
    template_name = "courses/authoring/item_form.html"
    version: ItemVersion | None = None

    @property
    def seen(self) -> int:
        """The number of the version that the form is written over."""
        return self.version.number if self.version else 0

    def form(self, kind: str, data: Any = None) -> ItemForm:
        """Return the form, filled with what the question holds or with what was sent."""
        return form_of(self, kind, self.version, data)

    def show(self, form: ItemForm, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page with the form."""
        return self.answer(
            status,
            form=form,
            kind=KINDS[form.kind],
            seen=self.seen,
            language=get_language_info(self.source),
            **more,
        )

    def write(self, form: ItemForm, name: str, seen: int) -> HttpResponse:
        """Save what was filled in, as a version or as a proposal; say so, and lead there."""
        structure, words = composed(form, self.version, self.source)
        what: dict[str, Any] = {"actor": self.request.user, "course": self.course, "name": name}
        what |= {"seen": seen, "structure": structure, "words": words}
        if self.may_write:
            tell_of(self, writing.write_item(**what))
            return redirect("authoring:item", self.course.content_id, name)
        one = proposing.propose_item(**what)
        self.tell(KEPT)
        return redirect(address(self.course.content_id, one))


def form_of(page: Any, kind: str, version: ItemVersion | None, data: Any) -> ItemForm:
    """The form of a question, for a page of its course."""
    held: dict[str, Any] = {}
    if version is not None and version.structure["kind"] == kind:
        held = rows.filled(version.structure, version.wording(page.source).texts)
    learnt = writing.taught(page.course)
    return ItemForm(
        data,
        kind=kind,
        held=held,
        ids=used_ids(version) if version else set(),
        outcomes=dict(learnt.outcomes),
        places=list(learnt.places),
        languages=list(dict.fromkeys([page.source, *(_code(one) for one in page.pages)])),
    )


def _code(page: Any) -> str:
    return str(page.locale.language_code)


def composed(
    form: ItemForm, version: ItemVersion | None, source: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The structure and the words that a valid form says."""
    known: dict[str, str] = {}
    if version is not None:
        said = version.wording(source).texts.get("choices", {})
        names = version.structure.get("choices", list(said))
        known = {name: said[name] for name in names}
    return rows.composed(form.said(), known, form.ids)


def used_ids(version: ItemVersion) -> set[str]:
    """Every id that any version of a question ever had, or what is proposed of it has."""
    found = rows.ids(version.structure)
    for structure in ItemVersion.objects.filter(item=version.item_id).values_list(
        "structure", flat=True
    ):
        found |= rows.ids(structure)
    return found


class Edit(ItemRoom, ItemFormRoom):
    """The form of a question that is there."""

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return _("Edit the question")

    def between(self) -> list[dict[str, Any]]:
        """Return the course and the question."""
        return [*super().between(), self.crumb(self.own, self.name)]

    def _open(self) -> str:
        """Find what the form shows: the newest version, or what its author proposed last."""
        item = self.held()
        newest = writing.newest(item) if item else None
        one = None if self.may_write else self.proposal()
        self.version = as_version(one, item, newest.number if newest else 0) if one else newest
        if self.version is None:
            raise Http404
        return str(self.version.structure["kind"])

    def _more(self, form: ItemForm) -> dict[str, Any]:
        return {"preview": f"{self.preview()}?kind={form.kind}", "back": self.own}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        form = self.form(self._open())
        return self.show(form, **self._more(form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save a version, or say what is wrong."""
        form = self.form(self._open(), request.POST)
        more = self._more(form)
        if not form.is_valid():
            return self.show(form, REFUSED, **more)
        try:
            return self.write(form, self.name, number_of(request.POST.get("seen")))
        except BundleError as error:
            return self.show(form, REFUSED, problems=in_words(error.problems), **more)
        except Refused as no:
            return self.show(form, REFUSED, refusal=no.sentence, **more)


def tell_of(page: Any, written: writing.Written) -> None:
    """Say what a save came to."""
    number = {"number": written.version.number}
    if written.edit == "nothing":
        page.tell(_("Nothing was changed, so there is no new version."))
        return
    page.tell(_("Saved as version %(number)s. New attempts ask it.") % number)
    if written.edit == "key":
        page.warn(_("The key has changed. Decide below whether earlier answers are marked by it."))
    if written.left:
        names = ", ".join(get_language_info(code)["name_local"] for code in written.left)
        told = _("Not translated any more, so asked in its first language: %(languages)s.")
        page.warn(told % {"languages": names})


class Create(ItemFormRoom):
    """The form of a new question."""

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return _("New question")

    def _kind(self) -> str:
        kind = self.request.GET.get("kind", "")
        if kind not in KINDS:
            raise Http404
        return kind

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the empty form."""
        return self._show(self.form(self._kind()), NewForm())

    def _show(self, form: ItemForm, new: NewForm, status: int = 200, **more: Any) -> HttpResponse:
        preview = f"{preview_url('item', self.course.content_id, '-')}?kind={form.kind}"
        return self.show(form, status, new=new, preview=preview, back=self.home, **more)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the first version, or say what is wrong."""
        form, new = self.form(self._kind(), request.POST), NewForm(request.POST)
        if not (new.is_valid() & form.is_valid()):
            return self._show(form, new, REFUSED)
        name = new.cleaned_data["id"] or self._free(form.cleaned_data["prompt"])
        if self._taken(name):
            new.add_error("id", _("There is a question with this id already."))
            return self._show(form, new, REFUSED)
        try:
            return self.write(form, name, 0)
        except BundleError as error:
            return self._show(form, new, REFUSED, problems=in_words(error.problems))
        except Refused as no:
            return self._show(form, new, REFUSED, refusal=no.sentence)

    def _taken(self, name: str) -> bool:
        content_id = keys.content_id(self.course.content_id, name)
        held = ItemRow.objects.filter(content_id=content_id).exists()
        return held or proposing.held(self.course, "item", name) is not None

    def _free(self, prompt: str) -> str:
        """An id that is made of the question, where its letters are Latin ones."""
        words = re.sub("-+", "-", slugify(prompt).replace("_", "-")).strip("-")
        whole = (
            words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME + 1].rpartition("-")[0]
        )
        base = whole or words[:LONGEST_NAME] or "question"
        name, number = base, 1
        while self._taken(name):
            number += 1
            name = f"{base}-{number}"
        return name
