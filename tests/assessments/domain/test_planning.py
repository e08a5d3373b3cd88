"""Plans of small libraries: every date has its reason, and so has everything left out."""

import pytest

from assessments.domain import canonical, planning
from assessments.domain.scoring import NOT_APPLICABLE, UNKNOWN
from tests.assessments.domain import made

NOTHING = {"a": 0, "b": 0, "c": 0}


def action(name: str, *effects: dict[str, object], **more: object) -> dict[str, object]:
    return made.action_table(name, effects=list(effects), **more)


ALL = action("C01", made.effect("a", 4), made.effect("b", 4), made.effect("c", 4))


def test_where_every_target_is_met_the_plan_is_empty() -> None:
    result = made.plan({"a": 2, "b": 3, "c": 2}, ALL)
    assert result["actions"] == result["left_out"] == result["gaps"] == []
    assert "nothing-to-do" in [one["code"] for one in result["notices"]]


def test_what_does_not_apply_never_yields_an_action() -> None:
    assert made.plan(dict.fromkeys("abc", NOT_APPLICABLE), ALL)["actions"] == []


def test_a_short_plan_aims_at_the_next_stage_and_a_long_one_at_the_second() -> None:
    short = made.plan(NOTHING, ALL, horizon=8)
    long = made.plan(NOTHING, ALL, horizon=12)
    wish = made.plan(NOTHING, ALL, horizon=12, targets={"small": "first"})
    targets = [one["models"][0]["target"] for one in (short, long, wish)]
    assert targets == ["first", "second", "first"]


def test_nothing_binds_an_action_that_can_begin_at_once() -> None:
    entry = made.plan(NOTHING, ALL)["actions"][0]
    assert (entry["start"], entry["binding"]["code"]) == ("2027-Q1", "start")


def test_a_hard_need_comes_first_with_its_lag() -> None:
    result = made.plan(NOTHING, {**ALL, "needs": [made.need("C02", lag=1)]}, action("C02"))
    assert made.starts(result) == {"C02": "2027-Q1", "C01": "2027-Q3"}
    expected = {"code": "after", "params": {"action": "C02", "lag": 1}}
    assert made.entry(result, "C01")["binding"] == expected
    assert made.entry(result, "C02")["lost_if_skipped"]["actions"] == ["C01"]


def test_a_hard_need_that_the_answers_meet_fixes_nothing() -> None:
    need = made.need("C02", already={"indicator": "small/a", "at_least": 1})
    result = made.plan({"a": 1, "b": 0, "c": 0}, {**ALL, "needs": [need]}, action("C02"))
    assert made.starts(result) == {"C01": "2027-Q1"}


def test_a_need_whose_question_does_not_apply_is_met_by_what_its_action_brings() -> None:
    need = made.need("C02", already={"indicator": "small/a", "at_least": 1})
    asked, bringing = {**ALL, "needs": [need]}, action("C02", made.effect("b", 2))
    without = made.plan({"a": "not-applicable", "b": 1, "c": 0}, asked, bringing)
    assert made.starts(without) == {"C02": "2027-Q1", "C01": "2027-Q2"}
    there = made.plan({"a": "not-applicable", "b": 2, "c": 0}, asked, bringing)
    assert made.starts(there) == {"C01": "2027-Q1"}


def test_a_soft_need_lowers_the_priority_and_fixes_no_date() -> None:
    plain = made.plan(NOTHING, ALL, action("C02"))
    soft = made.plan(NOTHING, {**ALL, "needs": [made.need("C02", kind="soft")]}, action("C02"))
    assert made.starts(plain) == made.starts(soft) == {"C01": "2027-Q1"}
    before, after = (made.entry(one, "C01")["priority"]["value"] for one in (plain, soft))
    assert after == pytest.approx(before * 3 / 4, abs=0.0001)


def test_unknown_answers_are_looked_at_once_per_dimension_before_anything_is_bought() -> None:
    answers = {"a": UNKNOWN, "b": UNKNOWN, "c": 2}
    result = made.plan(answers, action("C01", made.effect("a", 4), made.effect("b", 4)))
    assert made.starts(result) == {"verify/small/left": "2027-Q1", "C01": "2027-Q2"}
    assert made.entry(result, "verify/small/left")["indicators"] == ["a", "b"]
    assert made.entry(result, "C01")["binding"]["code"] == "verify"


def test_a_question_that_was_not_asked_yields_no_looking_but_a_notice() -> None:
    result = made.plan({"a": 4, "b": 4}, ALL)
    assert made.starts(result) == {"C01": "2027-Q1"}
    notice = {"code": "complete-the-assessment", "params": {"model": "small", "indicators": ["c"]}}
    assert notice in result["notices"]


