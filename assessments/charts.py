"""Shapes as SVG: geometry and a translated title, never a drawn word.

Text inside an SVG is drawn unshaped and in reversed order in print, so every label stands in
HTML around the shape. Shapes run from left to right; page and print mirror them by style sheet.
Colours are attributes, which print knows; on the page the classes win and follow the theme.
"""

import math
from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

WIDTH = 100
RAIL, TICK, FIRM, OPEN, EDGE = "#d9d6cc", "#7b888c", "#0b5563", "#fdf0dc", "#b45309"


def band(*, low: float, high: float, top: float, title: str) -> SafeString:
    """Draw a score as an interval on a scale from 0 to `top`; `title` says it in words.

    The firm part is a solid bar, what is not yet known a hollow box beside it: the two differ
    in shape, so that grey print still says it.
    """
    first, last = _place(low, top), _place(high, top)
    firm = _bar("firm", 0, first, y=4, height=4, fill=FIRM)
    rest = SafeString("")
    if last > first:
        rest = _bar("open", first, last, y=2, height=8, fill=OPEN, stroke=EDGE)
    return _svg(title, range(1, math.ceil(top)), top, firm + rest)


def span(*, first: int, last: int, quarters: int, years: Iterable[int], title: str) -> SafeString:
    """Draw when something runs: quarters `first` to `last`, from 0, of so many `quarters`.

    `years` are the quarters with which a year begins; each gets a tick.
    """
    bar = _bar(
        "firm", _place(first, quarters), _place(last + 1, quarters), y=2, height=8, fill=FIRM
    )
    return _svg(title, years, quarters, bar)


def _place(value: float, whole: int) -> float:
    return round(max(0.0, min(1.0, value / whole)) * WIDTH, 2)


def _svg(title: str, ticks: Iterable[int], whole: float, shapes: SafeString) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img"><title>{}</title>'
        '<rect class="rail" y="4" width="100" height="4" fill="{}"/>'
        '<path class="tick" d="{}" stroke="{}" stroke-width=".3"'
        ' vector-effect="non-scaling-stroke"/>{}</svg>',
        title,
        RAIL,
        "".join(f"M{_place(tick, whole):g} 3v6" for tick in ticks) or "M0 3",
        TICK,
        shapes,
    )


def _bar(
    name: str, begin: float, end: float, *, y: int, height: int, fill: str, stroke: str = "none"
) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"'
        ' stroke-width=".6" vector-effect="non-scaling-stroke"/>',
        name,
        f"{begin:g}",
        y,
        f"{end - begin:g}",
        height,
        fill,
        stroke,
    )
