"""The report as a worker makes it: seconds a page and peak memory, each in a fresh child."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import itertools, json, os, resource, time
from django.conf import settings
from django.db import connections
from assessments import services
from assessments.models import Plan
from cms.people.models import User
from cms.press import files, running, tasks
from cms.press.models import Job

def measure(edition, language):
    coordinator = User.objects.get(email="coordinator@vellamar.example")
    plan = Plan.objects.earliest("created_at")
    made = []
    for attempt in ("first", "again"):
        Job.objects.filter(kind=services.REPORT).update(key=None)
        job = services.request_report(
            user=coordinator, plan_id=plan.pk, language=language, edition=edition
        )
        began = time.perf_counter()
        running.perform(job.pk)
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        made.append((attempt, Job.objects.get(pk=job.pk).file, seconds, peak))
        if peak * 1000 > settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD:
            break  # here a worker takes a fresh child
    from pypdf import PdfReader  # no worker has it in its memory

    for attempt, file, seconds, peak in made:
        pages = len(PdfReader(files.open_file(file)).pages)
        name, size = f"{edition} {language}", file.size / 1000
        print(json.dumps([name, attempt, pages, seconds, size, peak]), flush=True)

began = time.perf_counter()
tasks.prepare()
print(json.dumps(time.perf_counter() - began), flush=True)
connections.close_all()
for edition, language in itertools.product(("report", "full", "brief"), ("en", "fr", "es", "ar")):
    child = os.fork()
    if not child:
        try:
            measure(edition, language)
        except BaseException:
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise SystemExit(f"{edition} {language} was not made")
"""


def report(environment: Mapping[str, str]) -> str:
    """Return a table of the reports, each from job start to stored file."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", SCRIPT],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    ready, *written = done.stdout.splitlines()
    lines = [
        f"A worker is ready {json.loads(ready):.1f} s after its start.",
        "",
        "| Report | pages | s | s a page | kB | peak MB of the process |",
        "|---|---|---|---|---|---|",
    ]
    for line in written:
        language, attempt, pages, seconds, size, peak = json.loads(line)
        lines.append(
            f"| {language}, {attempt} | {pages} | {seconds:.2f} | {seconds / pages:.2f} "
            f"| {size:.0f} | {peak:.0f} |"
        )
    return "\n".join(lines)
