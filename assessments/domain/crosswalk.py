"""Answers to one model as suggestions for another, by the references that their authors declared.

A suggestion is never an answer and counts nowhere until a person confirms it. Rules, for the
relation of the indicator that was answered to the one that is asked:

- `equal` (also by a third framework of which both name the same id as equal): the level whose
  share of the top is the highest that is at most the share of the answer; of levels of one share
  the first. Between equal scales it is the same level.
- `subset`, the answer shows only a part of what is asked: the whole is at most as good as its
  part, so that this level is a ceiling (`at-most`).
- `superset`, the answer speaks of more than what is asked: what it shows holds for the part too,
  so that this level is a floor (`at-least`).
- `intersects`: no level, only a pointer.

Several of them together suggest no more than every `equal` and every ceiling allows. "Unknown"
suggests nothing. "Not applicable" suggests itself where `equal` indicators say nothing else, and
else only points. A question whose condition does not hold suggests nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assessments.domain import applying
from assessments.domain.applying import NOT_APPLICABLE, Answer, Answers
from assessments.domain.framework import Levels, MaturityModel, Relation

Bound = Literal["exact", "at-most", "at-least", "none"]

_INVERSE: Mapping[Relation, Relation] = {
    "equal": "equal",
    "subset": "superset",
    "superset": "subset",
    "intersects": "intersects",
}


@dataclass(frozen=True, slots=True)
class Via:
    """What joins two indicators beside a direct reference: an id of a third framework."""

    framework: str
    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """An indicator of one model beside one of another; `relation` reads from the first."""

    source: str
    target: str
    relation: Relation
    via: Via | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a suggestion comes from, and the level that this origin alone shows, if any."""

    model: str
    version: int
    indicator: str
    answer: Answer
    relation: Relation
    via: Via | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What answers to another model suggest for an indicator; without an answer it only points.

    `bound` says how the level is meant; `partial` ones are ceilings or floors, no answers.
    """

    indicator: str
    answer: Answer | None
    bound: Bound
    origins: tuple[Origin, ...]

    @property
    def partial(self) -> bool:
        """Tell whether the level is only a ceiling or a floor."""
        return self.bound in ("at-most", "at-least")


def links(source: MaturityModel, target: MaturityModel) -> tuple[Link, ...]:
    """Join the indicators of two models by what either declares; in the order of the target.

    Two indicators that are joined directly are not joined by a third framework as well.
    """
    direct: dict[tuple[str, str], list[Link]] = {}
    for one in _declared(source, target):
        direct.setdefault((one.target, one.source), []).append(one)
    for one in _declared(target, source):
        turned = Link(one.target, one.source, _INVERSE[one.relation])
        direct.setdefault((turned.target, turned.source), []).append(turned)
    for one in _by_thirds(source, target):
        direct.setdefault((one.target, one.source), [one])
    places = {one.id: place for place, one in enumerate(source.indicators())}
    asked = {one.id: place for place, one in enumerate(target.indicators())}
    order = sorted(direct, key=lambda pair: (asked[pair[0]], places[pair[1]]))
    return tuple(link for pair in order for link in dict.fromkeys(direct[pair]))


def suggest(
    source: MaturityModel, answers: Answers, target: MaturityModel
) -> tuple[Suggestion, ...]:
    """Suggest answers to `target` from answers to `source`, in the order of the questions.

    Both are models of different ids; for versions of one model see `carrying`.
    """
    given = _given(source, answers)
    origins: dict[str, list[Origin]] = {}
    for link in links(source, target):
        if link.source in given:
            one = _origin(source, target, link, given[link.source])
            origins.setdefault(link.target, []).append(one)
    return tuple(_suggestion(name, found) for name, found in origins.items())


def level_at(share: Fraction, levels: Levels) -> int:
    """The first of the levels with the highest share that is at most this one; 0 if none is."""
    within = [one for one in levels.shares if one <= share]
    return levels.shares.index(within[-1]) if within else 0


def _declared(one: MaturityModel, other: MaturityModel) -> Iterator[Link]:
    for indicator in one.indicators():
        for reference in indicator.references:
            known = reference.framework == other.id and other.has(reference.id)
            if known and reference.relation is not None:
                yield Link(indicator.id, reference.id, reference.relation)


def _by_thirds(source: MaturityModel, target: MaturityModel) -> Iterator[Link]:
    """Join what names the same id of a third framework as equal."""
    known = _equals(source)
    own = {source.id, target.id}
    for via, names in _equals(target).items():
        if via.framework not in own:
            for name in names:
                yield from (Link(given, name, "equal", via) for given in known.get(via, ()))


def _equals(model: MaturityModel) -> dict[Via, list[str]]:
    found: dict[Via, list[str]] = {}
    for indicator in model.indicators():
        for reference in indicator.references:
            if reference.relation == "equal":
                found.setdefault(Via(reference.framework, reference.id), []).append(indicator.id)
    return found


def _given(model: MaturityModel, answers: Answers) -> dict[str, Answer]:
    """The answers that suggest anything: levels of what applies, and "not applicable"."""
    found: dict[str, Answer] = {}
    for name, one in applying.indicators(model, answers).items():
        if one.level is not None:
            found[name] = one.level
        elif answers.get(name) == NOT_APPLICABLE:
            found[name] = NOT_APPLICABLE
    return found


def _origin(source: MaturityModel, target: MaturityModel, link: Link, answer: Answer) -> Origin:
    level = None
    if isinstance(answer, int) and link.relation != "intersects":
        own, asked = source.levels_of(link.source), target.levels_of(link.target)
        same = own.shares == asked.shares
        level = answer if same else level_at(own.shares[answer], asked)
    return Origin(source.id, source.version, link.source, answer, link.relation, link.via, level)


def _suggestion(name: str, origins: Sequence[Origin]) -> Suggestion:
    def levels(relation: Relation) -> list[int]:
        return [o.level for o in origins if o.relation == relation and o.level is not None]

    equal, ceilings, floors = levels("equal"), levels("subset"), levels("superset")
    answer: Answer | None = None
    bound: Bound = "none"
    if equal:
        answer = min(equal + ceilings)
        bound = "exact" if answer == min(equal) else "at-most"
    elif floors:
        answer = min([max(floors), *ceilings])
        bound = "at-least" if answer == max(floors) else "at-most"
    elif ceilings:
        answer, bound = min(ceilings), "at-most"
    elif any(o.relation == "equal" and o.answer == NOT_APPLICABLE for o in origins):
        answer, bound = NOT_APPLICABLE, "exact"
    return Suggestion(name, answer, bound, tuple(origins))
