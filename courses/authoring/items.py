"""One question: where it is used and what it was, its form, a new one."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from courses import services
from courses.authoring.doors import REFUSED, CourseRoom, Refused
from courses.authoring.forms import ItemForm, NewForm
from courses.authoring.rows import KINDS
from courses.authoring.uses import uses
from courses.domain import keys, revising, rows
from courses.domain.problems import BundleError
from courses.models import AttemptItem, ItemVersion
from courses.models import Item as ItemRow
from courses.services import writing


class ItemRoom(CourseRoom):
    """A page of one question."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take note of its name; it is looked up once the person was let in."""
        super().setup(request, *args, **kwargs)
        self.name = kwargs["item"]

    def find(self) -> ItemRow:
        """Return the question of this address."""
        content_id = keys.content_id(self.course.content_id, self.name)
        found = ItemRow.objects.filter(content_id=content_id).first()
        if found is None:
            raise Http404
        return found

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
        """Show it."""
        return self.show()

    def show(self, status: int = 200, refusal: str = "") -> HttpResponse:
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
            languages=_languages(self, newest),
            preview=self.preview(),
            refusal=refusal,
            may_mark=services.may_grade(self.request.user),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Retire it, ask it again, or let earlier answers be marked by the key of now."""
        item, do = self.find(), request.POST.get("do", "")
        try:
            if do in ("retire", "restore"):
                writing.retire_item(
                    actor=request.user, course=self.course, item=item, retired=do == "retire"
                )
                self.tell(_("Saved."))
            elif do == "mark":
                self._mark(item)
        except Refused as no:
            return self.show(REFUSED, str(no.sentence))
        return redirect(self.own)

    def _mark(self, item: ItemRow) -> None:
        asked = item.versions.filter(number=_number(self.request.POST.get("version"))).first()
        reason = " ".join(self.request.POST.get("reason", "").split())[:400]
        if asked is None or not reason:
            raise Refused(_("Say why, in a sentence for the record."))
        changed = services.correct(
            user=self.request.user,
            version=asked,
            marked_by=writing.newest(item),
            reason=reason,
        )
        told = _("Marked anew. Results that have changed: %(count)s.")
        self.tell(told % {"count": changed})


def _number(told: str | None) -> int:
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
                "edit": _edit(edit),
                "marked_by": marked_by if marks else None,
                "can_mark": alike
                and differs
                and bool(version.answers)
                and marked_by.pk != newest.pk,
            }
        )
    return found[::-1]


def _edit(edit: str) -> str:
    return {
        "tags": _("other tags"),
        "words": _("other words"),
        "key": _("another key"),
        "question": _("another question"),
    }.get(edit, "")


def _languages(page: CourseRoom, version: Any) -> list[dict[str, Any]]:
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


class ItemFormRoom(CourseRoom):
    """A page with the form of a question."""

    writes = True
    template_name = "courses/authoring/item_form.html"
    version: ItemVersion | None = None
    used: frozenset[str] | set[str] = frozenset()

    def form(self, kind: str, data: Any = None) -> ItemForm:
        """Return the form, filled with what the question holds or with what was sent."""
        return form_of(self, kind, self.version, data)

    def show(self, form: ItemForm, status: int = 200, **more: Any) -> HttpResponse:
        """Return the page with the form."""
        return self.answer(
            status,
            form=form,
            kind=KINDS[form.kind],
            seen=self.version.number if self.version else 0,
            language=get_language_info(self.source),
            **more,
        )

    def write(self, form: ItemForm, name: str, seen: int) -> writing.Written:
        """Save what was filled in as a version."""
        structure, words = composed(form, self.version, self.used, self.source)
        return writing.write_item(
            actor=self.request.user,
            course=self.course,
            name=name,
            seen=seen,
            structure=structure,
            words=words,
        )


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
        outcomes=dict(learnt.outcomes),
        places=list(learnt.places),
        languages=list(dict.fromkeys([page.source, *(_code(one) for one in page.pages)])),
    )


def _code(page: Any) -> str:
    return str(page.locale.language_code)


def composed(
    form: ItemForm, version: ItemVersion | None, used: set[str] | frozenset[str], source: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The structure and the words that a valid form says."""
    known: dict[str, str] = {}
    if version is not None:
        said = version.wording(source).texts.get("choices", {})
        names = version.structure.get("choices", list(said))
        known = {name: said[name] for name in names}
    return rows.composed(form.said(set(used)), known, used)


def used_ids(item: ItemRow) -> set[str]:
    """Every id that any version of a question ever had."""
    found: set[str] = set()
    for structure in item.versions.values_list("structure", flat=True):
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
        item = self.find()
        self.version, self.used = writing.newest(item), used_ids(item)
        return str(self.version.structure["kind"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        form = self.form(self._open())
        return self.show(form, preview=self.preview(), back=self.own)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save a version, or say what is wrong."""
        form = self.form(self._open(), request.POST)
        more: dict[str, Any] = {"preview": self.preview(), "back": self.own}
        if not form.is_valid():
            return self.show(form, REFUSED, **more)
        try:
            written = self.write(form, self.name, _number(request.POST.get("seen")))
        except BundleError as error:
            return self.show(form, REFUSED, problems=error.problems, **more)
        except Refused as no:
            return self.show(form, REFUSED, refusal=no.sentence, **more)
        tell_of(self, written)
        return redirect(self.own)


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
        return self.show(form, status, new=new, back=self.home, **more)

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
            written = self.write(form, name, 0)
        except BundleError as error:
            return self._show(form, new, REFUSED, problems=error.problems)
        tell_of(self, written)
        return redirect("authoring:item", self.course.content_id, name)

    def _taken(self, name: str) -> bool:
        content_id = keys.content_id(self.course.content_id, name)
        return ItemRow.objects.filter(content_id=content_id).exists()

    def _free(self, prompt: str) -> str:
        """An id that is made of the question, where its letters are Latin ones."""
        words = slugify(prompt)[:40].strip("-").replace("_", "-")
        base = words.rpartition("-")[0] if len(words) > 36 else words
        name, number = base or "question", 1
        while self._taken(name):
            number += 1
            name = f"{base or 'question'}-{number}"
        return name
