"""What the blocks of a page say, however the editor has written it."""

import re
from functools import lru_cache
from typing import Any

from courses.domain import richtext

PROSE = {"body", "transcript"}
"""Values that hold rich text."""
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def said(value: Any, name: str = "") -> Any:
    """A stream in the form that is compared: no keys of the editor, no blanks that nobody sees."""
    if isinstance(value, list):
        return [said(one) for one in value]
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key != "id" and one not in (None, "")}
        return {key: said(one, key) for key, one in kept.items()}
    if isinstance(value, str):
        return _prose(value) if name in PROSE else one_line(value)
    return value


@lru_cache(maxsize=4096)
def _prose(html: str) -> str:
    """A rich text by its values; an import asks three times for each."""
    return repr(richtext.read(html))


def one_line(text: str) -> str:
    """A text without line breaks and double blanks, which no page shows; no-break spaces stay."""
    return _BLANKS.sub(" ", text).strip()
