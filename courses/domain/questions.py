"""Whether the items and quizzes of a course make sense: keys, words, and blueprints."""

import re
from collections.abc import Iterable, Iterator

from courses.domain import drawing
from courses.domain.course import Course, ItemText, Quiz
from courses.domain.drawing import Candidate
from courses.domain.itemkinds import (
    ChoiceItem,
    ClozeItem,
    EssayItem,
    MatchingItem,
    NumericItem,
    OrderingItem,
    ShortItem,
    SlotsItem,
    Structure,
    TypedItem,
)
from courses.domain.problems import Problem, listed, repeated, same
from courses.domain.problems import Sentence as _

TABLES = ("options", "slots", "choices", "units", "criteria")
TRUE_FALSE = ("true", "false")
GAP = re.compile(r"\{([a-z0-9-]+)\}")


def problems(course: Course) -> list[Problem]:
    """Every mistake in the items, their words, and the quizzes that ask them."""
    found: list[Problem] = []
    for name, item in course.items.items():
        found += [*_tags(course, name, item), *_structure(course, f"items/{name}.toml", item)]
    for language, words in course.words.items():
        partial = language not in course.outline.whole
        place = f"{language}/items.toml"
        found += same(place, course.items, words.items, partial=partial)
        for name, text in words.items.items():
            if name in course.items:
                place = f"{language}/items.toml, {name}"
                found += _words(place, course.items[name], text, _source_text(course, name))
        for quiz in course.outline.quizzes:
            if quiz.id in words.titles.quizzes:
                found += [*_bands(course, language, quiz.id), *_note(course, language, quiz.id)]
    for quiz in course.outline.quizzes:
        found += _quiz(course, quiz)
    return found


def pool(course: Course) -> list[Candidate]:
    """The items of a course as blueprints draw them."""
    return [
        Candidate(name, item.objective, item.difficulty, item.bank)
        for name, item in course.items.items()
    ]


def _tags(course: Course, name: str, item: Structure) -> Iterator[Problem]:
    place = f"items/{name}.toml"
    source = course.words.get(course.outline.source)
    lessons = source.lessons if source else {}
    if item.objective not in {
        outcome for lesson in lessons.values() for outcome in lesson.front.outcomes
    }:
        yield Problem(
            f"{place}, objective",
            _("no lesson has the outcome `%(objective)s`.", objective=item.objective),
        )
    blocks = {f"{lesson}#{block.id}" for lesson, text in lessons.items() for block in text.blocks}
    if item.see and item.see not in blocks:
        yield Problem(
            f"{place}, see", _("no block is `%(see)s`; expected `lesson#block`.", see=item.see)
        )


def _structure(course: Course, place: str, item: Structure) -> Iterator[Problem]:
    match item:
        case ChoiceItem():
            yield from key(place, item.options, item.correct)
            if item.kind != "multiple" and len(item.correct) != 1:
                yield Problem(
                    f"{place}, correct",
                    _(
                        "a single choice has one correct option, found %(found)s.",
                        found=len(item.correct),
                    ),
                )
            if item.kind == "true-false" and item.options != TRUE_FALSE:
                yield Problem(
                    f"{place}, options", _("expected %(names)s.", names=listed(TRUE_FALSE))
                )
        case MatchingItem():
            yield from _once(f"{place}, choices", item.choices)
            yield from _among(f"{place}, pairs", item.pairs.values(), item.choices)
        case OrderingItem():
            yield from _once(f"{place}, order", item.order)
        case ClozeItem():
            for name, gap in item.gaps.items():
                yield from _once(f"{place}, gaps.{name}.options", gap.options)
                yield from _among(f"{place}, gaps.{name}.correct", [gap.correct], gap.options)
        case NumericItem():
            factors = [float(factor) for factor in item.units.values()]
            if factors and (factors.count(1) != 1 or min(factors) <= 0):
                yield Problem(
                    f"{place}, units", _('one unit is "1", the others say how many of it they are.')
                )
            if float(item.tolerance) < 0:
                yield Problem(f"{place}, tolerance", _("a tolerance is not below 0."))
        case EssayItem():
            yield from _once(f"{place}, rubric", [one.id for one in item.rubric])
        case ShortItem():
            partial = set(course.outline.languages) - set(course.outline.whole)
            accepted = set(item.accepted) - partial
            yield from same(f"{place}, accepted", course.outline.whole, accepted)


