"""Whether a course of sound form makes sense: ids that exist once, keys that can be answered."""

from collections.abc import Iterable, Iterator

from courses.domain import drawings, questions
from courses.domain.course import Course, Words
from courses.domain.lesson import Check, Facts, Figure, LessonText, Sources, Video
from courses.domain.problems import Problem, listed, repeated, same
from courses.domain.problems import Sentence as _


def problems(course: Course) -> list[Problem]:
    """Every mistake that needs more than one field to be seen; languages are compared elsewhere."""
    found = [*_languages(course), *_serves(course), *_ids(course), *_facts(course)]
    found += [*_images(course), *_captions(course)]
    found += questions.problems(course)
    for language, words in course.words.items():
        found += _words(course, language, words)
    return found


def _languages(course: Course) -> Iterator[Problem]:
    outline, place = course.outline, "course.toml"
    if outline.source in outline.languages and outline.source not in outline.whole:
        yield Problem(f"{place}, languages.{outline.source}", _("the source is never `partial`."))
    if outline.source not in outline.languages:
        yield Problem(
            f"{place}, source",
            _(
                "`%(source)s` is not among the languages %(names)s.",
                source=outline.source,
                names=listed(list(outline.languages)),
            ),
        )
    for twice in repeated(outline.topics):
        yield Problem(f"{place}, topics", _("`%(twice)s` stands twice.", twice=twice))
    for language, state in outline.languages.items():
        named = state.confirmed_by is not None and state.confirmed_on is not None
        if (state.state == "confirmed") != named:
            yield Problem(
                f"{place}, languages.{language}",
                _("`confirmed` needs `confirmed_by` and `confirmed_on`, and only it."),
            )


def _serves(course: Course) -> Iterator[Problem]:
    words = course.words.get(course.outline.source)
    lessons = words.lessons.values() if words else ()
    known = {name for text in lessons for name in text.front.outcomes}
    for strange in sorted(course.outline.serves.keys() - known):
        yield Problem(
            "course.toml, serves", _("no lesson has the outcome `%(name)s`.", name=strange)
        )


def _ids(course: Course) -> Iterator[Problem]:
    outline, place = course.outline, "course.toml"
    pages = [
        *(m.id for m in outline.modules),
        *(x.id for x in outline.lessons),
        *(q.id for q in outline.quizzes),
    ]
    for twice in repeated(pages):
        yield Problem(place, _("the id `%(twice)s` stands for two pages.", twice=twice))
    for module in outline.modules:
        parts = [*(one.id for one in module.lessons), *(one.id for one in module.asked)]
        if module.order and sorted(module.order) != sorted(parts):
            sentence = _("expected each of %(names)s once.", names=listed(parts))
            yield Problem(f"{place}, module `{module.id}`, order", sentence)
    used = [item for quiz in outline.quizzes for item in quiz.items]
    for twice in repeated(used):
        yield Problem(place, _("the item `%(twice)s` is asked twice.", twice=twice))
    for missing in sorted(set(used) - set(course.items)):
        yield Problem(
            place,
            _(
                "the item `%(missing)s` does not exist; expected `items/%(missing)s.toml`.",
                missing=missing,
            ),
        )


def _facts(course: Course) -> Iterator[Problem]:
    for name, fact in course.facts.items():
        if (fact.source is None) != (fact.cited is not None and fact.url is not None):
            yield Problem(f"facts.toml, {name}", _("a fact has `source`, or `cited` and `url`."))
        elif fact.source is not None and fact.source not in course.sources:
            yield Problem(
                f"facts.toml, {name}",
                _("the source `%(source)s` is not in `sources.toml`.", source=fact.source),
            )
        if fact.valid_until <= fact.as_of:
            yield Problem(f"facts.toml, {name}", _("`valid_until` is not later than `as_of`."))


def _images(course: Course) -> Iterator[Problem]:
    for name, text in course.images.items():
        yield from drawings.problems(text, f"images/{name}")


def _captions(course: Course) -> Iterator[Problem]:
    for name, text in course.captions.items():
        if not text.startswith("WEBVTT") or "-->" not in text:
            yield Problem(
                f"captions/{name}",
                _("expected WebVTT: a first line `WEBVTT`, then lines with times and `-->`."),
            )


def _words(course: Course, language: str, words: Words) -> Iterator[Problem]:
    partial, place = language not in course.outline.whole, f"{language}/course.toml"
    modules = [module.id for module in course.outline.modules]
    quizzes = [quiz.id for quiz in course.outline.quizzes]
    yield from same(f"{place}, modules", modules, words.titles.modules, partial=partial)
    yield from same(f"{place}, quizzes", quizzes, words.titles.quizzes, partial=partial)
    outcomes = [outcome for lesson in words.lessons.values() for outcome in lesson.front.outcomes]
    for twice in repeated(outcomes):
        yield Problem(f"{language}/", _("two lessons have the outcome `%(twice)s`.", twice=twice))
    for name, lesson in words.lessons.items():
        yield from _lesson(course, f"{language}/{name}.md", lesson)


def _lesson(course: Course, place: str, lesson: LessonText) -> Iterator[Problem]:
    for twice in repeated([block.id for block in lesson.blocks]):
        yield Problem(place, _("two blocks are called `%(twice)s`.", twice=twice))
    for block in lesson.blocks:
        where = f"{place}, block `{block.id}`"
        match block:
            case Check():
                yield from questions.key(where, block.options, block.correct)
            case Facts():
                yield from _known(where, block.used.values(), course.facts, "facts.toml")
            case Sources():
                yield from _known(where, block.sources, course.sources, "sources.toml")
            case Figure():
                yield from _known(where, [block.file], _drawn(course), "images/")
            case Video():
                yield from _video(course, where, block)


def _video(course: Course, place: str, video: Video) -> Iterator[Problem]:
    yield from _known(place, video.captions.values(), course.captions, "captions/")
    if missing := sorted(set(course.outline.whole) - set(video.captions)):
        yield Problem(
            f"{place}, captions", _("captions in %(names)s are missing.", names=listed(missing))
        )
    if (video.poster is None) != (video.alt is None):
        yield Problem(place, _("`poster` and `alt` belong together: a picture and what it shows."))
    if video.poster is not None:
        yield from _known(place, [video.poster], _drawn(course), "images/")


def _drawn(course: Course) -> list[str]:
    return [*course.images, *course.pictures]


def _known(place: str, used: Iterable[str], known: Iterable[str], where: str) -> Iterator[Problem]:
    for name in sorted(set(used) - set(known)):
        yield Problem(place, _("`%(name)s` is not in `%(where)s`.", name=name, where=where))
