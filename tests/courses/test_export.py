"""A course leaves the site as it came, and what was edited here leaves with it."""

import pytest

from courses import bundles, transfer
from courses.domain import bundle
from courses.transfer import leaving
from tests.courses import example, made

pytestmark = pytest.mark.django_db


def test_what_nobody_has_edited_leaves_letter_by_letter(db):
    made.tree()
    files = example.files()
    transfer.import_course(course=bundle.parse(files), files=files)
    exported = leaving.export_course("small")
    assert exported.files == files
    assert exported.notes == ()
    assert exported.problems == ()


def differing(one, other) -> list[str]:
    """The paths whose files are not the same."""
    return sorted(path for path in {**one, **other} if one.get(path) != other.get(path))


def test_the_shipped_course_leaves_letter_by_letter(db):
    made.tree()
    files = bundles.read(bundles.find("national-csirt"))
    for path in list(files):  # the tree of the tests has two languages
        if path.startswith(("fr/", "es/")) or path.endswith(("/fr.toml", "/es.toml")):
            del files[path]
    outline = files["course.toml"]
    for code in ("fr", "es"):
        outline = outline.replace(f'[languages.{code}]\nstate = "second-read"\n\n', "")
    files["course.toml"] = outline
    transfer.import_course(course=bundle.parse(files), files=files)
    exported = leaving.export_course("national-csirt")
    assert differing(exported.files, files) == []
    assert set(exported.course.words) == {"en", "ar"}
