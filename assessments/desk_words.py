"""What the folded groups of the planning desk say of themselves, and what a limit means."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from django.utils.dates import MONTHS
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments import given
from assessments.domain.constraints import Constraints, DonorWindow
from assessments.reasons import sentence
from cms.press import formatting


def summaries(known: given.Given, language: str) -> Mapping[str, SafeString]:
    """Say for each group of limits, by its key, what is chosen in it."""
    limits = known.limits
    parts: Mapping[str, tuple[SafeString, ...]] = {
        "time": (given.time(limits, language), _fiscal(limits)),
        "target": given.targets(known, language) or (sentence(_("as the method has it")),),
        "money": (given.money(limits, language), *given.windows(limits)),
        "people": tuple(given.people(limits, known.people_assumed, language)),
        "months": tuple(given.months(limits)) or (sentence(_("no quarter is avoided")),),
        "roles": tuple(given.parts_played(limits)) or (sentence(_("none is named")),),
        "weights": tuple(given.weights(limits)) or (sentence(_("all count the same")),),
        "actions": tuple(given.locks(limits)) or (sentence(_("none is fixed")),),
        "currency": tuple(given.currency(limits, language)) or (sentence(_("US dollars only")),),
    }
    # Every part is a finished phrase of ours whose words are escaped already.
    return {key: SafeString(formatting.join(said, language)) for key, said in parts.items()}


def _fiscal(limits: Constraints) -> SafeString:
    month = MONTHS[limits.fiscal_year_begins * 3 - 2]
    return sentence(_("fiscal year from %(month)s"), month=month)


def remarks(limits: Constraints) -> Iterator[SafeString]:
    """Say what follows from limits that are allowed but may not be meant."""
    if limits.budget_per_year == 0 and not limits.budgets and not limits.donor_windows:
        yield sentence(_("There is no money: only what needs none is planned."))
    for one, other in combinations(limits.donor_windows, 2):
        if _meet(one, other):
            yield sentence(
                _(
                    "The windows “%(one)s” and “%(other)s” pay for the same area at the same time."
                    " The one that closes first is used first."
                ),
                one=one.id,
                other=other.id,
            )


def _meet(one: DonorWindow, other: DonorWindow) -> bool:
    return (
        bool(set(one.theme) & set(other.theme))
        and one.opens <= other.closes
        and other.opens <= one.closes
    )
