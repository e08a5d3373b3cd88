"""Office files are archives: packed anew without a clock, so that the same content is the same."""

import io
import re
import zipfile

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive can name
_CORE = "docProps/core.xml"
_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(?=</)")


def settled(content: bytes) -> bytes:
    """Return the archive with fixed dates inside and out; its parts stay in their order."""
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            told = before.read(part)
            if part.filename == _CORE:
                told = _WHEN.sub(rb"\g<1>2000-01-01T00:00:00Z", told)
            entry = zipfile.ZipInfo(part.filename, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, told)
    return found.getvalue()
