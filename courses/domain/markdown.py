"""Rich text as Markdown: the shortest writing that is read again as what it was."""

import re
from collections.abc import Iterator, Sequence

from courses.domain import prose, richtext
from courses.domain.richtext import BREAK, Heading, Line, Listing, Paragraph, Part, Run, Tree

STARS = {"strong": ("**", "**"), "em": ("*", "*")}
MIXED = {"strong": ("**", "**"), "em": ("_", "_")}
NAMED = {"strong": ("<strong>", "</strong>"), "em": ("<em>", "</em>")}
_WAYS = (STARS, MIXED, {**STARS, "strong": NAMED["strong"]}, {**STARS, "em": NAMED["em"]})
_SIGNS = re.compile(r"[\\`*_\[\]<]")
_BEGINS = re.compile(r"(?m)^(#|[-+:]|\d{1,9}(?=[.)]))")
_FENCE = ":::"


def write(tree: Tree) -> str:
    """The Markdown of a text. Promise: `richtext.read(prose.html(write(tree)))` is `tree` again,
    for every tree that `richtext.read` has given."""
    return "\n\n".join(_parts(tree, ""))


def of_html(html: str) -> str:
    """The Markdown of what an HTML says."""
    return write(richtext.read(html))


def _parts(parts: Sequence[Part], indent: str) -> Iterator[str]:
    """Each part as text; neighbouring lists of one kind get other signs, so that they stay two."""
    former: Listing | None = None
    other = False
    for part in parts:
        if isinstance(part, Listing):
            other = former is not None and former.ordered == part.ordered and not other
            yield _listing(part, other=other, indent=indent)
            former = part
        else:
            yield _written(part)
            former, other = None, False


def _listing(part: Listing, *, other: bool, indent: str) -> str:
    loose = any(isinstance(one, Paragraph) for item in part.items for one in item[1:])
    found = []
    for number, item in enumerate(part.items, start=1):
        sign = f"{number}{')' if other else '.'}" if part.ordered else "*" if other else "-"
        pieces = list(_parts(item, indent))
        blank = "\n\n" if loose else "\n"
        body = blank.join(pieces)
        shift = " " * (len(sign) + 1)
        lines = body.split("\n")
        rest = [f"{shift}{one}" if one else "" for one in lines[1:]]
        found.append("\n".join([f"{sign} {lines[0]}", *rest]))
    return ("\n\n" if loose else "\n").join(found)


def _written(part: Heading | Paragraph) -> str:
    """The first writing that comes back: bare, with signs escaped, with tags for styles."""
    for signs, escaped in ((STARS, False), *((signs, True) for signs in _WAYS)):
        text = _text(part, signs, escaped=escaped)
        if _is_safe(text) and richtext.read(prose.html(text)) == (part,):
            return text
    return _text(part, NAMED, escaped=True)


def _is_safe(text: str) -> bool:
    return not any(one.startswith(_FENCE) for one in text.split("\n"))


def _text(part: Heading | Paragraph, signs: dict[str, tuple[str, str]], *, escaped: bool) -> str:
    text = _line(part.line, signs, escaped=escaped)
    if isinstance(part, Paragraph):
        return _BEGINS.sub(_begun, text) if escaped else text
    if escaped:
        text = re.sub(r"#+$", lambda found: "\\#" * len(found[0]), text)
    return f"{'#' * part.level} {text}"


def _begun(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}"


def _line(line: Line, signs: dict[str, tuple[str, str]], *, escaped: bool) -> str:
    found, opened = "", list[str]()
    for at, run in enumerate(line):
        wanted = _styles(run)
        while opened and not set(opened) <= wanted:
            found += _end(opened.pop(), signs)
        for style in sorted(wanted - set(opened), key=lambda one: (-_reach(line, at, one), one)):
            found += "[" if style.startswith("a:") else signs[style][0]
            opened.append(style)
        text = _SIGNS.sub(r"\\\g<0>", run.text) if escaped else run.text
        found += text.replace(BREAK, "\\\n")
    return found + "".join(_end(style, signs) for style in reversed(opened))


def _styles(run: Run) -> set[str]:
    named = {"strong": run.strong, "em": run.em, f"a:{run.href}": bool(run.href)}
    return {style for style, on in named.items() if on}


def _reach(line: Line, at: int, style: str) -> int:
    """How many runs from here on have a style: what reaches farther is opened first."""
    end = next((n for n in range(at, len(line)) if style not in _styles(line[n])), len(line))
    return end - at


def _end(style: str, signs: dict[str, tuple[str, str]]) -> str:
    if not style.startswith("a:"):
        return signs[style][1]
    href = re.sub(r"[\\()<>&*_]", r"\\\g<0>", style[2:])
    return f"]({href})"
