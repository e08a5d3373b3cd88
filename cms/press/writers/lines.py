"""How lines are laid out: what the library does twice is done once, what it does badly is spared.

WeasyPrint 70 lays each line of a right-to-left block out twice: it asks whether the line fits
where it was put by comparing its right edge with that of a line of no width yet, which is never
the same. Where nothing floats, the second line equals the first, and it costs a sixth of an
Arabic document. Telling it beforehand that any height fits spares the second; a test compares
the bytes of both, and fails when the library does without.

It also breaks a line at its first space where an isolated piece (`bdi`) after it does not fit.
A left-to-right piece in a left-to-right document needs no isolation: it becomes plain text.
"""

from functools import wraps
from math import inf
from typing import Any
from unicodedata import bidirectional

_RIGHT_TO_LEFT = {"R", "AL", "AN"}


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


def join(root: Any) -> None:
    """Make plain text of the isolated pieces of a left-to-right page that hold nothing else."""
    for parent in root.iter():
        before = None
        for child in list(parent):
            if child.tag == "bdi" and not len(child) and not child.attrib and _is_plain(child):
                _append(parent, before, (child.text or "") + (child.tail or ""))
                parent.remove(child)
            else:
                before = child


def _is_plain(piece: Any) -> bool:
    return not any(bidirectional(one) in _RIGHT_TO_LEFT for one in piece.text or "")


def _append(parent: Any, before: Any, text: str) -> None:
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
