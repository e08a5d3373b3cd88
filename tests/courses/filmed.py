"""The small course with a video in its second lesson, and the file that lies on the site."""

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from tests.courses import example

VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nA telephone rings.\n"


def changes() -> dict[str, str]:
    """The files of the bundle that bring the video."""
    files = {"captions/hour.en.vtt": VTT, "captions/hour.ar.vtt": VTT}
    for language in ("en", "ar"):
        lesson = example.FILES[f"{language}/second.md"]
        files[f"{language}/second.md"] = (
            lesson
            + f"""
::: video hour
title = "{language} hour"
file = "hour.mp4"
poster = "dot.svg"
alt = "{language} poster"

[captions]
en = "hour.en.vtt"
ar = "hour.ar.vtt"
---
A telephone **rings** in {language}.
:::
"""
        )
    return files


def upload(
    title: str = "small/hour.mp4",
    name: str = "hour.mp4",
    size: int = 2_345_678,
    content: bytes = b"film",
) -> None:
    """Put a file of so many bytes among the documents of the site."""
    document = get_document_model()(title=title, file=ContentFile(content, name=name))
    document.file_size = size
    document.save()
