"""Words in other languages that still belong to a question or a scenario after an edit."""

from collections.abc import Mapping
from typing import Any

from courses.domain import alone, itemkinds
from courses.domain.alone import Taught
from courses.domain.problems import BundleError

Texts = Mapping[str, Mapping[str, Any]]


def still_whole(
    name: str, structure: Mapping[str, Any], said: Texts, learnt: Taught
) -> dict[str, Any]:
    """The words in other languages that still belong to a question."""
    kept, told = {}, said[learnt.source]
    for language, text in said.items():
        if language == learnt.source:
            continue
        fitting = _fitting(structure, text, told)
        try:
            alone.item(name, structure, {learnt.source: told, language: fitting}, learnt)
        except BundleError:
            continue
        kept[language] = fitting
    return kept


def _fitting(
    structure: Mapping[str, Any], text: Mapping[str, Any], told: Mapping[str, Any]
) -> dict[str, Any]:
    """Words without those of a hint, of options and parts that the question has no more."""
    wanted = itemkinds.parse(structure).words()
    found = {name: one for name, one in text.items() if name != "hint" or "hint" in told}
    for table in ("options", "slots", "choices", "units", "criteria"):
        if table in found:
            names = wanted.get(table, ())
            found[table] = {name: one for name, one in found[table].items() if name in names}
    return {name: one for name, one in found.items() if one != {}}


def still_played(former: Any, structure: str, name: str, learnt: Taught) -> dict[str, Any]:
    """The words in other languages that still belong to a scenario."""
    kept = {}
    texts = former.texts.all() if former else ()
    for one in sorted(texts, key=lambda one: one.pk):
        if one.language == learnt.source:
            continue
        try:
            alone.scenario(name, structure, {one.language: alone.written(one.words)}, learnt)
        except BundleError:
            continue
        kept[one.language] = one.texts
    return kept
