"""The rules for a country that made a plan, and the facts to be confirmed, in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments import country_words, leads, stored, wording
from assessments.reasons import sentence
from assessments.roadmap import Roadmap
from cms.press import formatting

STATED = "stated"


@dataclass(frozen=True, slots=True)
class Because:
    """A fact on which a rule rests: what it says, who says so and since when."""

    title: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fired: what it assumes, on which facts, what it does, and to which actions."""

    reason: wording.Text
    because: tuple[Because, ...]
    effect: SafeString
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A fact that nobody confirmed, and what would be assumed if the ministry confirmed it."""

    title: str
    value: str
    state: str
    waiting: tuple[wording.Text, ...]


@dataclass(frozen=True, slots=True)
class Firing:
    """What rules did to one plan, and what they wait for."""

    fired: tuple[Fired, ...]
    checks: tuple[Check, ...]


def of(result: Mapping[str, Any], shown: Roadmap, language: str) -> Firing:
    """Put the rules of a stored result into words; none where it was made without facts."""
    return Firing(
        fired=tuple(
            Fired(
                reason=shown.telling.rule(one["id"]),
                because=tuple(_because(fact, language) for fact in one["because"]),
                effect=_effect(one["effect"], shown, language),
                actions=tuple(shown.telling.title(name) for name in one["actions"]),
            )
            for one in result.get("rules_fired", ())
        ),
        checks=tuple(_checks(result, shown, language)),
    )


def _because(fact: Mapping[str, Any], language: str) -> Because:
    if fact["certainty"] == STATED:
        return Because(_STATED[fact["fact"]](), _value(fact, language), _("said for this plan"))
    source = country_words.source(fact["source"] or "")
    return Because(country_words.title(fact["fact"]), _value(fact, language), source)


_STATED: Mapping[str, Callable[[], str]] = {
    "people": lambda: _("People who work on it"),
    "population": lambda: pgettext("country fact", "Population"),
}


def _value(fact: Mapping[str, Any], language: str) -> str:
    value = fact["value"]
    if isinstance(value, int):
        return formatting.number(value, language)
    said = tuple(value) if isinstance(value, list) else value
    return country_words.value(said, fact["fact"])


def _effect(effect: Mapping[str, Any], shown: Roadmap, language: str) -> SafeString:
    value = effect["value"]
    if effect["does"] in _FACTORS:
        factor = formatting.number(round(stored.value(value), 2), language)
        return sentence(_FACTORS[effect["does"]](), factor=factor)
    if effect["does"] == "replace":
        title = shown.telling.title(value)
        return sentence(_("“%(action)s” takes the place of these actions."), action=title)
    if effect["does"] == "lead":
        return sentence(_("%(lead)s leads these actions."), lead=leads.name(value))
    return sentence(_PLAIN[effect["does"]]())


_FACTORS: Mapping[str, Callable[[], str]] = {
    "cost": lambda: _("Their costs are multiplied by %(factor)s."),
    "duration": lambda: _("Their months are multiplied by %(factor)s."),
}
_PLAIN: Mapping[str, Callable[[], str]] = {
    "include": lambda: _("These actions are asked for, whatever the answers are."),
    "exclude": lambda: _("These actions are left out."),
    "needs": lambda: _("Something more comes before these actions."),
}


def _checks(result: Mapping[str, Any], shown: Roadmap, language: str) -> Iterator[Check]:
    for notice in result["notices"]:
        if notice["code"] == "check-fact":
            params = notice["params"]
            state = "expired" if params["expired"] else "open"
            yield Check(
                title=country_words.title(params["fact"]),
                value=_value(params, language),
                state=str(country_words.STATES[state]),
                waiting=tuple(shown.telling.rule(name) for name in params["rules"]),
            )
