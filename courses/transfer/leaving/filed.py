"""Files of the site as files of a bundle: what they are called there, and their bytes."""

import re
from pathlib import PurePosixPath
from typing import Any

from django.utils.text import slugify

from courses.domain.bundle import PICTURES

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


def name(course_id: str, row: Any) -> str:
    """The name of a file: the one that it came with, else that of its file."""
    own = row.title.removeprefix(f"{course_id}/")
    if own != row.title and _NAME.fullmatch(own):
        return str(own)
    path = PurePosixPath(row.file.name)
    return f"{slugify(path.stem) or 'file'}{path.suffix.lower()}"


def film(course_id: str, document: Any) -> str:
    """The name of a film, by which an import finds it among the documents of the site."""
    return name(course_id, document)


def content(row: Any) -> bytes | None:
    """The bytes of a file; None where it is gone."""
    if row is None:
        return None
    try:
        with row.file.storage.open(row.file.name, "rb") as opened:
            return bytes(opened.read())
    except (OSError, ValueError):
        return None


def is_picture(name: str) -> bool:
    """Whether a file is a photograph, which is no text."""
    return name.endswith(PICTURES)
