"""Private files: put away under random names, opened for those who may."""

import hashlib
import uuid
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.http import FileResponse
from django.utils import timezone

from cms.press.models import PrivateFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook, for those who do not load its writer."""


def store() -> Storage:
    """Return the private store, which is never served by a web server."""
    return storages["private"]


def put(
    *, name: str, content: bytes | IO[bytes], content_type: str, pages: int | None = None
) -> PrivateFile:
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
        pages=pages,
        sha256=digest.hexdigest(),
        path=kept,
    )


def discard(file: PrivateFile) -> None:
    """Remove the bytes of a row that was not saved."""
    store().delete(file.path)


def open_file(file: PrivateFile) -> IO[bytes]:
    """Open the bytes for reading; FileNotFoundError where the store has lost them."""
    return store().open(file.path, "rb")


def keep(path: str, content: bytes) -> str:
    """Write bytes that belong to no row yet and return their place in the store."""
    return store().save(path, ContentFile(content))


def read(path: str) -> bytes:
    """Return the bytes of a place; FileNotFoundError where the store has lost them."""
    with store().open(path, "rb") as opened:
        return bytes(opened.read())


def drop(path: str) -> None:
    """Remove the bytes of a place."""
    store().delete(path)


def drop_folder(path: str) -> None:
    """Remove a folder of the store with the files in it; one that is not there is no error."""
    kept = store()
    try:
        _folders, names = kept.listdir(path)
    except FileNotFoundError:
        return
    for name in names:
        kept.delete(f"{path}/{name}")
    kept.delete(path)


def handed_out(file: PrivateFile) -> FileResponse:
    """Return the answer that hands a file out: to be kept, never to be shown or run here.

    The caller has asked for permission and puts it on record. FileNotFoundError where the bytes
    are not there, or must not leave: they wait for the scanner, or were deleted.
    """
    if file.state != PrivateFile.State.READY:
        raise FileNotFoundError(file.path)
    response = FileResponse(
        open_file(file), as_attachment=True, filename=file.name, content_type=file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
