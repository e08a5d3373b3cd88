"""A hundred documents asked for at once, on two workers: each arrives once, and pages answer."""

import contextlib
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.running_site import BIN, ROOT, RunningSite, running_site

PATIENCE = 300.0
PLANS, EACH = 25, 4
ORDER = f"""
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from assessments import services
from assessments.models import Plan
from cms.people.models import User

user = User.objects.get(email="coordinator@vellamar.example")
first = Plan.objects.earliest("created_at")
for people in range(1, {PLANS + 1}):
    plan = services.make_plan(
        user=user,
        snapshot_id=first.snapshot_id,
        limits={{"start": first.result["start"], "people": people}},
    )
    for written_as, language in (("json", "en"), ("ics", "en"), ("ics", "ar"), ("xlsx", "fr")):
        for _click in ("first", "second"):
            services.request_report(
                user=user,
                plan_id=plan.pk,
                language=language,
                edition="report",
                written_as=written_as,
            )
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(first.pk, session.session_key)
"""


@pytest.fixture
def site(tmp_path: Path, template: Path) -> Iterator[RunningSite]:
    """A site of its own with two workers."""
    with running_site(tmp_path, template) as started, (tmp_path / "second.log").open("wb") as log:
        command = [str(BIN / "celery"), "--quiet", "-A", "cms", "worker", "--concurrency", "1"]
        second = subprocess.Popen(
            [*command, "--hostname", "second@test", "-l", "WARNING"],
            cwd=ROOT,
            env=started.environment,
            stdout=log,
            stderr=log,
        )
        try:
            yield started
        finally:
            second.terminate()
            second.wait(timeout=30)


def ask(site: RunningSite, question: str) -> list[tuple]:
    """Read the database beside the workers."""
    path = site.folder / "site.sqlite3"
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection:
        return connection.execute(question).fetchall()


def count(site: RunningSite, what: str) -> int:
    """Count rows."""
    return int(ask(site, f"SELECT count(*) FROM {what}")[0][0])


def status(address: str, cookie: str = "") -> int:
    """Ask for a page as a browser does."""
    request = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return int(answer.status)


def kept(site: RunningSite) -> int:
    """Count the files in the private store."""
    return sum(path.is_file() for path in (site.folder / "private").rglob("*"))


def test_a_hundred_exports_on_two_workers_lose_none_double_none_and_block_no_page(
    site: RunningSite,
) -> None:
    jobs, files = count(site, "press_job"), count(site, "press_privatefile")
    stored = kept(site)
    plan, session = site.manage("shell", "--no-imports", "-c", ORDER).split()[-2:]
    assert count(site, "press_job") == jobs + PLANS * EACH

    pages = 0
    end = time.monotonic() + PATIENCE
    while count(site, "press_job WHERE state != 'done'"):
        assert status(f"{site.url}/en/") == 200
        assert status(f"{site.url}/ar/roadmaps/{plan}/", f"sessionid={session}") == 200
        pages += 2
        assert count(site, "press_job WHERE state = 'failed'") == 0
        assert time.monotonic() < end, ask(site, "SELECT state, count(*) FROM press_job GROUP BY 1")

    assert pages > 0
    assert count(site, "press_job WHERE attempt > 1") == 0
    assert count(site, "press_privatefile") == files + PLANS * EACH
    assert kept(site) == stored + PLANS * EACH
    assert count(site, "people_auditevent WHERE verb = 'job.done'") == jobs + PLANS * EACH
