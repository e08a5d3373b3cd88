"""What a plan says about itself before its first action: one sentence a code."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import country_words, leads
from assessments.reasons import sentence

Words = Callable[[str, str], str]
"""Gives a text of a model by model id and path, in the language in force."""

PARTLY = "budget-partly-unknown"
"""What `budget-unknown` becomes where the budgets of other years are known."""


def told(notice: Mapping[str, Any], *, words: Words) -> SafeString:
    """Say one notice, {"code", "params"} as the planner stored it, in words."""
    return _NOTICES[notice["code"]](notice["params"], words)


def _complete(params: Mapping[str, Any], words: Words) -> SafeString:
    count = len(params["indicators"])
    message = ngettext(
        "Complete the assessment first: %(count)s question has no answer, and the plan could"
        " change with it.",
        "Complete the assessment first: %(count)s questions have no answer, and the plan could"
        " change with them.",
        count,
    )
    return sentence(message, count=count)


def _nothing(params: Mapping[str, Any], words: Words) -> SafeString:
    return sentence(_("Every target is met: there is nothing to do in this plan."))


def _missed(params: Mapping[str, Any], words: Words) -> SafeString:
    return sentence(
        _("%(questionnaire)s: “%(stage)s” is not reached within this plan."),
        questionnaire=words(params["model"], "model/title"),
        stage=words(params["model"], f"{params['stage']}/title"),
    )


def _budget(params: Mapping[str, Any], words: Words) -> SafeString:
    return sentence(
        _("The budget is not known, so money decides no date; the plan shows what it needs.")
    )


def _partly(params: Mapping[str, Any], words: Words) -> SafeString:
    return sentence(
        _(
            "The budget of some years is not known, so money decides no date in them; the plan"
            " shows what it needs."
        )
    )


def _people(params: Mapping[str, Any], words: Words) -> SafeString:
    message = ngettext(
        "The plan assumes that %(people)s person works on it; another number moves its dates.",
        "The plan assumes that %(people)s people work on it; another number moves its dates.",
        params["people"],
    )
    return sentence(message, people=params["people"])


def _no_action(params: Mapping[str, Any], words: Words) -> SafeString:
    return sentence(
        _("No action of the library closes this gap: “%(indicator)s”."),
        indicator=words(params["model"], f"{params['indicator']}/title"),
    )


def _vacant(params: Mapping[str, Any], words: Words) -> SafeString:
    count = len(params["actions"])
    message = ngettext(
        "Nobody plays this role yet: %(role)s. %(count)s action waits for somebody to lead it.",
        "Nobody plays this role yet: %(role)s. %(count)s actions wait for somebody to lead them.",
        count,
    )
    return sentence(message, role=leads.name(params["role"]), count=count)


def _check_fact(params: Mapping[str, Any], words: Words) -> SafeString:
    return sentence(
        _(
            "Check this: “%(fact)s”. Nobody has confirmed it, or it is too old; if the ministry"
            " confirms it, the plan may change."
        ),
        fact=country_words.title(params["fact"]),
    )


_NOTICES: Mapping[str, Callable[[Mapping[str, Any], Words], SafeString]] = {
    "complete-the-assessment": _complete,
    "nothing-to-do": _nothing,
    "target-not-reached": _missed,
    "budget-unknown": _budget,
    PARTLY: _partly,
    "people-assumed": _people,
    "no-action-for-gap": _no_action,
    "role-vacant": _vacant,
    "check-fact": _check_fact,
}
