"""The site's processes under load, on the database of whoever starts them: they can be killed."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
LEASE_SECONDS, SWEEP_SECONDS = 5, 1


class Ground:
    """What the processes share: a folder, a port, the database, and an end to all patience."""

    def __init__(self, folder: Path, patience: float) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder, self.patience = folder, patience
        (folder / "static").symlink_to(settings.STATIC_ROOT)
        self.end = time.monotonic() + patience
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings",
            "DATABASE_URL": _address(connection.settings_dict),
            "DATA_DIR": str(folder),
            "BASE_URL": f"http://127.0.0.1:{self.port}",
            "EMAIL_URL": f"filemail:///{folder}/mail",
            "LOG_LEVEL": "WARNING",
            "JOB_LEASE_SECONDS": str(LEASE_SECONDS),
            "JOB_SWEEP_SECONDS": str(SWEEP_SECONDS),
        }

    def start(self, name: str, *words: str) -> "subprocess.Popen[bytes]":
        """Start a Python module in a group of its own, so that it can be killed whole."""
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def until(self, reached: Callable[[], bool]) -> None:
        """Wait for something to be so, and for no longer than patience lasts."""
        while not reached():
            self.check()
            time.sleep(0.05)

    def check(self) -> None:
        """Fail with the processes' words when patience is over."""
        if time.monotonic() > self.end:
            raise AssertionError("\n".join(log.read_text() for log in self.folder.glob("*.log")))


class Server:
    """The site under gunicorn."""

    def __init__(self, ground: Ground, threads: int) -> None:
        self.ground, self.threads = ground, threads
        self.answers = threading.Event()
        self.kills = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start master and workers, and return when a page is answered."""
        where = f"127.0.0.1:{self.ground.port}"
        words = ["gunicorn", "cms.wsgi", "--bind", where, "--workers", "2"]
        words += ["--threads", str(self.threads), "--log-level", "warning"]
        self.process = self.ground.start("server", *words)
        self.ground.until(self._is_well)
        self.answers.set()

    def kill(self) -> None:
        """End master and workers as a power cut would, whatever they are at."""
        self.answers.clear()
        self.kills += 1
        self.end()

    def end(self) -> None:
        if self.process:
            end(self.process)
            self.process = None

    def connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.ground.port), timeout=20)

    def _is_well(self) -> bool:
        with contextlib.suppress(OSError), self.connected() as probe:
            probe.sendall(b"GET /health/ HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return b" 200 " in probe.makefile("rb").readline()
        return False


class Worker:
    """A Celery worker of one child with its scheduler; another takes its place when it is dead."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.number = ground, 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.number += 1
        schedule = f"--schedule={self.ground.folder / f'beat-{self.number}'}"
        words = ["celery", "--quiet", "-A", "cms", "worker", "--beat", "--concurrency", "1"]
        words += ["-l", "WARNING", schedule, f"--hostname=w{self.number}@load"]
        self.process = self.ground.start("worker", *words)

    def killed_where(self, is_at_work: Callable[[], bool]) -> bool:
        """Hold the worker still, look whether it is at work, and if so end it there and then."""
        if not self.process:
            return False
        os.killpg(self.process.pid, signal.SIGSTOP)
        if is_at_work():
            self.kill()
            return is_at_work()  # what was on its way to the database has arrived by now
        os.killpg(self.process.pid, signal.SIGCONT)
        return False

    def kill(self) -> None:
        if self.process:
            end(self.process)
            self.process = None


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and its children as a power cut would."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _address(database: dict[str, object]) -> str:
    if str(database["ENGINE"]).endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    person = ":".join(quote(str(database[k]), safe="") for k in ("USER", "PASSWORD") if database[k])
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgres://{person}@{database['HOST']}{port}/{database['NAME']}"
