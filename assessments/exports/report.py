"""The report of a plan as a tagged PDF in any language: one set of data, four editions."""

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from operator import le
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from assessments import acronyms, briefing, budgets, currencies, editions, roadmap
from assessments.editions import BRIEF, FULL, PARTNER, REPORT
from assessments.exports import partner, plan_assumptions, sections
from assessments.sheets import Sheet
from cms.people import roles
from cms.press.writers import pdf

BRIEF_PAGES, REPORT_PAGES = 2, 20
TIGHTNESS = range(6)
"""The brief is set anew, each time a little tighter, until it has its two pages."""
ROOM = ((3400, 2700), (3400, 2900), (3400, 6000), (3400, 6000), (4080, 6000))
"""Characters of the two halves of a brief beyond which a form hardly ever kept them on two pages,
from the roomiest form on; the tightest has no such bound. Measured on every golden case."""
BAND, ASK, ARABIC = 60, 40, 1.2
"""What a band and a request take of a page, in characters, and how much more the Arabic script
takes of it than the Latin one."""
LONGEST = 60_000
"""Characters of a report beyond which no form of it has ever had 20 pages, in any language."""

ONE_PAGE, SHORT_LINE = {False: (3700, 5240), True: (3650, 4250)}, 60
"""Characters of an action up to which it has one page, roomy and then close, in a language that
runs from left to right and in one that runs from right to left; more have two pages; and what a
lesson on a line of its own leaves empty of it. Measured."""


def write(sheet: Sheet, language: str, edition: str = REPORT) -> bytes:
    """Return the PDF of a plan; two languages differ in words only."""
    with translation.override(language):
        name = title(sheet, edition)
        if edition == BRIEF:
            return pdf.fit(_likely(sheet, language), BRIEF_PAGES, title=name, language=language)
        if edition == REPORT:
            forms = _short(_reports(sheet, language, REPORT))
            return pdf.fit(forms, REPORT_PAGES, title=name, language=language)
        return pdf.write(html(sheet, language, edition), title=name, language=language)


def html(sheet: Sheet, language: str, edition: str = REPORT, *, editable: bool = False) -> str:
    """Return the document as a page of HTML; the language is in force while it is written.

    An `editable` page says in tables what the others draw, and that it can be changed.
    """
    if edition == BRIEF:
        return next(_briefs(sheet, language, editable=editable))
    if edition == PARTNER:
        return _partner_page(sheet, language, editable=editable)
    return next(_reports(sheet, language, edition, editable=editable))


def _partner_page(sheet: Sheet, language: str, *, editable: bool) -> str:
    """Return the page of the partners' edition: made of what they get, and of nothing else."""
    plan = partner.of(sheet, language)
    context = {
        "title": title(sheet, PARTNER),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "plan": plan,
        "says": editions.SAYS[PARTNER],
        "tlp": sheet.tlp,
        "state": plan_assumptions.state(plan.head.status),
        "costs": plan_assumptions.costs(),
        "currency": currencies.of(sheet.result, [one.year for one in plan.years], language),
        "made_on": sheet.made_on,
        "hash": roadmap.grouped(plan.head.hash),
        "bidi": translation.get_language_info(language)["bidi"],
        "language": language,
        "editable": editable,
    }
    page = render_to_string("assessments/partner.html", context)
    return page.replace(_WORDS, render_to_string(_WORDS_TEMPLATE, _short_forms(page)))


def _briefs(sheet: Sheet, language: str, *, editable: bool = False) -> Iterator[str]:
    """Give the brief from its roomiest form to its tightest."""
    shown = roadmap.of(sheet, language)
    more = {
        "editable": editable,
        "budget": budgets.told(shown, language),
        "several": len(shown.profiles) > 1,
        "open": any(one.open for one in shown.profiles),
    }
    for tight in TIGHTNESS:
        yield _page("assessments/brief.html", BRIEF, sheet, shown, {**more, "tight": tight})


