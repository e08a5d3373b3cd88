"""A draft in, the rules that made it out: which fired and why, and what should be confirmed."""

from typing import Any

from assessments.domain import canonical
from assessments.domain.draft import Draft
from assessments.domain.rules import Rule
from assessments.domain.tailoring import Fired


def rules(draft: Draft) -> list[dict[str, Any]]:
    """Give the rules that fired for something in this plan or left out of it, in their order."""
    known = _known(draft)
    return [
        {
            "id": one.rule.id,
            "because": [canonical.plain(fact) for fact in one.because],
            "effect": _effect(one.rule),
            "actions": [name for name in one.actions if name in known],
        }
        for one in draft.tailored.fired
        if known.intersection(one.actions)
    ]


def of_action(draft: Draft, name: str) -> list[dict[str, Any]]:
    """Give the rules that fired for an action as reasons with the code `rule`."""
    return [
        {"code": "rule", "params": {"rule": one.id, **_effect(one)}}
        for one in draft.tailored.rules_of(name)
    ]


def checks(draft: Draft) -> list[dict[str, Any]]:
    """Give the facts that would change this plan if the ministry confirmed them."""
    known = _known(draft)
    found = []
    for one in draft.tailored.checks:
        waiting = [fired.rule.id for fired in one.rules if _matters(fired, known)]
        if waiting:
            value = list(one.value) if isinstance(one.value, tuple) else one.value
            found.append(
                {"fact": one.fact, "value": value, "certainty": one.certainty}
                | {"expired": one.expired, "rules": waiting}
            )
    return found


def _matters(fired: Fired, known: set[str]) -> bool:
    return fired.rule.effect.include or bool(known.intersection(fired.actions))


def _known(draft: Draft) -> set[str]:
    """The actions that are in the plan or left out of it."""
    return {one.action.id for one in draft.selection.candidates} | {
        one.action.id for one in draft.selection.barred
    }


def _effect(rule: Rule) -> dict[str, Any]:
    """What a rule does, as JSON; its reason in words stands in the release."""
    change = rule.effect
    return {"does": change.does, "value": canonical.plain(change.value)}
