"""A ministry signs two questionnaires, and gets one roadmap over both."""

import io
import tomllib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from assessments import editions, given, library, loop, services, sheets
from assessments.domain import actions, quarters
from assessments.exports import documents, report
from assessments.models import Plan, Round, Snapshot
from cms.people import roles
from cms.people.models import User
from tests.assessments import followed, made

C, R, A, O = roles.COORDINATOR, roles.RESPONDENT, roles.APPROVER, roles.OBSERVER  # noqa: E741
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
MODELS = ("national-strategy", "national-csirt")
FILES = {"national-csirt": "cert", "national-strategy": "strategy"} | {
    "cybercrime-cooperation": "cybercrime"
}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def signed(team: made.Team, model: str, **details: object) -> Snapshot:
    """Sign the answers of the examples in the documents."""
    one = services.start_round(
        user=team[C], institution=team.institution, model=model, title=f"On {model}"
    )
    Round.objects.filter(pk=one.pk).update(**details)
    text = (EXAMPLES / f"{FILES[model]}.answers.toml").read_text(encoding="utf-8")
    for indicator, value in tomllib.loads(text)["answers"].items():
        services.save_answer(user=team[R], round_id=one.pk, indicator=indicator, value=str(value))
    return services.sign_off(user=team[A], round_id=one.pk)


@pytest.fixture
def both(team: made.Team) -> tuple[Snapshot, Snapshot]:
    """The strategy was signed first, the team after it."""
    return signed(team, "national-strategy"), signed(team, "national-csirt")


@pytest.fixture
def plan(team: made.Team, both: tuple[Snapshot, Snapshot]) -> Plan:
    """The one roadmap that the page of the newer result makes."""
    return over(team, both)


def over(team: made.Team, both: tuple[Snapshot, Snapshot]) -> Plan:
    strategy, csirt = both
    return services.plan_together(
        user=team[C], snapshot_id=csirt.pk, also=[strategy.pk], today=made.TODAY
    )


def serves(plan: Plan) -> dict[str, set[str]]:
    return {one["id"]: {gap["model"] for gap in one["closes"]} for one in plan.result["actions"]}


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("C04-function", "T03"),  # somebody who takes reports, before forged mail is fought
        ("S01", "S02"),  # a lead that the team needs too, before the review of the strategy
        ("I01", "I05"),  # the list of operators that the strategy asks for, before the team's use
    ],
)
def test_what_one_questionnaire_needs_first_comes_from_another(
    plan: Plan, first: str, then: str
) -> None:
    assert serves(plan)[first] - serves(plan)[then]
    release = library.planned_with(plan.result)
    needed = {
        name for need in release.action(then).needs for name in actions.options(release, need)
    }
    assert first in needed
    when = {one["id"]: one for one in plan.result["actions"]}
    end, start = quarters.parse(when[first]["end"]), quarters.parse(when[then]["start"])
    assert start.minus(end) >= 1


def test_what_both_ask_for_is_done_once_and_each_has_its_own(plan: Plan) -> None:
    found = serves(plan)
    assert len(found) == len(plan.result["actions"])
    assert found["S01"] == found["S03"] == set(MODELS)
    assert {name for names in found.values() for name in names} == set(MODELS)
    assert plan.release == library.releases()[-1]


def test_the_page_of_a_result_offers_the_other_one_chosen(
    team: made.Team, both: tuple[Snapshot, Snapshot]
) -> None:
    strategy, csirt = both
    for one, other in ((strategy, csirt), (csirt, strategy)):
        page = browser(team[C]).get(reverse("assessments:result", args=[one.round_id]))
        assert f'name="also" value="{other.pk}" checked' in page.content.decode()
    seen = browser(team[O]).get(reverse("assessments:result", args=[csirt.round_id]))
    assert str(strategy.pk) not in seen.content.decode()
    sent = browser(team[C]).post(
        reverse("assessments:make-plan", args=[csirt.round_id]), {"also": str(strategy.pk)}
    )
    plan = csirt.plans.get()
    assert sent["Location"] == reverse("assessments:plan", args=[plan.pk])
    assert list(plan.further.all()) == [strategy]
    for one in both:
        page = browser(team[C]).get(reverse("assessments:result", args=[one.round_id]))
        assert reverse("assessments:plan", args=[plan.pk]) in page.content.decode()
        assert 'name="also"' not in page.content.decode()


def test_the_page_of_assessments_makes_one_roadmap_with_one_button(
    team: made.Team, both: tuple[Snapshot, Snapshot]
) -> None:
    (seen,) = loop.loops(user=team[C], language="en", today=timezone.localdate())
    assert seen.advice.also == (str(both[0].pk),)
    assert "National cybersecurity strategy" in "".join(seen.advice.blocks)
    page = browser(team[C]).get(reverse("assessments:rounds")).content.decode()
    assert f'name="also" value="{both[0].pk}"' in page


