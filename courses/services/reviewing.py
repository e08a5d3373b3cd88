"""Questions and scenarios as a reviewer reads them beside their page: words, key, feedback, and
what has changed since the last release of the course."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from courses import labels
from courses.domain import itemkinds, revising, segments, worddiff
from courses.domain.itemkinds import EssayItem, NumericItem
from courses.models import (
    CoursePage,
    CourseRelease,
    ItemVersion,
    Proposal,
    QuizPage,
    ScenarioVersion,
)
from courses.models.items import Wording
from courses.models.releases import latest
from courses.services import covering
from courses.services.rehearsing import Said, said
from courses.translation import places

APART = ("prompt", "options", "slots", "feedback")
"""Words that stand with their answers, and not in lines of their own."""

EDITS: Mapping[str, Promise] = {
    "new": pgettext_lazy("a question since a release", "new"),
    "tags": _("other tags"),
    "words": _("other words"),
    "key": _("another key"),
    "question": _("another question"),
    "story": _("other scenes, choices or effects"),
}


@dataclass(frozen=True)
class Line:
    """Words at their place; of a choice, where it leads and what it moves."""

    place: Promise
    text: str
    leads: str = ""


@dataclass(frozen=True)
class Moved:
    """A text that is not what it was, in pieces."""

    place: Promise
    pieces: Sequence[worddiff.Piece]


@dataclass(frozen=True)
class Read:
    """A question or a scenario. `number` is that of its version, 0 of what nobody has let in yet;
    `edit` is what it is to the last release, `before` the answers that it had there."""

    kind: str
    name: str
    heading: str
    language: str
    number: int
    mark: str
    edit: str = ""
    lines: Sequence[Line] = ()
    said: Sequence[Said] = ()
    before: Sequence[Said] = ()
    moved: Sequence[Moved] = ()
    proposal: Proposal | None = None
    stale: bool = False

    @property
    def told(self) -> Promise | str:
        """What it is to the last release, in words."""
        return EDITS.get(self.edit, "")


@dataclass(frozen=True)
class Sheet:
    """All that is read with a page. `digest` names exactly this: an approval repeats it."""

    reads: Sequence[Read] = ()
    release: CourseRelease | None = None
    digest: str = ""


@dataclass
class _Held:
    """A question or a scenario with its versions, oldest first, and what is proposed."""

    kind: str
    name: str
    versions: list[Any] = field(default_factory=list)
    proposal: Proposal | None = None


def of(page: Page) -> Sheet:
    """Return what is read with a page as it is held here; nine queries, none for each question."""
    if not page.pk or not isinstance(page, CoursePage | QuizPage):
        return Sheet()
    course = page.get_course()
    release = latest([course.translation_key]).get(course.translation_key)
    reads = [
        _read(one, page.locale.language_code, release)
        for one in [*_items(page, course), *_scenarios(page, course)]
    ]
    return Sheet(reads, release, _digest(reads)) if reads else Sheet(release=release)


def alone(one: Proposal) -> Read:
    """Return one thing that is proposed, beside the newest version that there is."""
    kind = ItemVersion if one.kind == Proposal.Kind.ITEM else ScenarioVersion
    owner = "item" if kind is ItemVersion else "scenario"
    rows = kind.objects.filter(**{f"{owner}__content_id": one.content_id}).order_by("number")
    held = _Held(one.kind, one.name, list(rows.prefetch_related("texts")), one)
    return _read(held, next(iter(one.words)), latest([one.course_key]).get(one.course_key))


def _items(page: Page, course: CoursePage) -> list[_Held]:
    scope = covering.of(page, course)
    rows = ItemVersion.objects.filter(item__course_key=course.translation_key)
    rows = rows.select_related("item").prefetch_related("texts")
    grouped: dict[int, list[ItemVersion]] = defaultdict(list)
    for version in rows.order_by("item__content_id", "number"):
        grouped[version.item_id].append(version)
    found = {
        versions[-1].item.content_id: _Held("item", versions[-1].item.name, versions)
        for key, versions in grouped.items()
        if scope.holds(key, versions[-1].structure, retired=versions[-1].item.retired)
    }
    every = {one.item.content_id: found for found in grouped.values() for one in found[:1]}
    _propose(found, Proposal.Kind.ITEM, page, course, every)
    return [found[name] for name in sorted(found)]


def _scenarios(page: Page, course: CoursePage) -> list[_Held]:
    if not covering.of(page, course).everything:
        return []
    rows = ScenarioVersion.objects.filter(scenario__course_key=course.translation_key)
    rows = rows.select_related("scenario").prefetch_related("texts")
    grouped: dict[str, list[ScenarioVersion]] = defaultdict(list)
    for version in rows.order_by("scenario__position", "scenario__content_id", "number"):
        grouped[version.scenario.content_id].append(version)
    found = {
        name: _Held("scenario", versions[-1].scenario.name, versions)
        for name, versions in grouped.items()
        if versions[-1].scenario.live
    }
    _propose(found, Proposal.Kind.SCENARIO, page, course, grouped)
    return list(found.values())


def _propose(
    found: dict[str, _Held],
    kind: str,
    page: Page,
    course: CoursePage,
    versions: Mapping[str, list[Any]],
) -> None:
    """Lay what is proposed over what there is."""
    for one in covering.proposals(page, course):
        if one.kind == kind:
            held = _Held(kind, one.name, versions.get(one.content_id, []))
            found.setdefault(one.content_id, held).proposal = one


def _read(held: _Held, language: str, release: CourseRelease | None) -> Read:
    over, newest = held.proposal, held.versions[-1] if held.versions else None
    before = _released(held.versions, release)
    if over is not None:
        before, is_new = before or newest, newest is None
        structure, (code, texts) = over.structure, next(iter(over.words.items()))
        number, mark = 0, f"proposal {over.pk} {over.updated_at.isoformat()}"
    else:
        is_new = before is None and release is not None
        structure, (code, texts) = newest.structure, _words(newest, language)
        number, mark = newest.number, f"version {newest.pk} {code}"
        before = None if before == newest else before
    show = _question if held.kind == "item" else _story
    shown = {"edit": "", **show(structure, texts, code, before)}
    return Read(
        kind=held.kind,
        name=held.name,
        language=code,
        number=number,
        mark=mark,
        proposal=over,
        stale=over is not None and over.base != (newest.number if newest else 0),
        **{**shown, **({"edit": "new"} if is_new else {})},
    )


def _released(versions: Sequence[Any], release: CourseRelease | None) -> Any:
    """The version that the last release had."""
    if release is None:
        return None
    older = (one for one in reversed(versions) if one.created_at <= release.created_at)
    return next(older, None)


def _words(version: Any, language: str) -> tuple[str, Mapping[str, Any]]:
    """The words of a version in a language, else in its first one, and which it is."""
    texts = sorted(version.texts.all(), key=lambda one: one.pk)
    chosen = next((one for one in texts if one.language == language), texts[0])
    return chosen.language, chosen.texts


def _question(
    structure: Mapping[str, Any], texts: Mapping[str, Any], language: str, before: Any
) -> dict[str, Any]:
    parsed = itemkinds.parse(structure)
    found: dict[str, Any] = {
        "heading": texts["prompt"],
        "lines": [*_lines(parsed, texts)],
        "said": said(parsed, Wording(language, texts), language),
    }
    if before is None:
        return found
    code, was = _words(before, language)
    former = was if code == language else texts
    edit = revising.edit(before.parsed, parsed, former, texts)
    found |= {"edit": "" if edit == "nothing" else edit, "moved": _moved(former, texts)}
    if edit in ("key", "question"):
        found["before"] = said(before.parsed, Wording(code, was), code)
    return found


def _lines(parsed: Any, texts: Mapping[str, Any]) -> Iterable[Line]:
    for one in segments.of({k: v for k, v in texts.items() if k not in APART}):
        text = one.text
        if isinstance(parsed, EssayItem) and one.path.startswith("criteria/"):
            text = f"{text} ({parsed.most[one.path.split('/')[1]]})"
        yield Line(places.named(one.path), text)
    if isinstance(parsed, NumericItem):
        yield Line(_("How far off it may be"), str(parsed.tolerance))


def _story(
    structure: Mapping[str, Any], texts: Mapping[str, Any], language: str, before: Any
) -> dict[str, Any]:
    leads = _leads(structure, texts)
    found: dict[str, Any] = {
        "heading": texts["title"],
        "lines": [
            Line(places.named(one.path), one.text, leads.get(one.path, ""))
            for one in segments.of(texts)
            if one.path != "title"
        ],
    }
    if before is None:
        return found
    code, was = _words(before, language)
    moved = _moved(was, texts) if code == language else []
    edit = "words" if moved else ""
    return {**found, "moved": moved, "edit": "story" if before.structure != structure else edit}


def _leads(structure: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, str]:
    """Where each choice leads and what it moves, by the place of its words."""
    found = {}
    for scene in structure["scenes"]:
        for choice in scene.get("choices", ()):
            to = texts["scenes"].get(choice["to"], {}).get("title", choice["to"])
            moves = [
                f"{labels.AXES[axis]} {change:+d}"
                for axis, change in choice.get("effects", {}).items()
            ]
            path = f"scenes/{scene['id']}/choices/{choice['id']}/text"
            found[path] = " · ".join([to, *moves])
    return found


def _moved(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Moved]:
    """The texts that were changed, came in or fell out, each in pieces."""
    old, new = segments.texts(was), segments.texts(now)
    return [
        Moved(places.named(path), worddiff.between(old.get(path, ""), new.get(path, "")))
        for path in dict.fromkeys([*new, *old])
        if old.get(path) != new.get(path)
    ]


def _digest(reads: Iterable[Read]) -> str:
    told = "\n".join(f"{one.kind} {one.name} {one.mark}" for one in reads)
    return sha256(told.encode()).hexdigest()
