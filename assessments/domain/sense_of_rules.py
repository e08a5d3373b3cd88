"""What makes no sense in the rules of a release: a sentence each, with its place."""

from collections.abc import Iterable, Iterator, Mapping

from assessments.domain.actions import Action, ActionLibrary, options
from assessments.domain.facts import Subject, repeated
from assessments.domain.needs import Need
from assessments.domain.rework import meant
from assessments.domain.rings import ring
from assessments.domain.rules import STATED, Claim, Rule
from assessments.domain.shape import shown


def problems(library: ActionLibrary, subjects: Iterable[Subject]) -> Iterator[str]:
    """Tell what is strange: ids, facts, factors, needs that cannot be met, circles."""
    known = {one.id: one for one in subjects}
    yield from repeated("rules", (one.id for one in library.rules))
    for number, rule in enumerate(library.rules):
        path = f"rules[{number}]"
        yield from _when(path, rule, known)
        yield from _which(path, rule, library)
        yield from _effect(path, rule, library)
        if rule.effect.include:
            yield from _included(path, rule, library)
    yield from _circles(library)


def _when(path: str, rule: Rule, subjects: Mapping[str, Subject]) -> Iterator[str]:
    """A rule that always fires belongs into the library; one that never fires is a mistake."""
    if not rule.when:
        yield f"{path}.when: expected one or more claims, found none"
    for number, claim in enumerate(rule.when):
        place = f"{path}.when[{number}]"
        if claim.fact in STATED:
            yield from _bounds(place, claim)
        elif claim.fact not in subjects:
            yield f"{place}.fact: there is no fact {claim.fact}, so that the rule never fires"
        else:
            yield from _values(place, claim, subjects[claim.fact])
    for name in sorted({one.fact for one in rule.when if one.among}):
        claims = [set(one.among) for one in rule.when if one.fact == name]
        single = name in subjects and subjects[name].values
        if single and not set.intersection(*claims):
            yield f"{path}.when: {name} cannot be all of this at once, so that the rule never fires"


def _bounds(place: str, claim: Claim) -> Iterator[str]:
    if claim.below is not None and claim.below <= (claim.at_least or 0):
        yield f"{place}: no number lies within the bounds, so that the rule never fires"


def _values(place: str, claim: Claim, subject: Subject) -> Iterator[str]:
    for value in claim.among if subject.values else ():
        if expected := subject.refused(value):
            yield f"{place}.among: {expected}, found {shown(value)}"


def _which(path: str, rule: Rule, library: ActionLibrary) -> Iterator[str]:
    names = _names(library)
    for name in rule.which.actions:
        if name not in names:
            yield f"{path}.which.actions: there is no action {name}"
    for area in rule.which.areas:
        if area not in library.areas:
            yield f"{path}.which.areas: {area} is not among the areas of the release"
    if not meant(library, rule.which):
        yield f"{path}.which: no action fits"


def _names(library: ActionLibrary) -> set[str | None]:
    """The names by which a need or a rule may speak of actions: ids and groups."""
    actions = library.actions
    return {one.id for one in actions} | {one.alternatives for one in actions}


def _effect(path: str, rule: Rule, library: ActionLibrary) -> Iterator[str]:
    effect, names = rule.effect, _names(library)
    if effect.factor <= 0:
        yield f"{path}.effect.{effect.does}: expected a factor above 0, found {effect.factor}"
    if effect.needs is not None:
        if not effect.needs.any_of:
            yield f"{path}.effect.needs.any_of: expected one or more actions, found none"
        for name in effect.needs.any_of:
            if name not in names:
                yield f"{path}.effect.needs.any_of: there is no action {name}"
        if effect.needs.lag < 0:
            yield f"{path}.effect.needs.lag: expected 0 or more, found {effect.needs.lag}"
    if effect.replace is not None:
        if effect.replace not in {one.id for one in library.actions}:
            yield f"{path}.effect.replace: there is no action {effect.replace}"
        elif effect.replace in meant(library, rule.which):
            yield f"{path}.effect.replace: {effect.replace} would replace itself"


def _included(path: str, rule: Rule, library: ActionLibrary) -> Iterator[str]:
    """What a rule asks for must be possible whenever that rule fires."""
    out = {
        name
        for other in library.rules
        if set(other.when) <= set(rule.when) and (other.effect.exclude or other.effect.replace)
        for name in meant(library, other.which)
    }
    lost = _lost(library, out)
    for name in meant(library, rule.which):
        if name in lost:
            yield f"{path}.effect.include: {name}, or a hard need of it, is taken out with it"


def _lost(library: ActionLibrary, out: set[str]) -> set[str]:
    """What cannot be done without these actions, they themselves included."""
    lost, moved = set(out), True
    while moved:
        more = {
            one.id for one in library.actions if one.id not in lost and _lacks(library, one, lost)
        }
        moved = bool(more)
        lost |= more
    return lost


def _lacks(library: ActionLibrary, action: Action, lost: set[str]) -> bool:
    return any(lost >= set(options(library, need)) for need in action.needs if need.kind == "hard")


def _circles(library: ActionLibrary) -> Iterator[str]:
    """Look for circles as if every rule fired at once: no choice of them can make another one."""
    before = {one.id: _hard(library, one.needs) for one in library.actions}
    if ring(before):
        return  # told of the library itself
    replaced: dict[str, set[str]] = {}
    for rule in library.rules:
        for name in meant(library, rule.which):
            if rule.effect.needs is not None:
                before[name] |= _hard(library, (rule.effect.needs,))
            if rule.effect.replace is not None:
                replaced.setdefault(name, set()).add(rule.effect.replace)
    for name, needed in before.items():
        waiting = list(needed)
        while waiting:
            for by in replaced.get(waiting.pop(), set()) - needed - {name}:
                needed.add(by)
                waiting.append(by)
    if found := ring(before):
        yield f"rules: with them the hard needs of {', '.join(found)} go round in a circle"


def _hard(library: ActionLibrary, needs: Iterable[Need]) -> set[str]:
    return {name for need in needs if need.kind == "hard" for name in options(library, need)}
