"""A country's tables and partners: where it belongs, who answers for it, and whom to ask next.

Made of the facts with which a plan was computed, of its answers on contact points, and of the
partners that the library names for its actions. What nobody said is told as not known.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from assessments import country_facts, country_words, partners, treaty_paths
from assessments.domain import quarters
from assessments.domain.facts import Fact
from assessments.roadmap import Roadmap
from assessments.roadmap_steps import VERIFY
from cms.press import formatting

Facts = Mapping[str, Mapping[str, Any]]

CONTACTS = (
    ("national-csirt", "reachability", 4),
    ("national-csirt", "mutual-aid", 4),
    ("cybercrime-cooperation", "contact-point", 3),
    ("cybercrime-starter", "contact-point", 4),
    ("diplomacy-starter", "contacts", 4),
)
"""Questions of the shipped models on contact points, and at which level a contact was tested."""
NAMED = 2
"""At which level of each of them a contact is named."""
STATES: Mapping[str, Promise] = MappingProxyType(
    {
        "missing": pgettext_lazy("contact point", "missing"),
        "named": pgettext_lazy("contact point", "named, not tested"),
        "tested": pgettext_lazy("contact point", "named and tested"),
        "unknown": pgettext_lazy("contact point", "not known"),
    }
)
BODIES: Mapping[str, str] = MappingProxyType(
    {
        "ASEAN": "asean",
        "African Union": "au",
        "CARICOM": "caricom",
        "OAS/CICTE": "oas",
        "Pacific Islands Forum": "pif",
    }
)
"""Partners that help their members: whoever is known to be none is not told to ask them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A fact of the country: what it is about, what it says, and how far that is settled.

    `since` tells since when it is so, or on which day it was known; `next` what comes next.
    """

    id: str
    title: str
    value: str
    state: str
    since: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact point by the answers: missing, named or tested, and what a visitor sees today."""

    title: str
    code: str
    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Asking:
    """An action with which to go to partners now."""

    title: str
    partners: str
    when: str


@dataclass(frozen=True, slots=True)
class Belonging:
    """What one plan knows of tables and partners."""

    has_facts: bool
    bodies: tuple[Standing, ...]
    treaties: tuple[Standing, ...]
    unknown: tuple[str, ...]
    look: str
    contacts: tuple[Contact, ...]
    quarter: str
    asks: tuple[Asking, ...]


def of(result: Mapping[str, Any], facts: Facts, shown: Roadmap, language: str) -> Belonging:
    """Choose what is known on the first day of the plan, and what its first quarter asks for."""
    day = quarters.first_day(shown.start)
    known = {name: one for name, one in ((n, _fact(told)) for n, told in facts.items()) if one}
    quarter, asks = _asks(shown, known, language)
    asked = all(one in known for one in treaty_paths.TREATIES)
    bodies = _group("bodies", known, day, language)
    return Belonging(
        has_facts=bool(facts),
        bodies=tuple(one for one in bodies if known[one.id].value == "yes"),
        treaties=tuple(_group("treaties", known, day, language)),
        unknown=tuple(_unknown(known)) if facts else (),
        look="" if asked else treaty_paths.unknown(),
        contacts=tuple(_contacts(result, shown)),
        quarter=quarter,
        asks=tuple(asks),
    )


def _fact(told: Mapping[str, Any]) -> Fact | None:
    """Read a frozen fact; None for one that is doubtful and therefore never printed."""
    found = country_facts.frozen(told)
    return found if country_facts.is_printed(found) else None


def _group(group: str, known: Mapping[str, Fact], day: dt.date, language: str) -> list[Standing]:
    """List the known facts of a group; only those of groups that have words are ever told."""
    _title, names = country_words.GROUPS[group]
    return [
        Standing(
            id=name,
            title=country_words.title(name),
            value=country_words.value(known[name].value, name),
            state=str(country_words.STATES[country_facts.state(known[name], day)]),
            since=_since(known[name], language),
            next=treaty_paths.next_step(name, str(known[name].value)),
        )
        for name in names
        if name in known
    ]


def _since(fact: Fact, language: str) -> str:
    """Tell the day from which a fact holds; where nobody said it, the day on which it was known."""
    if fact.since is not None:
        return formatting.date(fact.since, language)
    # Translators: a fact that was known on a day; nobody has said since when it is so
    return _("known on %(day)s") % {"day": formatting.date(fact.as_of, language)}


def _unknown(known: Mapping[str, Fact]) -> Iterator[str]:
    for group in ("treaties", "bodies"):
        for name in country_words.GROUPS[group][1]:
            if name not in known:
                yield country_words.title(name)


def _contacts(result: Mapping[str, Any], shown: Roadmap) -> Iterator[Contact]:
    nodes = {one["id"]: one["scorecard"]["nodes"] for one in result["models"]}
    for model, indicator, tested in CONTACTS:
        node = nodes.get(model, {}).get(indicator)
        if node is None or node.get("state") == "not-applicable":
            continue
        level, text = node["level"], ""
        if level is not None:
            text = shown.telling.model_text(model, f"{indicator}/levels.{level}")
        code = _code(level, tested)
        title = shown.telling.model_text(model, f"{indicator}/title")
        yield Contact(title, code, str(STATES[code]), text)


def _code(level: int | None, tested: int) -> str:
    if level is None:
        return "unknown"
    return "tested" if level >= tested else "named" if level >= NAMED else "missing"


def _asks(shown: Roadmap, known: Mapping[str, Fact], language: str) -> tuple[str, Sequence[Asking]]:
    """Give the first quarter in which an action begins that partners may support, and these."""
    found: dict[str, list[Asking]] = {}
    for step in shown.steps:
        if step.id.startswith(VERIFY):
            continue
        named = shown.telling.release.action(step.id).partners
        names = [partners.name(one) for one in named if _is_open(one, known)]
        if names:
            told = Asking(step.title, formatting.join(names, language), step.when)
            found.setdefault(step.start, []).append(told)
    first = min(found, default="")
    return first, found.get(first, [])


def _is_open(partner: str, known: Mapping[str, Fact]) -> bool:
    """Tell whether the country may turn to a partner; only a known "no" closes a door."""
    fact = known.get(BODIES.get(partner, ""))
    return fact is None or fact.value != "no"
