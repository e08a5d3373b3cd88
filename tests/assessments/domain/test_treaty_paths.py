"""Paths to a treaty: a status decides which one a plan takes, and no power begins unguarded."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain import planning
from assessments.domain.actions import Effect
from assessments.domain.applying import NOT_APPLICABLE
from assessments.domain.planning import Inputs, Snapshot
from tests.assessments.domain import made
from tests.assessments.domain.test_shipped_rules import COUNTRIES, MODELS, SHIPPED, shipped

MODEL = MODELS["cybercrime-cooperation"]
PATHS = {"L05-budapest", "L05-un", "L05-regional", "L05-reciprocity"}
GUARDS = {
    "L02": ("L03",),
    "L04": ("L02", "L03"),
    "L08-function": ("L03",),
    "L08-small": ("L03",),
    "L08-standard": ("L03",),
    "L11": ("L03",),
    "L14": ("L03",),
}
"""What gives or uses a power over persons, and what has to have ended before it begins."""
NONE = {"budapest": "none", "un-cybercrime": "none", "malabo": "none", "contact-point": "no"}


def chosen(plan: dict[str, Any]) -> set[str]:
    """The path that a plan takes, or that it would take if its needs were met."""
    ids = {one["id"] for one in plan["actions"]} & PATHS
    waits = {
        one["id"]
        for one in plan["left_out"]
        if one["id"] in PATHS and one["reason"]["code"] not in ("rule", "alternative")
    }
    return ids | waits


@pytest.mark.parametrize(
    ("status", "path"),
    [
        ({"budapest": "invited"}, {"L05-budapest"}),
        ({"budapest": "signed"}, {"L05-budapest"}),
        ({"budapest": "invited", "un-cybercrime": "signed"}, {"L05-budapest"}),
        ({"un-cybercrime": "signed"}, {"L05-un"}),
        ({"malabo": "signed"}, {"L05-regional"}),
        ({"malabo": "signed", "un-cybercrime": "signed"}, {"L05-regional"}),
        ({"au": "yes"}, {"L05-regional"}),
        ({"las": "yes"}, {"L05-regional"}),
        ({"au": "yes", "un-cybercrime": "signed"}, {"L05-un"}),
        ({"budapest": "party"}, set()),
        ({"malabo": "party"}, set()),
    ],
)
def test_what_a_ministry_confirms_of_a_treaty_decides_the_path(
    status: dict[str, str], path: set[str]
) -> None:
    assert chosen(shipped("XMA", people=12, **NONE | status)) == path


def test_one_path_at_most_is_taken_and_none_by_a_list_alone() -> None:
    for code in ("TGO", "JOR", "CRI", "WSM"):
        plan = shipped(code, people=12)
        assert len(chosen(plan)) == 1
        rules = {one["id"] for one in plan["rules_fired"]}
        assert not any(name.startswith("path-") for name in rules)


def test_a_corrected_status_moves_the_path_and_says_by_which_rule() -> None:
    before = shipped("XMB", people=12)
    after = shipped("XMB", people=12, budapest="none", **{"un-cybercrime": "signed"})
    assert (chosen(before), chosen(after)) == ({"L05-budapest"}, {"L05-un"})
    fired = {one["id"]: one for one in after["rules_fired"]}
    (because,) = fired["path-of-the-un-signature"]["because"]
    assert (because["value"], because["source"], because["certainty"]) == (
        "signed", "Ministry", "confirmed",
    )  # fmt: skip


@pytest.mark.parametrize(("code", "horizon", "path"), [("XMA", 8, "un"), ("XMB", 12, "budapest")])
def test_where_no_path_is_left_it_is_told_how_long_one_would_take(
    code: str, horizon: int, path: str
) -> None:
    short = shipped(code, people=12, horizon=horizon)
    assert not {one["id"] for one in short["actions"]} & PATHS
    (needed,) = (one["quarters"] for one in short["left_out"] if one["id"] == f"L05-{path}")
    assert needed > horizon
    long = shipped(code, people=12, horizon=needed)
    assert {one["id"] for one in long["actions"]} & PATHS == {f"L05-{path}"}


def _unguarded(plan: dict[str, Any], answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Name the powers that begin before a guard has ended which the answers do not show."""
    ends = {one["id"]: one["end"] for one in plan["actions"]}
    for name, start in made.starts(plan).items():
        for guard in GUARDS.get(name, ()):
            (need,) = (n for n in SHIPPED.action(name).needs if n.any_of == (guard,))
            assert need.kind == "hard"
            assert need.already is not None
            level = answers[need.already.indicator.partition("/")[2]]
            shown = isinstance(level, int) and level >= need.already.at_least
            if level == NOT_APPLICABLE:  # it says nothing: all that the guard brings must be there
                shown = all(_holds(one, answers) for one in SHIPPED.action(guard).effects)
            if not shown and not (guard in ends and ends[guard] < start):
                yield name, guard


def _holds(effect: Effect, answers: dict[str, Any]) -> bool:
    model, _, name = effect.indicator.partition("/")
    if effect.builds_on:
        return True
    level = answers[name] if model == MODEL.id else 0
    return level == NOT_APPLICABLE or (isinstance(level, int) and level >= effect.to)


@given(
    st.fixed_dictionaries(
        {
            one.id: st.sampled_from([0, 1, 2, 3, 4, "unknown", NOT_APPLICABLE])
            for one in MODEL.indicators()
        }
    ),
    st.sampled_from(["XMA", "XMB", "XMC"]),
    st.integers(1, 12),
)
def test_no_plan_starts_a_power_without_its_safeguard(
    answers: dict[str, Any], code: str, people: int
) -> None:
    inputs = Inputs(
        (Snapshot(MODEL, answers),),
        SHIPPED,
        made.limits(people=people, horizon=20),
        code,
        targets={MODEL.id: MODEL.stages[-1].id},
        facts=COUNTRIES.of(code),
    )
    assert list(_unguarded(planning.make(inputs).result, answers)) == []


def test_an_offence_that_does_not_apply_does_not_stand_for_a_bill() -> None:
    lowest: dict[str, Any] = dict.fromkeys((one.id for one in MODEL.indicators()), 0)
    answers = lowest | {"intimate-images": NOT_APPLICABLE}
    inputs = Inputs((Snapshot(MODEL, answers),), SHIPPED, made.limits(people=12, horizon=20), "XMA")
    starts = made.starts(planning.make(inputs).result)
    assert starts["L02"] < starts["L04"]


def test_the_guarded_are_all_that_touch_persons_gravely() -> None:
    grave = {one.id for one in SHIPPED.actions if one.area == "L" and one.rights.risk == "high"}
    assert grave
    assert grave - PATHS <= GUARDS.keys()
