"""Pictures and films of a lesson: their blocks, and what the files behind them weigh."""

import codecs
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.documents.models import AbstractDocument
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.models import AbstractImage, SourceImageIOError
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.rich_text import RichText, get_text_for_indexing

from courses.anchors import FEATURES, Anchored

ALONE = "width-640|format-jpeg"  # a picture that is opened on its own: every browser reads it
FILMS = ("mp4", "webm")
CAPTIONS = ("vtt",)
HEAVY = 100_000  # bytes of a picture that is shown only to whoever asks for it


@dataclass(frozen=True)
class MediaFile:
    """A file that readers load: where it is, how many bytes it has (None where nobody knows)."""

    url: str
    size: int | None


def picture(image: AbstractImage) -> MediaFile:
    """The one file that shows an image: a drawing as it is, a photograph at a middling width."""
    if image.is_svg():
        return MediaFile(image.file.url, image.file_size or _size(image.file))
    shown = get_rendition_or_not_found(image, ALONE)
    return MediaFile(shown.url, _size(shown.file))


def content(image: AbstractImage, most: int) -> bytes | None:
    """The bytes of the file that shows an image; None where it is gone or larger than `most`."""
    try:
        file = image.file if image.is_svg() else image.get_rendition(ALONE).file
        if file.size > most:
            return None
        with file.storage.open(file.name, "rb") as opened:
            return bytes(opened.read())
    except (OSError, ValueError, SourceImageIOError):
        return None


def printed(image: AbstractImage) -> str:
    """Where that file lies, as the writer of PDFs names it; empty where it is gone."""
    try:
        name = image.file.name if image.is_svg() else image.get_rendition(ALONE).file.name
    except (OSError, ValueError):
        return ""
    return f"media:{name}" if image.file.storage.exists(name) else ""


def content_type(image: AbstractImage) -> str:
    """The media type of that file."""
    return "image/svg+xml" if image.is_svg() else "image/jpeg"


def _size(file: FieldFile) -> int | None:
    try:
        return file.size
    except (OSError, ValueError):  # it is gone, and the page must still be read
        return None


class FigureValue(blocks.StructValue):
    """An image, and what it costs to load it."""

    @property
    def shown(self) -> MediaFile | None:
        """The file behind the link that stands in place of the image."""
        return picture(self["image"]) if self.get("image") else None

    @property
    def heavy(self) -> bool:
        """Whether it is so large that every page shows its description and a link instead."""
        shown = self.shown
        return shown is not None and (shown.size or 0) > HEAVY


class FigureBlock(Anchored):
    """A drawing or photograph."""

    image = ImageChooserBlock(label=_("image"))
    alt = blocks.TextBlock(
        label=_("description"),
        help_text=_("What the image shows, for those who do not see it."),
    )
    caption = blocks.TextBlock(required=False, label=_("caption"))

    class Meta:
        icon = "image"
        group = _("Reading")
        label = _("Image")
        template = "courses/blocks/image.html"
        value_class = FigureValue
        description = _("An image with a description and a caption. No words are drawn in it.")
        preview_value = {"alt": "Three circles, one inside the other.", "caption": "Three circles."}


class CaptionsBlock(Anchored):
    """The captions of a film in one language."""

    language = blocks.ChoiceBlock(choices=settings.LANGUAGES, label=_("language"))
    file = DocumentChooserBlock(label=_("captions"), help_text=_("A document in WebVTT (.vtt)."))

    def clean(self, value: Any) -> Any:
        """Accept WebVTT only, by name and by content: browsers read nothing else."""
        cleaned = super().clean(value)
        errors = _wrong_kind(cleaned["file"], CAPTIONS)
        if not errors and cleaned["file"] and not _is_webvtt(cleaned["file"].file):
            errors["file"] = ValidationError(_("This is no WebVTT: it must begin with WEBVTT."))
        _refuse(errors)
        return cleaned


