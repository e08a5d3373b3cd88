"""What the XML of office files can hold: a title may hold anything, and no broken file opens."""

import re

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: object) -> str:
    """Return the text without the characters that no XML can hold; nobody sees them anyway."""
    return _UNPRINTABLE.sub("", str(text))
