"""Pages are made, changed, moved, or left alone because somebody has edited them here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wagtail.models import Locale, Page

from courses.domain.course import Course
from courses.domain.problems import Sentence as _
from courses.models import (
    CourseIndexPage,
    Item,
    LessonPage,
    ModulePage,
    QuizBand,
    QuizItem,
    QuizPage,
    QuizRule,
)
from courses.transfer.edits import Since
from courses.transfer.known import Known
from courses.transfer.report import Report, TransferError
from courses.transfer.wanted import Wanted, items_of

PARTS = (ModulePage, LessonPage, QuizPage)


@dataclass(frozen=True)
class Place:
    """Where pages are made: the language, what the site knew before, its items, what was edited."""

    locale: Locale
    before: Known
    items: Mapping[str, Item]
    since: Since


def bring(
    wanted: Sequence[Wanted], place: Place, *, apply: bool, overwrite: bool, report: Report
) -> None:
    """Make the pages of one language as wanted, and note in `report` what was done or would be."""
    stored = _stored(wanted, place)
    for page in wanted:
        found = stored.get(page.content_id)
        done = _judge(found, page, overwrite=overwrite)
        name = f"{place.locale.language_code}: {page.content_id}"
        report.note(done, name)
        if done == "kept" and found is not None:
            report.edited[name] = place.since.edited(found, page)
        if apply:
            if found is None:
                stored[page.content_id] = _create(page, stored, place)
            elif done == "changed":
                _change(found, page, place.items)
            elif done == "unchanged":
                _note_import(found, page)
    if apply:
        _arrange(wanted, stored, place.locale)


def _judge(found: Page | None, wanted: Wanted, *, overwrite: bool) -> str:
    """What is to become of a page: created, unchanged, kept or changed."""
    if found is None:
        return "created"
    if wanted.digest_of(found) == wanted.digest:
        return "unchanged"
    return "kept" if not overwrite and _edited(found, wanted) else "changed"


def withdraw(course: Course, wanted: Iterable[Wanted], locale: Locale, *, apply: bool) -> list[str]:
    """Unpublish what the bundle brought once and has no more; progress in it stays on record."""
    ids = [page.content_id for page in wanted]
    gone = []
    for model in PARTS:
        ours = model.objects.filter(content_id__startswith=f"{course.id}/", locale=locale)
        for page in ours.live().exclude(imported_hash="").exclude(content_id__in=ids):
            gone.append(f"{locale.language_code}: {page.content_id}")
            if apply:
                page.unpublish()
    return gone


def _stored(wanted: Sequence[Wanted], place: Place) -> dict[str, Page]:
    found = {}
    for model in {page.model for page in wanted}:
        ids = (page.content_id for page in wanted if page.model is model)
        keys = {place.before.key(content_id): content_id for content_id in ids}
        for page in model.objects.filter(translation_key__in=keys, locale=place.locale):
            found[keys[page.translation_key]] = page
    return found


def _parent(wanted: Wanted, stored: Mapping[str, Page], locale: Locale) -> Page:
    if wanted.parent:
        return stored[wanted.parent]
    index = CourseIndexPage.objects.filter(locale=locale).order_by("path").first()
    if index is None:
        raise TransferError(
            _(
                "There is no course index in %(language)s. Run `manage.py bootstrap`, which makes "
                "the tree of pages.",
                language=locale.language_code,
            )
        )
    return index


def _edited(page: Page, wanted: Wanted) -> bool:
    """Whether somebody has worked on the page here since it was imported."""
    same = (wanted.digest_of(page), wanted.former_digest_of(page))
    return page.has_unpublished_changes or page.imported_hash not in same


def _create(wanted: Wanted, stored: Mapping[str, Page], place: Place) -> Page:
    parent = _parent(wanted, stored, place.locale)
    key = place.before.key(wanted.content_id)
    page = wanted.model(locale=parent.locale, translation_key=key, imported_hash=wanted.digest)
    _fill(page, wanted, place.items)
    # The parent in memory does not know of children that were added through another instance.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return page


def _change(page: Page, wanted: Wanted, items: Mapping[str, Item]) -> None:
    _fill(page, wanted, items)
    page.imported_hash = wanted.digest
    page.save_revision().publish()


def _fill(page: Page, wanted: Wanted, items: Mapping[str, Item]) -> None:
    for name, value in wanted.fields.items():
        setattr(page, name, value)
    if isinstance(page, QuizPage):
        known = {entry.item_id: entry for entry in page.quiz_items.all()} if page.pk else {}
        page.quiz_items = [
            _entry(known.get(item.pk) or QuizItem(item=item), position)
            for position, item in enumerate(items_of(wanted, items))
        ]
        page.quiz_rules = [
            QuizRule(sort_order=position, **{name: told or "" for name, told in rule})
            for position, rule in enumerate(wanted.rules)
        ]
        page.quiz_bands = [
            QuizBand(sort_order=position, least=least, text=text)
            for position, (least, text) in enumerate(wanted.bands)
        ]


def _entry(entry: QuizItem, position: int) -> QuizItem:
    entry.sort_order = position
    return entry


def _note_import(page: Page, wanted: Wanted) -> None:
    if page.imported_hash != wanted.digest:
        type(page).objects.filter(pk=page.pk).update(imported_hash=wanted.digest)
    if not page.live:
        page.get_latest_revision().publish()


def _arrange(wanted: Sequence[Wanted], stored: Mapping[str, Page], locale: Locale) -> None:
    """Bring the pages under their parents in the order of the bundle, where they are not."""
    for parent in {page.parent: None for page in wanted if page.parent}:
        order = [
            stored[page.content_id].translation_key for page in wanted if page.parent == parent
        ]
        above = Page.objects.get(pk=stored[parent].pk)
        held = list(above.get_children().values_list("translation_key", flat=True))
        if [key for key in held if key in order] == order:
            continue
        for key in order:
            page = Page.objects.get(translation_key=key, locale=locale)
            page.move(Page.objects.get(pk=above.pk), pos="last-child")
