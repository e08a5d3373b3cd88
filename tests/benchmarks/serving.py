"""Load on one address: gunicorn on this machine, wrk on the same machine, loopback only."""

import gzip
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SECONDS, CONNECTIONS, ROUNDS = 1, 8, 12

_servers: dict[str, int] = {}
"""The process that serves, by its address."""


@dataclass(frozen=True)
class Rate:
    """Requests per second and ms of processor time a request (medians of the rounds), and kB.

    The time of the processor counts the server alone: it holds where something else on a shared
    machine takes its share of the seconds. The size is one gzipped answer.
    """

    per_second: float
    milliseconds: float
    kilobytes: float


@contextmanager
def serving(application: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Serve a WSGI application with two workers and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [BIN / "gunicorn", application, "--workers", "2", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    try:
        _wait(port)
        address = f"http://127.0.0.1:{port}"
        _servers[address] = process.pid
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def rates(targets: Sequence[tuple[str, str]]) -> list[Rate]:
    """Measure addresses, each with its cookie or ""; every answer must be a 200.

    They take turns, so that whatever else the machine does falls on all of them.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("wrk is missing. Run: apt-get install wrk")
    sizes = [_one(address, _headers(cookie)) for address, cookie in targets]
    found: list[list[tuple[float, float]]] = [[] for _ in targets]
    for _ in range(ROUNDS + 2):  # the first two warm up
        for place, (address, cookie) in enumerate(targets):
            found[place].append(_round(wrk, address, _headers(cookie)))
    medians = [
        [statistics.median(column) for column in zip(*rounds[2:], strict=True)] for rounds in found
    ]
    return [Rate(rate, spent, size) for (rate, spent), size in zip(medians, sizes, strict=True)]


def _spent(server: int) -> float:
    """Return the seconds of processor time that a server and its workers have used so far."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    ticks = 0
    for process in (server, *children):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # utime and stime, see proc(5)
    return ticks / os.sysconf("SC_CLK_TCK")


def _headers(cookie: str) -> list[str]:
    return ["Accept-Encoding: gzip", *([f"Cookie: {cookie}"] if cookie else [])]


def _round(wrk: str, address: str, headers: list[str]) -> tuple[float, float]:
    server = next(pid for base, pid in _servers.items() if address.startswith(f"{base}/"))
    before = _spent(server)
    words = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", address]
    for header in headers:
        words += ["-H", header]
    printed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed or "Socket errors" in printed:
        raise SystemExit(f"{address} did not answer well:\n{printed}")
    requests = int(re.search(r"(\d+) requests in", printed)[1])
    spent = (_spent(server) - before) * 1000 / max(requests, 1)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", printed)[1]), spent


def _one(address: str, headers: list[str]) -> float:
    request = urllib.request.Request(address, headers=dict(h.split(": ", 1) for h in headers))
    with urllib.request.urlopen(request) as answer:
        if answer.status != 200 or answer.url != address:
            raise SystemExit(f"{address} answered {answer.status} at {answer.url}")
        body = answer.read()
        packed = body if answer.headers.get("Content-Encoding") == "gzip" else gzip.compress(body)
    return len(packed) / 1000
