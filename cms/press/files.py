"""Private files: put away under random names, opened for those who may."""

import hashlib
import uuid
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.utils import timezone

from cms.press.models import PrivateFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook, for those who do not load its writer."""


def store() -> Storage:
    """Return the private store, which is never served by a web server."""
    return storages["private"]


def put(*, name: str, content: bytes | IO[bytes], content_type: str) -> PrivateFile:
    """Write the bytes, or those of an open file, and return their row, not yet saved.

    The row is saved in the transaction that gives it a meaning; where that fails, the
    caller calls `discard`. The path is random: it tells neither the title nor the order.
    """
    identity = uuid.uuid4()
    path = f"{timezone.now():%Y/%m}/{identity.hex}"
    with ContentFile(content) if isinstance(content, bytes) else File(content) as source:
        digest, size = hashlib.sha256(), 0
        for piece in source.chunks():
            digest.update(piece)
            size += len(piece)
        source.seek(0)
        kept = store().save(path, source)
    return PrivateFile(
        id=identity,
        name=name,
        content_type=content_type,
        size=size,
        sha256=digest.hexdigest(),
        path=kept,
    )


def discard(file: PrivateFile) -> None:
    """Remove the bytes of a row that was not saved."""
    store().delete(file.path)


def open_file(file: PrivateFile) -> IO[bytes]:
    """Open the bytes for reading; FileNotFoundError where the store has lost them."""
    return store().open(file.path, "rb")
