"""What comes into the house: maturity frameworks from files, as the mapping of a model."""

from importlib import import_module

from assessments.imports import bounds
from assessments.imports.checking import checked, problems
from assessments.imports.imported import Imported, Translations, Unreadable

__all__ = ["READERS", "Imported", "Translations", "Unreadable", "checked", "problems", "read"]

READERS = {".toml": "toml_file", ".xlsx": "workbook", ".yaml": "ciso", ".yml": "ciso"}
"""The module that reads each format, by the ending of the name of its files.

It is imported when a file arrives: workbooks cost every process tens of megabytes.
"""


def read(name: str, content: bytes) -> Imported:
    """Read a framework from a file; the ending of its name says in which format it is.

    Unreadable with every problem that keeps it from being read. Whether what was read is a model
    that makes sense is asked of `checked`.

    >>> checked(read("v1.toml", content))                           # doctest: +SKIP
    """
    ending = next((one for one in READERS if name.lower().endswith(one)), None)
    if ending is None:
        told = f"expected a name that ends in {', '.join(READERS)}"
        raise Unreadable([f"{name or '(the file)'}: {told}"])
    bounds.check_size(content)
    found: Imported = import_module(f"{__name__}.{READERS[ending]}").read(content)
    return found
