"""Records published files in sealed.toml: `python -m tests.seals`, or `... library/2026.3`.

Without a name only files that have no record yet are recorded. A name (a file, or the folder of
a release or a model) records these files anew: for what has not left this repository yet.
"""

import sys
from collections.abc import Sequence

from assessments import library

HEAD = """\
# The SHA-256 of every published file, recorded when it was published. `manage.py check` compares.

[files]
"""


def text(renewed: Sequence[str] = ()) -> str:
    """Return what sealed.toml has to say; records stay unless their file is among the renewed."""
    recorded = library.seals()
    lines = []
    for path in library.published():
        kept = None if path.startswith(tuple(renewed)) else recorded.get(path)
        lines.append(f'"{path}" = "{kept or library.content_digest(path)}"\n')
    return HEAD + "".join(lines)


if __name__ == "__main__":
    (library.CONTENT / library.SEALS).write_text(text(sys.argv[1:]), encoding="utf-8")
