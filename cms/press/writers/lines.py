"""How lines are laid out: what the library does twice is done once, what it does badly is spared.

WeasyPrint 70 lays each line of a right-to-left block out twice: it asks whether the line fits
where it was put by comparing its right edge with that of a line of no width yet, which is never
the same. Where nothing floats, the second line equals the first, and it costs a sixth of an
Arabic document. Telling it beforehand that any height fits spares the second; a test compares
the bytes of both, and fails when the library does without.

It also breaks a line at its first space where an isolated piece (`bdi`) after it does not fit.
A piece that runs as the page does needs no isolation: it becomes plain text.
"""

from functools import wraps
from math import inf
from typing import Any, Literal
from unicodedata import bidirectional

_AGAINST = {
    "ltr": frozenset({"R", "AL", "AN", "RLI", "FSI"}),
    "rtl": frozenset({"L", "EN", "AN", "LRI", "FSI"}),
}
"""The bidirectional classes of characters that do not simply run as the page does."""


def lay_out_once() -> None:
    """Have WeasyPrint lay right-to-left lines out once; calling it again changes nothing."""
    from weasyprint.formatting_structure.boxes import LineBox
    from weasyprint.layout import inline

    place = inline.avoid_collisions
    if getattr(place, "once", False):
        return

    @wraps(place)
    def placed(context: Any, box: Any, containing_block: Any, outer: bool = True) -> Any:
        found = place(context, box, containing_block, outer)
        rtl = containing_block.style["direction"] == "rtl"
        if rtl and isinstance(box, LineBox) and not box.height and not context.excluded_shapes:
            box.height = inf
        return found

    placed.once = True  # type: ignore[attr-defined]
    inline.avoid_collisions = placed


def join(root: Any, direction: Literal["ltr", "rtl"]) -> None:
    """Make plain text of the isolated pieces of a page that run as it does and hold text only.

    The innermost come first, so that a piece within a piece leaves both plain.
    """
    for parent in reversed(list(root.iter())):
        before = None
        for child in list(parent):
            if (
                child.tag == "bdi"
                and not len(child)
                and not child.attrib
                and _runs(child, direction)
            ):
                _append(parent, before, (child.text or "") + (child.tail or ""))
                parent.remove(child)
            else:
                before = child


def _runs(piece: Any, direction: Literal["ltr", "rtl"]) -> bool:
    """Tell whether a piece reads the same with and without isolation.

    From right to left it needs a letter: marks alone would take the direction of what is beside
    them.
    """
    classes = {bidirectional(one) for one in piece.text or ""}
    return not classes & _AGAINST[direction] and (direction == "ltr" or "AL" in classes)


def _append(parent: Any, before: Any, text: str) -> None:
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
