"""The page of a part in a model of 1,800 indicators: what the server needs for it."""

import statistics
import time
from collections.abc import Mapping

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from assessments import answering, services
from assessments.models import Round
from cms.people import consents, roles
from tests.assessments import made
from tests.benchmarks import bars, published

RUNS, BAR, MOST_QUERIES = 20, 0.3, 12


def figures(environment: Mapping[str, str]) -> str:
    """Time the largest part that a page can hold, empty and with every question answered."""
    team = made.Team()
    one = Round.objects.create(
        institution=team.institution, model_slug=published.large(), model_version=1, title="bench"
    )
    part = answering.parts_of(one)[0]
    asked = list(part.indicators())
    client = Client(SERVER_NAME="127.0.0.1")
    consents.give(user=team[roles.COORDINATOR], versions=consents.in_force(), language="en")
    client.force_login(team[roles.COORDINATOR])
    with translation.override("en"):
        address = reverse("assessments:dimension", args=[one.pk, part.id])
    empty = _told(f"{len(asked)} questions without an answer", client, address)
    for indicator in asked:
        services.save_answer(
            user=team[roles.RESPONDENT], round_id=one.pk, indicator=indicator.id, value="1"
        )
    return f"{empty}\n\n{_told(f'{len(asked)} questions, all answered', client, address)}"


def _told(what: str, client: Client, address: str) -> str:
    client.get(address)  # what a process learns once is not counted
    took, busy = [], []
    for _ in range(RUNS):
        with CaptureQueriesContext(connection) as seen:
            began, worked = time.perf_counter(), time.process_time()
            answer = client.get(address)
            took.append(time.perf_counter() - began)
            busy.append(time.process_time() - worked)
        assert answer.status_code == 200, answer.status_code
    took.sort()
    high, queries = took[int(RUNS * 0.95)], bars.queries(seen)
    return (
        f"Page of a part, 1,800 indicators, {what}: median {statistics.median(took) * 1000:.0f} ms"
        f" ({statistics.median(busy) * 1000:.0f} ms of the processor),"
        f" p95 {bars.milliseconds(high, BAR)}; {bars.counted(queries, MOST_QUERIES)}."
    )
