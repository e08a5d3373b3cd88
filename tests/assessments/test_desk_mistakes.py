"""What makes no sense on the planning desk is told in a sentence, and nothing typed is lost."""

import pytest
from django.test import Client

from assessments import library
from assessments.domain import quarters
from assessments.models import Plan
from tests.assessments import made
from tests.assessments.trying import desk, filled, recomputed, text

WINDOW = {
    "window-0-id": "fund",
    "window-0-amount": "1000",
    "window-0-from": "START",
    "window-0-to": "START",
    "window-0-areas": ["C"],
}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"people": "0"}, "Without people nothing can be done"),
        ({"budget": "much"}, "Write a whole number in figures"),
        ({"budget-2027": "-5"}, "Money cannot be less than 0"),
        ({"start": "2020-Q1"}, "begins in this quarter or a later one"),
        ({"start": "soon"}, "begins in this quarter or a later one"),
        ({"fiscal": "7"}, "Select a valid choice"),
        ({f"target-{made.OFFERED}": "perfect"}, "Choose one of the stages listed"),
        ({"planned-0-people": "3"}, "Choose the quarter from which on they are there"),
        ({"planned-0-from": "START"}, "Write how many people there are then in all"),
        ({"planned-0-from": "2011-Q1", "planned-0-people": "3"}, "none of the quarters listed"),
        ({**WINDOW, "window-0-amount": ""}, "how much the donor gives in all"),
        ({**WINDOW, "window-0-areas": []}, "Tick at least one area"),
        ({**WINDOW, "window-0-from": "LATER"}, "It ends before it begins"),
        ({**WINDOW, "window-0-id": "Île"}, "Latin letters without accents"),
        ({**WINDOW, "window-0-id": "domestic"}, "cannot have this one name"),
        (
            {**WINDOW, **{name.replace("0", "1"): one for name, one in WINDOW.items()}},
            "cannot have this one name",
        ),
        ({"weight-C": "9"}, "Select a valid choice"),
        ({"lock-C07": "maybe"}, "Choose one of the entries listed"),
        ({"currency": "USD", "rate": "1", "rate_on": "2026-11-01"}, "other than the US dollar"),
        ({"currency": "XOF", "rate": "0", "rate_on": "2026-11-01"}, "Write a number above 0"),
        ({"currency": "XOF"}, "Write on which day the rate held"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_lost(
    coordinator: Client, plan: Plan, changes: dict[str, object], sentence: str
) -> None:
    first = quarters.parse(plan.result["start"])
    named = {"START": str(first), "LATER": str(first.plus(3))}
    typed = {
        name: named.get(value, value) if isinstance(value, str) else value
        for name, value in changes.items()
    }
    role = plan.result["actions"][0]["lead"]
    sent = filled(coordinator, desk(plan)) | {f"role-{role}": "Kept <i>body</i>"} | typed
    response = coordinator.post(desk(plan), sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Nothing that you entered is lost" in page
    assert "Kept &lt;i&gt;body&lt;/i&gt;" in page
    assert '<details class="row" open>' in page
    for name, value in typed.items():
        if name.startswith(("budget", "rate", "currency", "window-0-id")) and value:
            assert f'name="{name}" value="{value}"' in page


def test_every_quarter_blacked_out_is_refused(coordinator: Client, plan: Plan) -> None:
    first = quarters.parse(plan.result["start"])
    dark = [str(first.plus(number)) for number in range(plan.result["horizon"])]
    response = coordinator.post(desk(plan), filled(coordinator, desk(plan), blackouts=dark))
    assert response.status_code == 422
    assert "Leave at least one to work in" in response.content.decode()


def test_a_target_below_the_present_is_refused(team: made.Team, coordinator: Client) -> None:
    answers = dict.fromkeys(made.ANSWERS, "3")
    plan = made.planned(team, answers)
    stage = library.model(made.MODEL).stages[0].id
    assert plan.result["models"][0]["scorecard"]["overall"]["stage"]["low"] >= 1
    response = coordinator.post(desk(plan), {f"target-{made.MODEL}": stage})
    assert response.status_code == 422
    assert "You stand at this stage already, or beyond it" in response.content.decode()


def test_windows_that_overlap_are_allowed_and_said(coordinator: Client, plan: Plan) -> None:
    first = quarters.parse(plan.result["start"])
    rows = {}
    for row, name in enumerate(("fund", "bank")):
        rows |= {
            f"window-{row}-id": name,
            f"window-{row}-amount": "1000",
            f"window-{row}-from": str(first),
            f"window-{row}-to": str(first.plus(row)),
            f"window-{row}-areas": ["C"],
        }
    page = text(recomputed(coordinator, plan, **rows))
    assert "“fund” and “bank” pay for the same area at the same time" in page
