"""The laws of planning, tried on random libraries, answers and limits."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import given

from assessments.domain import actions, canonical, planning, quarters, scoring
from tests.assessments.domain.random_plans import MODEL, START, Made, plans


def number(quarter: str) -> int:
    """Count a quarter from the start of the plan."""
    return quarters.parse(quarter).minus(START)


def span(one: dict[str, Any]) -> range:
    """All quarters between the first and the last of an action."""
    return range(number(one["start"]), number(one["end"]) + 1)


@given(plans())
def test_no_hard_need_is_violated(made: Made) -> None:
    ends = {one["id"]: number(one["end"]) for one in made.library_actions}
    starts = {one["id"]: number(one["start"]) for one in made.library_actions}
    card = scoring.score(MODEL, made.inputs.snapshots[0].answers)
    done = made.limits.locked("done")
    risen = [e.to for n in done for e in made.library.action(n).effects if e.indicator == "small/a"]
    for name, start in starts.items():
        if name in made.limits.locked("running"):
            continue
        for need in made.library.action(name).needs:
            claim = need.already
            assert claim is not None
            state = card.indicator("a")
            level = max(state.level or 0, *risen, 0)
            if state.state == "not-applicable" or level >= claim.at_least:
                continue
            if done & set(actions.options(made.library, need)):
                continue
            met = [ends[one] for one in actions.options(made.library, need) if one in ends]
            assert met
            assert min(met) + need.lag < start


def asked_and_created(actions: list[dict[str, Any]], quarter: int) -> tuple[Fraction, int]:
    """The person-months that actions ask for in a quarter, and those of the posts they created."""
    asked, created = Fraction(0), 0
    for one in actions:
        worked = [number(name) for name in one["quarters"]]
        if quarter in worked:
            asked += Fraction(one["people"]["set_up"]["exact"]) / len(worked)
        if quarter > worked[-1]:
            posts = one["people"]["posts"]
            created += posts * 3
            asked += 0 if posts else Fraction(one["people"]["running_per_year"]["exact"]) / 4
    return asked, created


@given(plans())
def test_no_quarter_asks_for_more_people_than_there_are(made: Made) -> None:
    for quarter in range(made.limits.horizon):
        people = made.limits.people_in(START.plus(quarter), made.limits.people or 0)
        asked, created = asked_and_created(made.result["actions"], quarter)
        assert asked <= people * 3 + created


@given(plans())
def test_no_quarter_asks_an_institution_for_more_people_than_it_has(made: Made) -> None:
    for name in made.limits.institutions:
        led = [one for one in made.library_actions if made.limits.player(one["lead"]) == name]
        for quarter in range(made.limits.horizon):
            people = made.limits.people_at(name, START.plus(quarter))
            asked, created = asked_and_created(led, quarter)
            assert people is None or asked <= people * 3 + created


@given(plans())
def test_no_yearly_budget_is_exceeded(made: Made) -> None:
    for year in made.result["years"]:
        budget = made.limits.budget(year["year"])
        assert budget is None or year["funded"] <= budget
    budget = made.limits.budget_per_year
    if budget is not None and not made.limits.budgets:
        carried = made.result["totals"]["running_per_year"]["likely"]
        assert carried <= budget + 4 * len(made.library_actions)  # whole dollars in each quarter


@given(plans())
def test_nobody_works_in_a_blackout_and_no_act_passes_without_a_sitting(made: Made) -> None:
    dark = {str(one) for one in made.limits.blackouts}
    for one in made.result["actions"]:
        assert not dark & set(one["quarters"])
    if made.limits.sittings is not None:
        sat = {str(one) for one in made.limits.sittings}
        for one in made.library_actions:
            assert not made.library.action(one["id"]).sitting or one["end"] in sat


@given(plans())
def test_no_cap_is_exceeded(made: Made) -> None:
    caps, majors, by_lead = made.limits.caps, Counter[int](), Counter[tuple[str, int]]()
    begun, running = Counter[str](), Counter[Any]()
    for one in made.library_actions:
        action = made.library.action(one["id"])
        if action.size == "major":
            majors.update(span(one))
            player = made.limits.player(action.lead)
            by_lead.update((player, quarter) for quarter in span(one))
            if one["lock"] == "running":
                running.update([*span(one), *((player, quarter) for quarter in span(one))])
            assert one["institution"] == made.limits.roles.get(action.lead)
        if number(one["start"]) < 4 and one["lock"] != "running":
            begun[action.area] += 1
    assert all(count <= max(caps.major_at_a_time, running[n]) for n, count in majors.items())
    assert all(count <= max(caps.major_per_lead, running[n]) for n, count in by_lead.items())
    assert max(begun.values(), default=0) <= caps.starts_per_area_in_first_year


@given(plans())
def test_every_plan_stays_within_its_horizon_and_keeps_one_of_each_group(made: Made) -> None:
    groups = [made.library.action(one["id"]).alternatives for one in made.library_actions]
    assert max(Counter(group for group in groups if group).values(), default=0) <= 1
    for one in made.result["actions"]:
        assert 0 <= number(one["start"]) <= number(one["end"]) < made.limits.horizon
        assert one["because"][0] == one["binding"]


@given(plans())
def test_nothing_disappears_silently(made: Made) -> None:
    planned = {one["id"] for one in made.library_actions}
    left = {one["id"] for one in made.result["left_out"]}
    done = made.limits.locked("done")
    assert not planned & left
    assert not done & (planned | left)
    assert made.limits.locked("running", "committed") <= planned | left
    assert not made.limits.locked("forbidden") & planned
    for gap in made.result["gaps"]:
        name = f"small/{gap['indicator']}"
        closers = {
            one.id
            for one in made.library.actions
            for effect in one.effects
            if effect.indicator == name and effect.builds_on < gap["required"] <= effect.to
        }
        assert closers - done <= planned | left
        assert set(gap["closed_by"]) <= planned
    serving = {need for one in made.library_actions for need in _options(made, one["id"])}
    for one in made.library_actions:
        asked_for = one["lock"] or one["id"] in serving
        assert made.library.action(one["id"]).effects or asked_for


@given(plans())
def test_unknown_answers_are_looked_at_and_only_those(made: Made) -> None:
    answers = made.inputs.snapshots[0].answers
    for one in made.result["actions"]:
        if one["kind"] == "verify":
            assert [answers[name] for name in one["indicators"]]
            assert {answers[name] for name in one["indicators"]} == {scoring.UNKNOWN}
        for closed in one["closes"]:
            assert answers.get(closed["indicator"]) != scoring.NOT_APPLICABLE


@given(plans())
def test_all_targets_met_gives_an_empty_plan(made: Made) -> None:
    top = dict.fromkeys((one.id for one in MODEL.indicators()), MODEL.top)
    free = made.limits.model_copy(update={"locks": {}})
    inputs = replace(
        made.inputs, snapshots=(planning.Snapshot(MODEL, top),), targets=None, constraints=free
    )
    result = made.again(inputs).result
    assert result["actions"] == result["left_out"] == []


@given(plans())
def test_the_same_inputs_give_the_same_hash_and_the_same_plan(made: Made) -> None:
    again = made.again(made.inputs)
    assert again.hash == made.plan.hash
    assert canonical.text(again.result) == canonical.text(made.result)
    other = made.library.model_copy(update={"actions": tuple(reversed(made.library.actions))})
    turned = made.again(replace(made.inputs, library=other))
    assert [one["id"] for one in turned.result["actions"]] == [
        one["id"] for one in made.result["actions"]
    ]


@given(plans())
def test_the_sums_of_the_years_are_the_sums_of_the_actions(made: Made) -> None:
    whole = sum(one["cost"]["set_up"]["likely"] for one in made.result["actions"])
    assert made.result["totals"]["set_up"]["likely"] == whole
    assert whole == sum(year["set_up"]["likely"] for year in made.result["years"])


def _options(made: Made, name: str) -> set[str]:
    needs = made.library.action(name).needs
    return {one for need in needs for one in actions.options(made.library, need)}


@given(plans())
def test_two_roles_of_one_body_share_its_limits(made: Made) -> None:
    body = {made.limits.player(lead) for lead in ("csirt", "justice")}
    quick = [one for one in made.library_actions if one["quick_win"]]
    per_body = Counter(made.limits.player(one["lead"]) for one in quick)
    assert set(per_body) <= body
    assert max(per_body.values(), default=0) <= made.limits.caps.quick_wins_per_lead
