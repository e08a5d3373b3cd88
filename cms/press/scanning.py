"""Scanning: asks a clamd, where one is configured, whether a file holds malware."""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 20
_PIECE = 64 * 1024
_MOST_ANSWER = 4096


class Unreachable(OSError):
    """The scanner gave no verdict: it is away, too slow, or reports an error of its own."""


def is_on() -> bool:
    """Tell whether this site has a scanner."""
    return bool(settings.CLAMD_URL)


def is_infected(content: bytes) -> bool:
    """Return the verdict of the scanner; Unreachable where it gives none.

    Speaks INSTREAM: the length of each piece before it, an empty piece at the end.
    """
    try:
        with _connected(settings.CLAMD_URL) as line:
            line.sendall(b"zINSTREAM\0")
            for begin in range(0, len(content), _PIECE):
                piece = content[begin : begin + _PIECE]
                line.sendall(struct.pack("!I", len(piece)) + piece)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except Unreachable:
        raise
    except (OSError, ValueError) as away:
        raise Unreachable(str(away)) from away
    if answer.endswith(b" FOUND"):
        return True
    if answer.endswith(b" OK"):
        return False
    raise Unreachable("The scanner answered with an error.")


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(parts.path)
        except OSError:
            line.close()
            raise
        return line
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return socket.create_connection((parts.hostname, parts.port), timeout=SECONDS)
    raise ValueError("CLAMD_URL reads unix:///path or tcp://host:port.")


def _answer(line: socket.socket) -> bytes:
    told = b""
    while not told.endswith(b"\0") and len(told) < _MOST_ANSWER:
        piece = line.recv(_MOST_ANSWER)
        if not piece:
            break
        told += piece
    return told.rstrip(b"\0\n")
