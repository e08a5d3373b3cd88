"""The items of a course that leave: the newest version of each, with its words by language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from courses.domain import itemkinds
from courses.domain.course import ItemText
from courses.domain.itemkinds import Structure
from courses.domain.problems import Sentence as _
from courses.models import Item, ItemVersion, QuizPage
from courses.transfer.known import Known
from courses.transfer.leaving.collected import Collected
from courses.transfer.leaving.tree import Tree


@dataclass
class Asked:
    """Items by id, and their words by language."""

    structures: dict[str, Structure] = field(default_factory=dict)
    texts: dict[str, dict[str, ItemText]] = field(default_factory=dict)


def items(pages: Tree, before: Known, collected: Collected) -> Asked:
    """The items that are drawn or asked; four queries."""
    former = before.imported
    found = Asked(texts={code: {} for code in pages.languages})
    versions = {version.item.name: version for version in _versions(pages, before)}
    for name in _in_order(versions, former.items if former else ()):
        version = versions[name]
        if version.item.course_key != before.course_key:
            told = _("item `%(name)s` belongs to another course; a copy leaves.", name=name)
            collected.notes.append(told)
        structure = collected.built(
            itemkinds.KINDS[version.structure["kind"]], version.structure, f"items/{name}.toml"
        )
        if structure is None:
            continue
        found.structures[name] = _preferred(former.items if former else {}, name, structure)
        for row in version.texts.all():
            if row.language not in pages.languages:
                continue
            place = f"{row.language}/items.toml, {name}"
            text = collected.built(ItemText, _sorted(row.texts, structure), place)
            if text is not None:
                told = former.words[row.language].items if _has(former, row.language) else {}
                found.texts[row.language][name] = _preferred(told, name, text)
    for code, texts in found.texts.items():
        told = former.words[code].items if _has(former, code) else {}
        found.texts[code] = {name: texts[name] for name in _in_order(texts, told)}
    return found


def _has(former: Any, language: str) -> bool:
    return former is not None and language in former.words


def _versions(pages: Tree, before: Known) -> Iterable[ItemVersion]:
    quizzes = [step for step in pages.first.steps.values() if isinstance(step, QuizPage)]
    asked = [entry.item_id for page in quizzes for entry in page.quiz_items.all()]
    wanted = Item.objects.filter(
        Q(course_key=before.course_key, retired=False) | Q(pk__in=asked)
    ).order_by("pk")
    rows = ItemVersion.objects.filter(item__in=wanted.values("pk")).order_by("item_id", "number")
    return rows.select_related("item").prefetch_related("texts")


def _in_order(names: Iterable[str], former: Iterable[str]) -> Sequence[str]:
    known, order = list(names), list(former)
    return [name for name in dict.fromkeys([*order, *known]) if name in known]


def _preferred(former: Mapping[str, Any], name: str, new: Any) -> Any:
    return former[name] if name in former and former[name] == new else new


def _sorted(texts: Mapping[str, Any], structure: Structure) -> dict[str, Any]:
    """The words with their tables in the order of the structure: a database does not keep one."""
    told = dict(texts)
    for table, order in structure.words().items():
        if isinstance(told.get(table), dict):
            rest = [one for one in told[table] if one not in order]
            told[table] = {one: told[table][one] for one in [*order, *rest] if one in told[table]}
    return told
