"""The questions that stand out in a result: what is strong, what the next stage misses first."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, zip_longest
from typing import Any

from assessments import wording
from assessments.domain.gates import BANDED
from assessments.domain.maturity import MaturityModel

SHOWN = 6
"""So many strong and so many missing indicators are told with what a visitor sees today."""

Told = tuple[str, str, int]
"""The title of an indicator, the text of its level, and the level."""


def strongest(card: Mapping[str, Any], model: MaturityModel, words: wording.Words) -> list[Told]:
    """Give the indicators with the highest sure levels, from level 2 on, the highest first.

    What the next stage misses first is not among them.
    """
    lacking = _missing(card, model)
    names = (one.id for one in model.indicators() if one.id not in lacking)
    found = _answered(card, model, words, names)
    return sorted((one for one in found if one[2] >= 2), key=lambda one: -one[2])[:SHOWN]


def missing(card: Mapping[str, Any], model: MaturityModel, words: wording.Words) -> list[Told]:
    """Give what holds the next stage back, the lowest level first, core indicators before others.

    Where stages go by the score nothing holds back by itself and everything adds: then the parts
    with a stage of their own take turns with all that is left, whoever stands at the lowest stage
    first.
    """
    return _answered(card, model, words, _missing(card, model))


def _missing(card: Mapping[str, Any], model: MaturityModel) -> list[str]:
    groups = [_in_order(card, model, names) for names in _held_back(card, model)]
    turns = chain.from_iterable(zip_longest(*groups))
    return list(dict.fromkeys(name for name in turns if name is not None))[:SHOWN]


def _held_back(card: Mapping[str, Any], model: MaturityModel) -> Iterator[set[str]]:
    """Give what the next stage misses: of the whole, or of all that has a stage, lowest first."""
    whole = card["overall"]
    if model.gate not in BANDED:
        yield _unmet(whole)
        return
    parts = [one.id for one in model.dimensions if model.gate_of(one.id) not in BANDED]
    apart = [(card["nodes"][name]["stage"]["low"], _unmet(card["nodes"][name])) for name in parts]
    rest = {one.id for one in model.indicators()}.difference(*(names for _low, names in apart))
    if whole["stage"]["low"] < len(model.stages):
        apart.append((whole["stage"]["low"], rest))
    yield from (names for _low, names in sorted(apart, key=lambda one: one[0]))


def _unmet(node: Mapping[str, Any]) -> set[str]:
    number = node["stage"]["low"]
    return set(node["stages"][number]["unmet"]) if number < len(node["stages"]) else set()


def _in_order(card: Mapping[str, Any], model: MaturityModel, names: set[str]) -> list[str]:
    """Order indicators below the top, the lowest level first, core ones before others."""
    found = [
        (level, not one.core, one.id)
        for one in model.indicators()
        if one.id in names and (level := card["nodes"][one.id]["level"]) is not None
    ]
    tops = {name: len(model.level_paths(name)) - 1 for _level, _core, name in found}
    ordered = sorted(found, key=lambda one: one[:2])
    return [name for level, _core, name in ordered if level < tops[name]]


def _answered(
    card: Mapping[str, Any], model: MaturityModel, words: wording.Words, names: Iterable[str]
) -> list[Told]:
    """Give title, text of the level and level of the indicators that were answered."""
    return [
        (str(words(f"{name}/title")), str(words(model.level_paths(name)[level])), level)
        for name in names
        if (level := card["nodes"][name]["level"]) is not None
    ]
