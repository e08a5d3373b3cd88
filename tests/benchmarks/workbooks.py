"""A filled workbook of 500 questions: taken up, previewed and saved, through whole requests."""

import io
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.imports import filled
from assessments.models import Round
from cms.people.models import Institution, User
from tests.benchmarks import bars, frameworks, published

ROWS, BAR = 500, 3.0
SLUG = "bench-500"


def figures(environment: Mapping[str, str]) -> str:
    """Fill in a workbook of 500 questions, bring it back, and say what each step took."""
    one = _round()
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
    client.force_login(User.objects.get(email="coordinator@vellamar.example"))
    asked = {"institution": one.institution_id, "language": "en"}
    got = _timed(lambda: client.get(reverse("assessments:workbook-file", args=[one.pk]), asked))
    content = _filled(b"".join(got[0].streaming_content))
    file = SimpleUploadedFile("a.xlsx", content)
    address = reverse("assessments:workbook", args=[one.pk])
    taken = _timed(lambda: client.post(address, {"file": file}))
    where = taken[0]["Location"]
    shown = _timed(lambda: client.get(where))
    state = re.search(r'name="state" value="(\w+)"', shown[0].content.decode())[1]
    saved = _timed(lambda: client.post(where, {"state": state}))
    assert one.answers.count() == ROWS, one.answers.count()
    seconds = taken[1] + shown[1]
    verdict = bars.verdict(seconds <= BAR)
    return (
        f"Workbook of {ROWS} questions: written in {got[1]:.2f} s; taken up {taken[1]:.2f} s and "
        f"previewed {shown[1]:.2f} s, together {seconds:.2f} s "
        f"(the bar is {BAR:.0f} s: {verdict}); saved in {saved[1]:.2f} s with {saved[2]} queries."
    )


def _round() -> Round:
    """Return an open round of 500 questions on a model that is published for it."""
    raw = {**frameworks.table(), "id": SLUG}
    for part in raw["dimensions"]:
        part["factors"] = part["factors"][:5]
    kept = {one["id"] for d in raw["dimensions"] for f in d["factors"] for one in f["indicators"]}
    for stage in raw["stages"]:
        stage["minimum"] = {name: n for name, n in stage["minimum"].items() if name in kept}
    published.publish(raw)
    return Round.objects.create(
        institution=Institution.objects.get(is_demonstration=True),
        model_slug=SLUG,
        model_version=1,
        title="500 questions",
    )


def _filled(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = next(one for one in book.worksheets if one["A1"].value == filled.MARK)
    for row in page.iter_rows(min_row=3):
        if row[0].value:
            row[4].value, row[6].value = "1", f"Seen on the day {row[0].row}."
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _timed(work: Callable[[], Any]) -> tuple[Any, float, int]:
    with CaptureQueriesContext(connection) as seen:
        began = time.perf_counter()
        answer = work()
        took = time.perf_counter() - began
    assert answer.status_code in (200, 302), answer.status_code
    return answer, took, len(seen)
