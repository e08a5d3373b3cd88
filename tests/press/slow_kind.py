"""A kind of job whose first attempt never ends, so that a worker can be killed in it."""

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.apps import AppConfig

LONGEST = 120.0


def run(args: Mapping[str, Any], language: str) -> Any:
    """Make a PDF; in the first attempt, say so and stay there until the worker is killed."""
    from cms.press import jobs
    from cms.press.writers import pdf

    begun = Path(args["folder"]) / "begun"
    with begun.open("a") as file:
        file.write(f"{os.getpid()}\n")
    content = pdf.write("<h1>A slow document</h1>", title="Slow", language=language)
    if len(begun.read_text().split()) == 1:
        threading.Event().wait(LONGEST)
    return jobs.Produced(name="slow.pdf", content=content, content_type="application/pdf")


class SlowConfig(AppConfig):
    """Registers the slow kind."""

    name = "tests.press"
    label = "slow"

    def ready(self) -> None:
        """Make the kind known to the workers."""
        from cms.press import jobs

        jobs.register(
            jobs.Kind(name="test.slow", title="Slow", run=run, may_read=lambda user, job: False)
        )
