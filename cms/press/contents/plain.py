"""Plain text and CSV: characters only, and no page or program that calls itself text."""

import re

from cms.press.contents.unfit import Found, Unfit

_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_LOOKED_AT = 1024
# Begins like a page, a program, a script of a shell, a letter with parts, or print code
_BEGINS = re.compile(
    r"\s*(?:<[!?a-z/]|#!|@echo\b|%!|%pdf|\{\\rtf|mime-version|content-type)", re.IGNORECASE
)
_HOLDS = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|meta|img|style|\?php)\b",
    re.IGNORECASE,
)


def plain(content: bytes) -> Found:
    """Return text where these bytes are nothing else; raise Unfit elsewhere.

    Read as UTF-8, as UTF-16 with its mark, else as one of the Windows code pages of one byte.
    """
    text, charset = _read(content)
    if _CONTROLS.search(text):
        raise Unfit("kind")
    if _BEGINS.match(text) or _HOLDS.search(text[:_LOOKED_AT]):
        raise Unfit("script")
    kind = f"text/plain; charset={charset}" if charset else "text/plain"
    return Found(kind, (".txt", ".csv"))


def _read(content: bytes) -> tuple[str, str]:
    for mark, charset in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(charset), charset[:6].rstrip("-")
            except UnicodeDecodeError as wrong:
                raise Unfit("kind") from wrong
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # Which code page it is cannot be told from the bytes: each of them has these controls.
        return content.decode("latin-1"), ""
