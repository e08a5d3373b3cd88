"""Right-to-left lines are laid out once, as left-to-right ones are.

WeasyPrint 70 lays each line of a right-to-left block out twice: it asks whether the line fits
where it was put by comparing its right edge with that of a line of no width yet, which is never
the same. Where nothing floats, the second line equals the first, and it costs a sixth of an
Arabic document. Telling it beforehand that any height fits spares the second; a test compares
the bytes of both, and fails when the library does without.
"""

from functools import wraps
from math import inf
from typing import Any


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
