"""The look keeps its promises: contrast, both directions, weight, documented components."""

import gzip
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation

SITE = settings.BASE_DIR / "cms" / "static" / "site"
TEMPLATES = settings.BASE_DIR / "cms" / "templates"
ON_PAGES = ("tokens", "base", "layout", "components", "forms", "print")
ON_PAPER = ("report", "certificate")
ON_SOME = ("quiz", "answering", "book", "scenario")
ERROR_PAGES = ("403.html", "403_csrf.html", "404.html", "429.html", "500.html")

GROUNDS = ("paper", "surface", "sunk")
TINTS = ("trail-soft", "mark-soft", "good-soft", "bad-soft")
# (text, grounds it stands on): 4.5 to 1
TEXTS = [
    ("ink", (*GROUNDS, *TINTS)),
    ("ink-soft", GROUNDS),
    ("trail", (*GROUNDS, *TINTS)),
    ("trail-strong", (*GROUNDS, *TINTS)),
    ("on-trail", ("trail", "trail-strong")),
    ("mark-ink", ("paper", "surface", "mark-soft")),
    ("good", ("paper", "surface", "good-soft")),
    ("bad", ("paper", "surface", "bad-soft")),
]
# (shape, grounds): 3 to 1
SHAPES = [
    ("line-strong", ("paper", "surface")),
    ("trail", ("line",)),
    ("mark", ("paper", "surface", "mark-soft")),
    ("focus", (*GROUNDS, *TINTS)),
]


def stylesheet(name: str) -> str:
    return (SITE / "css" / f"{name}.css").read_text(encoding="utf-8")


def nodes(css: str) -> Iterator[tuple[str, object]]:
    """Yield (at-rule it stands in, or nothing; node) through all levels of a stylesheet."""

    def walk(content: list, inside: str) -> Iterator[tuple[str, object]]:
        for node in tinycss2.parse_blocks_contents(content, True, True):
            yield inside, node
            if getattr(node, "content", None) is not None:
                yield from walk(node.content, inside or getattr(node, "at_keyword", ""))

    for node in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        yield "", node
        if getattr(node, "content", None) is not None:
            yield from walk(node.content, getattr(node, "at_keyword", ""))


def declarations(name: str) -> Iterator[tuple[str, str, str]]:
    for inside, node in nodes(stylesheet(name)):
        if node.type == "declaration":
            yield inside, node.lower_name, tinycss2.serialize(node.value).strip()


def tokens(theme: str) -> dict[str, str]:
    """The colours of one theme: dark ones stand on the light ones, as in a browser."""
    light, _, dark = stylesheet("tokens").partition("@media (prefers-color-scheme: dark)")
    found = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
    return dict(found.findall(light)) | (dict(found.findall(dark)) if theme == "dark" else {})


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXTS, 4.5), (SHAPES, 3.0)])
def test_contrast_of_the_tokens_is_enough(theme: str, pairs: list, least: float) -> None:
    colours = tokens(theme)
    weak = {
        f"{name} on {ground}": round(contrast(colours[name], colours[ground]), 2)
        for name, grounds in pairs
        for ground in grounds
        if contrast(colours[name], colours[ground]) < least
    }
    assert not weak


@pytest.mark.parametrize("name", ON_PAGES + ON_SOME + ON_PAPER)
def test_a_stylesheet_parses_without_an_error(name: str) -> None:
    assert [node.message for _, node in nodes(stylesheet(name)) if node.type == "error"] == []


@pytest.mark.parametrize("name", ON_PAGES + ON_SOME + ON_PAPER)
def test_no_stylesheet_knows_left_from_right(name: str) -> None:
    physical = [
        (prop, value)
        for inside, prop, value in declarations(name)
        if inside != "page" and re.search(r"\b(left|right)\b", f"{prop}: {value}")
    ]
    assert not physical


@pytest.mark.parametrize("name", ON_PAGES + ON_SOME + ON_PAPER)
def test_no_stylesheet_spaces_or_capitalises_letters(name: str) -> None:
    names = {prop for _, prop, _ in declarations(name)}
    assert not names & {"letter-spacing", "text-transform", "font-variant-caps"}


@pytest.mark.parametrize("name", ON_PAGES + ON_SOME + ON_PAPER)
def test_no_stylesheet_uses_what_old_engines_drop_or_what_only_decorates(name: str) -> None:
    css = stylesheet(name)
    assert "@layer" not in css
    assert not re.search(r"gradient\(|box-shadow|text-shadow|light-dark\(|url\(|@import", css)
    if name in ON_PAPER:
        assert not re.search(r"display: *(inline-)?grid", css)


