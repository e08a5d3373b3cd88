"""What makes no sense in a well-shaped model: a sentence each, with its place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction

from assessments.domain.conditions import Condition
from assessments.domain.framework import MODEL, Dimension, Gate, Indicator, MaturityModel
from assessments.domain.gates import BANDED, STAGED, gate_top
from assessments.domain.rings import ring
from assessments.domain.succession import problems as migration_problems

Place = tuple[str, Indicator, Gate]
"""An indicator with its path in the file and the gate that governs it."""


def problems(model: MaturityModel) -> list[str]:
    """Tell what makes no sense in a well-shaped model, a sentence each with its path."""
    return [
        *_repeated_ids(model),
        *_weights(model),
        *_sizes(model),
        *_scales(model),
        *_stages(model),
        *_belongings(model),
        *_conditions(model),
        *_targets(model),
        *migration_problems(model),
    ]


def nodes(model: MaturityModel) -> Iterator[tuple[str, Dimension, Gate]]:
    """Every node with its path in the file and the gate that governs it."""

    def below(
        children: tuple[Dimension, ...], path: str, gate: Gate
    ) -> Iterator[tuple[str, Dimension, Gate]]:
        for number, one in enumerate(children):
            own, place = one.gate or gate, f"{path}[{number}]"
            yield place, one, own
            yield from below(one.factors, f"{place}.factors", own)

    yield from below(model.dimensions, "dimensions", model.gate)


def places(model: MaturityModel) -> Iterator[Place]:
    """Every indicator with its path in the file and the gate that governs it."""
    for path, node, gate in nodes(model):
        for number, one in enumerate(node.indicators):
            yield f"{path}.indicators[{number}]", one, gate


def _repeated_ids(model: MaturityModel) -> Iterator[str]:
    """Everything that has texts shares one space of ids: texts are found by id alone."""
    uses = Counter([MODEL])
    uses.update(one.id for one in model.nodes())
    uses.update(one.id for one in model.indicators())
    for things in (model.stages, model.scales, model.targets, model.contradictions):
        uses.update(one.id for one in things)
    for name, times in uses.items():
        if times > 1:
            what = "is kept for the model itself" if name == MODEL else f"is used {times} times"
            yield f"ids: {name} {what}; dimensions, indicators and stages share one space of ids"


def _weights(model: MaturityModel) -> Iterator[str]:
    for path, node, _ in nodes(model):
        if node.weight < 1:
            yield f"{path}.weight: expected 1 or more, found {node.weight}"
    for path, one, _ in places(model):
        if one.weight < 1:
            yield f"{path}.weight: expected 1 or more, found {one.weight}"


def _sizes(model: MaturityModel) -> Iterator[str]:
    if model.version < 1:
        yield f"version: expected 1 or more, found {model.version}"
    if len(model.scale) < 2:
        yield f"scale: expected two levels or more, found {len(model.scale)}"
    if not model.stages:
        yield "stages: expected one or more, found none"
    if not model.dimensions:
        yield "dimensions: expected one or more, found none"
    for path, node, gate in nodes(model):
        if not node.indicators and not node.factors:
            yield f"{path}.indicators: expected one or more, found none"
        if gate == "mean_sum" and node.indicators and node.factors:
            yield f"{path}: under the gate mean_sum a part has indicators or factors, not both"


def _scales(model: MaturityModel) -> Iterator[str]:
    if model.met_from is not None and not 1 <= model.met_from <= model.top:
        yield f"met_from: expected 1 to {model.top}, found {model.met_from}"
    for s, scale in enumerate(model.scales):
        path, last = f"scales[{s}]", len(scale.answers) - 1
        if last < 1:
            yield f"{path}.answers: expected two or more, found {last + 1}"
            continue
        before = Fraction(0)
        for a, option in enumerate(scale.answers):
            if option.value < before:
                yield (
                    f"{path}.answers[{a}].value: expected {before} or more, found {option.value};"
                    " answers stand in order, the least first"
                )
            before = max(before, option.value)
        if not before:
            yield f"{path}.answers[{last}].value: expected more than 0, found {before}"
        if scale.met_from is not None and not 1 <= scale.met_from <= last:
            yield f"{path}.met_from: expected 1 to {last}, found {scale.met_from}"
    known = {one.id for one in model.scales}
    for path, one, _ in places(model):
        if one.scale is not None and one.scale not in known:
            yield f"{path}.scale: there is no scale {one.scale}"


def _stages(model: MaturityModel) -> Iterator[str]:
    used = {model.gate, *(gate for _, _, gate in nodes(model))}
    if "profile" in used:
        yield from _minimums(model)
    else:
        for s, stage in enumerate(model.stages):
            if stage.minimum:
                yield (
                    f"stages[{s}].minimum: a stage of the gate {model.gate} has "
                    f"{_instead(model.gate)}, not a minimum"
                )
    if used & BANDED:
        yield from _bands(model)
    else:
        for s, stage in enumerate(model.stages):
            if stage.at_least is not None:
                what = "a minimum" if "profile" in used else "indicators that name it"
                path = f"stages[{s}].at_least"
                yield f"{path}: a stage of the gate {model.gate} has {what}, not a score"


def _instead(gate: Gate) -> str:
    return "a score in at_least" if gate in BANDED else "indicators that name it"


def _minimums(model: MaturityModel) -> Iterator[str]:
    known = dict.fromkeys(one.id for _, one, gate in places(model) if gate == "profile")
    before: Mapping[str, int] = {}
    for s, stage in enumerate(model.stages):
        path = f"stages[{s}]"
        for name, level in stage.minimum.items():
            if name not in known:
                yield f"{path}.minimum.{name}: there is no such indicator"
            elif not 0 <= level <= model.top_of(name):
                top = model.top_of(name)
                yield f"{path}.minimum.{name}: expected 0 to {top}, found {level}"
        for name in known:
            if name not in stage.minimum:
                yield f"{path}.minimum.{name}: is missing; write 0 where nothing is asked"
            elif stage.minimum[name] < (least := before.get(name, 0)):
                yield f"{path}.minimum.{name}: falls from {least} to {stage.minimum[name]}"
        if s and known and all(stage.minimum.get(name) == before.get(name) for name in known):
            yield f"{path}.minimum: asks for no more than the stage before it"
        before = stage.minimum


def _bands(model: MaturityModel) -> Iterator[str]:
    before, top = Fraction(0), gate_top(model, model.gate)
    for s, stage in enumerate(model.stages):
        path = f"stages[{s}]"
        if stage.at_least is None:
            yield f"{path}.at_least: is missing"
            continue
        if not before < stage.at_least <= top:
            yield (
                f"{path}.at_least: expected more than {before} and at most {top}, "
                f"found {stage.at_least}"
            )
        before = stage.at_least


def _belongings(model: MaturityModel) -> Iterator[str]:
    """Under a gate that goes by stages every indicator names one, and every stage is named."""
    known = {one.id for one in model.stages}
    named = set()
    for path, one, gate in places(model):
        if one.stage is not None and one.stage not in known:
            yield f"{path}.stage: there is no stage {one.stage}"
        elif gate in STAGED and one.stage is None:
            yield f"{path}.stage: is missing; under the gate {gate} every indicator names its stage"
        elif gate not in STAGED and one.stage is not None:
            yield f"{path}.stage: is not for the gate {gate}"
        named.add(one.stage)
    if model.gate in STAGED:
        for s, stage in enumerate(model.stages):
            if stage.id not in named:
                yield f"stages[{s}]: no indicator names the stage {stage.id}"


def _conditions(model: MaturityModel) -> Iterator[str]:
    known = {one.id for one in model.indicators()}
    waiting: dict[str, set[str]] = {}
    for path, one, _ in places(model):
        if one.depends_on is None:
            continue
        conditions = one.depends_on.conditions()
        waiting[one.id] = {condition.indicator for condition in conditions}
        if not conditions:
            yield f"{path}.depends_on: expected one condition or more, found none"
        for kind in ("all", "any"):
            for c, condition in enumerate(getattr(one.depends_on, kind)):
                yield from _condition(model, known, f"{path}.depends_on.{kind}[{c}]", condition)
    if found := ring(waiting):
        yield f"depends_on: the conditions of {', '.join(found)} go round in a circle"
    for c, rule in enumerate(model.contradictions):
        path = f"contradictions[{c}].all"
        if len(rule.all) < 2:
            yield f"{path}: expected two conditions or more, found {len(rule.all)}"
        for n, condition in enumerate(rule.all):
            yield from _condition(model, known, f"{path}[{n}]", condition)


def _condition(
    model: MaturityModel, known: set[str], path: str, condition: Condition
) -> Iterator[str]:
    if condition.indicator not in known:
        yield f"{path}.indicator: there is no such indicator {condition.indicator}"
        return
    top = model.top_of(condition.indicator)
    named = [("at_least", condition.at_least), ("at_most", condition.at_most)]
    named += [(f"among[{place}]", level) for place, level in enumerate(condition.among)]
    for field, level in named:
        if level is not None and not 0 <= level <= top:
            yield f"{path}.{field}: expected 0 to {top}, found {level}"
    found = [condition.holds_at(level) for level in range(top + 1)]
    if all(found):
        yield f"{path}: holds for every answer; name at_least, at_most or among"
    if not any(found):
        yield f"{path}: holds for no answer"


def _targets(model: MaturityModel) -> Iterator[str]:
    for t, target in enumerate(model.targets):
        path = f"targets[{t}].minimum"
        if not target.minimum:
            yield f"{path}: expected one level or more, found none"
        for name, level in target.minimum.items():
            if not model.has(name):
                yield f"{path}.{name}: there is no such indicator"
            elif not 0 <= level <= model.top_of(name):
                yield f"{path}.{name}: expected 0 to {model.top_of(name)}, found {level}"
    if model.not_applicable == "at-target" and not model.targets:
        yield "targets: is missing; not_applicable = at-target counts at the first target"