def _reports(sheet: Sheet, language: str, edition: str, *, editable: bool = False) -> Iterator[str]:
    """Give the report, or all of it, from its roomiest form to its tightest."""
    shown = roadmap.of(sheet, language)
    for more in sections.contexts(sheet, shown, language, edition):
        yield _page(
            "assessments/report.html", edition, sheet, shown, {**more, "editable": editable}
        )


def _likely(sheet: Sheet, language: str) -> Iterator[str]:
    """Give the forms of the brief that are worth being set: each costs as much as a page."""
    for form, room in zip_longest(_briefs(sheet, language), ROOM):
        halves = [_taken(half, language) for half in form.split(_SECOND_HALF)]
        if room is None or all(map(le, halves, room)):
            yield form


_SECOND_HALF = '<section class="next-page">'


def _taken(half: str, language: str) -> float:
    """Return what one half of a brief takes of a page, in Latin characters."""
    script = ARABIC if translation.get_language_info(language)["bidi"] else 1
    bands = half.count('class="band"') + half.count('class="key"')
    return _length(half) * script + bands * BAND + half.count('class="n"') * ASK


def _short(forms: Iterator[str]) -> Iterator[str]:
    """Give the forms of a report without those that are not worth being set; always the last."""
    form, given = "", False
    for form in forms:
        given = _length(form) <= LONGEST
        if given:
            yield form
    if not given:
        yield form


def _length(page: str) -> int:
    """Count the characters that a reader sees, more or less."""
    return len(" ".join(strip_tags(page).split()))


def _page(
    template: str, edition: str, sheet: Sheet, shown: roadmap.Roadmap, more: Mapping[str, Any]
) -> str:
    language = shown.telling.language
    context = {
        "title": title(sheet, edition),
        "says": editions.SAYS[edition],
        "approved_by": roles.LABELS.get(sheet.approved_by, ""),
        "sheet": sheet,
        "snapshot_hash": roadmap.grouped(sheet.snapshot_sha256),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "roadmap": shown,
        "brief": briefing.of(shown, sheet.institution, language, sheet.made_on),
        "currency": currencies.of(sheet.result, [one.label for one in shown.years], language),
        "bidi": translation.get_language_info(language)["bidi"],
        "language": language,
        **more,
    }
    page = _set(render_to_string(template, context), bidi=context["bidi"])
    return page.replace(_WORDS, render_to_string(_WORDS_TEMPLATE, _short_forms(page)))


_ACTION = re.compile(r'(?<=<section class="next-page action)(?P<told>".*?)(?=</section>)', re.S)


def _set(page: str, *, bidi: bool) -> str:
    """Give each action as much room as its text takes, so that no page is nearly empty."""
    return _ACTION.sub(lambda found: _room(found["told"], bidi=bidi) + found["told"], page)


def _room(told: str, *, bidi: bool) -> str:
    roomy, close = ONE_PAGE[bidi]
    length = _length(told.partition(">")[2]) + told.count("<br>") * SHORT_LINE
    return "" if length <= roomy else " close" if length <= close else " two"


_WORDS, _WORDS_TEMPLATE = "<!-- short forms -->", "assessments/report/_words.html"


def _short_forms(page: str) -> dict[str, Any]:
    """What the short forms of a page stand for; those in the explanations are explained too."""
    found = acronyms.explained(page)
    more = acronyms.explained(" ".join(meaning for _name, meaning in found))
    return {"short_forms": sorted({*found, *more})}


def title(sheet: Sheet, edition: str = REPORT) -> str:
    """Return the title of the document, as readers announce it."""
    if edition == PARTNER:
        return _("For partners: %(institution)s") % {"institution": sheet.institution}
    if edition == BRIEF:
        return _("Brief: %(institution)s") % {"institution": sheet.institution}
    if edition == FULL:
        return _("Roadmap in full: %(institution)s") % {"institution": sheet.institution}
    return _("Roadmap: %(institution)s") % {"institution": sheet.institution}
