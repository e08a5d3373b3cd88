"""Tokens of links: made of chance, known only to who holds the link; the site keeps a hash."""

import hashlib
import secrets


def new() -> str:
    """Return a token of 256 random bits that can stand in an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what is kept of a token; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