def test_people_who_are_busy_hold_up_what_comes_after() -> None:
    one = action("C01", made.effect("a", 4), made.effect("b", 4), staff=_staff(3))
    two = action("C02", made.effect("c", 4), staff=_staff(3))
    result = made.plan(NOTHING, one, two, people=1)
    assert made.starts(result) == {"C01": "2027-Q1", "C02": "2027-Q2"}
    assert made.entry(result, "C02")["binding"]["code"] == "people"


def test_posts_that_an_action_creates_work_from_its_end() -> None:
    creator = action("C01", made.effect("a", 4), made.effect("b", 4), posts=1)
    heavy = action("C02", made.effect("c", 4), staff=_staff(6))
    result = made.plan(NOTHING, creator, heavy, people=1)
    assert made.starts(result) == {"C01": "2027-Q1", "C02": "2027-Q2"}
    assert result["totals"]["posts"] == 1


def test_without_people_the_plan_says_so() -> None:
    assert made.left(made.plan(NOTHING, ALL, people=0)) == {"C01": "people"}


def test_money_that_is_not_there_leaves_out_what_it_would_pay_for() -> None:
    result = made.plan(NOTHING, ALL, action("C02"), budget_per_year=0)
    assert made.left(result) == {"C01": "money"}
    missed = {"code": "target-not-reached", "params": {"model": "small", "stage": "second"}}
    assert missed in result["notices"]


def test_a_running_cost_that_cannot_be_carried_after_the_plan_is_not_begun_in_it() -> None:
    cost = {"set_up": made.money(0, 0), "running_per_year": made.money(5000, 5000)}
    assert made.left(made.plan(NOTHING, {**ALL, "cost": cost}, budget_per_year=4000)) == {
        "C01": "money"
    }


def test_a_budget_that_is_unknown_binds_nothing_and_the_plan_shows_what_it_needs() -> None:
    result = made.plan(NOTHING, ALL)
    assert [one["set_up"]["likely"] for one in result["years"]] == [2000, 0, 0]
    assert {"code": "budget-unknown", "params": {}} in result["notices"]


def test_work_pauses_in_a_quarter_to_avoid_and_nothing_begins_in_it() -> None:
    long = {**ALL, "months": {"optimistic": 6, "likely": 6, "pessimistic": 6}}
    paused = made.plan(NOTHING, long, blackouts=["2027-Q2"])["actions"][0]
    assert paused["quarters"] == ["2027-Q1", "2027-Q3"]
    delayed = made.plan(NOTHING, ALL, blackouts=["2027-Q1"])["actions"][0]
    assert (delayed["start"], delayed["binding"]["code"]) == ("2027-Q2", "blackout")
    dark = [f"{year}-Q{number}" for year in (2027, 2028) for number in range(1, 5)]
    assert made.left(made.plan(NOTHING, ALL, horizon=8, blackouts=dark)) == {"C01": "blackout"}


def test_an_act_ends_when_parliament_sits() -> None:
    act = {**ALL, "sitting": True, "size": "major"}
    entry = made.plan(NOTHING, act, sittings=["2027-Q3"])["actions"][0]
    assert (entry["end"], entry["binding"]["code"]) == ("2027-Q3", "sitting")


def test_two_major_actions_run_at_a_time_and_one_of_each_lead() -> None:
    kinds = [("C01", "a", "csirt"), ("C02", "b", "csirt"), ("C03", "c", "justice")]
    tables = [action(i, made.effect(e, 4), lead=lead, size="major") for i, e, lead in kinds]
    one_lead = made.plan(NOTHING, *tables)
    codes = {one["id"]: one["binding"]["code"] for one in one_lead["actions"]}
    assert sorted(codes.values()) == ["cap-lead", "start", "start"]
    nationally = made.plan(NOTHING, *tables, caps={"major_at_a_time": 1, "major_per_lead": 9})
    assert len(set(made.starts(nationally).values())) == 3


def test_three_actions_of_an_area_begin_in_the_first_year() -> None:
    tables = [action(f"C0{n}", made.effect(e, 4)) for n, e in enumerate("abc")]
    result = made.plan(NOTHING, *tables, caps={"starts_per_area_in_first_year": 2})
    assert sorted(made.starts(result).values()) == ["2027-Q1", "2027-Q1", "2028-Q1"]


