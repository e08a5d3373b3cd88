"""Where a text of the interface stands: the templates and modules that say it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

MOST = 3
_ROOMS = ("cms", "courses", "assessments")
_ENDINGS = (".html", ".txt", ".py")
_PIECES = re.compile(r'"\n\s*"')
_NAMED = re.compile(r"{{ *([\w.]+)[^}]*}}")


def places(source: str) -> list[str]:
    """Return at most three files that say a text, those that readers see first.

    >>> places("Transcript of learning")[0]
    'courses/transcript.html'
    """
    wanted = " ".join(source.split())
    found = (name for name, text in _read() if wanted in text)
    return [name for name, _number in zip(found, range(MOST), strict=False)]


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[str, str], ...]:
    """Every file by its short name, as one line in which a template names as a catalogue does."""
    files = sorted(_files(), key=lambda file: (file.suffix == ".py", str(file)))
    return tuple((_short(file), _line(file.read_text(encoding="utf-8"))) for file in files)


def _files() -> Iterator[Path]:
    for room in _ROOMS:
        for file in (Path(settings.BASE_DIR) / room).rglob("*"):
            if file.suffix in _ENDINGS and "migrations" not in file.parts:
                yield file


def _line(text: str) -> str:
    whole = _PIECES.sub("", _NAMED.sub(r"%(\1)s", text))
    return " ".join(whole.split())


def _short(file: Path) -> str:
    inside = str(file.relative_to(settings.BASE_DIR))
    return inside.rpartition("/templates/")[2] or inside
