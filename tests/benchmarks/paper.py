"""The report as a worker makes it: seconds a page and peak memory, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, resource, time
from django.conf import settings
from assessments import services
from assessments.models import Plan
from cms.people.models import User
from cms.press import files, running
from cms.press.models import Job
from cms.press.writers import pdf
from pypdf import PdfReader

coordinator = User.objects.get(email="coordinator@vellamar.example")
plan = Plan.objects.earliest("created_at")
Job.objects.filter(kind=services.REPORT).update(key=None)
pdf.prepare()
for edition, language in (("report", "en"), ("report", "ar"), ("brief", "en"), ("brief", "ar")):
    for attempt in ("first", "again"):
        job = services.request_report(
            user=coordinator, plan_id=plan.pk, language=language, edition=edition
        )
        began = time.perf_counter()
        running.perform(job.pk)
        seconds = time.perf_counter() - began
        file = Job.objects.get(pk=job.pk).file
        Job.objects.filter(pk=job.pk).update(key=None)
        pages = len(PdfReader(files.open_file(file)).pages)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        name, size = f"{edition} {language}", file.size / 1000
        print(json.dumps([name, attempt, pages, seconds, size, peak]))
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
    lines = [
        "| Report | pages | s | s a page | kB | peak MB of the process |",
        "|---|---|---|---|---|---|",
    ]
    for line in done.stdout.splitlines():
        language, attempt, pages, seconds, size, peak = json.loads(line)
        lines.append(
            f"| {language}, {attempt} | {pages} | {seconds:.2f} | {seconds / pages:.2f} "
            f"| {size:.0f} | {peak:.0f} |"
        )
    return "\n".join(lines)
