"""One plan over several models of a country: what one model asks can wait for another's."""

from typing import Any

import pytest

from assessments import library
from assessments.domain import actions, constraints, draft, planning, quarters
from assessments.domain.selection import Candidate

MODELS = tuple(library.offered())
LIMITS = {"start": "2027-Q1", "horizon": 20, "people": 1000}


def snapshots(**given: dict[str, int]) -> tuple[planning.Snapshot, ...]:
    """Every answer of every model is the lowest, but those that are given by model."""
    return tuple(
        planning.Snapshot(
            one,
            {other.id: 0 for other in one.indicators()} | given.get(one.id.replace("-", "_"), {}),
        )
        for one in MODELS
    )


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return planning.make(
        planning.Inputs(
            snapshots=snapshots(),
            library=library.release_for(*(one.id for one in MODELS)),
            constraints=constraints.parse(LIMITS),
            country="XMA",
            targets={one.id: one.stages[-1].id for one in MODELS},
        )
    ).result


def candidates(**given: dict[str, int]) -> dict[str, Candidate]:
    """What may be planned, by id, for these answers."""
    computed = draft.compute(
        snapshots=snapshots(**given),
        library=library.release_for(*(one.id for one in MODELS)),
        limits=constraints.parse(LIMITS),
        population=None,
        wishes={one.id: one.stages[-1].id for one in MODELS},
    )
    return {one.action.id: one for one in computed.selection.candidates}


@pytest.mark.parametrize(
    ("first", "then", "lag"),
    [
        ("C04-function", "S11", 0),  # posts of the team before the budget that pays them
        ("I01", "I02", 0),  # the list of operators, which both models ask, before their baseline
        ("S04", "S09", 4),  # a strategy carried out for a year before its review
    ],
)
def test_what_another_area_or_model_needs_first_is_over_before(
    made: dict[str, Any], first: str, then: str, lag: int
) -> None:
    planned = {one["id"]: one for one in made["actions"]}
    end, start = quarters.parse(planned[first]["end"]), quarters.parse(planned[then]["start"])
    assert start.minus(end) > lag


def test_every_hard_need_of_the_whole_plan_is_met_in_time(made: dict[str, Any]) -> None:
    release = library.release_for(*(one.id for one in MODELS))
    ends = {one["id"]: quarters.parse(one["end"]) for one in made["actions"]}
    checked = 0
    for one in made["actions"]:
        for need in release.action(one["id"]).needs:
            if need.kind == "hard":
                met = [ends[name] for name in actions.options(release, need) if name in ends]
                assert quarters.parse(one["start"]).minus(min(met)) > need.lag
                checked += 1
    assert checked > 10


@pytest.mark.parametrize(
    ("action", "model", "indicator", "level"),
    [
        ("D02", "national-csirt", "staffing", 2),  # a team that answers technical questions
        ("D13", "national-csirt", "crisis", 3),  # a crisis plan that already says who calls whom
        ("D11", "national-strategy", "lead", 2),  # an authority that answers the forum's advice
    ],
)
def test_an_answer_in_one_model_meets_a_need_of_an_action_of_another(
    action: str, model: str, indicator: str, level: int
) -> None:
    slug = model.replace("-", "_")
    open_, met = candidates()[action], candidates(**{slug: {indicator: level}})[action]
    assert met.value == open_.value
    assert met.priority == open_.priority * 4 / 3


def test_what_two_models_ask_is_done_once(made: dict[str, Any]) -> None:
    ids = [one["id"] for one in made["actions"]]
    assert len(ids) == len(set(ids))
    lead = next(one for one in made["actions"] if one["id"] == "S01")
    asked = {gap["model"] for gap in lead["closes"]}
    assert asked == {"national-csirt", "national-strategy"}
