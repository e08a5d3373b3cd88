"""HTML of a question as plain words: a question here is one line."""

import re

from courses.domain import richtext

_STYLED = re.compile(r"<(strong|b|em|i|a|ul|ol|h[1-6])\b", re.IGNORECASE)


def words(html: str) -> tuple[str, str]:
    """The words on one line, and what was lost of the HTML, as words of a sentence."""
    tree, lost = richtext.read_foreign(html)
    marks = {found.lower() for found in _STYLED.findall(html)}
    named = sorted({*lost, *marks})
    return richtext.words(tree), ", ".join(f"`{name}`" for name in named)


def lines(html: str) -> tuple[str, str]:
    """The same, with each paragraph on a line of its own."""
    tree, lost = richtext.read_foreign(html)
    marks = {found.lower() for found in _STYLED.findall(html)}
    named = sorted({*lost, *marks})
    return "\n".join(richtext.words([part]) for part in tree), ", ".join(
        f"`{name}`" for name in named
    )
