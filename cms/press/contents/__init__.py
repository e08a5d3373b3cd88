"""Contents: what a file that somebody hands in really is, read from its bytes and not its name."""

from cms.press.contents.names import clean
from cms.press.contents.office import office
from cms.press.contents.pdf import pdf
from cms.press.contents.pictures import picture
from cms.press.contents.plain import plain
from cms.press.contents.unfit import SENTENCES, Found, Unfit

__all__ = ["ACCEPT", "SENTENCES", "Found", "Unfit", "clean", "inspect"]

ACCEPT = ".pdf,.png,.jpg,.jpeg,.webp,.txt,.csv,.docx,.xlsx,.pptx,.odt,.ods"
"""For the file chooser of a browser: a hint only, nothing is believed because of its name."""


def inspect(content: bytes) -> Found:
    """Return what these bytes are; raise Unfit with a sentence where they are not to be kept.

    Each kind is known by its first bytes, then looked through as far as that kind may hide
    something: docs/evidence.md says what is found and what cannot be.
    """
    if not content:
        raise Unfit("empty")
    for kind in (pdf, picture, office):
        found = kind(content)
        if found is not None:
            return found
    return plain(content)
