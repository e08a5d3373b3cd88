"""A signed result in another institution: named by a code, logged in both, taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import SharingCode, Snapshot, SnapshotShare
from cms.people import emergency, roles
from cms.people.models import AuditEvent, User
from cms.press.models import OutboxMessage
from tests.assessments import made
from tests.people import made as people

C, R, A, O = roles.COORDINATOR, roles.RESPONDENT, roles.APPROVER, roles.OBSERVER  # noqa: E741


def code_of(team: made.Team) -> str:
    return services.make_code(user=team[C], institution_id=team.institution.pk)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def snapshot(team: made.Team) -> Snapshot:
    """A signed result on the small model."""
    return made.signed(team)


@pytest.fixture
def share(team: made.Team, strangers: made.Team, snapshot: Snapshot) -> SnapshotShare:
    """It is shared with another institution."""
    return services.share(user=team[A], round_id=snapshot.round_id, code=code_of(strangers))


def page_of(share: SnapshotShare) -> str:
    return reverse("assessments:shared-result", args=[share.to_id, share.pk])


def test_only_its_approver_shares(
    team: made.Team, strangers: made.Team, snapshot: Snapshot
) -> None:
    code = code_of(strangers)
    for role in sorted(set(roles.LABELS) - {A}):
        with pytest.raises(PermissionDenied):
            services.share(user=team[role], round_id=snapshot.round_id, code=code)
    with pytest.raises(PermissionDenied):
        services.share(user=strangers[A], round_id=snapshot.round_id, code=code)
    typed = code.lower().replace("-", " ")
    assert services.share(user=team[A], round_id=snapshot.round_id, code=typed).to_id


def test_a_code_works_once_until_it_expires_and_only_its_hash_is_kept(
    team: made.Team, strangers: made.Team, snapshot: Snapshot
) -> None:
    code = code_of(strangers)
    assert code.replace("-", "") not in SharingCode.objects.get().code_hash
    SharingCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for wrong in (code, "", "AAAA-BBBB-CCCC"):
        with pytest.raises(services.Refused):
            services.share(user=team[A], round_id=snapshot.round_id, code=wrong)
    code = code_of(strangers)
    services.share(user=team[A], round_id=snapshot.round_id, code=code)
    other = made.signed(team, title="Other")
    with pytest.raises(services.Refused):
        services.share(user=team[A], round_id=other.round_id, code=code)


def test_not_with_itself_and_not_twice(
    team: made.Team, strangers: made.Team, share: SnapshotShare
) -> None:
    for code in (code_of(team), code_of(strangers)):
        with pytest.raises(services.Refused):
            services.share(user=team[A], round_id=share.snapshot.round_id, code=code)
    assert SnapshotShare.objects.count() == 1


def test_it_is_read_there_by_those_who_see_results_and_by_nobody_else(
    team: made.Team, strangers: made.Team, share: SnapshotShare
) -> None:
    listed = reverse("assessments:shared", args=[share.to_id])
    for role in roles.LABELS:
        wanted = 403 if role == R else 200
        assert browser(strangers[role]).get(page_of(share)).status_code == wanted, role
        assert browser(strangers[role]).get(listed).status_code == wanted, role
        assert browser(team[role]).get(page_of(share)).status_code == 404
        assert browser(team[role]).get(listed).status_code == 404
    round_page = reverse("assessments:result", args=[share.snapshot.round_id])
    assert browser(strangers[C]).get(round_page).status_code == 404
    text = browser(strangers[C]).get(listed).content.decode()
    assert share.snapshot.round.title in text
    assert team.institution.name in text


def test_emergency_access_does_not_open_what_others_have_lent(
    strangers: made.Team, share: SnapshotShare
) -> None:
    admin = people.person(is_staff=True, is_superuser=True)
    emergency.ask(user=admin, institution=strangers.institution, reason="x" * 30)
    assert browser(admin).get(page_of(share)).status_code == 404


def test_both_logs_know_and_both_coordinators_get_a_letter(
    team: made.Team, strangers: made.Team, share: SnapshotShare
) -> None:
    services.unshare(user=team[C], round_id=share.snapshot.round_id, share_id=share.pk)
    told = set(AuditEvent.objects.values_list("verb", "institution"))
    here, there = team.institution.pk, strangers.institution.pk
    assert {("snapshot.shared", here), ("snapshot.received", there)} <= told
    assert {("snapshot.unshared", here), ("snapshot.taken_back", there)} <= told
    letters = OutboxMessage.objects.filter(key__startswith="snapshot-shared")
    assert letters.filter(to=strangers[C].email).count() == 2
    assert letters.filter(to=team[C].email).count() == 1


def test_taken_back_it_is_read_no_more(
    team: made.Team, strangers: made.Team, share: SnapshotShare
) -> None:
    place = reverse("assessments:unshare", args=[share.snapshot.round_id, share.pk])
    for role in (R, O):
        assert browser(team[role]).post(place).status_code == 403
    assert browser(strangers[C]).post(place).status_code == 404
    assert browser(team[A]).post(place).status_code == 302
    assert browser(strangers[C]).get(page_of(share)).status_code == 404
    with pytest.raises(services.Refused):
        services.unshare(user=team[A], round_id=share.snapshot.round_id, share_id=share.pk)


def test_the_owner_sees_who_read_it_once_a_day(
    team: made.Team, strangers: made.Team, share: SnapshotShare
) -> None:
    for _twice in range(2):
        browser(strangers[O]).get(page_of(share))
    event = AuditEvent.objects.get(verb="round.seen", actor=strangers[O])
    assert event.institution_id == team.institution.pk
    assert event.detail == {"share": share.pk}


def test_the_page_names_the_institution_before_anything_is_shared(
    team: made.Team, strangers: made.Team, snapshot: Snapshot
) -> None:
    client, place = browser(team[A]), reverse("assessments:share", args=[snapshot.round_id])
    code = code_of(strangers)
    assert client.get(place).status_code == 200
    wrong = client.post(place, {"code": "nonsense"})
    assert wrong.status_code == 422
    assert "No institution has this code" in wrong.content.decode()
    asked = client.post(place, {"code": code}).content.decode()
    assert strangers.institution.name in asked
    assert not SnapshotShare.objects.exists()
    assert client.post(place, {"code": code, "do": "share"}).status_code == 302
    assert strangers.institution.name in client.get(place).content.decode()
    result = reverse("assessments:result", args=[snapshot.round_id])
    assert strangers.institution.name in browser(team[O]).get(result).content.decode()


def test_a_coordinator_makes_the_code_on_the_page(team: made.Team) -> None:
    place = reverse("assessments:shared", args=[team.institution.pk])
    text = browser(team[C]).post(place).content.decode()
    assert "shown only now" in text
    assert SharingCode.objects.count() == 1
    assert browser(team[O]).post(place).status_code == 403


def test_plans_are_made_with_what_is_shared_and_stay_when_it_is_taken_back(
    team: made.Team, strangers: made.Team, share: SnapshotShare
) -> None:
    one = services.start_round(
        user=strangers[C], institution=strangers.institution, model=made.OFFERED, title="Own"
    )
    own = services.sign_off(user=strangers[A], round_id=one.pk)
    client = browser(strangers[C])
    result = reverse("assessments:result", args=[one.pk])
    assert str(share.snapshot_id) in client.get(result).content.decode()
    answer = client.post(
        reverse("assessments:make-plan", args=[one.pk]), {"also": str(share.snapshot_id)}
    )
    plan = own.plans.get()
    assert answer["Location"] == reverse("assessments:plan", args=[plan.pk])
    assert list(plan.further.all()) == [share.snapshot]
    assert {made.MODEL, made.OFFERED} == {one["model"] for one in plan_input(plan.content)}
    assert client.get(answer["Location"]).status_code == 200
    services.unshare(user=team[A], round_id=share.snapshot.round_id, share_id=share.pk)
    assert client.get(answer["Location"]).status_code == 200
    with pytest.raises(services.Refused):
        services.make_plan(user=strangers[C], snapshot_id=own.pk, also=[share.snapshot_id])
    refined = client.post(reverse("assessments:refine", args=[plan.pk]))
    assert refined.status_code == 302
    assert not own.plans.exclude(pk=plan.pk).get().further.exists()


def plan_input(content: str) -> list[dict[str, object]]:
    import json

    found: list[dict[str, object]] = json.loads(content)["snapshots"]
    return found


@pytest.mark.parametrize("named", ["nonsense", "own", "not shared"])
def test_nothing_is_planned_with_that_was_not_shared(
    team: made.Team, strangers: made.Team, named: str
) -> None:
    own, foreign = made.signed(team), made.signed(strangers)
    also = {"nonsense": "x", "own": own.pk, "not shared": foreign.pk}[named]
    with pytest.raises(services.Refused):
        services.make_plan(user=team[C], snapshot_id=own.pk, also=[str(also)])
