"""The laws are tried often enough to break, and quickly enough to be run all day.

`LAWS=2000` tries each of them so many times, for an hour when nobody waits.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "domain",
    max_examples=int(os.environ.get("LAWS", "15")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("domain")
