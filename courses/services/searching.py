"""Searches in published lessons of one language: lessons with the passages that answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

from cms.people.models import User
from cms.words import letters
from courses.domain import snippets
from courses.models import CoursePage, Passage
from courses.services.indexing import PLAIN_FIRST, configuration

MOST_LOOKED_AT = 500  # passages that hold any of the words, best first
MOST_PASSAGES = 3  # of one lesson
COURSE_DEPTH = 4  # below root, home page and index
_SHORTEST = 3  # letters of a word of which also longer ones are found


@dataclass(frozen=True)
class Snippet:
    """A passage that answers: where it stands, and its words with those searched for marked."""

    anchor: str
    parts: list[snippets.Part]


@dataclass
class Lesson:
    """A lesson that holds all the words, and its best passages."""

    title: str
    url: str
    above: str
    snippets: list[Snippet] = field(default_factory=list)


@dataclass
class _Candidate:
    """What is known of a lesson while passages come in, best first."""

    holds: set[int] = field(default_factory=set)
    passages: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)


def lessons(
    words: Sequence[str], *, language: str, request: HttpRequest, course: str = "", most: int = 20
) -> list[Lesson]:
    """Return the lessons this reader may open that hold all `words`, in whatever passages.

    `course` is the id of a course to stay in. The same number of queries whatever is found.
    """
    pairs = [(word, plain) for word in words if (plain := letters.plain(word))]
    pairs = _telling(pairs, language) if _by_vector() else pairs
    words, wanted = [word for word, _plain in pairs], [plain for _word, plain in pairs]
    if not wanted:
        return []
    open_passages = Passage.objects.filter(language=language, page__live=True)
    open_passages = open_passages.exclude(_closed_to(request))
    if course:
        paths = CoursePage.objects.live().filter(content_id=course, locale__language_code=language)
        path = paths.values_list("path", flat=True).first()
        if path is None:
            return []
        open_passages = open_passages.filter(page__path__startswith=path)
    return _lessons(_candidates(open_passages, wanted, words, language), wanted, request, most)


def _candidates(
    found: QuerySet[Passage], wanted: Sequence[str], words: Sequence[str], language: str
) -> dict[int, _Candidate]:
    """Return by page what holds any of the words; the first of them is the best."""
    rows = _ranked(found, wanted, words, language) if _by_vector() else _plain(found, wanted)
    candidates: dict[int, _Candidate] = {}
    for row in rows:
        held = {at for at, word in enumerate(wanted) if _holds(row, at, word)}
        one = candidates.setdefault(row["page_id"], _Candidate())
        one.holds |= held
        one.passages.append((len(held), row))
    return candidates


def _holds(row: Mapping[str, Any], at: int, word: str) -> bool:
    flag = row.get(f"holds_{at}")
    return word in row["plain"] if flag is None else bool(flag)


def _by_vector() -> bool:
    return connection.vendor == "postgresql"


def _telling(pairs: list[tuple[str, str]], language: str) -> list[tuple[str, str]]:
    """Leave out what every passage holds ("the", "of"), unless nothing else was asked for."""
    if not pairs:
        return pairs
    asked = (
        "SELECT numnode(plainto_tsquery(%s::regconfig, word)) > 0"
        " FROM unnest(%s::text[]) WITH ORDINALITY AS asked(word, place) ORDER BY place"
    )
    given = [plain if language in PLAIN_FIRST else word.lower() for word, plain in pairs]
    with connection.cursor() as cursor:
        cursor.execute(asked, [configuration(language), given])
        tells = [row[0] for row in cursor.fetchall()]
    return [pair for pair, telling in zip(pairs, tells, strict=True) if telling] or pairs


def _ranked(
    found: QuerySet[Passage], wanted: Sequence[str], words: Sequence[str], language: str
) -> QuerySet[Any]:
    """Passages by PostgreSQL's full text search: each word by its ending and letter by letter."""
    given = wanted if language in PLAIN_FIRST else words
    queries = [_query(word, plain, language) for word, plain in zip(given, wanted, strict=True)]
    any_word = queries[0]
    for query in queries[1:]:
        any_word |= query
    flags = {
        f"holds_{at}": ExpressionWrapper(Q(vector=query), output_field=BooleanField())
        for at, query in enumerate(queries)
    }
    ranked = found.filter(vector=any_word).annotate(rank=SearchRank(F("vector"), any_word), **flags)
    ranked = ranked.order_by("-rank", "page__path", "position")
    return ranked.values("pk", "page_id", "page__path", "anchor", *flags)[:MOST_LOOKED_AT]


