"""The table: pages against a bare hello, the answer save, the PDF."""

import statistics
import time
import uuid
from collections.abc import Mapping

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import library
from assessments import services as assessments
from assessments.models import Plan
from assessments.views.parts import FIELD
from cms.people.models import Institution, User
from courses.models import CoursePage, LessonPage, QuizPage
from tests.benchmarks import bars
from tests.benchmarks.serving import Rate, rates, serving

SAVES = 200
MOST_QUERIES = 6


def pages(environment: Mapping[str, str]) -> str:
    """Measure the pages and return the table as Markdown."""
    lesson = LessonPage.objects.filter(locale__language_code="en").live().first().url
    learner = User.objects.get(email="learner@vellamar.example")
    cookie = _cookie(learner)
    bare = {**environment, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.bare"}
    with (
        serving("tests.benchmarks.hello", {}) as hello_at,
        serving("cms.wsgi", bare) as bare_at,
        serving("cms.wsgi", environment) as site_at,
    ):
        targets = {
            "bare hello (own project, no middleware)": (f"{hello_at}/", ""),
            "bare Wagtail page, signed in": (f"{bare_at}/en/", cookie),
            "home page, anonymous": (f"{site_at}/en/", ""),
            "lesson page, anonymous": (site_at + lesson, ""),
            "lesson page, signed in": (site_at + lesson, cookie),
        }
        found = dict(zip(targets, rates(list(targets.values())), strict=True))
    counted = [0, None, _queries("/en/"), _queries(lesson), _queries(lesson, learner)]
    return _table(found, counted)


def _table(found: Mapping[str, Rate], counted: list[int | None]) -> str:
    hello, bare, _home, lesson, signed_in = (one.per_second for one in found.values())
    _hello, spent_bare, _, _, spent = (one.milliseconds for one in found.values())
    columns = "Page,requests/s,of bare hello,of bare Wagtail,processor ms,queries,kB gzipped"
    lines = [f"| {columns.replace(',', ' | ')} |", "|---|---|---|---|---|---|---|"]
    for (name, one), queries in zip(found.items(), counted, strict=True):
        lines.append(
            f"| {name} | {one.per_second:.0f} | {one.per_second / hello:.2f} "
            f"| {one.per_second / bare:.2f} | {one.milliseconds:.2f} "
            f"| {'' if queries is None else queries} "
            f"| {one.kilobytes:.1f} |"
        )
    lines += ["", _bar("anonymous, of bare hello", lesson / hello, 0.8)]
    lines += ["", _bar("signed in, of bare Wagtail", signed_in / bare, 0.7)]
    lines += ["", _bar("signed in, by processor time", spent_bare / spent, 0.7)]
    return "\n".join(lines)


def _bar(what: str, found: float, wanted: float) -> str:
    verdict = bars.verdict(found >= wanted)
    return f"Lesson page, {what}: {found:.2f}, at least {wanted} wanted: {verdict}."


def queries(environment: Mapping[str, str]) -> str:
    """Return the queries of pages that people work on, once their process knows its way."""
    learner, coordinator = (
        User.objects.get(email=f"{who}@vellamar.example") for who in ("learner", "coordinator")
    )
    course, quiz = (
        model.objects.filter(locale__language_code="en").live().first().url
        for model in (CoursePage, QuizPage)
    )
    plan = Plan.objects.earliest("created_at")
    one = f"/en/assessments/{plan.snapshot.round_id}/"
    lines = ["| Page, signed in | queries |", "|---|---|"]
    for name, address, user in (
        ("course", course, learner),
        ("quiz", quiz, learner),
        ("desk of a learner", "/en/desk/", learner),
        ("desk of a coordinator", "/en/desk/", coordinator),
        ("round", one, coordinator),
        ("part of a round", f"{one}part/governance/", coordinator),
        ("result", f"{one}result/", coordinator),
        ("roadmap", f"/en/roadmaps/{plan.pk}/", coordinator),
    ):
        lines.append(f"| {name} | {_queries(address, user)} |")
    return "\n".join(lines)


def _client(user: User | None) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    if user:
        client.force_login(user)
    return client


def _cookie(user: User) -> str:
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={_client(user).cookies[name].value}"


def _queries(address: str, user: User | None = None) -> int:
    client = _client(user)
    client.get(address)  # what a process learns once is not counted
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def saves(environment: Mapping[str, str]) -> str:
    """Time the saving of answers through the whole request, one after the other."""
    coordinator = User.objects.get(email="coordinator@vellamar.example")
    institution = Institution.objects.get(is_demonstration=True)
    model = library.model("national-csirt")
    one = assessments.start_round(
        user=coordinator, institution=institution, model=model.id, title="bench"
    )
    indicator = next(iter(model.indicators())).id
    address = f"/en/assessments/{one.pk}/answer/{indicator}/"
    client = _client(coordinator)
    took, queries, token = [], 0, ""
    for number in range(SAVES):
        data = {
            f"{FIELD}{indicator}": str(number % 5),
            f"client-{indicator}": uuid.uuid4().hex,
            f"seen-{indicator}": token,
            "part": "governance",
        }
        with CaptureQueriesContext(connection) as seen:
            began = time.perf_counter()
            answer = client.post(address, data, headers={"HX-Request": "true"})
            took.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.status_code
        token = answer.json()["seen"]
        queries = max(queries, bars.queries(seen))
    took.sort()
    return (
        f"Answer save, {SAVES} in a row: median {statistics.median(took) * 1000:.1f} ms, "
        f"p95 {took[int(SAVES * 0.95)] * 1000:.1f} ms, at most "
        f"{bars.counted(queries, MOST_QUERIES)}."
    )
