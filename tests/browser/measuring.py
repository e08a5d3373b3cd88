"""Measures what a page looks like: overlaps, edges, targets, focus, motion, forced colours."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
AT_MOST = 5  # faults told of one kind: they are often the same one, many times
# WCAG 1.4.12. Arabic letters are joined: spacing them is no setting of that script
SPACING = {
    "en": "* { line-height: 1.5 !important; letter-spacing: .12em !important; "
    "word-spacing: .16em !important } p { margin-block-end: 2em !important }",
    "ar": "* { word-spacing: .16em !important } p { margin-block-end: 2em !important }",
}


def measured(page: Page, name: str) -> list[str]:
    """Return what one function of `measure.js` says of the page."""
    return page.evaluate(f"(() => {{ {MEASURE}\nreturn {name}() }})()")[:AT_MOST]


def axe(page: Page, rules: dict[str, object] = RULES) -> list[str]:
    """Return the rules, by default those of WCAG 2.2 AA and good practice, that are broken."""
    broken = Axe().run(page, options=rules).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in broken]


def faults(page: Page, language: str) -> list[str]:
    """Return all that is wrong with the open page, as it is and as readers may set it."""
    found = [*axe(page), *measured(page, "clipped"), *measured(page, "overlaps")]
    found += measured(page, "smallTargets")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    found += [f"forced colours, {one}" for one in measured(page, "vanished")]
    found += [f"reduced motion, {one}" for one in measured(page, "motion")]
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")
    return found + [f"text spacing, {one}" for one in _spaced(page, language)]


def _spaced(page: Page, language: str) -> list[str]:
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
        " document.adoptedStyleSheets = [sheet]; }",
        SPACING[language],
    )
    return [*measured(page, "clipped"), *measured(page, "overlaps")]


def focus_by_tab(page: Page, most: int = 150) -> tuple[set[str], list[str]]:
    """Go through a page with Tab; return the kinds of elements, and where no focus is seen."""
    kinds, wrong = set(), []
    for _ in range(most):
        page.keyboard.press("Tab")
        met = page.evaluate(f"(() => {{ {MEASURE}\nreturn focusFault() }})()")
        if met is None:
            break
        kinds.add(met[0])
        wrong += [met[1]] if met[1] else []
    return kinds, wrong
