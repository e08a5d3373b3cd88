"""Every text of a model or a release by its path, as the translators and the pages name it."""

from collections.abc import Iterable, Iterator, Mapping

from assessments.domain.actions import Action, ActionLibrary
from assessments.domain.maturity import MODEL, Dimension, Indicator, MaturityModel

RELEASE = "release"
AREAS = "areas"

Pairs = Iterator[tuple[str, str]]


def of_model(model: MaturityModel) -> Mapping[str, str]:
    """Give the texts of a model by path ("mandate/levels.2"), in the order of the file."""
    return dict(_model(model))


def of_release(library: ActionLibrary) -> Mapping[str, str]:
    """Give the texts of a release by path ("C02/steps.0"), in the order of the file."""
    return dict(_release(library))


def of_action(action: Action) -> Mapping[str, str]:
    """Give the texts of one action by path ("C02/steps.0")."""
    return dict(_action(action))


def _model(model: MaturityModel) -> Pairs:
    for field in ("title", "summary", "notice", "below"):
        yield f"{MODEL}/{field}", getattr(model, field)
    yield from _list(MODEL, "scale", model.scale)
    for stage in model.stages:
        yield from _told(stage.id, title=stage.title, summary=stage.summary)
    for scale in model.scales:
        yield from _told(scale.id, title=scale.title)
        yield from _list(scale.id, "answers", (option.title for option in scale.answers))
    for target in model.targets:
        yield from _told(target.id, title=target.title, summary=target.summary)
    for rule in model.contradictions:
        yield from _told(rule.id, text=rule.text)
    for dimension in model.dimensions:
        yield from _node(dimension)


def _node(node: Dimension) -> Pairs:
    yield from _told(node.id, title=node.title, summary=node.summary)
    for indicator in node.indicators:
        yield from _indicator(indicator)
    for factor in node.factors:
        yield from _node(factor)


def _indicator(indicator: Indicator) -> Pairs:
    one = indicator
    yield from _told(one.id, title=one.title, question=one.question, why=one.why)
    yield from _list(indicator.id, "levels", indicator.levels)
    yield from _list(indicator.id, "evidence", indicator.evidence)


def _release(library: ActionLibrary) -> Pairs:
    yield f"{RELEASE}/title", library.title
    yield f"{RELEASE}/summary", library.summary
    yield from _list(RELEASE, "sources", library.sources)
    for area, title in library.areas.items():
        yield f"{AREAS}/{area}", title
    for action in library.actions:
        yield from _action(action)
    for rule in library.rules:
        yield f"{of_rule(rule.id)}/reason", rule.reason


def _action(action: Action) -> Pairs:
    yield f"{action.id}/title", action.title
    yield f"{action.id}/outcome", action.outcome
    yield from _list(action.id, "steps", action.steps)
    yield f"{action.id}/done_when", action.done_when
    yield from _list(action.id, "needs", (need.reason for need in action.needs))
    yield from _list(action.id, "supports", action.supports)
    yield from _list(action.id, "roles", action.staff.role_names)
    yield from _list(action.id, "drivers", action.cost.drivers)
    yield from _list(action.id, "touches", action.rights.touches)
    yield from _list(action.id, "safeguards", action.rights.safeguards)
    if action.rights.oversight:
        yield f"{action.id}/oversight", action.rights.oversight
    yield f"{action.id}/source", action.source


def of_rule(rule: str) -> str:
    """Name the owner of the texts of a rule; no action has such an id."""
    return f"rule-{rule}"


def _told(owner: str, **fields: str | None) -> Pairs:
    """The fields of an owner that have a text."""
    for field, text in fields.items():
        if text is not None:
            yield f"{owner}/{field}", text


def _list(owner: str, field: str, texts: Iterable[str]) -> Pairs:
    for number, text in enumerate(texts):
        yield f"{owner}/{field}.{number}", text
