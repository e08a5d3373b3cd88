"""The figures of the content page are those of the files, and translations keep to the terms."""

import pytest

from tests import content_figures


@pytest.mark.parametrize("name", content_figures.TABLES)
def test_the_page_shows_what_the_files_have(name: str):
    assert content_figures.on_the_page(name) == "\n".join(content_figures.TABLES[name]())


@pytest.mark.parametrize(("course", "language"), [*content_figures.translated()])
def test_a_translation_keeps_to_the_terms_of_the_glossary(course: str, language: str):
    used, missed = content_figures.agreement(course, language)
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
