"""10,000 answers by 20 people; connections are cut, server and worker killed again and again."""

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks import bars
from tests.load import cutting

SIZE = cutting.Size(
    pairs=10,
    answers=500,
    rounds=3,
    papers=3,
    threads=4,
    server_kills=5,
    worker_kills=3,
    patience=1800.0,
)


def figures(environment: Mapping[str, str]) -> str:
    """Run it and tell what was sent, called saved and found; what is not whole ends the run."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="waymark-cut-", dir=environment["DATA_DIR"]) as name:
        outcome = cutting.run(Path(name), SIZE)
    told = _told(outcome, time.perf_counter() - began)
    if not outcome.found.is_whole:
        raise SystemExit(told)
    return told


def _told(outcome: cutting.Outcome, seconds: float) -> str:
    found = outcome.found
    lines = [
        f"| {2 * SIZE.pairs} people at once, 2 workers of {SIZE.threads} threads | |",
        "|---|---|",
        f"| requests sent | {found.requests} |",
        f"| of them cut | {found.cut} |",
        f"| server killed and started again | {outcome.server_kills} |",
        f"| worker killed in the middle of a job | {outcome.worker_kills} |",
        f"| answers called saved | {found.saved} |",
        f"| answers on record | {found.kept} |",
        f"| jobs asked for | {found.jobs} |",
        f"| jobs done | {found.done} |",
        f"| of them by another worker than began it | {found.taken_over} |",
        *(f"| {what} | {times} |" for what, times in found.faults.items()),
    ]
    told = f"All there, none twice: {bars.verdict(found.is_whole)}. It took {seconds:.0f} s."
    return "\n".join([*lines, "", told])
