"""The limits of a stored plan, read back as they were given."""

import json

import pytest

from assessments import given
from assessments.domain import constraints
from assessments.models import Plan
from tests.assessments import made


@pytest.fixture
def plan(team: made.Team) -> Plan:
    return made.planned(team)


def test_limits_of_an_older_engine_are_read_as_far_as_they_go(plan: Plan) -> None:
    content = json.loads(plan.content)
    content["constraints"]["forgotten"] = 1
    plan.content = json.dumps(content)
    assert str(given.of(plan).limits.start) == plan.result["start"]


def test_budgets_by_year_and_windows_are_read_back_as_they_were_stored() -> None:
    window = {"id": "donor", "theme": ["C", "S"], "from": "2027-Q1", "to": "2028-Q4", "amount": 9}
    table = {"start": "2027-Q1", "budgets": {"2027": 5}, "donor_windows": [window]}
    limits = constraints.parse(table)
    assert given.as_mapping(limits)["donor_windows"] == [window]
    assert constraints.parse(given.as_mapping(limits)) == limits