def test_every_custom_property_that_is_used_is_a_token() -> None:
    defined = set(re.findall(r"(--[a-z0-9-]+):", stylesheet("tokens")))
    used = {
        found
        for name in ON_PAGES + ON_SOME
        for found in re.findall(r"var\((--[a-z0-9-]+)", stylesheet(name))
    }
    assert used <= defined
    assert defined <= used


def test_paper_knows_no_colour_but_the_light_tokens() -> None:
    known = set(tokens("light").values())
    for name in ON_PAPER:
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", stylesheet(name))) <= known


def test_a_page_loads_at_most_six_stylesheets_of_few_kilobytes() -> None:
    frame = (TEMPLATES / "base.html").read_text(encoding="utf-8")
    linked = re.findall(r"site/css/([a-z]+)\.css", frame)
    assert tuple(linked) == ON_PAGES
    assert (
        sum(len(gzip.compress((SITE / "css" / f"{n}.css").read_bytes())) for n in linked) <= 10_500
    )


def test_no_stylesheet_outgrows_three_hundred_lines() -> None:
    assert all(len(stylesheet(name).splitlines()) < 300 for name in ON_PAGES + ON_SOME + ON_PAPER)


def test_no_page_loads_more_than_ten_kilobytes_of_scripts() -> None:
    weights = {path.stem: path.stat().st_size for path in (SITE / "js").glob("*.js")}
    assert weights["planning-desk"] <= 5_000, "a coordinator's page, which loads no other"
    loaded = [
        set(re.findall(r"site/js/([a-z-]+)\.js", path.read_text(encoding="utf-8")))
        for path in settings.BASE_DIR.glob("*/templates/**/*.html")
    ]
    assert set().union(*loaded) == set(weights)
    assert max(sum(weights[name] for name in page) for page in loaded) <= 10_000
    assert not any({"kept-answers", "kept-quiz"} <= page for page in loaded)


def test_each_component_declares_its_context_and_is_documented() -> None:
    documented = set(
        re.findall(r"`(_[a-z_]+\.html)`", (settings.BASE_DIR / "docs/design.md").read_text())
    )
    components = {
        path.name: path.read_text(encoding="utf-8") for path in (TEMPLATES / "components").iterdir()
    }
    assert set(components) == documented
    for name, text in components.items():
        comment = text.partition("{% comment %}")[2].partition("{% endcomment %}")[0]
        assert "Context:" in comment, name


def test_each_class_of_the_documentation_exists_in_a_stylesheet() -> None:
    documented = re.findall(
        r"`\.([a-z-]+)[^`]*`", (settings.BASE_DIR / "docs/design.md").read_text()
    )
    css = "".join(stylesheet(name) for name in ON_PAGES + ON_SOME + ON_PAPER)
    assert documented
    assert [name for name in documented if not re.search(rf"\.{name}\b", css)] == []


def test_no_template_of_the_frame_needs_a_looser_policy() -> None:
    for path in itertools.chain(TEMPLATES.glob("*.html"), TEMPLATES.glob("c*/*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)""", text), (
            path.name
        )


@pytest.mark.parametrize("code", [code for code, _ in settings.LANGUAGES])
@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_speaks_the_language_without_a_database(code: str, name: str) -> None:
    with translation.override(code):
        page = get_template(name).render()
        direction = "rtl" if translation.get_language_bidi() else "ltr"
    assert f'<html lang="{code}" dir="{direction}">' in page
    assert page.count("<h1>") == 1
    assert f'href="/{code}/"' in page


def switch(*codes: str) -> str:
    languages = [{"code": c, "name": c, "url": f"/{c}/x/", "current": c == codes[0]} for c in codes]
    return render_to_string("components/_language_switch.html", {"languages": languages})


def test_two_languages_are_one_link_and_more_fold() -> None:
    assert "<details" not in switch("en", "ar")
    assert re.findall(r'href="([^"]+)"', switch("en", "ar")) == ["/ar/x/"]
    assert re.findall(r'href="([^"]+)"', switch("en", "fr", "ar")) == ["/en/x/", "/fr/x/", "/ar/x/"]
    assert "<details" in switch("en", "fr", "ar")


def test_an_anonymous_frame_asks_for_no_token() -> None:
    frame: list[Path] = [TEMPLATES / "base.html", *(TEMPLATES / "components").iterdir()]
    assert not [path.name for path in frame if "csrf" in path.read_text(encoding="utf-8")]
