"""Drawings in SVG: shapes and nothing else, so that a file from elsewhere can be shown."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from courses.domain.problems import Problem
from courses.domain.problems import Sentence as _

SPACE = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset(
    (
        *("svg", "g", "defs", "symbol", "title", "desc", "style"),
        *("path", "circle", "ellipse", "rect", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "marker"),
    )
)
WORDS = frozenset(("text", "tspan", "textPath", "foreignObject"))
_OUTSIDE = re.compile(r"javascript:|data:|@import|url\(\s*['\"]?(?!#)", re.IGNORECASE)


def problems(text: str, place: str) -> Iterator[Problem]:
    """What a drawing has that is no shape: words, scripts, links, files from outside."""
    try:
        root = fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as wrong:
        told = f"{type(wrong).__name__}, {wrong}"
        yield Problem(place, _("this is no drawing in SVG: %(told)s.", told=told))
        return
    names = {element.tag for element in root.iter() if isinstance(element.tag, str)}
    bare = {name.removeprefix(SPACE) for name in names}
    if bare & WORDS:
        sentence = _("a drawing has no words in it: they belong in the caption, to be translated.")
        yield Problem(place, sentence)
    active = bare - SHAPES - WORDS or root.tag != f"{SPACE}svg"
    if active or any(_reaches_out(element) for element in root.iter()):
        yield Problem(place, _("a drawing has no script, link or outside file in it."))


def _reaches_out(element: object) -> bool:
    attributes: dict[str, str] = element.attrib  # type: ignore[attr-defined]
    told = [*attributes.values(), element.text or ""]  # type: ignore[attr-defined]
    return any(_OUTSIDE.search(one) for one in told) or any(
        name.lower().startswith("on") or name.endswith("href") for name in attributes
    )
