"""A worker killed with -9 in the middle of a PDF: the PDF arrives, once."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0

pytestmark = pytest.mark.sqlite


class Machine:
    """A database, a broker and a store of their own, and the workers that share them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "db.sqlite3"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.press.worker_settings",
            "ENV_FILE": "",
            "SECRET_KEY": "only-for-tests-" + "x" * 50,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "BROKER_URL": "filesystem://",
            "CACHE_URL": "",
            "DATA_DIR": str(folder / "data"),
            "PRIVATE_STORAGE_URL": "",
            "JOB_LEASE_SECONDS": "5",
            "JOB_SWEEP_SECONDS": "1",
            "PYTHONPATH": str(ROOT),
        }

    def order(self) -> None:
        """Lay the database and ask for the document."""
        command = [sys.executable, "-m", "tests.press.slow_order", str(self.folder)]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True)

    def cut_a_message_short(self) -> None:
        """Leave a message of which nothing was written, as a power cut does."""
        queue = self.folder / "data" / "broker" / "queue"
        queue.mkdir(parents=True, exist_ok=True)
        (queue / f"0_cut.{self.environment['QUEUE_NAME']}.msg").touch()

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker with its scheduler, in a group of its own that can be killed whole."""
        number = len(self.workers)
        options = [
            *("worker", "--beat", "--concurrency=1", "--loglevel=INFO"),
            f"--schedule={self.folder / f'beat-{number}'}",
            f"--hostname=w{number}@test",
        ]
        with (self.folder / f"worker-{number}.log").open("wb") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "cms.celery", *options],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """End the worker and its children as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def ask(self, question: str) -> list[tuple]:
        """Read the database beside the workers."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=20)) as connection:
            return connection.execute(question).fetchall()

    def attempts(self) -> int:
        """Return how often the document was begun."""
        begun = self.folder / "begun"
        return len(begun.read_text().split()) if begun.exists() else 0

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait for something to be so, and for no longer than patience lasts."""
        end = time.monotonic() + PATIENCE
        while not reached():
            dead = all(worker.poll() is not None for worker in self.workers)
            if dead or time.monotonic() > end:
                pytest.fail("\n".join(log.read_text() for log in self.folder.glob("*.log")))
            time.sleep(0.1)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path)
    yield machine
    for worker in machine.workers:
        machine.kill(worker)


def test_a_worker_killed_in_the_middle_of_a_pdf_the_pdf_arrives_once(machine: Machine) -> None:
    machine.order()
    machine.cut_a_message_short()
    first = machine.start_worker()
    machine.until(lambda: machine.attempts() == 1)
    machine.kill(first)
    assert machine.ask("SELECT state, attempt FROM press_job") == [("running", 1)]

    machine.start_worker()
    machine.until(lambda: machine.ask("SELECT state FROM press_job") == [("done",)])

    assert machine.ask("SELECT attempt, error FROM press_job") == [(2, "")]
    assert machine.ask("SELECT name FROM press_privatefile") == [("slow.pdf",)]
    assert machine.ask("SELECT count(*) FROM people_auditevent WHERE verb = 'job.done'") == [(1,)]
    kept = [path for path in (machine.folder / "data" / "private").rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert kept[0].read_bytes().startswith(b"%PDF-")
