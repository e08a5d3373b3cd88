"""Translations of a draft, carried along when its texts are renamed, moved or edited."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessments.domain.framework import MODEL
from assessments.domain.renaming import Draft, tables

Texts = Mapping[str, str]


def texts_of(draft: Draft) -> Texts:
    """Give the texts of a draft by path, as `texts.of_model` does once it has the right shape."""
    return {path: text for path, text in _model(draft) if isinstance(text, str) and text}


def carried(
    before: Texts, after: Texts, texts: Texts, renamed: tuple[str, str] | None = None
) -> tuple[dict[str, str], bool]:
    """Give the translations for the new texts, and whether one is now behind its source.

    `before` and `after` are the sources by path. A translation follows its source to another
    place of the same list, or to the new id (`renamed`: old, new). Where the source was edited
    the old translation stays, so that a translator mends it.
    """
    found: dict[str, str] = {}
    behind = False
    places = _places(before)
    for path, source in after.items():
        old = _formerly(path, renamed)
        if before.get(old) == source:
            kept = texts.get(old)
        elif same := places.get((_field(old), source)):
            kept = texts.get(same)
        else:
            kept = None if _lives_elsewhere(old, before, after, renamed) else texts.get(old)
            behind = behind or bool(kept)
        if kept:
            found[path] = kept
    return found, behind


def _places(before: Texts) -> Mapping[tuple[str, str], str]:
    return {(_field(path), source): path for path, source in before.items()}


def _lives_elsewhere(
    old: str, before: Texts, after: Texts, renamed: tuple[str, str] | None
) -> bool:
    """Tell whether what stood at an old path is still there, at another place of its list."""
    return any(
        source == before.get(old) and _field(_formerly(path, renamed)) == _field(old)
        for path, source in after.items()
    )


def _formerly(path: str, renamed: tuple[str, str] | None) -> str:
    owner, _, field = path.partition("/")
    return f"{renamed[0]}/{field}" if renamed and owner == renamed[1] else path


def _field(path: str) -> str:
    """The path without the number of a list's item."""
    return path.rpartition(".")[0] or path


def _model(draft: Draft) -> Iterator[tuple[str, Any]]:
    yield from _told(MODEL, draft, "title", "summary", "notice", "below")
    yield from _listed(MODEL, "scale", draft.get("scale"))
    for stage in tables(draft.get("stages")):
        yield from _told(stage.get("id"), stage, "title", "summary")
    for scale in tables(draft.get("scales")):
        yield from _told(scale.get("id"), scale, "title")
        answers = [one.get("title") for one in tables(scale.get("answers"))]
        yield from _listed(scale.get("id"), "answers", answers)
    for target in tables(draft.get("targets")):
        yield from _told(target.get("id"), target, "title", "summary")
    for rule in tables(draft.get("contradictions")):
        yield from _told(rule.get("id"), rule, "text")
    for node in tables(draft.get("dimensions")):
        yield from of_node(node)


def of_node(node: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The texts of a part and of all below it."""
    yield from _told(node.get("id"), node, "title", "summary")
    for one in tables(node.get("indicators")):
        yield from _told(one.get("id"), one, "title", "question", "why")
        yield from _listed(one.get("id"), "levels", one.get("levels"))
        yield from _listed(one.get("id"), "evidence", one.get("evidence"))
    for factor in tables(node.get("factors")):
        yield from of_node(factor)


def _told(owner: object, thing: Mapping[str, Any], *fields: str) -> Iterator[tuple[str, Any]]:
    for field in fields:
        yield f"{owner}/{field}", thing.get(field)


def _listed(owner: object, field: str, texts: object) -> Iterator[tuple[str, Any]]:
    for number, text in enumerate(texts if isinstance(texts, Iterable) else ()):
        yield f"{owner}/{field}.{number}", text
