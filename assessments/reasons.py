"""Why an action stands where it stands, and why another was left out: one sentence a code.

The plan stores codes and parameters only. Page and PDF ask here, so that both say the same
words in every language.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import leads, stored
from assessments.marking import isolated
from cms.press import formatting

Title = Callable[[str], str]
"""Gives the title of an action by its id, in the language in force."""

Params = Mapping[str, Any]


def sentence(message: str, **words: object) -> SafeString:
    """Put words into a translated message, each isolated from the direction around it.

    The message has named placeholders, `%(action)s`; what is put in is escaped.
    """
    places = {name: "{" + name + "}" for name in words}
    put_in = {name: isolated(word) for name, word in words.items()}
    text = escape(message) % places
    return format_html(text, **put_in) if put_in else SafeString(text)


def told(reason: Mapping[str, Any], *, title: Title, language: str) -> SafeString:
    """Say why an action begins when it does, or why it was left out.

    `reason` is {"code", "params"} as the planner stored it. A code that is not known here
    is a KeyError: a plan never prints a reason that it cannot explain.
    """
    write = _REASONS[reason["code"]]
    return write(reason["params"], title, language)


def _start(params: Params, title: Title, language: str) -> SafeString:
    return sentence(_("Waits for nothing: a decision is enough."))


def _after(params: Params, title: Title, language: str) -> SafeString:
    lag = params.get("lag", 0)
    if not lag:
        return sentence(_("Waits for “%(action)s”."), action=title(params["action"]))
    message = ngettext(
        "Waits for “%(action)s” and %(lag)s quarter after it.",
        "Waits for “%(action)s” and %(lag)s quarters after it.",
        lag,
    )
    return sentence(message, action=title(params["action"]), lag=lag)


def _verify(params: Params, title: Title, language: str) -> SafeString:
    return sentence(
        _("Waits until the open questions are answered: “%(action)s”."),
        action=title(params["action"]),
    )


def _people(params: Params, title: Title, language: str) -> SafeString:
    some = _(
        "Too few people: it needs %(needed)s person-months a quarter, and in %(quarter)s only"
        " %(free)s are free."
    )
    none = _(
        "Too few people: it needs %(needed)s person-months a quarter, and in %(quarter)s none is"
        " free."
    )
    free = _spare(params["free"])
    return sentence(
        some if free else none,
        needed=_figure(params["needed"], language),
        free=formatting.number(free, language),
        quarter=formatting.quarter(params["quarter"], language),
    )


def _people_of(params: Params, title: Title, language: str) -> SafeString:
    some = _(
        "Too few people of %(institution)s: it needs %(needed)s person-months a quarter, and in"
        " %(quarter)s only %(free)s are free."
    )
    none = _(
        "Too few people of %(institution)s: it needs %(needed)s person-months a quarter, and in"
        " %(quarter)s none is free."
    )
    free = _spare(params["free"])
    return sentence(
        some if free else none,
        institution=leads.name(params["institution"]),
        needed=_figure(params["needed"], language),
        free=formatting.number(free, language),
        quarter=formatting.quarter(params["quarter"], language),
    )


def _money(params: Params, title: Title, language: str) -> SafeString:
    return sentence(
        _("Waits for money: it needs %(needed)s in %(year)s, and only %(free)s are left."),
        needed=formatting.money(stored.value(params["needed"]), language),
        free=formatting.money(stored.value(params["free"]), language),
        year=params["year"],
    )


def _blackout(params: Params, title: Title, language: str) -> SafeString:
    return sentence(
        _("Waits until %(quarter)s is over: nothing is begun in it."),
        quarter=formatting.quarter(params["quarter"], language),
    )


def _sitting(params: Params, title: Title, language: str) -> SafeString:
    return sentence(
        _("Waits for parliament, which does not sit in %(quarter)s."),
        quarter=formatting.quarter(params["quarter"], language),
    )


def _cap_major(params: Params, title: Title, language: str) -> SafeString:
    message = ngettext(
        "Waits its turn: only %(limit)s large action runs at a time, and %(quarter)s is taken.",
        "Waits its turn: only %(limit)s large actions run at a time, and %(quarter)s is taken.",
        params["limit"],
    )
    quarter = formatting.quarter(params["quarter"], language)
    return sentence(message, limit=params["limit"], quarter=quarter)


def _cap_lead(params: Params, title: Title, language: str) -> SafeString:
    message = ngettext(
        "Waits its turn: %(lead)s carries only %(limit)s large action at a time, and"
        " %(quarter)s is taken.",
        "Waits its turn: %(lead)s carries only %(limit)s large actions at a time, and"
        " %(quarter)s is taken.",
        params["limit"],
    )
    quarter = formatting.quarter(params["quarter"], language)
    lead = leads.name(params["lead"])
    return sentence(message, lead=lead, limit=params["limit"], quarter=quarter)


def _cap_area(params: Params, title: Title, language: str) -> SafeString:
    message = ngettext(
        "Waits for the second year: only %(limit)s action of one area begins in the first.",
        "Waits for the second year: only %(limit)s actions of one area begin in the first.",
        params["limit"],
    )
    return sentence(message, limit=params["limit"])


def _kept(params: Params, title: Title, language: str) -> SafeString:
    return sentence(_("Keeps the date that it had in the roadmap before."))


def _horizon(params: Params, title: Title, language: str) -> SafeString:
    message = ngettext(
        "It would not be finished within the %(horizon)s quarter of this plan.",
        "It would not be finished within the %(horizon)s quarters of this plan.",
        params["horizon"],
    )
    return sentence(message, horizon=params["horizon"])


def would_fit(quarters: int) -> SafeString:
    """Tell after how many quarters something that was left out could be finished."""
    message = ngettext(
        "With more time it would be finished after about %(quarters)s quarter.",
        "With more time it would be finished after about %(quarters)s quarters.",
        quarters,
    )
    return sentence(message, quarters=quarters)


def _need_left_out(params: Params, title: Title, language: str) -> SafeString:
    return sentence(_("It needs “%(action)s”, which was left out."), action=title(params["action"]))


def _alternative(params: Params, title: Title, language: str) -> SafeString:
    return sentence(_("“%(action)s” was chosen in its place."), action=title(params["chosen"]))


def _covered(params: Params, title: Title, language: str) -> SafeString:
    return sentence(
        _("“%(action)s” closes the same gaps, alone or with others."), action=title(params["by"])
    )


def _not_needed(params: Params, title: Title, language: str) -> SafeString:
    return sentence(_("Nothing in this plan needs it any more."))


def _builds_on(params: Params, title: Title, language: str) -> SafeString:
    return sentence(
        _("Waits for what “%(action)s” brings, on which it builds."),
        action=title(params["action"]),
    )


def _running(params: Params, title: Title, language: str) -> SafeString:
    return sentence(_("It is under way already."))


def _committed(params: Params, title: Title, language: str) -> SafeString:
    return sentence(
        _("It is committed to begin in %(quarter)s."),
        quarter=formatting.quarter(params["quarter"], language),
    )


def _forbidden(params: Params, title: Title, language: str) -> SafeString:
    return sentence(_("It was ruled out for this roadmap."))


def _rule(params: Params, title: Title, language: str) -> SafeString:
    return sentence(
        _("A rule for this country leaves it out. %(reason)s"),
        reason=title(f"rule/{params['rule']}"),
    )


_REASONS: Mapping[str, Callable[[Params, Title, str], SafeString]] = {
    "start": _start,
    "after": _after,
    "verify": _verify,
    "people": _people,
    "people-of": _people_of,
    "money": _money,
    "blackout": _blackout,
    "sitting": _sitting,
    "cap-major": _cap_major,
    "cap-lead": _cap_lead,
    "cap-area": _cap_area,
    "kept": _kept,
    "horizon": _horizon,
    "need-left-out": _need_left_out,
    "alternative": _alternative,
    "builds-on": _builds_on,
    "covered": _covered,
    "not-needed": _not_needed,
    "rule": _rule,
    "running": _running,
    "committed": _committed,
    "forbidden": _forbidden,
}


def _spare(number: Any) -> float:
    """Round what is free down, so that it never reads as much as is needed."""
    return math.floor(stored.value(number) * 10) / 10


def _figure(number: Any, language: str) -> str:
    return formatting.number(round(stored.value(number), 1), language)
