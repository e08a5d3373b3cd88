"""What makes no sense in a release of the action library: a sentence each, with its place."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from assessments.domain import sense_of_rules
from assessments.domain.actions import MAJOR_FROM, Action, ActionLibrary, Effect, options
from assessments.domain.facts import Subject
from assessments.domain.maturity import MaturityModel
from assessments.domain.rings import ring


def problems(
    library: ActionLibrary,
    models: Mapping[str, MaturityModel],
    subjects: Iterable[Subject] = (),
) -> list[str]:
    """Tell what makes no sense: strange ids, cycles, gaps that no action closes; a sentence each.

    `models` are the shipped models by id; a release answers for those that its effects name.
    `subjects` are the country facts that there are; its rules may ask for no other.
    """
    served = {name: model for name, model in models.items() if name in library.covers}
    return [
        *_strange_ids(library, models),
        *numbers(library.actions),
        *_needs(library),
        *_cycles(library),
        *_unclosed(library, served),
        *_variants(library, served),
        *sense_of_rules.problems(library, subjects),
    ]


def _strange_ids(library: ActionLibrary, models: Mapping[str, MaturityModel]) -> Iterator[str]:
    ids = [one.id for one in library.actions]
    groups = {one.alternatives for one in library.actions}
    known = tops(models)
    for a, one in enumerate(library.actions):
        path = f"actions[{a}]"
        if ids.count(one.id) > 1:
            yield f"{path}.id: {one.id} is used {ids.count(one.id)} times"
        if one.own:
            yield f"{path}.id: {one.id} is for institutions, whose ids begin with own-"
        if one.id in groups:
            yield f"{path}.id: {one.id} is also the name of a group of alternatives"
        if one.area not in library.areas:
            yield f"{path}.area: {one.area} is not among the areas of the release"
        for e, effect in enumerate(one.effects):
            yield from effect_problems(f"{path}.effects[{e}]", effect, known)
        for n, need in enumerate(one.needs):
            if need.already is not None and need.already.indicator not in known:
                yield f"{path}.needs[{n}].already: there is no {need.already.indicator}"


def tops(models: Mapping[str, MaturityModel]) -> dict[str, int]:
    """The highest level of every indicator of these models, as effects name it."""
    return {
        f"{model.id}/{one.id}": model.top_of(one.id)
        for model in models.values()
        for one in model.indicators()
    }


def effect_problems(path: str, effect: Effect, tops: Mapping[str, int]) -> Iterator[str]:
    """Tell what makes no sense of an effect; `tops` has the highest level of every indicator."""
    if effect.indicator not in tops:
        yield f"{path}.indicator: there is no {effect.indicator}"
    elif not 0 <= effect.builds_on < effect.to <= tops[effect.indicator]:
        yield (
            f"{path}: expected 0 <= builds_on < to <= {tops[effect.indicator]}, "
            f"found {effect.builds_on} and {effect.to}"
        )


def numbers(actions: Iterable[Action], where: str = "actions") -> Iterator[str]:
    """Tell which numbers and rights of actions make no sense; `where` begins every path."""
    for a, one in enumerate(actions):
        path = f"{where}[{a}]"
        months = one.months
        if not 1 <= months.optimistic <= months.likely <= months.pessimistic:
            yield f"{path}.months: expected 1 <= optimistic <= likely <= pessimistic"
        for name, money in (
            ("set_up", one.cost.set_up),
            ("running_per_year", one.cost.running_per_year),
        ):
            if not 0 <= money.low <= money.likely <= money.high:
                yield f"{path}.cost.{name}: expected 0 <= low <= likely <= high"
        if one.size == "minor" and one.cost.set_up.high > MAJOR_FROM:
            yield f"{path}.size: expected major above {MAJOR_FROM} USD"
        yield from _staff(path, one)
        if one.sitting and one.size != "major":
            yield f"{path}.size: expected major for what parliament decides"
        yield from _rights(path, one)


def _staff(path: str, one: Action) -> Iterator[str]:
    if one.staff.set_up < 0 or one.staff.running_per_year < 0 or one.posts < 0:
        yield f"{path}.staff: expected no number below 0"
    for name in ("set_up", "running_per_year") if one.staff.by_role else ():
        whole = getattr(one.staff, name)
        parts = sum((getattr(share, name) for share in one.staff.by_role), Fraction(0))
        if parts != whole:
            yield f"{path}.staff.by_role: {name} adds up to {parts}, expected {whole}"


def _rights(path: str, one: Action) -> Iterator[str]:
    """Where much is at risk, what protects it is named, and comes first by a hard need."""
    if one.rights.risk != "low" and not one.rights.safeguards:
        yield f"{path}.rights.safeguards: expected one or more where the risk is not low"
    if one.rights.risk == "high" and not any(need.kind == "hard" for need in one.needs):
        yield f"{path}.needs: expected a hard need for the safeguard where the risk is high"


def _needs(library: ActionLibrary) -> Iterator[str]:
    known = {one.id for one in library.actions} | {one.alternatives for one in library.actions}
    for a, one in enumerate(library.actions):
        for n, need in enumerate(one.needs):
            path = f"actions[{a}].needs[{n}]"
            if not need.any_of:
                yield f"{path}.any_of: expected one or more actions, found none"
            for name in need.any_of:
                if name not in known:
                    yield f"{path}.any_of: there is no action {name}"
            if one.id in options(library, need):
                yield f"{path}.any_of: {one.id} needs itself"
            if need.kind == "hard" and need.already is None:
                yield f"{path}.already: is missing; a country that has this must be able to say so"
            if need.lag < 0:
                yield f"{path}.lag: expected 0 or more, found {need.lag}"


def _cycles(library: ActionLibrary) -> Iterator[str]:
    found = ring(
        {
            one.id: {
                name
                for need in one.needs
                if need.kind == "hard"
                for name in options(library, need)
                if name != one.id
            }
            for one in library.actions
        }
    )
    if found:
        yield f"actions: the hard needs of {', '.join(found)} go round in a circle"


def _unclosed(library: ActionLibrary, models: Mapping[str, MaturityModel]) -> Iterator[str]:
    """From every level below the top some action must lead upwards."""
    effects = [effect for one in library.actions for effect in one.effects]
    for model in models.values():
        for one in model.indicators():
            name = f"{model.id}/{one.id}"
            for level in range(model.top_of(one.id)):
                if not any(
                    effect.indicator == name and effect.builds_on <= level < effect.to
                    for effect in effects
                ):
                    yield f"actions: no action raises {name} from level {level}"


def _variants(library: ActionLibrary, models: Mapping[str, MaturityModel]) -> Iterator[str]:
    """Whichever variant of a group is chosen, what another would have reached stays in reach."""
    highest = tops(models)
    for group in sorted({one.alternatives for one in library.actions if one.alternatives}):
        members = [one for one in library.actions if one.alternatives == group]
        others = [one for one in library.actions if one.alternatives != group]
        reached = {effect.indicator for one in members for effect in one.effects}
        for indicator in sorted(reached & highest.keys()):
            outside = [e for one in others for e in one.effects if e.indicator == indicator]
            for one in members:
                own = [effect for effect in one.effects if effect.indicator == indicator]
                best = max(e.to for m in members for e in m.effects if e.indicator == indicator)
                level = _climb(own + outside)
                if level < best:
                    yield (
                        f"actions: with {one.id} chosen, nothing raises {indicator} above {level};"
                        f" another of {group} reaches {best}"
                    )


def _climb(effects: list[Effect]) -> int:
    """The level that these effects reach from 0, each once what it builds on is there."""
    level, moved = 0, True
    while moved:
        best = max((one.to for one in effects if one.builds_on <= level), default=0)
        moved = best > level
        level = max(level, best)
    return level
