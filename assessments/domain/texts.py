"""Every text of a model or a release by its path, as the translators and the pages name it."""

from collections.abc import Iterable, Iterator, Mapping

from assessments.domain.actions import Action, ActionLibrary
from assessments.domain.maturity import MODEL, Indicator, MaturityModel

RELEASE = "release"
AREAS = "areas"

Pairs = Iterator[tuple[str, str]]


def of_model(model: MaturityModel) -> Mapping[str, str]:
    """Give the texts of a model by path ("mandate/levels.2"), in the order of the file."""
    return dict(_model(model))


def of_release(library: ActionLibrary) -> Mapping[str, str]:
    """Give the texts of a release by path ("C02/steps.0"), in the order of the file."""
    return dict(_release(library))


def _model(model: MaturityModel) -> Pairs:
    for field in ("title", "summary", "notice", "below"):
        yield f"{MODEL}/{field}", getattr(model, field)
    yield from _list(MODEL, "scale", model.scale)
    for stage in model.stages:
        yield f"{stage.id}/title", stage.title
        yield f"{stage.id}/summary", stage.summary
    for dimension in model.dimensions:
        yield f"{dimension.id}/title", dimension.title
        yield f"{dimension.id}/summary", dimension.summary
        for indicator in dimension.indicators:
            yield from _indicator(indicator)


def _indicator(indicator: Indicator) -> Pairs:
    for field in ("title", "question", "why"):
        yield f"{indicator.id}/{field}", getattr(indicator, field)
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


def _list(owner: str, field: str, texts: Iterable[str]) -> Pairs:
    for number, text in enumerate(texts):
        yield f"{owner}/{field}.{number}", text
