"""Writing questions and scenarios in the site: each save is a version, no version is changed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.signals import page_published

from cms.people import audit
from cms.people.models import User
from cms.people.refusals import Refused
from courses.domain import alone, keys, releases, revising, stored
from courses.domain.alone import Taught
from courses.domain.revising import Edit
from courses.models import (
    CoursePage,
    Item,
    ItemText,
    ItemVersion,
    LessonPage,
    QuizItem,
    Scenario,
    ScenarioText,
    ScenarioVersion,
)
from courses.services.surviving import Texts, still_played, still_whole


@dataclass(frozen=True)
class Written:
    """What a save came to: the newest version, what the edit was, and the languages that say
    nothing of what is new: they show the question in its first language until it is translated."""

    version: ItemVersion
    edit: Edit
    left: Collection[str] = ()


def may_write(user: Any, course: CoursePage) -> bool:
    """Whether somebody writes the questions and scenarios of a course: who may publish it in the
    language in which it was first written."""
    return bool(course.permissions_for_user(user).can_publish())


def taught(course: CoursePage) -> Taught:
    """What the lessons of a course teach, in its own language; two queries."""
    lessons = LessonPage.objects.descendant_of(course).order_by("path")
    outcomes: dict[str, str] = {}
    places: list[str] = []
    for lesson in lessons:
        outcomes |= {one.value["anchor"]: one.value["text"] for one in lesson.outcomes}
        anchors = [one.value["anchor"] for one in lesson.body]
        places += [f"{lesson.name}#{anchor}" for anchor in anchors]
    return Taught(course.locale.language_code, outcomes, places)


@transaction.atomic
def write_item(
    *,
    actor: User,
    course: CoursePage,
    name: str,
    seen: int,
    structure: Mapping[str, Any],
    words: Mapping[str, Any],
) -> Written:
    """Make a version of a question from its structure and its words in the language of `course`.

    `seen` is the number of the version that the form showed, 0 for a new question. Words in other
    languages are kept where they still belong to the question. Nothing is written where nothing
    is new. Raises BundleError with every mistake, Refused, PermissionDenied.
    """
    _require(actor, course)
    return put_item(
        actor=actor, course=course, name=name, seen=seen, structure=structure, words=words
    )


def put_item(
    *,
    actor: User | None,
    course: CoursePage,
    name: str,
    seen: int,
    structure: Mapping[str, Any],
    words: Mapping[str, Any],
) -> Written:
    """The same for a caller that has asked for the right, within its transaction."""
    content_id = keys.content_id(course.content_id, name)
    item = Item.objects.select_for_update().filter(content_id=content_id).first()
    former = newest(item) if item else None
    _refuse_other_version(former, seen)
    source, learnt = course.locale.language_code, taught(course)
    made, said = alone.item(name, structure, {source: words}, learnt)
    said_before = _said(former)
    told = stored.item(said[source])
    edit: Edit = "question"
    if former is not None:
        edit = revising.edit(former.parsed, made, said_before.get(source, {}), told)
        if edit == "nothing":
            return Written(former, edit)
    table = stored.item(made)
    kept = still_whole(name, table, {**said_before, source: told}, learnt)
    if item is None:
        item = Item.objects.create(content_id=content_id, course_key=course.translation_key)
    version = _versioned(ItemVersion(item=item), former, table, {source: told, **kept})
    detail = {"item": content_id, "version": version.number, "edit": edit}
    audit.record(actor=actor, verb="item.written", subject=item, detail=detail)
    tell(course)
    return Written(version, edit, sorted(set(said_before) - set(kept) - {source}))


@transaction.atomic
def retire_item(*, actor: User, course: CoursePage, item: Item, retired: bool) -> None:
    """Ask a question no more in new attempts, or again. Refused while a quiz names it."""
    _require(actor, course)
    if retired and QuizItem.objects.filter(item=item).exists():
        raise Refused(_("A quiz asks this question by name. Take it out of that quiz first."))
    if item.retired != retired:
        item.retired = retired
        item.save(update_fields=["retired"])
        detail = {"item": item.content_id}
        verb = "item.retired" if retired else "item.restored"
        audit.record(actor=actor, verb=verb, subject=item, detail=detail)
        tell(course)


@transaction.atomic
def write_scenario(
    *, actor: User, course: CoursePage, name: str, seen: int, structure: str, words: str
) -> ScenarioVersion:
    """Make a version of a scenario from the texts of its files, in the language of `course`.

    A new one is not live: nobody plays it before it is shown. Words in other languages are kept
    where they still belong to it. Raises BundleError with every mistake, Refused, PermissionDenied.
    """
    _require(actor, course)
    return put_scenario(
        actor=actor, course=course, name=name, seen=seen, structure=structure, words=words
    )


def put_scenario(
    *, actor: User | None, course: CoursePage, name: str, seen: int, structure: str, words: str
) -> ScenarioVersion:
    """The same for a caller that has asked for the right, within its transaction."""
    content_id = keys.content_id(course.content_id, name)
    held = Scenario.objects.select_for_update().filter(content_id=content_id).first()
    former = newest(held) if held else None
    _refuse_other_version(former, seen)
    source = course.locale.language_code
    plot, said = alone.scenario(name, structure, {source: words}, taught(course))
    table, told = stored.scenario(plot), stored.scenario(said[source])
    before = _said(former)
    if former is not None and former.sha256 == releases.digest(table) and before[source] == told:
        return former
    kept = still_played(former, structure, name, taught(course))
    if held is None:
        position = Scenario.objects.filter(course_key=course.translation_key).count()
        held = Scenario.objects.create(
            content_id=content_id,
            course_key=course.translation_key,
            position=position,
            live=False,
        )
    version: ScenarioVersion = _versioned(
        ScenarioVersion(scenario=held), former, table, {source: told, **kept}
    )
    detail = {"scenario": content_id, "version": version.number}
    audit.record(actor=actor, verb="scenario.written", subject=held, detail=detail)
    tell(course)
    return version


@transaction.atomic
def show_scenario(*, actor: User, course: CoursePage, scenario: Scenario, live: bool) -> None:
    """Let learners play a scenario, or withdraw it; what people did in it stays."""
    _require(actor, course)
    if scenario.live != live:
        scenario.live = live
        scenario.save(update_fields=["live"])
        verb = "scenario.shown" if live else "scenario.withdrawn"
        detail = {"scenario": scenario.content_id}
        audit.record(actor=actor, verb=verb, subject=scenario, detail=detail)
        tell(course)


def newest(owner: Any) -> Any:
    """The newest version of a question or a scenario, with its words."""
    return owner.versions.prefetch_related("texts").order_by("-number").first()


def tell(course: CoursePage) -> None:
    """Pages that are kept, and translations, must know of a change as if it had been published."""
    for page in CoursePage.objects.filter(content_id=course.content_id, live=True):
        page_published.send(sender=CoursePage, instance=page, revision=page.latest_revision)


def _require(actor: User, course: CoursePage) -> None:
    if not may_write(actor, course):
        raise PermissionDenied


def _refuse_other_version(former: Any, seen: int) -> None:
    if (former.number if former else 0) != seen:
        raise Refused(overtaken())


def overtaken() -> str:
    """Say that somebody was faster."""
    return _(
        "Somebody has saved another version meanwhile. Nothing of theirs is lost: copy what"
        " you typed, open the page anew, and bring the two together."
    )


def _versioned(version: Any, former: Any, structure: Mapping[str, Any], texts: Texts) -> Any:
    """Store a version after the former one, with its words by language."""
    version.number = former.number + 1 if former else 1
    version.structure, version.sha256 = structure, releases.digest(structure)
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError as error:  # saved in the same moment in another window
        raise Refused(overtaken()) from error
    kind = ItemText if isinstance(version, ItemVersion) else ScenarioText
    for language, text in texts.items():
        kind.objects.create(
            version=version, language=language, texts=text, sha256=releases.digest(text)
        )
    return version


def _said(version: Any) -> dict[str, Any]:
    """The words of a version by language, the one it was first written in first."""
    if version is None:
        return {}
    return {one.language: one.texts for one in sorted(version.texts.all(), key=lambda one: one.pk)}


__all__ = [
    "Written",
    "may_write",
    "newest",
    "overtaken",
    "put_item",
    "put_scenario",
    "retire_item",
    "show_scenario",
    "taught",
    "tell",
    "write_item",
    "write_scenario",
]
