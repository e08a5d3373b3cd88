"""Where a question is asked: by name, or drawn by a line of a blueprint."""

from dataclasses import dataclass

from courses.models import CoursePage, Item, ItemVersion, QuizPage


@dataclass(frozen=True)
class Use:
    """A quiz that asks a question, by name or perhaps."""

    quiz: QuizPage
    by_name: bool


def uses(course: CoursePage, item: Item, version: ItemVersion) -> list[Use]:
    """The quizzes of a course, in its own language, that ask a question; three queries."""
    quizzes = QuizPage.objects.descendant_of(course).order_by("path")
    found = []
    for quiz in quizzes.prefetch_related("quiz_items", "quiz_rules"):
        if any(one.item_id == item.pk for one in quiz.quiz_items.all()):
            found.append(Use(quiz, by_name=True))
        elif not item.retired and any(_fits(one, version) for one in quiz.quiz_rules.all()):
            found.append(Use(quiz, by_name=False))
    return found


def _fits(line: object, version: ItemVersion) -> bool:
    wanted = {name: getattr(line, name) for name in ("objective", "difficulty", "bank")}
    return all(version.structure.get(name) == one for name, one in wanted.items() if one)
