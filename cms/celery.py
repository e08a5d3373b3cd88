"""The Celery application that workers and the scheduler start."""

import os

from celery import Celery
from celery.schedules import schedule
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")

app = Celery("waymark")
# Without this, threads of the web server know no application and fall back to another broker
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

EVERY = {
    "cms.press.tasks.sweep": settings.JOB_SWEEP_SECONDS,
    "assessments.tasks.remind": 3600,
    "assessments.tasks.send_digests": 900,
    "assessments.tasks.delete_due": 3600,
    "courses.tasks.send_letters": 900,
    "cms.tasks.erase_due": 3600,
    "cms.tasks.ask_unused": 86400,
}
"""How often the scheduler starts a task, in seconds; each writes nothing twice."""

app.conf.beat_schedule = {
    name: {"task": name, "schedule": schedule(seconds)} for name, seconds in EVERY.items()
}
