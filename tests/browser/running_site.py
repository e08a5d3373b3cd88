"""The site as an operator starts it: own database, web, worker and scheduler as processes."""

import base64
import contextlib
import fcntl
import hmac
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
START_SECONDS = 180


_NEW_CODES = """
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cms.people import factors
from cms.people.models import User
user = User.objects.get(email={address!r})
Authenticator.objects.filter(user=user, type="recovery_codes").delete()
RecoveryCodes.activate(user)
print("CODES", *factors.codes(user))
"""


_FINISH = """
from cms.people.models import User
from tests.courses import shipped
shipped.finish(User.objects.get(email={address!r}))
"""


@dataclass
class App:
    """An authenticator app that holds one account's secret, and the recovery codes beside it."""

    secret: str
    recovery: list[str]
    last: int = -1

    def code(self) -> str:
        """Return a code that was not given before.

        Each half minute has one, and those of the neighbours hold as well. The one before is never
        given: it may lapse while the form is on its way. Whoever signs in more often than that
        takes a recovery code, as a person without a telephone would.
        """
        now = int(time.time()) // 30
        counter = max(now, self.last + 1)
        if counter > now + 1:
            return self.recovery.pop()
        self.last = counter
        key = base64.b32decode(self.secret)
        digest = hmac.digest(key, counter.to_bytes(8), "sha1")
        number = int.from_bytes(digest[digest[-1] & 15 :][:4]) & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"


@dataclass(frozen=True)
class RunningSite:
    """A started demonstration: its address, its folder, the passwords that it printed."""

    url: str
    folder: Path
    passwords: dict[str, str]
    environment: dict[str, str]
    apps: dict[str, App]

    def letters(self) -> list[str]:
        """Return every letter sent so far, oldest first."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda file: file.stat().st_mtime)
        return [file.read_text() for file in files]

    def finish_but_the_first_quiz(self, address: str) -> None:
        """Let somebody have done all of the shipped course but the quiz of its first module."""
        self.manage("shell", "-c", _FINISH.format(address=address))

    def manage(self, *words: str) -> str:
        return manage(self.environment, *words)

    def code_of(self, address: str) -> str:
        """Return a code for one sign-in; recovery codes that are used up are made anew."""
        app = self.apps[address]
        if not app.recovery:
            script = _NEW_CODES.format(address=address)
            app.recovery += self.manage("shell", "-c", script).partition("CODES")[2].split()
        return app.code()


def prepared(folder: Path) -> None:
    """Make a demonstration in `folder`, with what it `printed`, unless one lies there.

    Whoever comes while another process makes them waits for it.
    """
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "printed").exists():
            return
        environment = environment_of(folder, 80)
        for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["bootstrap"]):
            manage(environment, *words)
        (folder / "printed").write_text(manage(environment, "demo", "--no-reports"))


@contextmanager
def running_site(folder: Path, template: Path) -> Iterator[RunningSite]:
    """Start a copy of the prepared demonstration in `folder`, and stop every process of it."""
    prepared(template)
    shutil.copytree(template, folder, dirs_exist_ok=True)
    port = _free_port()
    environment = environment_of(folder, port)
    with contextlib.closing(sqlite3.connect(folder / "site.sqlite3")) as database, database:
        database.execute("UPDATE wagtailcore_site SET port = ?", [port])
    printed = (folder / "printed").read_text()
    accounts, _, factors = printed.partition("Second factors:")
    passwords = dict(re.findall(r"^  (\S+@\S+)\s+(\S+)", accounts, re.M))
    found = re.findall(r"^  (\S+@\S+)\s+([A-Z2-7]+)\n\s+([\d ]+)$", factors, re.M)
    apps = {email: App(secret, codes.split()) for email, secret, codes in found}
    commands = [
        ["gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"],
        ["celery", "--quiet", "-A", "cms", "worker", "--concurrency", "1", "-l", "WARNING"],
        ["celery", "--quiet", "-A", "cms", "beat", "-l", "WARNING"],
    ]
    with open(folder / "processes.log", "w") as log:
        processes = [
            subprocess.Popen(
                [str(BIN / words[0]), *words[1:]],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
            for words in commands
        ]
        try:
            _wait(f"http://127.0.0.1:{port}/health/", folder / "processes.log")
            yield RunningSite(f"http://127.0.0.1:{port}", folder, passwords, environment, apps)
            ended = [process.args for process in processes if process.poll() is not None]
            assert not ended, f"{ended} ended:\n{(folder / 'processes.log').read_text()}"
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=30)


def environment_of(folder: Path, port: int) -> dict[str, str]:
    """Return the variables of a demonstration that lives in `folder`."""
    demo = (ROOT / "deploy" / "demo.env").read_text()
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        **dict(re.findall(r"^([A-Z_]+)=(.*)$", demo, re.M)),
        "ENV_FILE": "",
        "SECRET_KEY": "journeys-" + "y" * 50,
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "DATA_DIR": str(folder),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "EMAIL_URL": f"filemail:///{folder}/mail",
        "JOB_SWEEP_SECONDS": "5",
    }


def manage(environment: dict[str, str], *words: str) -> str:
    """Run one command of the site and return what it printed; it must succeed."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def _wait(address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"The site did not answer in {START_SECONDS} s:\n{log.read_text()}")
