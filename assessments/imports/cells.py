"""What a cell of a workbook holds: read as the kind of its column, or told why not."""

import re
from collections.abc import Callable
from typing import Any

from assessments.domain.shape import shown
from assessments.imports.columns import Kind

_UNSAFE = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"[+-]?\d{1,9}")


def escaped(text: str) -> str:
    """Write characters that XML cannot hold as _x0007_, the way of spreadsheets."""
    return _UNSAFE.sub(
        lambda found: "_x005F_x" if found[0] == "_x" else f"_x{ord(found[0]):04X}_", text
    )


def unescaped(text: str) -> str:
    """Give the text that `escaped` was given."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), text)


def value(kind: Kind, cell: object) -> Any:
    """Give what the cell holds as the kind of its column, None if it is empty.

    ValueError with a sentence if it holds something else. A number that the spreadsheet keeps as
    a decimal but is whole is a whole number; no other decimal is exact, and none is accepted.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    return _READERS[kind](cell)


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int) and not isinstance(cell, bool):
        return str(cell)
    raise ValueError(f"expected a text, found {_told(cell)}; format the cell as text")


def _id(cell: object) -> str:
    return _text(cell).strip()


def _whole(cell: object) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    if isinstance(cell, str) and _WHOLE.fullmatch(cell.strip()):
        return int(cell)
    raise ValueError(f"expected a whole number, found {_told(cell)}")


def _exact(cell: object) -> int | str:
    if isinstance(cell, str) and not _WHOLE.fullmatch(cell.strip()):
        return cell.strip()
    if isinstance(cell, str | int) and not isinstance(cell, bool):
        return int(cell)
    raise ValueError(
        f"expected a whole number or a fraction as text such as 1/2, found {_told(cell)}"
    )


def _truth(cell: object) -> bool:
    if isinstance(cell, bool):
        return cell
    known = {"yes": True, "no": False}
    if isinstance(cell, str) and (told := cell.strip().lower()) in known:
        return known[told]
    raise ValueError(f"expected yes or no, found {_told(cell)}")


def _ids(cell: object) -> list[str]:
    return _listed(_text(cell))


def _wholes(cell: object) -> list[int]:
    if isinstance(cell, str):
        return [_whole(one) for one in _listed(cell)]
    return [_whole(cell)]


def _listed(text: str) -> list[str]:
    return [one for one in re.split(r"[\s,;]+", text) if one]


def _told(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return f"the number {cell}"
    return shown(cell) if isinstance(cell, str) else "a date or a time"


_READERS: dict[Kind, Callable[[object], Any]] = {
    "text": _text,
    "id": _id,
    "whole": _whole,
    "exact": _exact,
    "truth": _truth,
    "ids": _ids,
    "wholes": _wholes,
    "any": lambda cell: cell,
}
