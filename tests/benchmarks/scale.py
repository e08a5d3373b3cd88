"""The pages of a learner with a small database and with a large one: `make bench-scale`.

100,000 learners, 1,000,000 completions and 10,000 items may cost no query more, and at most one and
a half times the time.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import grounds

LEARNERS, EACH, ITEMS, COURSES = 100_000, 10, 10_000, 50
TIMES, WORST = 40, 1.5

PEOPLE = """
INSERT INTO people_user ({columns})
SELECT {values} FROM people_user, generate_series(1, %s) AS n WHERE id = %s
"""
ENROLLED = """
INSERT INTO courses_enrolment (user_id, course_key, created_at)
SELECT id, md5('course ' || id %% %s)::uuid, now() FROM people_user
WHERE email LIKE 'scale-%%' ON CONFLICT DO NOTHING
"""
OF_THE_COURSE = """
INSERT INTO courses_enrolment (user_id, course_key, created_at)
SELECT id, %s, now() FROM people_user
WHERE id %% 2 = 0 AND email LIKE 'scale-%%' ON CONFLICT DO NOTHING
"""
COMPLETED = """
INSERT INTO courses_completion (user_id, course_key, item_key, created_at)
SELECT id, %s, md5('item ' || n)::uuid, now() FROM people_user, generate_series(1, %s) AS n
WHERE email LIKE 'scale-%%' ON CONFLICT DO NOTHING
"""


def main() -> None:
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        raise SystemExit("Set DATABASE_URL to a PostgreSQL server; see docs/performance.md.")
    with (
        tempfile.TemporaryDirectory(prefix="waymark-scale-") as name,
        grounds.ground(Path(name)) as environment,
    ):
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="cms.settings")
        import django

        django.setup()
        from django.db import connections

        sys.stdout.write(_table() + "\n")
        connections.close_all()


def _table() -> str:
    from cms.people import consents
    from tests.people import made

    learner = made.person()
    consents.give(user=learner, versions=consents.in_force(), language="en")
    _begun(learner)
    small = _measured(learner)
    _grow(learner)
    large = _measured(learner)
    lines = [
        f"With {LEARNERS:,} learners, {LEARNERS * EACH:,} completions and {ITEMS:,} items:",
        "",
        "| page | queries, small | large | ms, small | large | times |",
        "|---|---|---|---|---|---|",
    ]
    met = True
    for page, (queries, took) in small.items():
        more, longer = large[page]
        met &= more == queries and longer <= WORST * took
        lines.append(
            f"| {page} | {queries} | {more} | {took:.1f} | {longer:.1f} | {longer / took:.2f} |"
        )
    bar = f"the same queries and at most {WORST} times the time"
    return "\n".join([*lines, "", f"The bar is {bar}: {'met' if met else 'not met'}."])


def _begun(learner: object) -> None:
    """Let her take the course, with one lesson read, as most who come to their desk."""
    from courses import services
    from courses.models import LessonPage

    lesson = LessonPage.objects.filter(locale__language_code="en").live().first()
    services.complete_lesson(user=learner, lesson=lesson)


def _measured(learner: object) -> dict[str, tuple[int, float]]:
    """Queries and median milliseconds of each page; caches of whole pages do not answer."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from courses.models import Attempt, LessonPage, QuizPage
    from tests.benchmarks import bars

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(learner)
    lesson = LessonPage.objects.filter(locale__language_code="en").live().first()
    quiz = QuizPage.objects.filter(locale__language_code="en").live().first()

    def start() -> None:
        answer = client.post(f"/en/learn/{quiz.content_id}/attempt/")
        assert answer.status_code == 302, answer.status_code

    def shown(address: str) -> Callable[[], None]:
        def show() -> None:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)

        return show

    pages = {
        "lesson": shown(lesson.url),
        "catalogue": shown("/en/courses/"),
        "desk": shown("/en/desk/"),
        "attempt start": start,
    }
    found = {}
    for name, ask in pages.items():
        took, queries = [], 0
        for number in range(TIMES):
            Attempt.objects.filter(user=learner).delete()
            if number == 1:
                with CaptureQueriesContext(connection) as seen:
                    ask()
                queries = bars.queries(seen)
                continue
            began = time.perf_counter()
            ask()
            took.append((time.perf_counter() - began) * 1000)
        found[name] = (queries, statistics.median(took[5:]))
    return found


def _grow(learner: object) -> None:
    """Fill the database as years of use would."""
    from django.db import connection

    from cms.people.models import User
    from courses.models import CoursePage
    from tests.benchmarks import quizzes

    names = [one.column for one in User._meta.concrete_fields if one.column != "id"]
    told = {"email": "'scale-' || n || '@example.org'"}
    values = ", ".join(told.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    course = CoursePage.objects.filter(locale__language_code="en").live().first()
    with connection.cursor() as cursor:
        statement = PEOPLE.format(columns=columns, values=values)
        cursor.execute(statement, [LEARNERS, learner.pk])
        cursor.execute(ENROLLED, [COURSES])
        cursor.execute(OF_THE_COURSE, [course.translation_key])
        cursor.execute(COMPLETED, [course.translation_key, EACH])
        quizzes.bank_elsewhere(ITEMS, COURSES)
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
