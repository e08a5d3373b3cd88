"""A video in a bundle: read, written back, and refused in sentences."""

import pytest

from courses.domain import bundle
from courses.domain.lesson import Video
from courses.domain.problems import BundleError
from tests.courses import example

VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nA telephone rings.\n"
FENCE = """
::: video hour
title = "The hour"
file = "hour.mp4"
poster = "dot.svg"
alt = "A telephone."

[captions]
en = "hour.en.vtt"
ar = "hour.ar.vtt"
---
A telephone **rings**.
:::
"""


def filmed(old: str = "", new: str = "") -> dict[str, str]:
    """The changes that put the video into both languages, with something in it replaced."""
    assert old in FENCE
    lessons = {
        f"{language}/second.md": example.FILES[f"{language}/second.md"] + FENCE.replace(old, new)
        for language in ("en", "ar")
    }
    return {"captions/hour.en.vtt": VTT, "captions/hour.ar.vtt": VTT} | lessons


def sense(changes: dict[str, str]) -> str:
    return "\n".join(map(str, bundle.problems(example.course(changes))))


def test_a_video_is_read_and_written_back():
    course = example.course(filmed())
    assert bundle.problems(course) == []
    video = course.words["en"].lessons["second"].blocks[-1]
    assert isinstance(video, Video)
    assert video.body == "A telephone **rings**."
    assert dict(video.captions) == {"en": "hour.en.vtt", "ar": "hour.ar.vtt"}
    assert bundle.parse(bundle.files(course)) == course


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("\n---\nA telephone **rings**.", "", "expected values, a line `---` and then the text"),
        ("A telephone **rings**.", "", "body: expected text"),
        ('title = "The hour"\n', "", "title: this is missing."),
        ("hour.mp4", "hour.avi", "file: 'hour.avi' does not have the expected form"),
        ("hour.mp4", "https://x.example/hour.mp4", "does not have the expected form"),
        ("hour.en.vtt", "hour.srt", "captions.en: 'hour.srt' does not have the expected form"),
        ('[captions]\nen = "hour.en.vtt"\nar = "hour.ar.vtt"\n', "", "captions: this is missing."),
    ],
)
def test_a_video_that_is_not_well_formed_says_what_was_expected(old: str, new: str, expected: str):
    with pytest.raises(BundleError) as caught:
        example.course(filmed(old, new))
    assert expected in str(caught.value)
    assert "block `hour`" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('ar = "hour.ar.vtt"\n', "", "block `hour`, captions: captions in `ar` are missing."),
        ("hour.en.vtt", "day.en.vtt", "`day.en.vtt` is not in `captions/`."),
        ("dot.svg", "spot.svg", "`spot.svg` is not in `images/`."),
        ('alt = "A telephone."\n', "", "`poster` and `alt` belong together"),
        ('poster = "dot.svg"\n', "", "`poster` and `alt` belong together"),
    ],
)
def test_a_video_that_does_not_make_sense_is_told_why(old: str, new: str, expected: str):
    assert expected in sense(filmed(old, new))


@pytest.mark.parametrize("text", ["1\n00:00 --> 00:02\nA\n", "WEBVTT\n"])
def test_captions_are_webvtt(text: str):
    changes = filmed() | {"captions/hour.en.vtt": text}
    assert "captions/hour.en.vtt: expected WebVTT" in sense(changes)


def test_another_video_in_one_language_is_refused_with_the_place():
    changes = filmed()
    changes["ar/second.md"] = changes["ar/second.md"].replace("hour.mp4", "day.mp4")
    assert "ar/second.md, block `hour`: the structure differs: expected `hour.mp4`" in sense(
        changes
    )
