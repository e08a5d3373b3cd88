"""Pages that are copied in the admin get ids of their own: progress hangs on ids."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from courses import page_ids
from courses.models import CoursePage
from courses.models.pages import Taught


def lead_to_our_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Copy a whole course on our own page, which takes its questions along."""
    if issubclass(page.specific_class or Page, CoursePage):
        return redirect("courses:teaching-copy", page.specific.content_id)
    return None


def give_ids(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Give the copy, and what is below it, ids that no other page has."""
    if give_new_ids(new_page):
        messages.info(request, _("The copy has an id of its own, which stands in its settings."))


def give_new_ids(top: Page) -> int:
    """Write free ids into copied pages and their newest drafts; return how many were written."""
    written = 0
    for page in Page.objects.descendant_of(top, inclusive=True).order_by("path").specific():
        if isinstance(page, Taught):
            course = page.get_course().content_id
            page.content_id = page_ids.free(type(page), course, page.slug)
            page.save(update_fields=["content_id"], clean=False)
            draft: Any = page.get_latest_revision_as_object()
            draft.content_id = page.content_id
            draft.imported_hash = ""
            draft.save_revision(clean=False, changed=False)
            written += 1
    return written
