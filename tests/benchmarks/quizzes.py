"""A quiz taken by many at once, over HTTP: twenty without a pause, two hundred as people answer."""

import http.client
import itertools
import json
import random
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.people import consents
from cms.people.models import User
from courses import services
from courses.models import Attempt, AttemptStep, Item, ItemText, ItemVersion, QuizPage, QuizRule
from tests.benchmarks import bars
from tests.benchmarks.serving import serving
from tests.load.senders import session
from tests.people import made as people

QUESTIONS, BANK, WIDE_BANK = 20, 40, 2_000
HASTY, LEARNERS = 20, 200
SECONDS_A_QUESTION = 6.0
"""What an answer takes somebody who hardly reads; the two hundred begin within it."""
BAR, MOST_QUERIES, MOST_OF_A_START = 0.4, 6, 15
MOODLE = "17 a second at 20 users, p95 286 ms"
CSRF = "c" * 32
_numbers = itertools.count(1)


@dataclass
class Taking:
    """Somebody who takes the quiz: what the server called saved, and what each save took."""

    user: User
    cookie: str
    attempt: str = ""
    items: list[str] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)

    def run(self, address: str, pause: float) -> None:
        """Answer every question, then hand in."""
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        chance = random.Random(self.attempt)
        time.sleep(chance.random() * pause)
        self._opened(line)
        for number, item in enumerate(self.items):
            began = time.perf_counter()
            value, event = ("yes", "no")[number % 2], str(uuid.uuid4())
            fields = {f"answer-{item}": value, f"event-{item}": event, f"seen-{item}": "none"}
            told = self._sent(line, f"answers/{item}/", fields, pause)
            self.took.append(time.perf_counter() - began)
            if told and json.loads(told)["seen"] == event:
                self.saved[item] = value
            time.sleep(max(0.0, chance.uniform(0.5, 1.5) * pause - self.took[-1]))
        self._sent(line, "", {"do": "submit", "anyway": "yes"}, pause, expected=302)
        line.close()

    def _opened(self, line: http.client.HTTPConnection) -> None:
        """Open the page of the attempt, as everybody does who answers."""
        where = f"/en/learn/attempts/{self.attempt}/"
        line.request("GET", where, headers={"Cookie": f"sessionid={self.cookie}"})
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            self.refused[answer.status] += 1

    def _sent(
        self,
        line: http.client.HTTPConnection,
        rest: str,
        fields: Mapping[str, str],
        pause: float,
        expected: int = 200,
    ) -> bytes:
        headers = {
            "Cookie": f"sessionid={self.cookie}; csrftoken={CSRF}",
            "X-CSRFToken": CSRF,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        where = f"/en/learn/attempts/{self.attempt}/{rest}"
        line.request("POST", where, urlencode(fields), headers)
        answer = line.getresponse()
        body = answer.read()
        if pause:  # a browser that rests finds its connection closed
            line.close()
        if answer.status == expected:
            return body
        self.refused[answer.status] += 1
        return b""


def figures(environment: Mapping[str, str]) -> str:
    """Let them take it, and compare what is on record with what was called saved."""
    page = _quiz(BANK)
    told = [_queries(page)]
    with serving("cms.wsgi", environment) as address:
        for count, pause in ((HASTY, 0.0), (LEARNERS, SECONDS_A_QUESTION)):
            told.append(_taken(address, [_taker(page) for _ in range(count)], pause))
    return "\n\n".join(told)


def _taken(address: str, everybody: list[Taking], pause: float) -> str:
    began = time.perf_counter()
    with ThreadPoolExecutor(len(everybody)) as pool:
        for done in [pool.submit(one.run, address, pause) for one in everybody]:
            done.result()
    seconds = time.perf_counter() - began
    took = sorted(wait for one in everybody for wait in one.took)
    high = took[int(len(took) * 0.95)]
    faults = _faults(everybody)
    said = "without a pause" if not pause else f"an answer every {pause:.0f} s"
    text = (
        f"Quiz of {QUESTIONS} questions, {len(everybody)} learners at once, {said}: "
        f"{len(took)} saves in {seconds:.0f} s, {len(took) / seconds:.0f} a second (Moodle: "
        f"{MOODLE}), median {statistics.median(took) * 1000:.0f} ms, p95 "
        f"{bars.milliseconds(high, BAR)}; "
        + ", ".join(f"{what} {count}" for what, count in faults.items())
    )
    if any(faults.values()):
        raise SystemExit(text)
    return text


def _faults(everybody: list[Taking]) -> dict[str, int]:
    """Count what went wrong: errors, answers that were called saved and are not there, doubles."""
    attempts = [one.attempt for one in everybody]
    steps = AttemptStep.objects.filter(attempt__in=attempts, kind="answer")
    rows = steps.values_list("attempt_id", "asked__version__item__content_id", "options")
    found = Counter(
        (str(attempt), name.rpartition("/")[2], options[0]) for attempt, name, options in rows
    )
    said = {(one.attempt, item, value) for one in everybody for item, value in one.saved.items()}
    open_still = Attempt.objects.filter(pk__in=attempts, submitted_at=None).count()
    return {
        "errors": sum(sum(one.refused.values()) for one in everybody),
        "lost": len(said - set(found)),
        "doubled": sum(times - 1 for times in found.values()),
        "not handed in": open_still,
    }


def _queries(page: QuizPage) -> str:
    """Count the queries of a start and of a save, with a small bank and with a large one."""
    starts, saves = [], []
    for size in (BANK, WIDE_BANK):
        _fill(page, size)
        one = _learner()
        services.enrol(user=one, course=page.get_course())
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(one)
        address = f"/en/learn/{page.content_id}/attempt/"
        with CaptureQueriesContext(connection) as seen:
            assert client.post(address).status_code == 302
        starts.append(bars.queries(seen))
        attempt = Attempt.objects.get(user=one)
        item = attempt.asked.first().version.item.name
        with CaptureQueriesContext(connection) as seen:
            answer = client.post(
                f"/en/learn/attempts/{attempt.pk}/answers/{item}/", {f"answer-{item}": "yes"}
            )
        assert answer.status_code == 200, answer.content
        saves.append(bars.queries(seen))
    assert starts[0] == starts[1], starts
    return (
        f"Attempt start, bank of {BANK} and of {WIDE_BANK} items: "
        f"{bars.counted(max(starts), MOST_OF_A_START)}. Answer save: "
        f"{bars.counted(max(saves), MOST_QUERIES)}."
    )


def _taker(page: QuizPage) -> Taking:
    user = _learner()
    attempt = services.start_attempt(user=user, page=page)
    rows = attempt.asked.values_list("version__item__content_id", flat=True)
    items = [name.rpartition("/")[2] for name in rows]
    return Taking(user, session(user), str(attempt.pk), items)


def _learner() -> User:
    """Somebody who has agreed to the terms, so that pages answer."""
    user = people.person()
    consents.give(user=user, versions=consents.in_force(), language="en")
    return user


def _quiz(size: int) -> QuizPage:
    """Let the shipped quiz draw its questions from a bank of so many items."""
    page = QuizPage.objects.filter(locale__language_code="en").live().first()
    assert page is not None
    QuizRule.objects.create(page=page, count=QUESTIONS, bank="bench", sort_order=0)
    _fill(page, size)
    return page


def _fill(page: QuizPage, size: int) -> None:
    """Let the bank have so many items."""
    course, key = page.content_id.partition("/")[0], page.get_course().translation_key
    held = Item.objects.filter(course_key=key, content_id__contains="/bench-").count()
    _items((f"{course}/bench-{next(_numbers)}", key) for _ in range(size - held))


def bank_elsewhere(size: int, courses: int) -> None:
    """Let other courses have so many items, as a site of many courses has."""
    keys = [uuid.uuid4() for _ in range(courses)]
    _items((f"other-{n % courses}/item-{n}", keys[n % courses]) for n in range(size))


def _items(named: Iterable[tuple[str, uuid.UUID]]) -> None:
    items = Item.objects.bulk_create(Item(content_id=name, course_key=key) for name, key in named)
    structure = {
        "kind": "single",
        "objective": "bench",
        "difficulty": "easy",
        "bank": "bench",
        "options": ["yes", "no"],
        "correct": ["yes"],
    }
    versions = ItemVersion.objects.bulk_create(
        ItemVersion(item=item, number=1, structure=structure, sha256="0") for item in items
    )
    words = {"text": "x", "feedback": "x"}
    texts = {"prompt": "x", "options": {"yes": words, "no": words}}
    ItemText.objects.bulk_create(
        ItemText(version=version, language="en", texts=texts, sha256="0") for version in versions
    )
