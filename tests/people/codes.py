"""Codes of an authenticator app, computed as the app does: RFC 6238, from the secret alone."""

import base64
import hmac
import time

from tests.people.made import SECRET


def code(later: int = 0, secret: str = SECRET) -> str:
    """Return the code of this half minute, or of one that is `later`."""
    counter = int(time.time()) // 30 + later
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8), "sha1")
    number = int.from_bytes(digest[digest[-1] & 15 :][:4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def wrong() -> str:
    """Return a code that is none of those that count now."""
    near = {code(later) for later in range(-3, 4)}
    return next(number for number in map("{:06}".format, range(10)) if number not in near)