def test_a_plan_that_was_made_from_the_older_result_is_where_the_institution_stands(
    team: made.Team, both: tuple[Snapshot, Snapshot]
) -> None:
    strategy, csirt = both
    made_of = services.plan_together(user=team[C], snapshot_id=strategy.pk, also=[csirt.pk])
    (standing,) = services.standings(user=team[C])
    assert standing.signed == csirt.round
    assert (standing.plan, standing.versions) == (made_of, 1)


def test_a_round_on_another_questionnaire_stays_in_sight_when_one_is_signed(
    team: made.Team,
) -> None:
    open_ = services.start_round(
        user=team[C], institution=team.institution, model="national-strategy", title="Later"
    )
    signed(team, "national-csirt")
    (standing,) = services.standings(user=team[C])
    assert standing.open == open_


def test_it_can_be_refined_and_planned_again_over_both(team: made.Team, plan: Plan) -> None:
    page = browser(team[C])
    desk = page.get(reverse("assessments:desk", args=[plan.pk]))
    assert desk.status_code == 200
    for title in ("National CSIRT", "National cybersecurity strategy"):
        assert title in desk.content.decode()
    refined = page.post(reverse("assessments:refine", args=[plan.pk]), {"people": "5"})
    assert refined.status_code == 302
    newest = Plan.objects.exclude(pk=plan.pk).get()
    assert list(newest.further.all()) == list(plan.further.all())
    assert {one["id"] for one in newest.result["models"]} == set(MODELS)


def test_what_was_typed_and_reported_for_one_is_kept_when_the_other_joins(
    team: made.Team,
) -> None:
    strategy = signed(team, "national-strategy")
    first = services.make_plan(
        user=team[C], snapshot_id=strategy.pk, limits={"people": 5}, today=made.TODAY
    )
    followed.report(team, followed.adopted(team, first), "S01", "done")
    csirt = signed(team, "national-csirt")
    joined = over(team, (strategy, csirt))
    limits = given.of(joined).limits
    assert limits.people == 5
    assert limits.locks["S01"].state == "done"
    assert "S01" not in serves(joined)


def test_respondents_see_it_only_where_both_results_are_open(team: made.Team) -> None:
    strategy = signed(team, "national-strategy")
    plan = over(team, (strategy, signed(team, "national-csirt", results_open=True)))
    address = reverse("assessments:plan", args=[plan.pk])
    assert browser(team[R]).get(address).status_code == 404
    assert browser(team[O]).get(address).status_code == 200
    Round.objects.filter(pk=strategy.round_id).update(results_open=True)
    assert browser(team[R]).get(address).status_code == 200


def test_documents_bear_the_strictest_label_and_the_hash_of_each_result(
    team: made.Team,
) -> None:
    strategy = signed(team, "national-strategy", tlp=Round.Tlp.RED)
    csirt = signed(team, "national-csirt", tlp=Round.Tlp.GREEN)
    sheet = sheets.of(over(team, (strategy, csirt)), "en")
    assert sheet.tlp == "TLP:RED"
    assert not sheet.sketch
    assert (sheet.snapshot_sha256, sheet.further_sha256) == (csirt.sha256, (strategy.sha256,))
    assert sheet.signed_on == csirt.signed_at.date()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_its_brief_has_two_pages_and_tells_of_both(plan: Plan, language: str) -> None:
    with translation.override(language):
        sheet = sheets.of(plan, language)
        reader = PdfReader(
            io.BytesIO(documents.write(sheet, language, editions.BRIEF, "pdf").content)
        )
        page = report.html(sheet, language, editions.BRIEF)
    assert len(reader.pages) == 2
    assert page.count('<div class="whole">') == len(MODELS)


def test_another_institution_is_offered_nothing_and_refused(
    team: made.Team, strangers: made.Team, both: tuple[Snapshot, Snapshot]
) -> None:
    theirs = signed(strangers, "national-csirt")
    page = browser(strangers[C]).get(reverse("assessments:result", args=[theirs.round_id]))
    assert 'name="also"' not in page.content.decode()
    with pytest.raises(services.Refused):
        services.plan_together(user=strangers[C], snapshot_id=theirs.pk, also=[both[0].pk])
    with pytest.raises(PermissionDenied):
        services.plan_together(user=strangers[C], snapshot_id=both[1].pk, also=[both[0].pk])


def test_what_no_release_serves_together_is_not_offered(team: made.Team) -> None:
    made.signed(team)  # on the small model, which newer releases no longer serve
    newer = signed(team, "national-csirt")
    assert services.own_results(newer) == []
