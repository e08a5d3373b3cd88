"""Sign-off, snapshots that never change, and plans made of them."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from assessments import services
from assessments.domain import canonical
from assessments.models import Plan, Round, Snapshot
from assessments.models.tenancy import FrozenError
from cms.people import roles
from cms.people.models import AuditEvent, Membership
from cms.press.models import OutboxMessage
from tests.assessments import made


def test_signing_freezes_ids_and_answers_with_their_hash(team: made.Team) -> None:
    snapshot = made.signed(team)
    content = json.loads(snapshot.content)
    assert content == {
        "model": made.MODEL,
        "version": 1,
        "answers": {
            name: int(value) if value.isdigit() else value for name, value in made.ANSWERS.items()
        },
    }
    assert snapshot.sha256 == canonical.digest(content)
    assert snapshot.content == canonical.text(content)
    assert snapshot.signed_by == team[roles.APPROVER]
    assert not Round.objects.get(pk=snapshot.round_id).is_open


def test_signing_is_on_record_once(team: made.Team) -> None:
    snapshot = made.signed(team)
    event = AuditEvent.objects.get(verb="round.signed")
    assert event.actor == team[roles.APPROVER]
    assert event.subject_id == str(snapshot.round_id)
    assert event.detail["sha256"] == snapshot.sha256


@pytest.mark.parametrize(
    "role", [roles.COORDINATOR, roles.RESPONDENT, roles.REVIEWER, roles.OBSERVER]
)
def test_only_an_approver_signs(team: made.Team, role: str) -> None:
    one = made.answered(team)
    with pytest.raises(PermissionDenied):
        services.sign_off(user=team[role], round_id=one.pk)
    assert not Snapshot.objects.exists()


def test_nobody_signs_for_another_institution(team: made.Team, strangers: made.Team) -> None:
    one = made.answered(team)
    with pytest.raises(PermissionDenied):
        services.sign_off(user=strangers[roles.APPROVER], round_id=one.pk)


def test_a_round_is_signed_once(team: made.Team) -> None:
    snapshot = made.signed(team)
    with pytest.raises(services.Refused):
        services.sign_off(user=team[roles.APPROVER], round_id=snapshot.round_id)
    assert Snapshot.objects.count() == 1


def test_a_signed_round_takes_no_answer(team: made.Team) -> None:
    snapshot = made.signed(team)
    with pytest.raises(services.Refused):
        services.save_answer(
            user=team[roles.RESPONDENT],
            round_id=snapshot.round_id,
            indicator="mandate",
            value="4",
        )
    assert snapshot.round.answers.get(indicator="mandate").value == "1"


def test_a_snapshot_and_a_plan_are_never_written_again(team: made.Team) -> None:
    plan = made.planned(team)
    for row in (plan, plan.snapshot):
        with pytest.raises(FrozenError):
            row.save()
        with pytest.raises(FrozenError):
            row.delete()
        rows = type(row).objects.filter(pk=row.pk)
        with pytest.raises(FrozenError):
            rows.update(sha256="0" * 64)
        with pytest.raises(FrozenError):
            rows.delete()


def test_gaps_name_what_a_signature_leaves_open_in_the_order_of_the_model(
    team: made.Team,
) -> None:
    found = services.gaps(made.answered(team, {"sharing": "unknown", "staffing": "2"}))
    assert found.not_asked == ("mandate", "constituency", "reachability", "handling")
    assert found.unknown == ("sharing",)


def test_a_round_without_any_answer_can_be_signed_and_planned(team: made.Team) -> None:
    plan = made.planned(team, {})
    assert json.loads(plan.snapshot.content)["answers"] == {}
    assert "complete-the-assessment" in {one["code"] for one in plan.result["notices"]}


def test_a_plan_keeps_its_whole_input_and_the_hash_of_it(team: made.Team) -> None:
    plan = Plan.objects.get(pk=made.planned(team).pk)
    content = json.loads(plan.content)
    assert canonical.digest(content) == plan.sha256 == plan.result["hash"]
    assert content["constraints"]["start"] == "2027-Q1"
    assert plan.release == plan.result["library"]


def test_equal_input_gives_the_plan_that_is_there(team: made.Team) -> None:
    plan = made.planned(team)
    again = services.make_plan(
        user=team[roles.COORDINATOR], snapshot_id=plan.snapshot_id, today=made.TODAY
    )
    assert again.pk == plan.pk
    assert AuditEvent.objects.filter(verb="plan.made").count() == 1


def test_equal_answers_of_two_rounds_have_one_hash_and_each_its_own_plan(
    team: made.Team,
) -> None:
    first, second = made.planned(team, title="May"), made.planned(team, title="June")
    assert first.sha256 == second.sha256
    assert [plan.snapshot.round.title for plan in (first, second)] == ["May", "June"]


def test_equal_answers_of_two_institutions_stay_two_plans(
    team: made.Team, strangers: made.Team
) -> None:
    first, second = made.planned(team), made.planned(strangers)
    assert first.sha256 == second.sha256
    assert first.pk != second.pk
    assert first.institution_id != second.institution_id


def test_the_language_in_force_changes_no_plan(team: made.Team, settings: object) -> None:
    from django.utils import translation

    hashes = set()
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            hashes.add(made.planned(made.Team(), title=language).sha256)
    assert len(hashes) == 1


@pytest.mark.parametrize("role", [roles.RESPONDENT, roles.REVIEWER, roles.APPROVER, roles.OBSERVER])
def test_only_a_coordinator_makes_a_plan(team: made.Team, role: str) -> None:
    snapshot = made.signed(team)
    with pytest.raises(PermissionDenied):
        services.make_plan(user=team[role], snapshot_id=snapshot.pk)


def test_nobody_plans_for_another_institution(team: made.Team, strangers: made.Team) -> None:
    snapshot = made.signed(team)
    with pytest.raises(PermissionDenied):
        services.make_plan(user=strangers[roles.COORDINATOR], snapshot_id=snapshot.pk)


def test_what_is_unknown_or_does_not_apply_without_a_reason_is_told_and_blocks_nothing(
    team: made.Team,
) -> None:
    one = made.answered(team, made.WITH_EVERY_STATE)
    assert services.gaps(one).unexplained == ("reachability", "sharing")
    services.save_answer(
        user=team[roles.RESPONDENT],
        round_id=one.pk,
        indicator="sharing",
        value="not-applicable",
        said=services.Said(None, "Another law forbids it"),
    )
    assert services.gaps(one).unexplained == ("reachability",)
    client = Client()
    client.force_login(team[roles.APPROVER])
    address = reverse("assessments:sign", args=[one.pk])
    assert "without a reason" in client.get(address).content.decode()
    assert client.post(address).status_code == 302


def asking(team: made.Team, role: str, one: Round) -> tuple[int, str]:
    """Press the button that asks for a signature; give the status and the page after it."""
    client = Client()
    client.force_login(team[role])
    done = client.post(reverse("assessments:ask-to-sign", args=[one.pk]), follow=True)
    return done.status_code, done.content.decode()


def test_who_coordinates_asks_the_approvers_once_a_day(team: made.Team) -> None:
    one = made.answered(team)
    page = Client()
    page.force_login(team[roles.COORDINATOR])
    shown = page.get(reverse("assessments:sign", args=[one.pk])).content.decode()
    assert "Ask them to sign off" in shown
    assert "on its way" in asking(team, roles.COORDINATOR, one)[1]
    assert "asked today already" in asking(team, roles.COORDINATOR, one)[1]
    letter = OutboxMessage.objects.get(key__startswith="to-sign:")
    assert letter.to == team[roles.APPROVER].email
    assert reverse("assessments:sign", args=[one.pk]) in letter.text
    letters = AuditEvent.objects.filter(verb="round.sign_asked").values_list("detail", flat=True)
    assert sorted(one["letters"] for one in letters) == [0, 1]


def test_nobody_else_asks_and_nobody_is_asked_for_what_cannot_be_signed(
    team: made.Team, strangers: made.Team
) -> None:
    one = made.answered(team)
    for whose, role in ((team, roles.RESPONDENT), (strangers, roles.COORDINATOR)):
        assert asking(whose, role, one)[0] in (403, 404)
    signed = made.signed(team).round
    assert "signed" in asking(team, roles.COORDINATOR, signed)[1]
    Membership.objects.filter(user=team[roles.APPROVER]).delete()
    assert "Nobody in this institution signs off yet" in asking(team, roles.COORDINATOR, one)[1]
    assert not OutboxMessage.objects.filter(key__startswith="to-sign:").exists()


def test_what_is_still_being_prepared_is_not_called_a_matter_of_agreement(team: made.Team) -> None:
    one = made.answered(team)
    Round.objects.filter(pk=one.pk).update(state=Round.State.DRAFT)
    for role in (roles.COORDINATOR, roles.APPROVER):
        page = Client()
        page.force_login(team[role])
        told = page.get(reverse("assessments:sign", args=[one.pk])).content.decode()
        assert "it is being prepared" in told
        assert "have to agree first" not in told
    assert "it is being prepared" in asking(team, roles.COORDINATOR, one)[1]
