"""Marks of a line: `**strong**`, `_emphasis_`, `[words](https://…)` for the HTML of a paragraph."""

import html
import re
from functools import lru_cache

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SIGNS = {"strong": "**", "b": "**", "em": "_", "i": "_"}
_ELEMENTS = {"**": "strong", "_": "em"}
_TO_ESCAPE = re.compile(r"([\\*_\[\]])")
_TOKEN = re.compile(r"\\[\\*_\[\]]|\*\*|_|\[|\]\([^()\s]+\)|\n|[^\\*_\[\]\n]+|.", re.DOTALL)
_INTERNAL = re.compile(r"(page|document):([0-9]+)\Z")
_ALLOWED = re.compile(r"(https?://|mailto:|tel:|/|#)")


def text_of(source: str) -> str:
    """Return the HTML within a paragraph as a line with marks; white space counts once.

    >>> text_of('A <b>list</b> of <a href="https://example.org/">ten</a>&nbsp;!')
    'A **list** of [ten](https://example.org/)\\xa0!'
    """
    found: list[str] = []
    links: list[str] = []
    at = 0
    for tag in _TAG.finditer(source):
        found.append(_plain(source[at : tag.start()]))
        found.append(_mark(tag, links))
        at = tag.end()
    found.append(_plain(source[at:]))
    text = "".join(found)
    return re.sub(r"[ \t\r\f]*\n[ \t\r\f]*", "\n", text).strip(" \t\r\n\f")


def html_of(text: str) -> str:
    """Return the HTML of a line with marks; what is no mark stands there as it was typed.

    >>> html_of("A **list** of [ten](https://example.org/)")
    'A <strong>list</strong> of <a href="https://example.org/">ten</a>'
    """
    tokens = tuple(_TOKEN.findall(text))
    return _Line(tokens).whole()


def words_of(text: str) -> str:
    """Return a line without its marks, as it is read out.

    >>> words_of("A **list** of [ten](https://example.org/)")
    'A list of ten'
    """
    return html.unescape(_TAG.sub("", html_of(text).replace("<br/>", "\n")))


def targets(text: str) -> list[str]:
    """Return where the links of a line lead."""
    return [found[2:-1] for found in _TOKEN.findall(text) if found.startswith("](")]


def _plain(source: str) -> str:
    text = html.unescape(re.sub(r"[ \t\r\n\f]+", " ", source))
    return _TO_ESCAPE.sub(r"\\\1", text)


def _mark(tag: re.Match[str], links: list[str]) -> str:
    closing, name, rest = bool(tag[1]), tag[2].lower(), tag[3]
    if name == "br":
        return "\n"
    if name != "a":
        return _SIGNS.get(name, "")
    if closing:
        return f"]({links.pop()})" if links else ""
    links.append(_target(rest))
    return "["


def _target(attributes: str) -> str:
    found = {one[1].lower(): html.unescape(one[2] or one[3] or "") for one in _matches(attributes)}
    if found.get("linktype") in ("page", "document"):
        return f"{found['linktype']}:{found.get('id', '')}"
    address = found.get("href", "#") or "#"
    return re.sub(r"[()\s]", lambda sign: f"%{ord(sign[0]):02X}", address)


def _matches(attributes: str) -> list[re.Match[str]]:
    return list(_ATTRIBUTE.finditer(attributes))


class _Line:
    """A line that is read: an element holds no other of its own kind, and ends before the line."""

    def __init__(self, tokens: tuple[str, ...]) -> None:
        self.tokens = tokens
        self.never: set[tuple[int, str]] = set()  # begun here within these, never closed

    def whole(self) -> str:
        """The HTML of all of it."""
        found = self.run(0, "")
        return found[0] if found else ""

    def run(self, at: int, within: str) -> tuple[str, int] | None:
        """The HTML up to the end of the innermost element of `within`, and the place behind it."""
        if (at, within) in self.never:
            return None
        start = at
        found: list[str] = []
        while at < len(self.tokens):
            sign = self.tokens[at]
            if within and _ends(sign, within[-1]):
                return "".join(found), at + 1
            element = self.element(at, within)
            found.append(element[0] if element else _literal(sign))
            at = element[1] if element else at + 1
        if within:
            self.never.add((start, within))
            return None
        return "".join(found), at

    def element(self, at: int, within: str) -> tuple[str, int] | None:
        """The element that begins here, and the place behind it; None where none does."""
        sign = self.tokens[at]
        if sign not in (*_ELEMENTS, "[") or sign[0] in within:
            return None
        inner = self.run(at + 1, within + sign[0])
        if inner is None:
            return None
        opened = _ELEMENTS.get(sign) or _opening(self.tokens[inner[1] - 1][2:-1])
        if not opened:
            return None
        name = opened.partition(" ")[0]
        return f"<{opened}>{inner[0]}</{name}>", inner[1]


def _ends(sign: str, innermost: str) -> bool:
    return sign.startswith("](") if innermost == "[" else sign in _ELEMENTS and sign[0] == innermost


@lru_cache(maxsize=256)
def _opening(target: str) -> str | None:
    internal = _INTERNAL.match(target)
    if internal:
        return f'a linktype="{internal[1]}" id="{internal[2]}"'
    if _ALLOWED.match(target):
        return f'a href="{html.escape(target)}"'
    return None


def _literal(typed: str) -> str:
    if typed == "\n":
        return "<br/>"
    if len(typed) == 2 and typed[0] == "\\":
        typed = typed[1]
    return html.escape(typed, quote=False).replace("\xa0", "&nbsp;")
