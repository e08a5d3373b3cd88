"""The items of a bundle become items and versions; a change of anything makes a new version."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from courses.domain import fences, keys
from courses.domain.course import Course
from courses.models import Item, ItemText, ItemVersion


def bring(course: Course, *, apply: bool) -> tuple[dict[str, Item], list[str]]:
    """The items by their id in the bundle, and the ids of those that are new or changed.

    Without `apply` nothing is written, and items that do not exist yet are missing.
    """
    stored = _latest(course)
    found, changed = {}, []
    if apply:
        _retire(course)
    for name, structure in course.items.items():
        item, version = stored.get(name, (None, None))
        plain, texts = _bare(structure), _texts(course, name)
        if version is None or not _same(version, plain, texts):
            changed.append(name)
            if apply:
                item = item or Item.objects.create(
                    content_id=keys.content_id(course.id, name), course_key=keys.page(course.id)
                )
                _add(item, version, plain, texts)
        elif apply:
            _complete(version, texts)
        if item is not None:
            found[name] = item
    return found, changed


def _retire(course: Course) -> None:
    """What the bundle has no more is drawn no more; what it has again is drawn again."""
    ids = [keys.content_id(course.id, name) for name in course.items]
    ours = Item.objects.filter(course_key=keys.page(course.id))
    ours.filter(retired=False).exclude(content_id__in=ids).update(retired=True)
    ours.filter(retired=True, content_id__in=ids).update(retired=False)


def _texts(course: Course, name: str) -> dict[str, Any]:
    """The words of an item by language, its source language first."""
    languages = sorted(course.words, key=lambda code: code != course.outline.source)
    return {language: _bare(course.words[language].items[name]) for language in languages}


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


def digest(value: Any) -> str:
    """SHA-256 of a value as canonical JSON, in hexadecimal."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
