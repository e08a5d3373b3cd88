"""The same settings and database, Wagtail's own addresses, and a home page of three lines."""

from pathlib import Path

from cms.settings import *  # noqa: F403
from cms.settings import TEMPLATES

TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates", *TEMPLATES[0]["DIRS"]]
TEMPLATES[0]["OPTIONS"]["context_processors"] = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
]
ROOT_URLCONF = "tests.benchmarks.bare_urls"
