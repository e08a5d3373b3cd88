"""Why a file is not kept: a code for the log, a sentence for the person who sent it."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = MappingProxyType(
    {
        "empty": _("The file is empty. Choose the file once more."),
        "kind": _(
            "This is none of the kinds of file that can be kept: PDF, PNG, JPEG, WebP, plain text,"
            " CSV, Word, Excel, PowerPoint or OpenDocument. Save it as one of them, such as PDF."
        ),
        "broken": _(
            "The file is damaged or not complete. Open it on your device, save it anew and send"
            " that."
        ),
        "script": _(
            "The file holds a program or a script. Print it to a new PDF and send that instead."
        ),
        "macros": _("The file holds macros. Save it without macros, or as PDF, and send that."),
        "attached": _(
            "The file holds other files or loads them from elsewhere. Print it to a new PDF, or"
            " send each file on its own."
        ),
        "locked": _("The file is protected by a password. Send a copy without protection."),
        "two-kinds": _(
            "The file is two kinds of file in one. Print it to a new PDF, or save it anew, and"
            " send that."
        ),
        "infected": _("The virus scan found malware in this file. It was deleted."),
        "too-much": _(
            "The file unpacks to far more than can be looked through. Make it smaller, such as"
            " with smaller pictures."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file is: the media type with which it is served, and the endings its name may have."""

    content_type: str
    suffixes: tuple[str, ...]


class Unfit(ValueError):
    """A file is not to be kept; `code` is one of SENTENCES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = SENTENCES[code]


def refuse_second_kind(content: bytes) -> None:
    """Refuse a document or picture behind which an archive stands: it opens as both."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit("two-kinds")
