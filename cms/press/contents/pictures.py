"""Pictures: PNG, JPEG and WebP that a decoder accepts, of a size that a page can bear."""

import io
import re
import struct
import warnings

from PIL import Image, UnidentifiedImageError

from cms.press.contents.unfit import Found, Unfit, refuse_second_kind

MOST_PIXELS = 60_000_000
_KINDS = {
    b"\x89PNG\r\n\x1a\n": ("PNG", Found("image/png", (".png",))),
    b"\xff\xd8\xff": ("JPEG", Found("image/jpeg", (".jpg", ".jpeg"))),
    b"RIFF": ("WEBP", Found("image/webp", (".webp",))),
}
_FOREIGN = re.compile(rb"<\?php|<script|<html|<svg|%PDF-", re.IGNORECASE)


def picture(content: bytes) -> Found | None:
    """Return the kind of a picture; None where the bytes begin like none. Raises Unfit."""
    for begin, (name, found) in _KINDS.items():
        if content.startswith(begin):
            _decode(content, name)
            _nothing_else(content, name)
            return found
    return None


def _decode(content: bytes, name: str) -> None:
    """Have the decoder walk through it; a picture of too many pixels is not unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[name]) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Unfit("too-much")
                opened.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Unfit("too-much") from bomb
    except UnidentifiedImageError as strange:
        raise Unfit("kind" if name == "WEBP" else "broken") from strange
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as wrong:
        if isinstance(wrong, Unfit):
            raise
        raise Unfit("broken") from wrong


def _nothing_else(content: bytes, name: str) -> None:
    """Refuse what stands behind the picture, and a page or program within it."""
    refuse_second_kind(content)
    end = _end(content, name)
    if end < 0 or (name == "JPEG" and end < len(content) // 2):
        raise Unfit("broken")
    # Phones write more behind a JPEG; behind the others nothing belongs.
    if name != "JPEG" and content[end:].strip(b"\0"):
        raise Unfit("two-kinds")
    if _FOREIGN.search(content[:1024]) or _FOREIGN.search(content[end:]):
        raise Unfit("two-kinds")


def _end(content: bytes, name: str) -> int:
    if name == "PNG":
        return content.rfind(b"IEND") + 8 if b"IEND" in content else -1
    if name == "WEBP":
        size = int(struct.unpack("<I", content[4:8])[0]) + 8
        return -1 if size > len(content) else size + size % 2
    return content.rfind(b"\xff\xd9") + 2 if b"\xff\xd9" in content else -1
