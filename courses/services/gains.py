"""What is known: a pre-test module by module, and a post-test beside it by objective."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from cms.people.models import User
from courses.domain import quiz
from courses.models import Attempt, QuizPage, outline
from courses.models.attempts import Replayed, result


@dataclass(frozen=True)
class Gain:
    """The share of the marks of an objective before and after, from 0 to 1."""

    objective: str
    before: Fraction
    after: Fraction


def by_module(*, replayed: Replayed, of: outline.Outline) -> list[tuple[outline.Section, Fraction]]:
    """The share of the marks of each module that was asked about, in the order of the course.

    A question belongs to the module whose lesson teaches it.
    """
    marks: dict[str, list[Fraction]] = defaultdict(list)
    for row, outcome in replayed.items:
        marks[row.version.parsed.see.partition("#")[0]].append(outcome.marks)
    found = []
    for section in of.sections:
        lessons = [entry.content_id.rpartition("/")[2] for entry in section.entries]
        of_section = [mark for name in lessons for mark in marks[name]]
        if of_section:
            found.append((section, quiz.percent(of_section) / 100))
    return found


def gains(*, user: User, attempt: Attempt, page: QuizPage) -> list[Gain]:
    """Compare a post-test that was handed in with the first pre-test of the same blueprint.

    By objective, in the order of the post-test; none where no pre-test was handed in.
    """
    before = _pre_test(user, page)
    if before is None or attempt.open or attempt.waiting:
        return []
    told, asked = _by_objective(before), _by_objective(attempt)
    return [Gain(name, told[name], after) for name, after in asked.items() if name in told]


def _pre_test(user: User, page: QuizPage) -> Attempt | None:
    course = page.content_id.partition("/")[0]
    name = page.like or page.name
    family = QuizPage.objects.filter(content_id__startswith=f"{course}/", purpose="pre")
    keys = [one.translation_key for one in family if name in (one.name, one.like)]
    mine = Attempt.objects.filter(user=user, quiz_key__in=keys, percent__isnull=False)
    return mine.order_by("submitted_at").first()


def _by_objective(attempt: Attempt) -> dict[str, Fraction]:
    marks: dict[str, list[Fraction]] = defaultdict(list)
    for row, outcome in result(attempt).items:
        marks[row.key.objective].append(outcome.marks)
    return {name: quiz.percent(found) / 100 for name, found in marks.items()}
