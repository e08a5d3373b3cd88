"""Pictures that somebody sends: looked at by content, and drawn anew before they are kept."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP")
LARGEST_BYTES = 2 * 1024 * 1024
LARGEST_SIDE = 4000
SIDE = 480
"""Neither side of what is kept is longer, in pixels."""


class NotAPicture(ValueError):
    """The bytes are no picture of a format that is taken, or a broken one."""


class TooLarge(ValueError):
    """The picture has more bytes or pixels than are taken."""


@dataclass(frozen=True)
class Picture:
    """A picture drawn by this site: nothing of the file that was sent is left in it."""

    png: bytes
    width: int
    height: int


def redraw(content: bytes) -> Picture:
    """Draw a PNG, JPEG or WebP anew as a PNG of SIDE pixels at most.

    Raises NotAPicture or TooLarge. The size is read before a pixel is; what a file carries
    beside its pixels (place, camera, a script in a comment) is left behind.
    """
    if len(content) > LARGEST_BYTES:
        raise TooLarge
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _redraw(content)
    except TooLarge:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as broken:
        raise NotAPicture from broken
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooLarge from bomb


def _redraw(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=FORMATS) as sent:
        if max(sent.size) > LARGEST_SIDE:
            raise TooLarge
        _load_whole(sent)
        drawn = ImageOps.exif_transpose(sent).convert("RGBA")
    drawn.thumbnail((SIDE, SIDE))
    clean = Image.new("RGBA", drawn.size)
    clean.paste(drawn)
    out = io.BytesIO()
    clean.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), *clean.size)


def _load_whole(sent: Image.Image) -> None:
    """Read every pixel; a cut picture is an error also where another library forgives it.

    The writer of PDF tells the whole process to draw what is missing in grey.
    """
    forgives, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        sent.load()
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = forgives
