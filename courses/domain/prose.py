"""Markdown of a bundle as the HTML that the editor knows."""

import re
from collections.abc import Mapping

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

TAGS = {"h2", "h3", "p", "strong", "em", "ul", "ol", "li", "a", "br"}
SCHEMES = {"https", "http", "mailto", "tel"}
_ATTRIBUTES: Mapping[str, set[str]] = {"a": {"href"}}
_STYLE = re.compile(r"<(/?)(strong|em)>")


def _style(state: StateInline, silent: bool) -> bool:
    """`<strong>` and `<em>` with their ends: where stars cannot stand, such as inside a word."""
    found = _STYLE.match(state.src, state.pos)
    if found is None or (not found[1] and f"</{found[2]}>" not in state.src[state.pos :]):
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = found[0]
    state.pos = found.end()
    return True


_MARKDOWN = MarkdownIt("zero").enable(
    ["heading", "list", "emphasis", "link", "escape", "backticks", "newline"]
)
_MARKDOWN.inline.ruler.after("escape", "style", _style)


def html(markdown: str) -> str:
    """The HTML of a passage: headings, lists, emphasis and links; anything else stays as typed."""
    return nh3.clean(
        _MARKDOWN.render(markdown),
        tags=TAGS,
        attributes=dict(_ATTRIBUTES),
        url_schemes=SCHEMES,
        link_rel=None,
    ).strip()


def address(href: str) -> str:
    """An address as Markdown writes it; "" for one that leads nowhere we lead to."""
    scheme, colon, _rest = href.strip().partition(":")
    if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) and scheme.lower() not in SCHEMES:
        return ""
    found = _MARKDOWN.normalizeLink(href.strip())
    return found if _MARKDOWN.validateLink(found) else ""
