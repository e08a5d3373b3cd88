"""The Celery application that workers and the scheduler start."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
app = Celery("waymark")
# Without this, threads of the web server know no application and fall back to another broker
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