def key(place: str, options: Iterable[str], correct: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the key of a choice."""
    options, correct = list(options), list(correct)
    if len(options) < 2:
        yield Problem(f"{place}, options", _("a choice needs two options or more."))
    for twice in repeated([*options]):
        yield Problem(f"{place}, options", _("the option `%(twice)s` stands twice.", twice=twice))
    for twice in repeated([*correct]):
        yield Problem(f"{place}, correct", _("the option `%(twice)s` stands twice.", twice=twice))
    if not correct:
        yield Problem(f"{place}, correct", _("no option is correct."))
    for unknown in sorted(set(correct) - set(options)):
        yield Problem(
            f"{place}, correct",
            _(
                "`%(unknown)s` is not an option; expected some of %(names)s.",
                unknown=unknown,
                names=listed(options),
            ),
        )


def _once(place: str, names: Iterable[str]) -> Iterator[Problem]:
    for twice in repeated(names):
        yield Problem(place, _("`%(twice)s` stands twice.", twice=twice))


def _among(place: str, used: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    for unknown in sorted(set(used) - set(known)):
        yield Problem(
            place,
            _(
                "`%(unknown)s` is not known; expected some of %(names)s.",
                unknown=unknown,
                names=listed(list(known)),
            ),
        )


def _source_text(course: Course, name: str) -> ItemText | None:
    source = course.words.get(course.outline.source)
    return source.items.get(name) if source else None


def _words(
    place: str, item: Structure, text: ItemText, source: ItemText | None
) -> Iterator[Problem]:
    wanted = item.words()
    for table in TABLES:
        yield from same(f"{place}.{table}", wanted.get(table, ()), getattr(text, table))
    yield from _needed(f"{place}.feedback", text.feedback, needed=isinstance(item, TypedItem))
    yield from _needed(f"{place}.text", text.text, needed=isinstance(item, ClozeItem))
    if isinstance(item, ClozeItem) and text.text:
        gaps = GAP.findall(text.text)
        yield from same(f"{place}.text", item.gaps, gaps)
        yield from _once(f"{place}.text", gaps)
    if isinstance(item, SlotsItem):
        for name, slot in text.slots.items():
            has_text = not isinstance(item, ClozeItem)
            yield from _needed(f"{place}.slots.{name}.text", slot.text, needed=has_text)
    if source and (source.hint is None) != (text.hint is None):
        yield Problem(f"{place}.hint", _("a hint stands in every language, or in none."))


def _needed(place: str, value: object, *, needed: bool) -> Iterator[Problem]:
    if needed and value is None:
        yield Problem(place, _("this is missing."))
    elif not needed and value is not None:
        yield Problem(place, _("an item of this kind has none."))


def _bands(course: Course, language: str, quiz: str) -> Iterator[Problem]:
    place = f"{language}/course.toml, quizzes.{quiz}.bands"
    bands = course.words[language].titles.quizzes[quiz].bands
    source = course.words.get(course.outline.source)
    if source and quiz in source.titles.quizzes:
        yield from same(place, source.titles.quizzes[quiz].bands, bands)
    if bands and "0" not in bands:
        yield Problem(place, _('the lowest band is "0".'))


def _note(course: Course, language: str, quiz: str) -> Iterator[Problem]:
    source = course.words.get(course.outline.source)
    if source and quiz in source.titles.quizzes:
        needed = source.titles.quizzes[quiz].content_note is not None
        note = course.words[language].titles.quizzes[quiz].content_note
        place = f"{language}/course.toml, quizzes.{quiz}.content_note"
        if needed and note is None:
            yield Problem(place, _("this is missing."))
        if not needed and note is not None:
            yield Problem(place, _("the source has none."))


def _quiz(course: Course, quiz: Quiz) -> Iterator[Problem]:
    place = f"course.toml, quiz `{quiz.id}`"
    if sum((bool(quiz.items), bool(quiz.draw), quiz.like is not None)) != 1:
        yield Problem(place, _("a quiz has `items`, or `draw`, or `like`: one of them."))
    others = {one.id: one for one in course.outline.quizzes if one.draw}
    if quiz.like is not None and quiz.like not in others:
        yield Problem(
            f"{place}, like",
            _("`%(like)s` is no quiz with a blueprint in this course.", like=quiz.like),
        )
    try:
        drawing.draw(quiz.draw, pool(course), "")
    except drawing.Unmet as short:
        yield Problem(
            f"{place}, draw", _("too few items fit line %(number)s.", number=short.number)
        )
