"""Archives from elsewhere are read within bounds, and every refusal names its place."""

import io
import stat
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses import bundles, packed
from courses.domain.problems import BundleError
from tests.courses import example


def archive(files, **infos) -> bytes:
    """An archive of these files; `infos` changes the entry of a file before it is written."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for name, value in infos.get(path, {}).items():
                setattr(entry, name, value)
            made.writestr(entry, content)
    return kept.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(BundleError) as caught:
        packed.read(content)
    return str(caught.value)


def test_what_is_packed_is_read_again_and_packs_to_the_same_bytes():
    files = {**example.files(), "images/photo.png": b"\x89PNG\x00"}
    once = packed.write(files)
    assert packed.read(once) == files
    assert packed.write(packed.read(once)) == once


def test_a_folder_that_was_packed_along_and_litter_of_desktops_are_no_matter():
    files = {f"small/{path}": text for path, text in example.files().items()}
    litter = {"__MACOSX/small/._course.toml": "x", "small/.DS_Store": "x"}
    assert packed.read(archive({**files, **litter})) == example.files()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("../../etc/passwd.md", "../../etc/passwd.md: this path leads out of the bundle"),
        ("/etc/passwd.md", "/etc/passwd.md: this path leads out of the bundle"),
        ("en\\first.md", "this path leads out of the bundle"),
        ("C:/first.md", "C:/first.md: this path leads out of the bundle"),
        ("en//first.md", "en//first.md: this path leads out of the bundle"),
        ("more/bundle.zip", "more/bundle.zip: this is an archive within the archive"),
        ("run.exe", "run.exe: a bundle has no file of this kind"),
    ],
)
def test_a_path_that_a_bundle_does_not_have_is_refused_by_name(path: str, expected: str):
    assert expected in refusal(archive({**example.files(), path: "x"}))


def test_a_link_is_refused_by_name():
    link = {"external_attr": (stat.S_IFLNK | 0o777) << 16, "create_system": 3}
    content = archive({"course.toml": "", "en/first.md": "/etc/passwd"}, **{"en/first.md": link})
    assert "en/first.md: this is a link to another file" in refusal(content)


def test_a_bomb_is_refused_before_it_is_unpacked():
    content = archive({"course.toml": "", "en/first.md": b"\0" * 20_000_000})
    assert "en/first.md: this unpacks to more than 100 times its size" in refusal(content)


def test_a_bomb_that_lies_about_its_size_is_refused():
    content = bytearray(archive({"course.toml": "", "en/first.md": b"\0" * 3_000_000}))
    small = (1000).to_bytes(4, "little")
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = content.rindex(sign)
        content[at + offset : at + offset + 4] = small
    assert "expected" in refusal(bytes(content)) or "no archive" in refusal(bytes(content))


def test_too_many_files_are_refused():
    content = archive({f"en/{number}.md": "" for number in range(packed.MOST_FILES + 1)})
    assert f"expected at most {packed.MOST_FILES} files" in refusal(content)


def test_two_files_of_one_name_and_text_that_is_none_are_named():
    assert "EN/first.md: two files have this name" in refusal(
        archive({"course.toml": "", "en/first.md": "", "EN/first.md": ""})
    )
    assert "en/first.md: this is no text" in refusal(
        archive({"course.toml": "", "en/first.md": b"\xff"})
    )
    assert "en/first.md: this is no text: it holds the sign U+0000" in refusal(
        archive({"course.toml": "", "en/first.md": b"a\x00"})
    )


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_archive_is_refused_with_a_sentence_or_read(data):
    content = bytearray(packed.write(example.files()))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BundleError):
        packed.read(bytes(content))
    assert zipfile.is_zipfile(io.BytesIO(packed.write(example.files())))


def test_a_bundle_of_a_newer_format_says_what_to_do():
    text = f"format = 2\n{example.FILES['course.toml']}"
    with pytest.raises(BundleError) as caught:
        bundles.judged(example.files({"course.toml": text, "en/first.md": "anything"}))
    told = "course.toml, format: this bundle has format 2, this site reads formats up to 1; "
    told += "update the site, or export the bundle for it."
    assert [str(one) for one in caught.value.problems] == [told]


def test_a_bundle_is_written_into_a_folder_and_read_again(tmp_path):
    target = tmp_path / "small"
    bundles.write(example.files(), target, overwrite=False)
    (target / ".git").mkdir()
    assert bundles.read(target) == example.files()
    with pytest.raises(BundleError, match="`--overwrite` replaces it"):
        bundles.write(example.files(), target, overwrite=False)
    fewer = {path: text for path, text in example.files().items() if "second" not in path}
    bundles.write(fewer, target, overwrite=True)
    assert bundles.read(target) == fewer
    assert (target / ".git").is_dir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    with pytest.raises(BundleError, match="this folder is no bundle"):
        bundles.write(fewer, tmp_path / "other", overwrite=True)
