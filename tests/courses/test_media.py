"""Pictures fit the screen, videos have a twin in words, key terms lead to their meaning."""

import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from courses import blocks, media, transfer
from courses.anchors import FEATURES
from courses.media import CaptionsBlock, VideoBlock
from tests.courses import example, filmed, made

pytestmark = pytest.mark.django_db

LESSON = "/en/courses/small/start/second/"
LIGHT = {"Save-Data": "on"}
STILL = r'Image: en poster <a href="/media/[^"]+\.svg">Show the image \(<bdi>\d+\D+kB</bdi>\)'


@pytest.fixture
def video(course: object) -> None:
    """The small course, its second lesson with a video."""
    filmed.upload()
    transfer.import_course(course=example.course(filmed.changes()))


def _lesson(client, **headers: str) -> str:
    return client.get(LESSON, headers=headers).content.decode()


def test_a_video_waits_until_it_is_asked_for(client, video):
    page = _lesson(client)
    film = re.search(r"<video[^>]*>", page)[0]
    assert 'controls preload="none"' in film
    assert "autoplay" not in page
    assert re.search(r'poster="/media/[^"]+\.svg"', film)
    assert 'aria-describedby="hour_poster"' in film
    assert 'id="hour_poster">en poster</p>' in page
    assert re.search(r"Picture before the video, <bdi>\d+\D+kB</bdi>", page)
    assert re.search(r'<source src="/media/documents/hour[^"]*\.mp4" type="video/mp4">', page)
    assert "2.3\N{NO-BREAK SPACE}MB" in page
    assert "<summary>Transcript</summary>" in page
    assert "A telephone <strong>rings</strong> in en." in page


def test_captions_of_the_language_of_the_page_are_the_ones_shown(client, video):
    for language, name in (("en", "English"), ("ar", "العربيّة")):
        page = client.get(LESSON.replace("/en/", f"/{language}/")).content.decode()
        tracks = re.findall(r"<track[^>]*>", page)
        assert len(tracks) == 2
        (shown,) = [track for track in tracks if track.endswith(" default>")]
        assert f'srclang="{language}" label="{name}"' in shown


def test_a_light_page_shows_the_transcript_and_a_link_instead(client, video):
    page = _lesson(client, **LIGHT)
    assert "<video" not in page
    assert "<img" not in page
    assert "poster=" not in page
    assert "A telephone <strong>rings</strong> in en." in page
    assert "<details" not in page.partition("<main")[2].partition('id="hour"')[2]
    assert re.search(r'<a href="/media/documents/hour[^"]*\.mp4">Open the video \(', page)
    assert re.search(STILL, page)


def test_a_heavy_still_of_a_video_is_a_link_that_says_its_size(client, video, monkeypatch):
    monkeypatch.setattr(media, "HEAVY", 100)
    page = _lesson(client)
    assert "<video" in page
    assert " poster=" not in page
    assert re.search(STILL, page)


def test_nothing_is_loaded_from_elsewhere(client, video):
    policy = client.get(LESSON)["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "media-src" not in policy


def test_a_second_import_of_a_video_changes_nothing(video):
    documents = get_document_model().objects.count()
    assert transfer.import_course(course=example.course(filmed.changes())).empty
    assert get_document_model().objects.count() == documents == 3


def test_a_video_that_nobody_uploaded_is_named_and_nothing_is_written(course):
    with pytest.raises(transfer.TransferError) as caught:
        transfer.import_course(course=example.course(filmed.changes()))
    assert "small/hour.mp4" in str(caught.value)
    assert len(made.page("small/second").body) == 1


def test_a_video_whose_file_was_deleted_still_shows_its_transcript(client, video):
    get_document_model().objects.all().delete()
    page = _lesson(client)
    assert "<video" not in page
    assert "A telephone <strong>rings</strong> in en." in page


def _value(block, **values):
    return block.to_python(dict.fromkeys(block.child_blocks) | values)


def _document(name: str, content: bytes = b"film") -> int:
    filmed.upload(title=name, name=name, content=content)
    return get_document_model().objects.get(title=name).pk


def test_captions_in_the_editor_are_webvtt(db):
    block = CaptionsBlock()
    with pytest.raises(ValidationError) as caught:
        block.clean(_value(block, language="en", file=_document("hour.srt")))
    assert set(caught.value.block_errors) == {"file"}


def test_the_editor_refuses_what_browsers_do_not_play_and_a_picture_without_words(db):
    block = VideoBlock()
    track = {"language": "en", "file": _document("hour.vtt", filmed.VTT.encode())}
    values = {
        "title": "The hour",
        "captions": [{"type": "item", "id": "one", "value": track}],
        "transcript": "<p>Words.</p>",
    }
    good = _value(block, file=_document("hour.webm"), **values)
    assert block.clean(good).tracks[0]["name"] == "English"
    poster = _photograph(40).pk
    with pytest.raises(ValidationError) as caught:
        block.clean(_value(block, file=_document("sheet.xlsx"), poster=poster, **values))
    assert set(caught.value.block_errors) == {"file", "poster_alt"}


def test_captions_begin_as_webvtt_does(db):
    block = CaptionsBlock()
    good = _document("good.vtt", filmed.VTT.encode())
    assert block.clean(_value(block, language="en", file=good))["file"].pk == good
    with pytest.raises(ValidationError) as caught:
        block.clean(_value(block, language="en", file=_document("film.vtt")))
    assert set(caught.value.block_errors) == {"file"}


def test_a_video_needs_words_and_captions_once_for_each_language(db):
    block = VideoBlock()
    one = {"language": "en", "file": _document("good.vtt", filmed.VTT.encode())}
    track = {"type": "item", "id": "one", "value": one}
    value = _value(
        block,
        title="The hour",
        file=_document("hour.webm"),
        transcript='<p data-block-key="x"></p>',
        captions=[track, track],
    )
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    assert set(caught.value.block_errors) == {"transcript", "captions"}
    block.is_deferred_validation = True
    with pytest.raises(ValidationError) as caught:
        block.clean(value)
    assert set(caught.value.block_errors) == {"captions"}


@pytest.mark.parametrize(("language", "refused"), [("en", False), ("ar", True)])
def test_a_lesson_in_the_editor_asks_for_captions_in_its_language(
    course, client, language, refused
):
    client.force_login(made.person(is_staff=True, is_superuser=True))
    lesson = made.page("small/second", language)
    track = {"language": "en", "file": _document("hour.vtt", filmed.VTT.encode())}
    film = {
        "anchor": "hour",
        "title": "The hour",
        "file": _document("hour.webm"),
        "captions": streamfield([("item", track)]),
        "transcript": rich_text("<p>A telephone rings.</p>", features=FEATURES[2:]),
        "poster": "",
        "poster_alt": "",
    }
    sent = nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "summary": "",
            "content_id": lesson.content_id,
            "minutes": 7,
            "outcomes": streamfield([]),
            "body": streamfield([("video", film)]),
            "comments": inline_formset([]),
            "action-publish": "publish",
        }
    )
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    answer = client.post(address, sent)
    assert (answer.status_code == 200) is refused
    if refused:
        errors = answer.context["form"].errors
        assert list(errors) == ["body"]
        assert "has no captions in the language of this page" in str(errors)
    else:
        assert made.page("small/second").body[0].value["title"] == "The hour"


