"""The search over many passages: median milliseconds by what is asked; PostgreSQL only."""

import statistics
import time
from collections.abc import Mapping

from tests.benchmarks import grounds

PASSAGES, TIMES = 14_000, 15
ASKED = {
    "a word of nearly every lesson": "team",
    "two common words": "team report",
    "five words": "who may change the mandate",
    "a rare word": "fingerprint",
    "a word that nothing holds": "zeppelin",
}
COPIED = """
INSERT INTO wagtailcore_page ({columns})
SELECT {values} FROM wagtailcore_page, generate_series(1, %s) AS n WHERE id = ANY(%s)
"""
SAID = """
INSERT INTO courses_passage (page_id, language, position, anchor, text, plain, vector)
SELECT copy.id, said.language, said.position, said.anchor, said.text, said.plain, said.vector
FROM courses_passage AS said
JOIN wagtailcore_page AS page ON page.id = said.page_id
JOIN wagtailcore_page AS copy ON copy.slug LIKE 'copy-%%-' || page.id
WHERE page.id = ANY(%s)
"""


def figures(environment: Mapping[str, str]) -> str:
    """The table of a site with many lessons of one language; the lessons are copies."""
    if grounds.kind(environment) != "PostgreSQL":
        return "Search: measured on PostgreSQL only."
    number = _grow()
    lines = [
        f"Search page, {number:,} passages of one language, medians of {TIMES}:",
        "",
        "| asked | queries | ms | found |",
        "|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_line(name, words) for name, words in ASKED.items())])


def _grow() -> int:
    from django.db import connection
    from wagtail.models import Page

    from courses.models import LessonPage, Passage

    lessons = LessonPage.objects.live().filter(locale__language_code="en")
    keys = list(lessons.values_list("pk", flat=True))
    times = PASSAGES // Passage.objects.filter(page__in=keys).count()
    told = {
        "path": "left(path, -4) || lpad(upper(to_hex(n * 100 + id % 100)), 4, 'Z')",
        "slug": "'copy-' || n || '-' || id",
        "url_path": "url_path || n || '/'",
        "translation_key": "gen_random_uuid()",
    }
    names = [one.column for one in Page._meta.concrete_fields if one.column != "id"]
    values = ", ".join(told.get(name, f'"{name}"') for name in names).replace("%", "%%")
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(COPIED.format(columns=columns, values=values), [times, keys])
        cursor.execute(SAID, [keys])
        cursor.execute("ANALYZE")
    return Passage.objects.filter(language="en").count()


def _line(name: str, words: str) -> str:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.benchmarks import bars

    client = Client(SERVER_NAME="127.0.0.1")
    took, queries, found = [], 0, 0
    for number in range(TIMES + 1):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as seen:
            answer = client.get("/en/search/", {"q": words, "n": number})
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.status_code
        queries, found = bars.queries(seen), answer.content.count(b'<li class="card">')
    return f"| {name} ({words}) | {queries} | {statistics.median(took[1:]):.0f} | {found} |"
