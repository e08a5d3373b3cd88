"""One person's page, without the page: it sends until the server has named what it sent."""

import json
import random
import re
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client

from assessments.models import NO_ANSWER
from tests.load.processes import Server

# Of two who share questions each has answers of its own: the same would be no quarrel, and one
# record
VALUES = (("0", "1", "2", "unknown"), ("3", "4", "not-applicable"))
CUTS = ("before", "half", "deaf", *["whole"] * 8)

Question = tuple[str, str]


class Told(NamedTuple):
    """What came back; status 0 is a connection that was cut."""

    status: int
    head: str = ""
    body: bytes = b""


CUT = Told(0)


class Sender:
    """Somebody who is signed in, behind a network that cuts three of eleven connections."""

    def __init__(self, server: Server, user: AbstractBaseUser, seed: int) -> None:
        self.server, self.cookie, self.chance = server, session(user), random.Random(seed)
        self.number, self.seed = 0, seed
        self.known: dict[Question, str] = {}
        self.acknowledged: list[tuple[Question, str]] = []  # token of every change that was named
        self.seen: dict[str, str] = {}  # by token of a change: the answer that it knew
        self.papers: set[str] = set()  # every job that was named
        self.requests = self.cut = 0

    def answer(self, question: Question) -> None:
        """Give one answer; where another one came first, look at it and give one's own anew."""
        value = self.chance.choice(VALUES[self.seed % 2])
        while not self._delivered(question, value):
            pass

    def ask_for_paper(self, one: str, institution: str) -> None:
        """Have the answers of a round printed: work for whoever does the jobs."""
        fields = {"institution": institution, "language": "en", "content": "filled"}
        while True:
            told = self._sent(f"{one}/workbook/paper/", fields)
            named = re.search(r"Location: /en/\S*?/([0-9a-f-]{36})/", told.head)
            if told.status == 302 and named:
                self.papers.add(named[1])
                return
            assert told.status in (0, 502), told

    def _delivered(self, question: Question, value: str) -> bool:
        one, indicator = question
        self.number += 1
        change = f"{self.seed}-{self.number:06}"
        self.seen[f"{value}:{change}"] = known = self.known.get(question, NO_ANSWER)
        # Cut short, it is still a form: only the last field lacks its end
        given = {"answer": value, "seen": known, "client": change}
        fields = {f"{name}-{indicator}": text for name, text in given.items()}
        while True:
            told = self._sent(f"{one}/answer/{indicator}/", fields)
            assert told.status in (0, 200, 409, 502), told
            found = json.loads(told.body) if told.status in (200, 409) else {}
            if found.get("id") == change:
                self.known[question] = found["seen"]
                if told.status == 200:
                    self.acknowledged.append((question, f"{value}:{change}"))
                return told.status == 200

    def _sent(self, address: str, fields: dict[str, str]) -> Told:
        """Send a form once, as well as the network lets it."""
        self.server.ground.check()
        self.server.answers.wait(self.server.ground.patience)
        request = self._request(address, urlencode(fields))
        cut = self.chance.choice(CUTS)
        self.requests += 1
        self.cut += cut != "whole"
        length = {"before": 40, "half": len(request) - 2}.get(cut, len(request))
        try:
            with self.server.connected() as line:
                line.sendall(request[:length])
                return CUT if cut != "whole" else _read(line.makefile("rb").read())
        except (OSError, ValueError):  # refused, reset, or ended in the middle of the answer
            self.cut += 1
            return CUT

    def _request(self, address: str, body: str) -> bytes:
        head = [
            f"POST /en/assessments/{address} HTTP/1.0",
            f"Host: 127.0.0.1:{self.server.ground.port}",
            f"Cookie: sessionid={self.cookie}; csrftoken={'c' * 32}",
            f"X-CSRFToken: {'c' * 32}",
            "HX-Request: true",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
        ]
        return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


def session(user: AbstractBaseUser) -> str:
    """Sign somebody in and return the cookie's value."""
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def _read(content: bytes) -> Told:
    """Return an answer that arrived whole; ValueError for a part of one."""
    head, whole, body = content.partition(b"\r\n\r\n")
    length = re.search(rb"Content-Length: (\d+)", head, re.IGNORECASE)
    if not whole or (length and int(length[1]) != len(body)):
        raise ValueError("cut")
    return Told(int(head.split()[1]), head.decode("latin-1"), body)
