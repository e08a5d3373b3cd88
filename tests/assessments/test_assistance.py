"""What donors ask of every action: eligible once the ministry said it, and a suggested sector."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from assessments import country_words, library, services, sheets
from assessments.country_facts import Said
from assessments.exports import documents
from assessments.models import Plan
from assessments.roadmap_steps import VERIFY
from cms.people import roles
from tests.assessments import exported, made
from tests.assessments.exported import LANGUAGES
from tests.assessments.saying import DAY, address, browser, confirm, section
from tests.assessments.test_country_facts_in_plans import planned, signed


def handed_on(plan: Plan) -> list[dict[str, Any]]:
    """The actions that partners read as JSON."""
    content = documents.write(sheets.of(plan, "en"), "en", "partner", "json").content
    return list(json.loads(content)["actions"])


def cells(plan: Plan, edition: str, column: str, language: str = "en") -> dict[str, Any]:
    """A column of the workbook by the ids of the actions."""
    content = documents.write(sheets.of(plan, language), language, edition, "xlsx").content
    actions = exported.workbook(content).worksheets[0]
    return {row["action_id"]: row[column] for row in exported.rows(actions)}


def eligible(plan: Plan) -> set[bool | None]:
    """What partners read of the whole plan."""
    return {one["oda_eligible"] for one in handed_on(plan)}


@pytest.mark.parametrize("code", ["XMA", "XMB", "XMC"])
def test_an_invented_state_is_eligible_in_every_format(db: None, code: str) -> None:
    team = made.Team(name="Ministry", country=code)
    plan = planned(team, signed(team))
    assert eligible(plan) == {True}
    for edition in ("partner", "report"):
        found = cells(plan, edition, "oda_eligible")
        assert set(found.values()) == {"Yes"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_says_no_in_its_language_and_that_the_codes_are_suggestions(
    kenya: made.Team, language: str
) -> None:
    confirm(kenya, oda="no")
    plan = planned(kenya, signed(kenya))
    with translation.override(language):
        no = country_words.value("no", "oda")
        heading = translation.gettext("Sector code (suggested)")
    assert set(cells(plan, "partner", "oda_eligible", language).values()) == {no}
    for edition in ("partner", "report"):
        of = sheets.of(plan, language)
        told = exported.words(documents.write(of, language, edition, "xlsx").content, "xlsx")
        assert told.count(heading) == 2  # above the column, and among the assumptions


def test_of_a_state_of_which_nobody_said_it_the_column_is_there_to_be_filled(
    kenya: made.Team,
) -> None:
    plan = planned(kenya, signed(kenya))
    assert eligible(plan) == {None}
    for edition in ("partner", "report"):
        assert set(cells(plan, edition, "oda_eligible").values()) == {None}


def test_what_has_expired_before_the_plan_begins_leaves_the_column_empty(kenya: made.Team) -> None:
    confirm(kenya, oda=Said("yes", valid_until=DAY + timedelta(days=10)))
    assert eligible(planned(kenya, signed(kenya))) == {None}


def test_confirmed_on_the_page_it_fills_the_column_of_the_next_plan_and_moves_nothing(
    kenya: made.Team,
) -> None:
    snapshot, client = signed(kenya), browser(kenya, roles.COORDINATOR)

    def make() -> Plan:
        return services.make_plan(user=kenya[roles.COORDINATOR], snapshot_id=snapshot.pk, limits={})

    before = make()
    page = client.get(address(kenya)).content.decode()
    assert ">unknown</span>" in section(page, "oda")
    assert "told to donors" in section(page, "oda")
    client.post(address(kenya), {"answer-oda": "yes"})
    after = make()
    assert eligible(before) == {None}
    assert eligible(after) == {True}
    assert json.loads(after.content)["facts"]["oda"]["value"] == "yes"
    for part in ("actions", "totals", "years", "left_out", "notices", "rules_fired"):
        assert after.result[part] == before.result[part]


def test_every_action_has_a_suggested_code_in_both_workbooks(kenya: made.Team) -> None:
    plan = planned(kenya, signed(kenya))
    release, codes = library.planned_with(plan.result), library.sector_codes()
    told = {one["id"]: one["sector_code"] for one in handed_on(plan)}
    assert told == {name: codes.of(release.action(name)) for name in told}
    assert len(set(told.values())) > 1
    for edition in ("partner", "report"):
        assert cells(plan, edition, "sector_code") == told


def test_a_task_to_find_something_out_has_no_code() -> None:
    book = exported.workbook(exported.written("report", "xlsx", "en", "unknown"))
    codes = {row["action_id"]: row["sector_code"] for row in exported.rows(book.worksheets[0])}
    tasks = {name for name in codes if name.startswith(VERIFY)}
    assert tasks
    assert {name for name, code in codes.items() if code is None} == tasks


def test_an_action_of_ones_own_has_the_code_of_its_area(kenya: made.Team) -> None:
    own = made.own_action(kenya)
    plan = planned(kenya, signed(kenya))
    told = {one["id"]: one["sector_code"] for one in handed_on(plan)}
    assert told[own.identifier] == library.sector_codes().default[own.area]


def test_no_real_state_comes_with_the_fact_and_no_rule_reads_it() -> None:
    lists = library.countries()
    for one in lists.countries:
        assert lists.of(one.iso3).facts["oda"].known is one.fictional
    rules = [rule for name in library.releases() for rule in library.release(name).rules]
    assert not any(claim.fact == "oda" for rule in rules for claim in rule.when)
