"""What a plan knows of the money that is there: which fiscal years have a budget, in sentences."""

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.reasons import sentence
from assessments.roadmap import Roadmap
from cms.press import formatting

EXACT = 6
"""Figures of a budget: somebody named it, so it is rounded less than an estimate."""


def of(roadmap: Roadmap, year: int) -> int | None:
    """Return the domestic US dollars of a fiscal year, None where nobody named them."""
    return roadmap.budgets.get(year, roadmap.budget)


def told(roadmap: Roadmap, language: str) -> SafeString:
    """Say which budgets the plan stays within, and for which years none was named."""
    known = {one.year: of(roadmap, one.year) for one in roadmap.years}
    if all(dollars is None for dollars in known.values()):
        return sentence(
            _("No budget was named: these sums are what the plan needs, not what is there.")
        )
    return SafeString(" ".join(_sentences(roadmap, known, language)))


def _sentences(
    roadmap: Roadmap, known: dict[int, int | None], language: str
) -> Iterator[SafeString]:
    labels = {one.year: one.label for one in roadmap.years}
    if not any(known.values()):
        yield sentence(
            _(
                "The budget that was named is zero: what is planned costs nothing or falls to"
                " donors."
            )
        )
    elif set(known.values()) == {roadmap.budget}:
        yield sentence(
            _("The plan stays within the %(sum)s a year that were named as sure."),
            sum=formatting.money(roadmap.budget or 0, language, figures=EXACT),
        )
    else:
        yield sentence(
            _("The plan stays within the budgets that were named as sure, %(sums)s."),
            sums=formatting.join(
                (
                    pgettext("money of a year", "%(sum)s in %(year)s")
                    % {
                        "sum": formatting.money(dollars, language, figures=EXACT),
                        "year": labels[year],
                    }
                    for year, dollars in known.items()
                    if dollars is not None
                ),
                language,
            ),
        )
    if open_years := [labels[year] for year, dollars in known.items() if dollars is None]:
        yield sentence(
            _("No budget was named for %(years)s: the sums of that time are what the plan needs."),
            years=formatting.join(open_years, language),
        )