def _photograph(width: int) -> object:
    content = BytesIO()
    Image.new("RGB", (width, width // 2), "teal").save(content, "PNG")
    image = get_image_model()(title="Photograph")
    image.file = ContentFile(content.getvalue(), name="photograph.png")
    image.save()
    return image


def _with_photograph() -> None:
    lesson = made.page("small/second")
    value = {"image": _photograph(1600).pk, "alt": "A harbour", "caption": "", "anchor": "photo"}
    lesson.body = [("image", dict(blocks.LESSON)["image"].to_python(value))]
    lesson.save_revision().publish()


def test_a_photograph_comes_in_the_width_that_fits(client, course):
    _with_photograph()
    page = _lesson(client)
    (image,) = re.findall(r"<img[^>]*>", page)
    assert re.search(r'width="640"', image)
    assert re.search(r'height="320"', image)
    assert 'loading="lazy"' in image
    assert 'alt="A harbour"' in image
    assert re.findall(r"\.jpg (\d+w)", image) == ["640w", "320w", "1280w"]
    assert 'type="image/webp"' in page


def test_a_light_page_says_how_large_a_photograph_is(client, course):
    _with_photograph()
    page = _lesson(client, **LIGHT)
    assert "<img" not in page
    assert "<source" not in page
    assert "Image: A harbour" in page
    assert re.search(r'<a href="/media/images/[^"]+\.jpg">Show the image \(<bdi>\d+\D+kB', page)


def test_a_picture_says_what_it_weighs(client, course):
    _with_photograph()
    assert re.search(r'<span class="why">Image, <bdi>\d+\D+kB</bdi></span>', _lesson(client))


def test_a_heavy_picture_waits_on_every_page_until_it_is_asked_for(client, course, monkeypatch):
    _with_photograph()
    monkeypatch.setattr("courses.media.HEAVY", 100)
    page = _lesson(client)
    assert "<img" not in page
    assert "Image: A harbour" in page
    assert re.search(r'<a href="/media/images/[^"]+\.jpg">Show the image \(<bdi>\d+\D+kB', page)


def test_a_picture_whose_file_is_gone_does_not_break_the_page(client, course):
    _with_photograph()
    image = get_image_model().objects.get(title="Photograph")
    image.file.storage.delete(image.file.name)
    assert "A harbour" in _lesson(client, **LIGHT)
    assert "A harbour" in _lesson(client)


def test_the_first_use_of_a_key_term_leads_to_its_meaning_and_back(client, course):
    lesson = made.page("small/first")
    lesson.body[0].value["body"].source = "<p>Our CSIRT and a CSIRT.</p>"
    lesson.save_revision().publish()
    page = client.get(LESSON.replace("second", "first")).content.decode()
    assert page.count('class="term"') == 1
    assert '<a class="term" id="use_words-csirt" href="#meaning_words-csirt">CSIRT</a> and' in page
    assert 'id="meaning_words-csirt" role="note" tabindex="-1"><dfn>CSIRT</dfn>' in page
    assert 'href="#use_words-csirt"' in page