def test_of_alternatives_the_best_is_chosen_and_the_others_say_which() -> None:
    cost = {"set_up": made.money(9000, 90000), "running_per_year": made.money(0, 0)}
    dear = {**ALL, "id": "C04-large", "alternatives": "C04", "cost": cost}
    cheap = {**ALL, "id": "C04-small", "alternatives": "C04"}
    result = made.plan(NOTHING, dear, cheap)
    assert made.starts(result) == {"C04-small": "2027-Q1"}
    assert result["left_out"][0]["reason"] == {
        "code": "alternative",
        "params": {"chosen": "C04-small"},
    }


def test_an_action_whose_gaps_are_closed_by_another_is_left_out() -> None:
    assert made.left(made.plan(NOTHING, ALL, action("C02", made.effect("c", 2)))) == {
        "C02": "covered"
    }


def test_the_one_that_closes_most_of_its_gaps_is_named_for_it() -> None:
    dear = {"set_up": made.money(90000, 900000), "running_per_year": made.money(0, 0)}
    one, two = action("C02", made.effect("a", 4)), action("C03", *map(made.effect, "bc", (4, 4)))
    result = made.plan(NOTHING, {**ALL, "cost": dear}, one, two)
    assert result["left_out"][0]["id"] == "C01"
    assert result["left_out"][0]["reason"] == {"code": "covered", "params": {"by": "C03"}}


def test_a_prerequisite_of_something_that_cannot_be_done_is_not_done_either() -> None:
    dear = {"set_up": made.money(9000, 9000), "running_per_year": made.money(0, 0)}
    result = made.plan(
        NOTHING,
        {**ALL, "needs": [made.need("C02")], "cost": dear},
        action("C02"),
        budget_per_year=4000,
    )
    assert result["actions"] == []
    assert made.left(result) == {"C01": "money", "C02": "not-needed"}


def test_what_builds_on_a_level_comes_after_what_reaches_it() -> None:
    steps = [action("C01", made.effect("c", 3)), action("C02", made.effect("c", 4, 3))]
    stages = [made.stage("first", minimum={"a": 0, "b": 0, "c": 4})]
    result = made.plan(NOTHING, *steps, model_=made.model(stages=stages))
    assert made.starts(result) == {"C01": "2027-Q1", "C02": "2027-Q2"}
    assert made.entry(result, "C02")["binding"]["code"] == "builds-on"
    assert [one["quarter"] for one in result["path"]] == ["2027-Q2"]


def test_a_gap_that_no_action_closes_is_told() -> None:
    result = made.plan(NOTHING, action("C01", made.effect("a", 4)), horizon=8)
    told = [one["params"]["indicator"] for one in result["notices"] if "indicator" in one["params"]]
    assert told == ["b", "c"]


def test_a_mean_model_gets_the_next_level_of_each_indicator() -> None:
    result = made.plan({"a": 1, "b": 1, "c": 0}, ALL, model_=made.mean_model(), horizon=8)
    assert [(one["indicator"], one["required"]) for one in result["gaps"]] == [
        ("a", 2),
        ("b", 2),
        ("c", 1),
    ]
    assert result["path"][0]["stage"] == "first"


def test_inputs_that_make_no_sense_are_refused_all_at_once() -> None:
    with pytest.raises(planning.PlanError) as caught:
        made.plan({"a": 9}, ALL, targets={"small": "ghost"}, horizon=99, people=-1)
    assert caught.value.problems == (
        "horizon: expected 1 to 20, found 99",
        "people: expected 0 or more, found -1",
        "small.answers.a: expected 0 to 4, found 9",
        "targets.small: there is no stage ghost",
    )


def test_the_hash_is_that_of_the_inputs_and_of_nothing_else() -> None:
    first, again, other = (
        planning.make(
            planning.Inputs(
                snapshots=(planning.Snapshot(made.model(), answers),),
                library=made.library(ALL),
                constraints=made.limits(),
                country="XMA",
            )
        )
        for answers in (NOTHING, dict(reversed(NOTHING.items())), {**NOTHING, "a": 1})
    )
    assert first.hash == again.hash == canonical.digest(first.inputs)
    assert canonical.text(first.result) == canonical.text(again.result)
    assert first.hash != other.hash


def _staff(months: int) -> dict[str, int]:
    return {"set_up": months, "running_per_year": 0}


def test_a_question_that_arises_only_through_an_action_is_not_taken_for_met() -> None:
    late = made.indicator("c", depends_on={"all": [{"indicator": "a", "at_least": 2}]})
    parts = [made.dimension("one", made.indicator("a"), made.indicator("b"), late)]
    stages = [made.stage("first", minimum={"a": 2, "b": 0, "c": 1})]
    model = made.model(dimensions=parts, stages=stages)
    result = made.plan({"a": 0, "b": 0}, action("C01", made.effect("a", 2)), model_=model)
    assert made.starts(result) == {"C01": "2027-Q1"}
    assert result["path"] == []
