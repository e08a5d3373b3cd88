"""The exporter: a course of the site as the files of a bundle, in the letters it came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.domain import bundle, parity
from courses.domain.course import Course, Outline
from courses.domain.problems import BundleError, Problem
from courses.domain.problems import Sentence as _
from courses.transfer import known, prerequisites
from courses.transfer.known import Known
from courses.transfer.leaving import asked, behind, outline, played, tree, words
from courses.transfer.leaving.collected import Collected


@dataclass(frozen=True)
class Exported:
    """The files of a bundle by path; `notes` say what stays behind, `problems` for what reasons an
    import would refuse it."""

    course: Course
    files: Mapping[str, bundle.File]
    notes: tuple[tree.Note, ...]
    problems: tuple[Problem, ...]


def export_course(course_id: str, *, drafts: bool = False) -> Exported:
    """The course as it is published; with `drafts` as its newest drafts have it.

    What nobody has edited since it was imported comes out letter by letter as it came. Raises
    BundleError where a page holds what no bundle can say, with the place of each.
    """
    before = known.of(course_id)
    pages = tree.read(course_id, drafts=drafts)
    if not pages.languages:
        raise BundleError([Problem(course_id, _("the site has no published course of this id."))])
    collected = Collected(course_id, before.imported)
    course = behind.told(_course(pages, before, collected), pages, drafts=drafts)
    problems = bundle.problems(course, {**prerequisites(), course_id: []})
    known_once = before.imported.words if before.imported else ()
    lost = (code for code in known_once if code not in pages.languages)
    gone = [Problem(code, _("the site has no published page in this language.")) for code in lost]
    notes = (*pages.notes, *collected.notes, *gone)
    return Exported(course, _files(course, before), notes, tuple(problems))


def _course(pages: tree.Tree, before: Known, collected: Collected) -> Course:
    """The course as a value, with whatever is unchanged taken from the former import."""
    former = before.imported
    words.look_at(pages, collected)
    spoken = {code: words.of(pages, code, collected, former) for code in pages.languages}
    items = asked.items(pages, before, collected)
    for code, texts in items.texts.items():
        spoken[code]["items"] = texts
    collected.complete()
    scenarios = played.scenarios(before.course_key, pages.languages, former)
    made: dict[str, Any] = {
        "items": items.structures,
        "words": spoken,
        "scenarios": scenarios,
        "captions": collected.captions,
        "images": collected.images,
        "pictures": collected.pictures,
        "sources": collected.sources,
        "facts": collected.facts,
    }
    told = outline.of(pages, collected, former)
    outline.note_differences(pages, collected)
    collected.refuse()
    course = Course.model_validate({"outline": told, **made})
    return _partial(course, former)


def _partial(course: Course, former: Course | None) -> Course:
    """Say of each language that is not like the source that it is partial."""
    whole = _without_partial(course.outline)
    tried = course.model_copy(update={"outline": whole})
    behind = {problem.place.partition("/")[0] for problem in parity.problems(tried)}
    source = course.words[whole.source]
    for code, told in course.words.items():
        lacking = any(
            set(getattr(source, part)) - set(getattr(told, part)) for part in ("lessons", "items")
        )
        titles = set(source.titles.modules) | set(source.titles.quizzes)
        lacking |= bool(titles - set(told.titles.modules) - set(told.titles.quizzes))
        lacking |= any(code not in play.texts for play in course.scenarios.values())
        if lacking:
            behind.add(code)
    languages = {
        code: told.model_copy(update={"partial": code in behind and code != whole.source})
        for code, told in whole.languages.items()
    }
    told = whole.model_copy(update={"languages": languages})
    if former is not None and former.outline == told:
        told = former.outline
    return course.model_copy(update={"outline": told})


def _without_partial(told: Outline) -> Outline:
    languages = {
        code: one.model_copy(update={"partial": False}) for code, one in told.languages.items()
    }
    return told.model_copy(update={"languages": languages})


def _files(course: Course, before: Known) -> dict[str, bundle.File]:
    """The canonical files, but the former letters wherever they say the same."""
    files = bundle.files(course)
    former = bundle.texts(before.imported) if before.imported is not None else {}
    for path, text in former.items():
        if before.kept and files.get(path) == text:
            files[path] = before.kept.get(path, text)
    return files
