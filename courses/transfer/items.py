"""The items of a bundle become items and versions; a change of anything makes a new version."""

from collections.abc import Mapping
from typing import Any

from courses.domain import fences, keys
from courses.domain.course import Course
from courses.domain.releases import digest
from courses.models import Item, ItemText, ItemVersion
from courses.transfer.known import Known
from courses.transfer.report import Report


def bring(
    course: Course, before: Known, *, apply: bool, overwrite: bool, report: Report
) -> dict[str, Item]:
    """The items by their id in the bundle; `report` gets the ids of those that are new or changed,
    and of those that were edited here and stay as they are.

    Without `apply` nothing is written, and items that do not exist yet are missing.
    """
    stored = _latest(course)
    found = {}
    if apply:
        _retire(course, before)
    for name, structure in course.items.items():
        item, version = stored.get(name, (None, None))
        plain, texts = _bare(structure), texts_of(course, name)
        if version is not None and _same(version, plain, texts):
            if apply:
                _complete(version, texts)
        elif version is not None and not overwrite and _edited(version, name, before):
            report.kept_items.append(name)
        else:
            report.items.append(name)
            if apply:
                item = item or Item.objects.create(
                    content_id=keys.content_id(course.id, name), course_key=before.course_key
                )
                _add(item, version, plain, texts)
        if item is not None:
            found[name] = item
    return found


def _edited(version: ItemVersion, name: str, before: Known) -> bool:
    """Whether somebody has worked on the item here since it was imported."""
    if before.kept is None:
        return False
    former = before.imported
    if former is None or name not in former.items:
        return True
    return not _same(version, _bare(former.items[name]), texts_of(former, name))


def _retire(course: Course, before: Known) -> None:
    """What the bundle has no more is drawn no more; what it has again is drawn again.

    Items that were made here were never in a bundle, and stay.
    """
    ids = [keys.content_id(course.id, name) for name in course.items]
    ours = Item.objects.filter(course_key=before.course_key)
    gone = ours.filter(retired=False).exclude(content_id__in=ids)
    if before.kept is not None:
        once = [path[6:-5] for path in before.kept if path.startswith("items/")]
        gone = gone.filter(content_id__in=[keys.content_id(course.id, name) for name in once])
    gone.update(retired=True)
    ours.filter(retired=True, content_id__in=ids).update(retired=False)


def texts_of(course: Course, name: str) -> dict[str, Any]:
    """The words of an item by language, its source language first."""
    languages = sorted(course.words, key=lambda code: code != course.outline.source)
    found = ((code, course.words[code].items.get(name)) for code in languages)
    return {code: _bare(text) for code, text in found if text is not None}


def _bare(value: Any) -> Any:
    """A value as it is stored: tables and values that are not there do not count."""
    return {name: one for name, one in fences.plain(value).items() if one is not None and one != {}}


def _latest(course: Course) -> dict[str, tuple[Item, ItemVersion]]:
    ids = [keys.content_id(course.id, name) for name in course.items]
    versions = ItemVersion.objects.filter(item__content_id__in=ids).order_by("item", "number")
    return {
        version.item.name: (version.item, version)
        for version in versions.select_related("item").prefetch_related("texts")
    }


def _same(version: ItemVersion, structure: Any, texts: Mapping[str, Any]) -> bool:
    """Whether nothing has changed; a language that is only missing is no change."""
    known = {text.language: text.sha256 for text in version.texts.all()}
    return version.sha256 == digest(structure) and all(
        known.get(language) in (None, digest(text)) for language, text in texts.items()
    )


def _add(item: Item, former: ItemVersion | None, structure: Any, texts: Mapping[str, Any]) -> None:
    number = former.number + 1 if former else 1
    version = ItemVersion.objects.create(
        item=item, number=number, structure=structure, sha256=digest(structure)
    )
    for language, text in texts.items():
        if not _withdrawn(former, language, text):
            _add_text(version, language, text)


def _complete(version: ItemVersion, texts: Mapping[str, Any]) -> None:
    known = {text.language for text in version.texts.all()}
    for language, text in texts.items():
        if language not in known and not _withdrawn(version, language, text):
            _add_text(version, language, text)


def _withdrawn(newest: ItemVersion | None, language: str, text: Any) -> bool:
    """Whether the newest version has left out just this text, as a danger to whoever follows it:
    only another one comes back."""
    if newest is None or language in {one.language for one in newest.texts.all()}:
        return False
    before = ItemText.objects.filter(version__item=newest.item_id, language=language)
    return bool(before.filter(sha256=digest(text)).exists())


def _add_text(version: ItemVersion, language: str, text: Any) -> None:
    ItemText.objects.create(version=version, language=language, texts=text, sha256=digest(text))
