"""Markdown of a bundle as the HTML that the editor knows."""

import nh3
from markdown_it import MarkdownIt

TAGS = {"h2", "h3", "p", "strong", "em", "ul", "ol", "li", "a"}
_MARKDOWN = MarkdownIt("zero").enable(
    ["heading", "list", "emphasis", "link", "escape", "backticks", "newline"]
)


def html(markdown: str) -> str:
    """The HTML of a passage: headings, lists, emphasis and links; anything else stays as typed."""
    return nh3.clean(
        _MARKDOWN.render(markdown),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto"},
        link_rel=None,
    ).strip()
