"""Typographic rules of a language stand in its texts: no template sets a colon by hand."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

from courses.models import outline

ROOT = settings.BASE_DIR
TEMPLATES = [
    path
    for room in ("cms", "courses", "assessments")
    for path in sorted((ROOT / room / "templates").rglob("*.*"))
    if path.suffix in (".html", ".txt")
]
PATTERN = re.compile(r"\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}", re.DOTALL)
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
BY_HAND = re.compile(
    r"""(?:\}\}|%\})(?:</\w+>)*\s*:|translate\s+"[^"]*:"\s*%\}[ ]*(?:<\w+[^>]*>)?\{\{"""
)
FRENCH = sorted(
    [*ROOT.glob("courses/content/*/fr/*"), *ROOT.glob("cms/content/pages/*/fr.md")],
    key=str,
)
# A sign that wants a space of its own line: in French before it, and inside the quotation marks
LOOSE = re.compile(r"[ ][;!?»]|[ ]:(?=\s|$)|\w[;!?](?=\s|$)|\w:(?=[ ]\w)|« |«(?=\w)|\w»")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_joins_a_label_and_its_value_with_a_colon_of_its_own(path: Path) -> None:
    text = COMMENT.sub("", PATTERN.sub("", path.read_text(encoding="utf-8")))
    assert BY_HAND.findall(text) == []


@pytest.mark.parametrize("path", FRENCH, ids=lambda path: str(path.relative_to(ROOT)))
def test_french_texts_keep_their_signs_on_the_line(path: Path) -> None:
    text = re.sub(r"https?://\S+|^:::.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert LOOSE.findall(text) == []


@pytest.mark.parametrize("name", ["django", "content"])
def test_the_french_catalogue_keeps_its_signs_on_the_line(name: str) -> None:
    entries = polib.pofile(str(ROOT / "locale" / "fr" / "LC_MESSAGES" / f"{name}.po"))
    texts = [text for e in entries for text in (e.msgstr, *e.msgstr_plural.values())]
    loose = re.compile(r"[ ][:;!?»]|« ")
    assert [text for text in texts if loose.search(text)] == []


@pytest.mark.parametrize(
    ("language", "count", "number"),
    [("en", 9, "9"), ("ar", 12, "12"), ("fr", 150, "2,5"), ("en", 150, "2.5"), ("es", 120, "2")],
)
def test_a_duration_has_the_number_of_its_language_isolated(
    language: str, count: int, number: str
) -> None:
    with translation.override(language):
        assert f"<bdi>{number}</bdi>" in outline.minutes(count)