class VideoValue(blocks.StructValue):
    """A film with its captions."""

    @property
    def film(self) -> MediaFile | None:
        """The file of the film. The web server gives it out in parts, as phones ask for it."""
        document = self.get("file")
        return MediaFile(document.file.url, document.file_size) if document else None

    @property
    def still(self) -> MediaFile | None:
        """The picture before the film begins."""
        return picture(self["poster"]) if self.get("poster") else None

    @property
    def poster_url(self) -> str:
        """That picture where a page loads it by itself; "" where there is none, or a heavy one."""
        shown = self.still
        return shown.url if shown and (shown.size or 0) <= HEAVY else ""

    @property
    def languages(self) -> list[str]:
        """The languages that it has captions in."""
        return [one["language"] for one in self.get("captions") or () if one["file"]]

    @property
    def tracks(self) -> list[dict[str, str]]:
        """The captions with the names of their languages."""
        return [
            {
                "language": captions["language"],
                "name": get_language_info(captions["language"])["name_local"],
                "url": captions["file"].file.url,
            }
            for captions in self.get("captions") or ()
            if captions["file"]
        ]


class VideoBlock(Anchored):
    """A film of this site, with captions and a transcript."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    file = DocumentChooserBlock(
        label=_("video"),
        help_text=_("A document of this site: .mp4 or .webm, as small as it can be."),
    )
    captions = blocks.ListBlock(CaptionsBlock(), min_num=1, label=_("captions"))
    transcript = blocks.RichTextBlock(
        features=FEATURES[2:],
        label=_("transcript"),
        help_text=_("Everything that is said, and what is seen and matters."),
    )
    poster = ImageChooserBlock(required=False, label=_("picture before it begins"))
    poster_alt = blocks.TextBlock(required=False, label=_("description of that picture"))

    class Meta:
        icon = "media"
        group = _("Reading")
        label = _("Video")
        template = "courses/blocks/video.html"
        value_class = VideoValue
        description = _("A video of this site with captions and a transcript.")
        preview_value = {
            "title": "The first hour of an incident",
            "transcript": "<p>A telephone rings. A technician answers.</p>",
        }

    def clean(self, value: Any) -> Any:
        """Accept films that browsers play, with their words; a picture only with its description.

        The form of the lesson asks for captions in the language of its page.
        """
        cleaned = super().clean(value)
        errors = _wrong_kind(cleaned["file"], FILMS)
        if not self.is_deferred_validation and not _says_something(cleaned["transcript"]):
            errors["transcript"] = ValidationError(_("Write down what is said and seen."))
        if len(set(cleaned.languages)) < len(cleaned.languages):
            errors["captions"] = ValidationError(_("Give the captions of each language once."))
        if cleaned["poster"] and not cleaned["poster_alt"] and not self.is_deferred_validation:
            errors["poster_alt"] = ValidationError(_("Say what the picture shows."))
        _refuse(errors)
        return cleaned


def _wrong_kind(
    document: AbstractDocument | None, kinds: tuple[str, ...]
) -> dict[str, ValidationError]:
    if document is None or document.file_extension.lower() in kinds:
        return {}
    sentence = _("Choose a file of this kind: %(kinds)s.")
    return {"file": ValidationError(sentence, params={"kinds": ", ".join(kinds)})}


def _is_webvtt(file: FieldFile) -> bool:
    try:
        with file.storage.open(file.name, "rb") as opened:
            return bytes(opened.read(9)).removeprefix(codecs.BOM_UTF8).startswith(b"WEBVTT")
    except OSError:
        return False


def _says_something(text: RichText | None) -> bool:
    """Tell whether a text has words: an empty editor sends a paragraph without any."""
    return text is not None and bool(get_text_for_indexing(text.source).strip())


def _refuse(errors: dict[str, ValidationError]) -> None:
    if errors:
        raise StructBlockValidationError(block_errors=errors)
