"""Plans of the three fictional states: most of the next tier ends in time."""

from pathlib import Path

import pytest

from cms import showcase
from tests import content_figures, plan_figures


@pytest.mark.parametrize(("people", "least"), [(4, 0.7), (2, 0.4)])
@pytest.mark.parametrize("state", showcase.STATES)
@pytest.mark.parametrize("model", plan_figures.CASES)
def test_most_of_the_next_tier_ends_within_twelve_quarters(
    model: str, state: str, people: int, least: float, tmp_path: Path
) -> None:
    ended, counted = plan_figures.share(plan_figures.plan(model, state, people, tmp_path).result)
    assert counted >= 3
    assert ended >= least * counted


@pytest.mark.parametrize("state", showcase.STATES)
@pytest.mark.parametrize(("model", "least"), [("national-csirt", 5), ("national-strategy", 3)])
def test_every_institution_that_leads_something_ends_something_in_the_first_year(
    model: str, least: int, state: str, tmp_path: Path
) -> None:
    leads, late = plan_figures.late_leads(plan_figures.plan(model, state, 4, tmp_path).result)
    assert leads >= least
    assert late == []


@pytest.mark.parametrize("state", showcase.STATES)
def test_a_strategy_begins_with_the_work_of_its_lead_even_with_two_people(
    state: str, tmp_path: Path
) -> None:
    found = plan_figures.plan("national-strategy", state, 2, tmp_path).result
    leads, late = plan_figures.late_leads(found)
    assert leads >= 2
    assert "lead-authority" not in late


def test_the_docs_show_these_figures(tmp_path: Path) -> None:
    assert content_figures.on_the_page("plans").split("\n") == list(plan_figures.rows(tmp_path))