def _query(word: str, plain: str, language: str) -> Any:
    longer = ":*" if len(plain) >= _SHORTEST else ""
    return SearchQuery(word, config=configuration(language)) | SearchQuery(
        f"'{plain}'{longer}", config="simple", search_type="raw"
    )


def _plain(found: QuerySet[Passage], wanted: Sequence[str]) -> list[Mapping[str, Any]]:
    """Passages where there is no full text search: those with most of the words first."""
    any_word = Q()
    for word in wanted:
        any_word |= Q(plain__contains=word)
    rows = found.filter(any_word).order_by("page__path", "position")
    chosen = rows.values("pk", "page_id", "page__path", "anchor", "plain")[:MOST_LOOKED_AT]
    return sorted(chosen, key=lambda row: -sum(word in row["plain"] for word in wanted))


def _lessons(
    candidates: Mapping[int, _Candidate], wanted: Sequence[str], request: HttpRequest, most: int
) -> list[Lesson]:
    complete = [key for key, one in candidates.items() if len(one.holds) == len(wanted)][:most]
    pages, titles = _pages(candidates[key].passages[0][1] for key in complete)
    best = {key: _best(candidates[key]) for key in complete if key in pages}
    shown = _snippets([row for rows in best.values() for row in rows], wanted)
    return [
        Lesson(
            pages[key].title,
            pages[key].get_url(request) or "",
            " / ".join(titles[path] for path in _paths_above(pages[key].path) if path in titles),
            [shown[row["pk"]] for row in rows if row["pk"] in shown],
        )
        for key, rows in best.items()
    ]


def _best(one: _Candidate) -> list[Mapping[str, Any]]:
    held = sorted(one.passages, key=lambda held: -held[0])[:MOST_PASSAGES]
    return [row for _number, row in held]


def _snippets(rows: Sequence[Mapping[str, Any]], wanted: Sequence[str]) -> dict[int, Snippet]:
    """Read the texts of what is shown, and of nothing else; cut each around the words."""
    marked = [word for word in wanted if len(word) >= _SHORTEST] or wanted
    anchors = {row["pk"]: row["anchor"] for row in rows}
    known: snippets.Known = {}
    return {
        key: Snippet(anchors[key], snippets.cut(text, marked, known=known))
        for key, text in Passage.objects.filter(pk__in=anchors).values_list("pk", "text")
    }


def _pages(rows: Iterable[Mapping[str, Any]]) -> tuple[dict[int, Page], dict[str, str]]:
    """The pages of some rows by id, and the titles of all that stands above them by path."""
    paths = {row["page__path"] for row in rows}
    above = {path for one in paths for path in _paths_above(one)}
    found = list(Page.objects.filter(path__in=paths | above).select_related("locale"))
    pages = {page.pk: page for page in found if page.path in paths}
    return pages, {page.path: page.title for page in found if page.path in above}


def _paths_above(path: str) -> list[str]:
    deep = len(path) // Page.steplen
    return [path[: Page.steplen * depth] for depth in range(COURSE_DEPTH, deep)]


def _closed_to(request: HttpRequest) -> Q:
    """Everything below a restriction of Wagtail's that this reader has not passed."""
    closed = Q(pk=None)
    restrictions = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
    user: User | AnonymousUser = request.user
    groups = set(user.groups.values_list("pk", flat=True)) if user.is_authenticated else set()
    for restriction in restrictions:
        if not _passed(restriction, request, groups):
            closed |= Q(page__path__startswith=restriction.page.path)
    return closed


def _passed(restriction: PageViewRestriction, request: HttpRequest, groups: set[int]) -> bool:
    if restriction.restriction_type == PageViewRestriction.PASSWORD:
        passed = request.session.get(restriction.passed_view_restrictions_session_key, [])
        return restriction.pk in passed
    if restriction.restriction_type == PageViewRestriction.LOGIN:
        return request.user.is_authenticated
    if request.user.is_superuser:
        return True
    return not groups.isdisjoint(group.pk for group in restriction.groups.all())
