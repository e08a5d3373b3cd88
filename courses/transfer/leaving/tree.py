"""The pages of a course as they are read for an export: by language, in the order of the site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from wagtail.models import Page

from courses.domain.problems import Problem, Sentence
from courses.domain.problems import Sentence as _
from courses.models import CoursePage, LessonPage, ModulePage, QuizPage

Step = LessonPage | QuizPage
Note = Problem | Sentence
"""What stays behind, with its place where there is one."""
Any_ = TypeVar("Any_", bound=Page)


@dataclass(frozen=True)
class Spoken:
    """A course in one language: its page, and its modules with their lessons and quizzes."""

    course: CoursePage
    modules: Sequence[tuple[ModulePage, Sequence[Step]]]

    @property
    def steps(self) -> dict[str, Step]:
        """Lessons and quizzes by their id in the course."""
        return {step.name: step for _module, steps in self.modules for step in steps}


@dataclass(frozen=True)
class Tree:
    """A course by language, the source first."""

    course_id: str
    source: str
    languages: Mapping[str, Spoken]
    notes: list[Note] = field(default_factory=list)

    @property
    def first(self) -> Spoken:
        """The course in its source language."""
        return self.languages[self.source]


def read(course_id: str, *, drafts: bool) -> Tree:
    """Read a course: four queries for each language, and one for each draft that is asked for."""
    notes: list[Note] = []
    pages = CoursePage.objects.filter(content_id=course_id).select_related("locale")
    found = {
        page.locale.language_code: page
        for page in _taken(pages.order_by("pk"), notes, drafts=drafts)
    }
    wanted = next(iter(found.values())).source_language if found else ""
    source = wanted if wanted in found else next(iter(found), "")
    if wanted != source:
        notes.append(
            _(
                "the course says that it was first written in `%(wanted)s`, where it has no page; "
                "`%(source)s` stands in the bundle as its source.",
                wanted=wanted,
                source=source,
            )
        )
    order = sorted(found, key=lambda code: code != source)
    languages = {code: _spoken(found[code], notes, drafts=drafts) for code in order}
    tree = Tree(course_id, source, languages, notes)
    if found:
        _note_strangers(tree)
    return tree


def _spoken(course: CoursePage, notes: list[Note], *, drafts: bool) -> Spoken:
    modules = _below(ModulePage, course, notes, drafts=drafts)
    steps: list[Step] = [
        *_below(LessonPage, course, notes, drafts=drafts),
        *_below(QuizPage, course, notes, drafts=drafts),
    ]
    steps.sort(key=lambda page: page.path)
    return Spoken(
        course,
        [
            (module, [one for one in steps if one.path.startswith(module.path)])
            for module in modules
        ],
    )


def _below(model: type[Any_], course: Page, notes: list[Note], *, drafts: bool) -> list[Any_]:
    pages = model.objects.descendant_of(course).select_related("locale").order_by("path")
    return _taken(pages, notes, drafts=drafts)


def _taken(pages: Sequence[Any_], notes: list[Note], *, drafts: bool) -> list[Any_]:
    """The pages that are taken along, as published or as drafts; and a note on what is not."""
    taken = []
    for page in pages:
        place = f"{page.locale.language_code}: {page.content_id or page.title}"
        if drafts and page.has_unpublished_changes:
            taken.append(page.get_latest_revision_as_object())
        elif page.live or drafts:
            taken.append(page)
            if page.has_unpublished_changes:
                notes.append(Problem(place, _("a draft that is not published is left out.")))
        else:
            notes.append(Problem(place, _("this page is not published and is left out.")))
    return taken


def _note_strangers(tree: Tree) -> None:
    """Say which pages stand in a translation only: a bundle has the outline of the source."""
    modules = {module.name for module, _steps in tree.first.modules}
    for code, spoken in tree.languages.items():
        ids = {module.name for module, _steps in spoken.modules} - modules
        for name in sorted(ids | (set(spoken.steps) - set(tree.first.steps))):
            told = _("the source has no such page; it is left out.")
            tree.notes.append(Problem(f"{code}: {tree.course_id}/{name}", told))
