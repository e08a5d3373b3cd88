"""What an engine of 2019 makes of a stylesheet: whatever it does not know, it leaves out.

The engines are those of the last phones that got no newer one: Chromium 79, Firefox 71, Safari 13.
What one of them lacks counts as unknown. Support data: MDN, read in 2026.
"""

import re
from collections.abc import Iterable
from typing import Any

import tinycss2

# Properties that came later, by the start of their name
PROPERTIES = (
    "accent-color",
    "aspect-ratio",
    "border-block",
    "border-end-",
    "border-inline",
    "border-start-",
    "color-scheme",
    "contain",
    "content-visibility",
    "forced-color-adjust",
    "inset",
    "margin-block",
    "margin-inline",
    "overflow-block",
    "overflow-inline",
    "padding-block",
    "padding-inline",
    "scroll-margin",
    "scroll-padding",
    "text-decoration-thickness",
    "text-underline-offset",
    "text-wrap",
    "translate",
    "rotate",
    "scale",
)
# Logical long-hands that all three knew
KNOWN = re.compile(
    r"(margin|padding)-(inline|block)-(start|end)|border-(inline|block)-(start|end)(-\w+)?"
)
SELECTORS = re.compile(
    r":(has|is|where|focus-visible|user-valid|user-invalid|modal|popover-open|dir)\b"
    r"|::(backdrop|details-content|marker)|:not\([^()]*,|&"
)
VALUES = re.compile(
    r"\b(min|max|clamp|light-dark|color-mix|oklch|oklab|lab|lch|env)\("
    r"|\d(lh|rlh|dvh|svh|lvh|dvw|svw|lvw|cqi|cqw|cqb)\b|\banywhere\b|\bclip\b|\brevert\b"
)
GAPS = ("gap", "row-gap", "column-gap")
AT_RULES = {"media", "supports", "page", "font-face", "keyframes", "charset"}


def stylesheet(css: str) -> str:
    """Return what is left of a stylesheet."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "\n".join(_rules(rules))


def _rules(rules: Iterable[Any]) -> Iterable[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selector = tinycss2.serialize(rule.prelude).strip()
            if not SELECTORS.search(selector):
                yield f"{selector} {{ {_declarations(rule.content)} }}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in AT_RULES:
            yield _at_rule(rule)


def _at_rule(rule: Any) -> str:
    head = f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}"
    if rule.lower_at_keyword in ("page", "font-face"):
        return f"{head} {{ {_declarations(rule.content)} }}"
    if rule.lower_at_keyword == "supports" and "selector(" in head:
        return ""
    if re.search(r"[<>]=?|forced-colors|prefers-contrast", head):
        return ""
    inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    return f"{head} {{ {' '.join(_rules(inner))} }}"


def _declarations(content: list[Any]) -> str:
    found = [
        one
        for one in tinycss2.parse_blocks_contents(content, True, True)
        if one.type == "declaration"
    ]
    is_grid = any(
        one.lower_name == "display" and "grid" in tinycss2.serialize(one.value) for one in found
    )
    return " ".join(_written(one) for one in found if _is_known(one, is_grid))


def _written(declaration: Any) -> str:
    important = " !important" if declaration.important else ""
    return f"{declaration.name}: {tinycss2.serialize(declaration.value).strip()}{important};"


def _is_known(declaration: Any, is_grid: bool) -> bool:
    name = declaration.lower_name
    if name in GAPS:  # between the cells of a grid, not between neighbours in a row
        return is_grid
    if name.startswith("--"):
        return True
    if VALUES.search(tinycss2.serialize(declaration.value)):
        return False
    return not name.startswith(PROPERTIES) or bool(KNOWN.fullmatch(name))
