"""Many answers by many people while connections, server and worker are cut off: one run of it."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import connection
from django.utils import timezone

from assessments.models import Round
from cms.people import roles
from cms.people.models import User
from cms.press.leases import State
from cms.press.models import Job
from tests.assessments import made
from tests.load.counting import Found, count
from tests.load.processes import Ground, Server, Worker
from tests.load.senders import Question, Sender
from tests.people import made as people

ANSWERING = (roles.RESPONDENT, roles.COORDINATOR)
PAIRS_OF_A_TEAM = 2
UNDONE = (State.QUEUED, State.RUNNING)


@dataclass(frozen=True)
class Size:
    """How much of everything. People answer in pairs, two pairs to an institution."""

    pairs: int
    answers: int  # of each person
    rounds: int  # of each pair
    papers: int  # that each person has printed
    threads: int  # of each of the server's two workers
    server_kills: int
    worker_kills: int
    patience: float

    @property
    def all_answers(self) -> int:
        return 2 * self.pairs * self.answers


@dataclass(frozen=True)
class Outcome:
    """What was found, and how often the ground was pulled away."""

    found: Found
    server_kills: int
    worker_kills: int


@dataclass(frozen=True)
class Part:
    """A sender, where she works, and the questions that are hers."""

    sender: Sender
    institution: str
    questions: Sequence[Question]


def run(folder: Path, size: Size) -> Outcome:
    """Answer everything, and return what is there afterwards."""
    ground, began = Ground(folder, size.patience), timezone.now()
    server, worker = Server(ground, size.threads), Worker(ground)
    rounds, parts = _prepared(server, size)
    try:
        server.start()
        with _dying_at_its_work(worker, size.worker_kills) as deaths:
            _answer_all(parts, size)
            ground.until(lambda: not Job.objects.filter(state__in=UNDONE).exists())
        found = count(rounds, [one.sender for one in parts], began)
        return Outcome(found, server.kills, len(deaths))
    finally:
        server.end()
        worker.kill()


def _prepared(server: Server, size: Size) -> tuple[list[Round], list[Part]]:
    rounds: list[Round] = []
    parts: list[Part] = []
    for users, team in _pairs(size.pairs):
        begun = [made.started(team, f"Round {number}") for number in range(size.rounds)]
        questions = [(str(one.pk), name) for one in begun for name in made.ANSWERS]
        third = len(questions) // 3
        rounds += begun
        # The middle third belongs to both
        for user, mine in zip(users, (questions[:-third], questions[third:]), strict=True):
            sender = Sender(server, user, len(parts))
            parts.append(Part(sender, str(team.institution.pk), mine))
    return rounds, parts


def _pairs(number: int) -> Iterator[tuple[list[User], made.Team]]:
    """Yield two people who answer and their institution, so often."""
    team = made.Team()
    for pair in range(number):
        if pair and pair % PAIRS_OF_A_TEAM == 0:
            team = made.Team()
        if pair % PAIRS_OF_A_TEAM == 0:
            yield [team[role] for role in ANSWERING], team
        else:
            yield [people.member(role, team.institution) for role in ANSWERING], team


def _answer_all(parts: Sequence[Part], size: Size) -> None:
    """Let all answer at once; who reaches a mark kills the server and starts it again."""
    given, counting = iter(range(1, size.all_answers + 1)), threading.Lock()
    marks = _spread(size.server_kills, size.all_answers)
    printed = _spread(size.papers, size.answers)

    def work(part: Part) -> None:
        sender = part.sender
        for number in range(1, size.answers + 1):
            sender.answer(sender.chance.choice(part.questions))
            if number in printed:
                one, _ = sender.chance.choice(part.questions)
                sender.ask_for_paper(one, part.institution)
            with counting:
                reached = next(given)
            if reached in marks:
                sender.server.kill()
                sender.server.start()

    with ThreadPoolExecutor(len(parts)) as everybody:
        for done in [everybody.submit(work, part) for part in parts]:
            done.result()


def _spread(times: int, most: int) -> set[int]:
    """Return so many marks, evenly between the beginning and the end."""
    return {most * number // (times + 1) for number in range(1, times + 1)}


@contextmanager
def _dying_at_its_work(worker: Worker, times: int) -> Iterator[list[int]]:
    """Have a worker that is killed in the middle of a job so often; the last one lives on.

    Yields the numbers of those that died, complete once all the work is done.
    """
    deaths: list[int] = []
    lost: set[UUID] = set()  # the leases of the dead, which look like work until they end
    over = threading.Event()

    def is_at_work() -> bool:
        return bool(_leases_of_first_attempts() - lost)

    def die() -> None:
        try:
            while len(deaths) < times and not over.is_set():
                worker.ground.until(lambda: is_at_work() or over.is_set())
                if worker.killed_where(is_at_work):
                    deaths.append(worker.number)
                if worker.process is None:
                    lost.update(_leases_of_first_attempts())
                    worker.start()
        finally:
            connection.close()

    worker.start()
    with ThreadPoolExecutor(1) as beside:
        dying = beside.submit(die)
        try:
            yield deaths
        finally:
            over.set()
            dying.result()


def _leases_of_first_attempts() -> set[UUID]:
    """Return the leases under which jobs are in work for the first time.

    A job that kills its worker three times is given up, so none is killed twice.
    """
    return set(Job.objects.filter(state=State.RUNNING, attempt=1).values_list("token", flat=True))
