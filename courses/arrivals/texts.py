"""Texts that are brought: read and shown first, then made the draft of a lesson."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from wagtail.models import Page

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from courses import office, problemwords
from courses.arrivals import keeping
from courses.arrivals.keeping import Unfit
from courses.arrivals.rights import require_transfer
from courses.domain import keys
from courses.domain.exchange import texts
from courses.domain.exchange.texts import Draft
from courses.domain.exchange.told import slug
from courses.models import Arrival, LessonPage, ModulePage
from courses.transfer import body

ENDINGS = (".docx", ".md", ".markdown")


def receive_text(
    *, user: User, module: ModulePage, name: str, content: bytes, title: str = ""
) -> Arrival:
    """Read a text and keep it, with what would become of it. Makes no page.

    Raises PermissionDenied, Refused, and Unfit with every mistake at its place.
    """
    require_transfer(user)
    _require_rights(user, module)
    keeping.refuse_malware(content)
    draft = _read(name, content)
    if draft.problems:
        raise Unfit(draft.problems)
    told = title or draft.title or name.rpartition(".")[0]
    blocks = [{"kind": one.kind, "id": one.id, "text": _begin(one)} for one in draft.blocks]
    return keeping.keep(
        user=user,
        kind=Arrival.Kind.TEXT,
        course_id=module.content_id.partition("/")[0],
        name=name,
        content=content,
        wishes={"module": module.pk, "title": told[:255]},
        preview={"blocks": blocks, "losses": [problemwords.told(one) for one in draft.losses]},
    )


def take_text(*, user: User, arrival: Arrival) -> LessonPage:
    """Make the draft of a lesson of a text that was looked at; a second time it is the same."""
    require_transfer(user)
    content = keeping.content(arrival)
    with transaction.atomic():
        row = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
        if row.taken_at is not None:
            return LessonPage.objects.get(pk=row.preview["page"])
        module = ModulePage.objects.filter(pk=row.wishes["module"]).first()
        if module is None:
            raise Refused(gettext("The module is not there any more. Bring the file once more."))
        _require_rights(user, module)
        page = _make(module, row.wishes["title"], _read(row.name, content), user)
        row.taken_at = timezone.now()
        row.preview = {**row.preview, "page": page.pk}
        row.save(update_fields=["taken_at", "preview"])
        detail = {"course": row.course_id, "lesson": page.content_id}
        audit.record(actor=user, verb="lesson.drafted", subject=page, detail=detail)
    return page


def _require_rights(user: User, module: ModulePage) -> None:
    if not module.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied


def _read(name: str, content: bytes) -> Draft:
    lower = name.lower()
    if lower.endswith(".docx"):
        keeping.of_office(content, ".docx")
        try:
            return texts.of_html(office.html(content), name)
        except office.Unreadable as wrong:
            raise Unfit([wrong]) from wrong
    if not lower.endswith(ENDINGS):
        raise Refused(gettext("Choose a file of one of these kinds: DOCX, Markdown."))
    return texts.of_markdown(keeping.text_of(name, content), name)


def _make(module: ModulePage, title: str, draft: Draft, user: User) -> LessonPage:
    course = module.content_id.partition("/")[0]
    name = _free(course, slug(title)[:50].strip("-") or "lesson")
    content_id = keys.content_id(course, name)
    page = LessonPage(
        title=title,
        slug=_free_slug(module, slugify(title, allow_unicode=True)[:200] or name),
        content_id=content_id,
        locale=module.locale,
        body=body.blocks(content_id, draft.blocks),
        live=False,
        has_unpublished_changes=True,
    )
    Page.objects.get(pk=module.pk).add_child(instance=page)
    page.save_revision(user=user)
    return page


def _free(course: str, wish: str) -> str:
    ids = set(
        LessonPage.objects.filter(content_id__startswith=f"{course}/").values_list(
            "content_id", flat=True
        )
    )
    return _numbered(wish, lambda one: keys.content_id(course, one) in ids)


def _free_slug(module: Page, wish: str) -> str:
    taken = set(module.get_children().values_list("slug", flat=True))
    return _numbered(wish, taken.__contains__)


def _numbered(wish: str, is_taken: Any) -> str:
    name, number = wish, 1
    while is_taken(name):
        number += 1
        name = f"{wish}-{number}"
    return name


def _begin(block: Any) -> str:
    told: Mapping[str, Any] = dict(block)
    text = str(told.get("body") or told.get("prompt") or told.get("id"))
    return text[:160] + ("…" if len(text) > 160 else "")
