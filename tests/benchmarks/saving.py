"""Answers saved by twenty people at once, over HTTP: how long each of them waits."""

import http.client
import json
import statistics
import time
import uuid
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from urllib.parse import urlencode, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments import answering, library
from assessments.domain.asking import Part
from assessments.models import NO_ANSWER, Round
from assessments.views.parts import FIELD
from cms.people import consents, roles
from cms.people.models import User
from tests.assessments import made
from tests.benchmarks import bars, published
from tests.benchmarks.serving import serving
from tests.load.senders import session
from tests.people import made as people

TEAMS, SAVES, ALONE = 5, 50, 10
ANSWERING = (roles.COORDINATOR, roles.RESPONDENT, roles.RESPONDENT, roles.RESPONDENT)
BAR, MOST_QUERIES = 0.4, 6
CSRF = "c" * 32


@dataclass(frozen=True)
class Seat:
    """Somebody who answers a part of a round, as an institution shares out its questions."""

    user: User
    round: Round
    part: Part
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """Return the address of the page of the part."""
        return f"/en/assessments/{self.round.pk}/part/{self.part.id}/"

    def form(self, number: int) -> tuple[str, str, dict[str, str]]:
        """Return address, question and fields of one answer as the page sends them."""
        asked = list(self.part.indicators())
        name = asked[number % len(asked)].id
        fields = {
            FIELD + name: str(number // len(asked) % 2),
            f"client-{name}": uuid.uuid4().hex,
            f"seen-{name}": self.seen.get(name, NO_ANSWER),
            "part": self.part.id,
        }
        return f"/en/assessments/{self.round.pk}/answer/{name}/", name, fields


def figures(environment: Mapping[str, str]) -> str:
    """Let everybody save at once, on the model that is offered and on a large one."""
    offered = library.model(made.OFFERED)
    models = ((offered.id, offered.version), (published.large(), 1))
    return "\n\n".join(_measured(environment, *model) for model in models)


def _measured(environment: Mapping[str, str], slug: str, version: int) -> str:
    seats = list(_seats(slug, version))
    size = sum(1 for _ in answering.model_of(seats[0].round).indicators())
    queries, busy = zip(*(_alone(seats[0], number) for number in range(ALONE)), strict=True)
    with serving("cms.wsgi", environment) as address, ThreadPoolExecutor(len(seats)) as everybody:
        together = Barrier(len(seats) + 1)  # when everybody has the page, all begin
        waits = [everybody.submit(_saves, address, seat, together) for seat in seats]
        together.wait()
        began = time.perf_counter()
        took = sorted(one for wait in waits for one in wait.result())
        seconds = time.perf_counter() - began
    high = took[int(len(took) * 0.95)]
    return (
        f"Answer save over HTTP, {size} indicators, {len(seats)} people of {TEAMS} institutions at "
        f"once, {len(took)} saves in {seconds:.0f} s: median "
        f"{statistics.median(took) * 1000:.0f} ms, p95 {bars.milliseconds(high, BAR)}; at most "
        f"{bars.counted(max(queries), MOST_QUERIES)}. Alone, one takes "
        f"{statistics.median(busy) * 1000:.0f} ms of the processor."
    )


def _seats(slug: str, version: int) -> Iterator[Seat]:
    for _ in range(TEAMS):
        institution = people.institution()
        one = Round.objects.create(
            institution=institution, model_slug=slug, model_version=version, title="bench"
        )
        parts = answering.parts_of(one)
        for number, role in enumerate(ANSWERING):
            user = people.member(role, institution)
            consents.give(user=user, versions=consents.in_force(), language="en")
            yield Seat(user, one, parts[number * len(parts) // len(ANSWERING)])


def _alone(seat: Seat, number: int) -> tuple[int, float]:
    """Return the queries of a save and the seconds of the processor, whatever else runs on it.

    The page that it is saved from has been opened, as by everybody who answers.
    """
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(seat.user)
    page = client.get(seat.page)
    assert page.status_code == 200, page.status_code
    address, name, fields = seat.form(number)
    with CaptureQueriesContext(connection) as seen:
        worked = time.process_time()
        answer = client.post(address, fields, headers={"HX-Request": "true"})
        busy = time.process_time() - worked
    assert answer.status_code == 200, answer.content
    seat.seen[name] = answer.json()["seen"]
    return bars.queries(seen), busy


def _saves(address: str, seat: Seat, together: Barrier) -> list[float]:
    """Open the page and wait for the others; save without a pause, and return what each took."""
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    headers = {
        "Cookie": f"sessionid={session(seat.user)}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.close()
    line.request("GET", seat.page, headers=headers)  # from which everybody answers
    answer = line.getresponse()
    answer.read()
    assert answer.status == 200, answer.status
    together.wait()
    took = []
    for number in range(SAVES):
        where, name, fields = seat.form(number)
        began = time.perf_counter()
        line.request("POST", where, urlencode(fields), headers)
        answer = line.getresponse()
        told = answer.read()
        took.append(time.perf_counter() - began)
        assert answer.status == 200, (answer.status, told)
        seat.seen[name] = json.loads(told)["seen"]
    line.close()
    return took
