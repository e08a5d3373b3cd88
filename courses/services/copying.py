"""A course copied into a new one: every language, its questions and scenarios, as drafts.

A copy shares nothing with the original: new ids, new keys, questions of its own. Were questions
shared, the owner of the original would change the copy, and its quizzes would draw from two banks.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page

from cms.people import audit
from cms.people.models import Institution, User
from courses.domain import keys
from courses.models import (
    CourseIndexPage,
    CoursePage,
    Item,
    LessonPage,
    QuizItem,
    Scenario,
)
from courses.services import founding, owning

LINK = re.compile(r'(linktype=\\?"page\\?" id=\\?"|id=\\?")(\d+)(?=\\?")')


@transaction.atomic
def copy(
    *, actor: User, course: CoursePage, content_id: str, institution: Institution | None
) -> CoursePage:
    """Copy a course below the indexes that the actor may add to; return it in the language asked.

    What is not published is copied only by those who edit the course. The caller has made sure
    that the id is free.
    """
    indexes = {one.locale_id: one for one in owning.writable(actor)}
    founding.require_founder(actor, indexes.get(course.locale_id) or _nowhere(), institution)
    items = _items(course, content_id)
    _scenarios(course, content_id)
    pages = CoursePage.objects.filter(translation_key=course.translation_key)
    made = {
        page.pk: _tree(page, indexes[page.locale_id], content_id, items, actor)
        for page in pages.order_by("path")
        if page.locale_id in indexes and (page.live or owning.may_edit(actor, page))
    }
    copied = made[course.pk]
    owning.settle(copied.translation_key, institution)
    detail = {"course": content_id, "from": course.content_id}
    audit.record(
        actor=actor, verb="course.copied", institution=institution, subject=copied, detail=detail
    )
    return copied


def _nowhere() -> CourseIndexPage:
    return CourseIndexPage()


def _tree(
    course: CoursePage,
    index: CourseIndexPage,
    content_id: str,
    items: Mapping[int, Item],
    actor: User,
) -> CoursePage:
    """Copy the pages of one language, from the top down."""
    below = Page.objects.descendant_of(course, inclusive=True).order_by("path").specific()
    if not owning.may_edit(actor, course):
        below = below.live()
    made: dict[str, Page] = {}
    for page in below:
        above = page.path[: -page.steplen]
        if page.pk == course.pk:
            made[page.path] = _page(page, index, content_id, items, actor)
        elif above in made and hasattr(page, "content_id"):
            own = f"{content_id}/{page.content_id.rpartition('/')[2]}"
            made[page.path] = _page(page, made[above], own, items, actor)
    _relink({page.pk: made[page.path].pk for page in below if page.path in made}, made.values())
    return made[course.path]


def _page(
    page: Page, parent: Page, content_id: str, items: Mapping[int, Item], actor: User
) -> Page:
    above = Page.objects.get(pk=parent.pk)
    changed: dict[str, Any] = {
        "content_id": content_id,
        "translation_key": keys.page(content_id),
        "slug": founding.free_slug(above, content_id.rpartition("/")[2]),
        "imported_hash": "",
        "go_live_at": None,
        "expire_at": None,
        "locked": False,
    }
    if isinstance(page, LessonPage):
        for name in ("outcomes", "body"):
            path = ("outcomes",) if name == "outcomes" else ()
            raw = getattr(page, name).get_prep_value()
            changed[name] = [_block(one, content_id, path) for one in raw]
    if isinstance(page, CoursePage):
        changed |= {"version": 1, "confirmed_by": "", "confirmed_on": None, "state": "draft"}

    def own_items(_old: Page, _new: Page, _relation: Any, child: Any) -> None:
        if isinstance(child, QuizItem):
            child.item = items[child.item_id]

    return CopyPageAction(
        page,
        to=above,
        update_attrs=changed,
        user=actor,
        keep_live=False,
        copy_revisions=False,
        process_child_object=own_items,
    ).execute(skip_permission_checks=True)


def _block(block: dict[str, Any], content_id: str, path: tuple[str, ...]) -> dict[str, Any]:
    """A block with the id that it would have come with from files; so has what is in it."""
    value, anchor = block["value"], ""
    if isinstance(value, dict):
        anchor = value.get("anchor") or ""
        inside = (*path, anchor)
        value = {
            name: [_block(one, content_id, inside) for one in entry] if _is_list(entry) else entry
            for name, entry in value.items()
        }
    own = keys.block(content_id, *path, anchor) if anchor else uuid4()
    return {**block, "value": value, "id": str(own)}


def _is_list(entry: Any) -> bool:
    return isinstance(entry, list) and all(
        isinstance(one, dict) and "value" in one for one in entry
    )


def _relink(moved: Mapping[int, int], pages: Any) -> None:
    """Let links to pages of the original lead to those of the copy."""

    def there(found: re.Match[str]) -> str:
        return f"{found[1]}{moved.get(int(found[2]), int(found[2]))}"

    for page in pages:
        if isinstance(page, LessonPage):
            raw = json.dumps(page.body.get_prep_value())
            linked = re.sub(r"<a [^>]*linktype[^>]*>", lambda tag: LINK.sub(there, tag[0]), raw)
            if linked != raw:
                page.body = json.loads(linked)
                page.save(clean=False)
                page.save_revision(clean=False)


def _items(course: CoursePage, content_id: str) -> dict[int, Item]:
    """Copy every question with its newest version in all its languages."""
    found: dict[int, Item] = {}
    for item in Item.objects.filter(course_key=course.translation_key).order_by("content_id"):
        own = Item.objects.create(
            content_id=f"{content_id}/{item.name}",
            course_key=keys.page(content_id),
            retired=item.retired,
        )
        _newest(item, own.versions)
        found[item.pk] = own
    return found


def _scenarios(course: CoursePage, content_id: str) -> None:
    for one in Scenario.objects.filter(course_key=course.translation_key, live=True):
        own = Scenario.objects.create(
            content_id=f"{content_id}/{one.name}",
            course_key=keys.page(content_id),
            position=one.position,
        )
        _newest(one, own.versions)


def _newest(of: Item | Scenario, versions: Any) -> None:
    """Write the newest version of a question or a scenario as the first one of its copy."""
    last = of.versions.order_by("-number").first()
    if last is not None:
        version = versions.create(number=1, structure=last.structure, sha256=last.sha256)
        for text in last.texts.order_by("pk"):
            version.texts.create(language=text.language, texts=text.texts, sha256=text.sha256)
