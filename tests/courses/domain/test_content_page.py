"""The figures of the content page are those of the files, and translations keep to the terms."""

import pytest

from courses import bundles
from tests import content_figures

COURSES = [
    (name, language)
    for name in bundles.shipped()
    for language in bundles.load(name).words
    if language != bundles.load(name).outline.source
]


@pytest.mark.parametrize("name", content_figures.NAMES)
def test_the_page_shows_what_the_files_have(name: str):
    assert content_figures.on_the_page(name) == content_figures.tables()[name]


@pytest.mark.parametrize(("course", "language"), COURSES)
def test_a_translation_keeps_to_the_terms_of_the_glossary(course: str, language: str):
    used, missed = content_figures.agreement(bundles.load(course), language)
    assert len(missed) <= (1 - content_figures.ENOUGH) * used, missed


@pytest.mark.parametrize(
    ("text", "forms", "attached", "there"),
    [
        ("The mandates say so.", ("mandate",), False, False),
        ("The mandates say so.", ("mandate", "mandates"), False, True),
        ("يقول التفويض ذلك.", ("تفويض",), True, True),
        ("يقول التفويض ذلك.", ("تفويض",), False, False),
    ],
)
def test_a_term_is_found_in_its_own_forms_only(
    text: str, forms: tuple[str, ...], attached: bool, there: bool
):
    assert content_figures.found(text, forms, attached=attached) is there
