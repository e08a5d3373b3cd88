"""Texts as they are published: pages, items and scenarios in every language, in their raw form."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page

from courses.domain import keys, segments
from courses.models import (
    CoursePage,
    Item,
    ItemVersion,
    LessonPage,
    ModulePage,
    QuizPage,
    ScenarioVersion,
    languages,
)
from courses.translation import glossary
from courses.translation.text import Said, Text

__all__ = ["KINDS", "Said", "Text"]

KINDS: Mapping[type[Page], str] = {
    CoursePage: "course",
    ModulePage: "module",
    LessonPage: "lesson",
    QuizPage: "quiz",
}
FIELDS = ("title", "seo_title", "search_description", "summary")
BODY = (*FIELDS, "outcomes", "body")


def of_course(course_id: str) -> list[Text]:
    """Return every text of a course: the pages in their order, its items, its scenarios; or the
    terms of the glossary.

    The same number of queries however long it is and however many languages it has.
    """
    if course_id == glossary.NAME:
        return glossary.read()
    pages = [page for kind in KINDS for page in _live(kind, course_id)]
    courses = [page for page in pages if isinstance(page, CoursePage)]
    if not courses:
        return []
    found = _of_pages(pages, courses)
    others = [*_items(courses), *_scenarios(courses)]
    return [*sorted(found, key=lambda one: one.order), *others]


def of_courses(names: Sequence[str]) -> list[Text]:
    """Return every text of these courses, one course after the other, as `of_course` does.

    The same number of queries for one course and for many.
    """
    pages = [page for kind in KINDS for page in _ready(kind.objects.live())]
    held: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        held[page.content_id.partition("/")[0]].append(page)
    courses = [page for page in pages if isinstance(page, CoursePage) and page.content_id in names]
    beside: dict[str, list[Text]] = defaultdict(list)
    for text in (*_items(courses), *_scenarios(courses)):
        beside[text.course_id].append(text)
    found: list[Text] = []
    for name in names:
        mine = [page for page in held[name] if isinstance(page, CoursePage)]
        if name == glossary.NAME:
            found += glossary.read()
        elif mine:
            found += sorted(_of_pages(held[name], mine), key=lambda one: one.order)
            found += beside[name]
    return found


def course_ids() -> list[str]:
    """Return the ids of all published courses, in their order, and that of the glossary."""
    pages = CoursePage.objects.live().order_by("path")
    return [*dict.fromkeys(pages.values_list("content_id", flat=True)), glossary.NAME]


def sources() -> dict[str, str]:
    """Return the language that each published course was first written in; one query."""
    found = {name: languages.source_of(rows) for name, rows in languages.parts().items()}
    return {**found, glossary.NAME: settings.LANGUAGE_CODE}


def find(kind: str, content_id: str) -> Text | None:
    """Return one text by what it is and its id; None where it is not published."""
    course_id = content_id.partition("/")[0]
    if kind == glossary.KIND:
        return next(iter(glossary.read([content_id.rpartition("/")[2]])), None)
    model = next((model for model, one in KINDS.items() if one == kind), CoursePage)
    name = content_id if kind in KINDS.values() else course_id
    page = model.objects.live().filter(content_id=name).first()
    found = of_page(page) if page else []
    return next((one for one in found if (one.kind, one.content_id) == (kind, content_id)), None)


def of_page(page: Page) -> list[Text]:
    """Return the text of one page in all languages; of a course, its items and scenarios too."""
    course_id = page.content_id.partition("/")[0]
    courses = list(_live(CoursePage, course_id))
    if isinstance(page, CoursePage):
        return [*_of_pages(courses, courses), *_items(courses), *_scenarios(courses)]
    same = type(page).objects.live().filter(translation_key=page.translation_key)
    return _of_pages(list(_ready(same)), courses)


def of_pages(pages: Sequence[Page]) -> list[Text]:
    """Return the texts of these pages, as they are held here and not as they are stored; of a
    course that is among them, its items and scenarios too."""
    courses = [page for page in pages if isinstance(page, CoursePage)]
    return [*_of_pages(pages, courses), *_items(courses), *_scenarios(courses)]


def again(text: Text) -> list[Text]:
    """Return a text as it is published now; with its course, where it is counted with that."""
    if text.kind == glossary.KIND:
        return glossary.read([text.content_id.rpartition("/")[2]])
    model = next((model for model, kind in KINDS.items() if kind == text.kind), CoursePage)
    name = text.content_id if text.kind in KINDS.values() else text.course_id
    page = model.objects.live().filter(content_id=name).first()
    return of_page(page) if page else []


def raw_of(page: Page) -> dict[str, Any]:
    """Return what a page says, in the raw form."""
    found: dict[str, Any] = {name: getattr(page, name) for name in FIELDS}
    if isinstance(page, LessonPage):
        for name in segments.STREAMS:
            found[name] = getattr(page, name).get_prep_value()
    if isinstance(page, QuizPage):
        if page.content_note:
            found["content_note"] = page.content_note
        found["bands"] = {str(one.least): one.text for one in page.quiz_bands.all()}
    return found


def _live(kind: type[Page], course_id: str) -> QuerySet[Page]:
    # Below the course, or the course itself: ids of other courses may begin with the same letters
    pages = kind.objects.live()
    if kind is CoursePage:
        return _ready(pages.filter(content_id=course_id))
    return _ready(pages.filter(content_id__startswith=f"{course_id}/"))


def _ready(pages: QuerySet[Page]) -> QuerySet[Page]:
    pages = pages.select_related("locale").order_by("path")
    return pages.prefetch_related("quiz_bands") if pages.model is QuizPage else pages


def _of_pages(pages: Iterable[Page], courses: Sequence[CoursePage]) -> list[Text]:
    source, said = _source(courses), _said(courses)
    groups: dict[UUID, dict[str, Page]] = defaultdict(dict)
    for page in pages:
        groups[page.translation_key][page.locale.language_code] = page
    found = []
    for key, group in groups.items():
        first = group.get(source) or next(iter(group.values()))
        found.append(
            Text(
                key=key,
                kind=KINDS[type(first)],
                content_id=first.content_id,
                source=source,
                raws={code: raw_of(page) for code, page in group.items()},
                pages={code: page.pk for code, page in group.items()},
                said=said,
                order=first.path,
            )
        )
    return found


def _source(courses: Sequence[CoursePage]) -> str:
    """The language that a course was first written in; one that it has alone, whatever it says."""
    if len(courses) == 1:
        return str(courses[0].locale.language_code)
    return next((page.source_language for page in courses), "")


def _said(courses: Sequence[CoursePage]) -> dict[str, Said]:
    return {
        page.locale.language_code: Said(page.state, page.confirmed_by, page.confirmed_on)
        for page in courses
    }


def _items(courses: Sequence[CoursePage]) -> Iterator[Text]:
    keyed = {page.translation_key for page in courses}
    versions = ItemVersion.objects.filter(item__course_key__in=keyed, item__retired=False)
    newest: dict[int, ItemVersion] = {}
    ready = versions.select_related("item").prefetch_related("texts")
    for one in ready.order_by("item__content_id", "number"):
        newest[one.item_id] = one
    own = _by_key(courses)
    for one in newest.values():
        yield _worded("item", one.item, one, own[one.item.course_key])


def _scenarios(courses: Sequence[CoursePage]) -> Iterator[Text]:
    keyed = {page.translation_key for page in courses}
    versions = ScenarioVersion.objects.filter(
        scenario__course_key__in=keyed, scenario__live=True
    ).select_related("scenario")
    newest: dict[int, ScenarioVersion] = {}
    for one in versions.prefetch_related("texts").order_by("scenario__position", "number"):
        newest[one.scenario_id] = one
    own = _by_key(courses)
    for one in newest.values():
        yield _worded("scenario", one.scenario, one, own[one.scenario.course_key])


def _by_key(courses: Sequence[CoursePage]) -> Mapping[UUID, Sequence[CoursePage]]:
    """The pages of each course, by the key that all its languages share."""
    found: dict[UUID, list[CoursePage]] = defaultdict(list)
    for page in courses:
        found[page.translation_key].append(page)
    return found


def _worded(
    kind: str,
    owner: Item | Any,
    version: ItemVersion | ScenarioVersion,
    courses: Sequence[CoursePage],
) -> Text:
    return Text(
        key=keys.words(kind, owner.content_id),
        kind=kind,
        content_id=owner.content_id,
        source=_source(courses),
        raws={one.language: one.texts for one in version.texts.all()},
        said=_said(courses),
    )
