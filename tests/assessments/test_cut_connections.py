"""1,000 answers by two clients, connections cut, the server killed: all there, none twice."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client

from assessments.models import NO_ANSWER, Answer, Change, Round
from cms.people import roles
from tests.assessments import made

ROOT = Path(__file__).resolve().parents[2]
ANSWERS, ROUNDS, PATIENCE = 500, 6, 300.0
# Each has answers of its own: two that said the same would be no quarrel and leave one record
VALUES = (("0", "1", "2", "unknown"), ("3", "4", "not-applicable"))
KILLED_AT = {150, 500, 850}  # acknowledged answers of both clients together

Question = tuple[str, str]


class Server:
    """The site's own settings under gunicorn, on the database of the test."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = folder / "server.log"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "DATABASE_URL": _address(connection.settings_dict),
            "DATA_DIR": str(folder),
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "LOG_LEVEL": "WARNING",
        }
        self.answers = threading.Event()
        self.end = time.monotonic() + PATIENCE
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--workers", "2", "--threads", "2", "--log-level", "warning"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while True:
            with contextlib.suppress(OSError), self.connected() as probe:
                probe.sendall(b"GET /health/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                if b" 200 " in probe.makefile("rb").readline():
                    break
            self.check()
            time.sleep(0.05)
        self.answers.set()

    def kill(self) -> None:
        """End master and worker as a power cut would, whatever they are at."""
        self.answers.clear()
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def check(self) -> None:
        """Fail with the server's words when patience is over."""
        assert time.monotonic() < self.end, self.log.read_text()


class Sender:
    """One person's page, without the page: sends until the server has named the change."""

    def __init__(self, server: Server, cookie: str, seed: int) -> None:
        self.server, self.cookie, self.chance = server, cookie, random.Random(seed)
        self.number, self.seed = 0, seed
        self.known: dict[Question, str] = {}
        self.acknowledged: list[tuple[Question, str]] = []  # token of every change that was named
        self.seen: dict[str, str] = {}  # by token of a change: the answer that it knew
        self.cut = 0

    def answer(self, question: Question) -> None:
        """Give one answer; where another one came first, look at it and give one's own anew."""
        value = self.chance.choice(VALUES[self.seed])
        while not self._delivered(question, value):
            pass

    def _delivered(self, question: Question, value: str) -> bool:
        self.number += 1
        change = f"{self.seed}-{self.number:06}"
        self.seen[f"{value}:{change}"] = known = self.known.get(question, NO_ANSWER)
        while True:
            self.server.check()
            self.server.answers.wait(PATIENCE)
            status, told = self._sent(question, value, change, known)
            if status in (200, 409) and told["id"] == change:
                self.known[question] = told["seen"]
                if status == 200:
                    self.acknowledged.append((question, f"{value}:{change}"))
                return status == 200
            assert status in (0, 502), (status, told)

    def _sent(
        self, question: Question, value: str, change: str, known: str
    ) -> tuple[int, dict[str, str]]:
        """Send a change once, as well as the network lets it; status 0 is a cut connection."""
        request = self._request(question, value, change, known)
        cut = self.chance.choice(("before", "half", "deaf", *["whole"] * 8))
        self.cut += cut != "whole"
        length = {"before": 40, "half": len(request) - 2}.get(cut, len(request))
        try:
            with self.server.connected() as line:
                line.sendall(request[:length])
                if cut != "whole":
                    return 0, {}
                return _read(line)
        except (OSError, ValueError):  # refused, reset, or ended in the middle of the answer
            self.cut += 1
            return 0, {}

    def _request(self, question: Question, value: str, change: str, known: str) -> bytes:
        one, indicator = question
        fields = {"answer": value, "seen": known, "client": change}  # cut, it is still a form
        body = urlencode({f"{name}-{indicator}": text for name, text in fields.items()})
        head = [
            f"POST /en/assessments/{one}/answer/{indicator}/ HTTP/1.0",
            f"Host: 127.0.0.1:{self.server.port}",
            f"Cookie: sessionid={self.cookie}; csrftoken={'c' * 32}",
            f"X-CSRFToken: {'c' * 32}",
            "HX-Request: true",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def _read(line: socket.socket) -> tuple[int, dict[str, str]]:
    """Return status and JSON of an answer that arrived whole; ValueError for a part of one."""
    head, whole, body = line.makefile("rb").read().partition(b"\r\n\r\n")
    if not whole:
        raise ValueError("cut")
    return int(head.split()[1]), json.loads(body)


def _address(database: dict[str, object]) -> str:
    if str(database["ENGINE"]).endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    person = ":".join(quote(str(database[k]), safe="") for k in ("USER", "PASSWORD") if database[k])
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgres://{person}@{database['HOST']}{port}/{database['NAME']}"


@pytest.fixture
def server(transactional_db: None, tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.mark.concurrency
def test_a_thousand_answers_survive_cut_connections_and_a_killed_server(server: Server) -> None:
    team = made.Team()
    rounds = [made.started(team, f"Round {number}") for number in range(ROUNDS)]
    questions = [(str(one.pk), name) for one in rounds for name in made.ANSWERS]
    third = len(questions) // 3
    senders = [
        Sender(server, _session(team, role), seed)
        for seed, role in enumerate((roles.RESPONDENT, roles.COORDINATOR))
    ]
    # The middle third belongs to both
    _answer_all(server, list(zip(senders, (questions[:-third], questions[third:]), strict=True)))

    acknowledged = [entry for sender in senders for entry in sender.acknowledged]
    record = _record(rounds)
    assert sum(sender.cut for sender in senders) > 200
    # None twice and none beside: what is on record is what was acknowledged, each once
    assert len(acknowledged) == len(set(acknowledged)) == 2 * ANSWERS
    assert sorted(_named(acknowledged)) == sorted(record)
    # None lost: the last change of every question is the answer that stands
    last = dict(record)
    stored = {(str(a.round_id), a.indicator): a for a in Answer.objects.filter(round__in=rounds)}
    assert {place: answer.client_id for place, answer in stored.items()} == last
    assert all((place, answer.token) in set(acknowledged) for place, answer in stored.items())
    _nothing_was_overlooked(record, senders)


def _answer_all(server: Server, tasks: list[tuple[Sender, list[Question]]]) -> None:
    """Let both answer at once; who reaches a mark kills the server and starts it again."""
    count, counting = iter(range(1, 2 * ANSWERS + 1)), threading.Lock()

    def work(sender: Sender, questions: list[Question]) -> None:
        for _ in range(ANSWERS):
            sender.answer(sender.chance.choice(questions))
            with counting:
                reached = next(count)
            if reached in KILLED_AT:
                server.kill()
                server.start()

    with ThreadPoolExecutor(len(tasks)) as both:
        for done in [both.submit(work, *task) for task in tasks]:
            done.result()


def _session(team: made.Team, role: str) -> str:
    client = Client()
    client.force_login(team[role])
    return client.cookies["sessionid"].value


def _named(changes: list[tuple[Question, str]]) -> list[tuple[Question, str]]:
    return [(question, token.partition(":")[2]) for question, token in changes]


def _record(rounds: list[Round]) -> list[tuple[Question, str]]:
    """Return the changes in the order in which the database took them."""
    rows = Change.objects.filter(round__in=rounds).order_by("id")
    return [((str(row.round_id), row.indicator), row.client_id) for row in rows]


def _nothing_was_overlooked(record: list[tuple[Question, str]], senders: list[Sender]) -> None:
    """Every change knew the answer whose place it took."""
    tokens = {t.partition(":")[2]: t for sender in senders for t in sender.seen}
    seen = {token: known for sender in senders for token, known in sender.seen.items()}
    standing: dict[Question, str] = {}
    for question, change in record:
        assert seen[tokens[change]] == standing.get(question, NO_ANSWER), (question, change)
        standing[question] = tokens[change]
