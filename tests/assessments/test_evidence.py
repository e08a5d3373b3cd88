"""Evidence: added once, in versions, laid at questions, verified by another, removed."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from assessments import services
from assessments.models import Evidence, EvidenceUse, EvidenceVersion
from assessments.models.tenancy import FrozenError
from assessments.services import evidence
from assessments.services.evidence import Given, Said
from assessments.services.refusals import Refused
from cms.people import roles
from cms.people.models import AuditEvent
from cms.press import files
from cms.press.models import PrivateFile, Upload
from tests.assessments import made

LINK = "https://www.example.org/law"


def version(team: made.Team, one: Evidence, **given: object) -> EvidenceVersion:
    return evidence.add_version(
        user=team[roles.COORDINATOR],
        evidence_id=one.pk,
        said=Said("public"),
        given=Given(**{"key": uuid4(), "url": LINK, **given}),
    )


def lay(team: made.Team, one: Evidence, at: object, indicator: str = "mandate") -> None:
    evidence.attach(
        user=team[roles.RESPONDENT], evidence_id=one.pk, round_id=at.pk, indicator=indicator
    )


def verbs() -> list[str]:
    return list(
        AuditEvent.objects.filter(verb__startswith="evidence")
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def test_evidence_is_added_with_its_first_version(team: made.Team) -> None:
    one = made.evidence(team, content=b"The law")
    first = one.versions.get()
    assert (one.kind, one.level, first.number) == ("file", "document", 1)
    assert files.open_file(first.file).read() == b"The law"
    assert first.sha256 == first.file.sha256
    event = AuditEvent.objects.get(verb="evidence.added")
    assert event.detail == {"kind": "file", "sha256": first.sha256}
    assert (event.actor, event.institution) == (team[roles.RESPONDENT], team.institution)


def test_the_same_form_twice_adds_one_and_keeps_one_file(team: made.Team) -> None:
    key, upload = uuid4(), made.sent(team)
    first, second = (
        evidence.add_evidence(
            user=team[roles.RESPONDENT],
            institution_id=team.institution.pk,
            title="Law",
            said=Said("public"),
            given=Given(key, upload.pk),
        )
        for _ in range(2)
    )
    assert first == second
    assert (Evidence.objects.count(), EvidenceVersion.objects.count()) == (1, 1)
    with pytest.raises(Refused):
        evidence.add_version(
            user=team[roles.RESPONDENT],
            evidence_id=made.evidence(team).pk,
            said=Said("public"),
            given=Given(key, url=LINK),
        )


def test_nobody_says_of_her_own_evidence_that_it_is_verified(team: made.Team) -> None:
    one = evidence.add_evidence(
        user=team[roles.RESPONDENT],
        institution_id=team.institution.pk,
        title="Law",
        said=Said("verified"),
        given=Given(uuid4(), url=LINK),
    )
    assert one.level == Evidence.Level.DOCUMENT


@pytest.mark.parametrize("given", [{}, {"url": "http://example.org"}, {"upload_id": uuid4()}])
def test_nothing_is_added_without_a_file_or_a_safe_address(
    team: made.Team, given: dict[str, object]
) -> None:
    with pytest.raises(Refused):
        evidence.add_evidence(
            user=team[roles.RESPONDENT],
            institution_id=team.institution.pk,
            title="Law",
            said=Said("public"),
            given=Given(uuid4(), **given),
        )
    assert not Evidence.objects.exists()


def test_a_version_is_never_changed_and_a_new_one_ends_the_verification(team: made.Team) -> None:
    one = made.evidence(team)
    evidence.verify(user=team[roles.REVIEWER], evidence_id=one.pk, version=1)
    one.refresh_from_db()
    assert (one.level, one.verified_by) == ("verified", team[roles.REVIEWER])
    second = version(team, one)
    one.refresh_from_db()
    assert (second.number, one.level, one.kind, one.verified_by) == (2, "public", "link", None)
    second.url = "https://elsewhere.example"
    with pytest.raises(FrozenError):
        second.save()
    assert verbs() == ["evidence.added", "evidence.verified", "evidence.versioned"]


def test_whoever_added_anything_of_it_cannot_verify_it(team: made.Team) -> None:
    one = made.evidence(team)
    version(team, one)
    team.adds(team[roles.RESPONDENT], roles.REVIEWER)
    for role in (roles.RESPONDENT, roles.COORDINATOR):
        with pytest.raises(Refused, match="cannot verify"):
            evidence.verify(user=team[role], evidence_id=one.pk, version=2)
    with pytest.raises(Refused, match="newer version"):
        evidence.verify(user=team[roles.REVIEWER], evidence_id=one.pk, version=1)
    with pytest.raises(PermissionDenied):
        evidence.verify(user=team[roles.OBSERVER], evidence_id=one.pk, version=2)


def test_one_piece_lies_at_many_questions_once_each(team: made.Team) -> None:
    one, at = made.evidence(team), made.started(team)
    for indicator in ("mandate", "mandate", "staffing"):
        lay(team, one, at, indicator)
    assert one.uses.count() == 2
    evidence.detach(
        user=team[roles.COORDINATOR], evidence_id=one.pk, round_id=at.pk, indicator="mandate"
    )
    assert [use.indicator for use in one.uses.all()] == ["staffing"]
    assert verbs()[1:] == ["evidence.attached", "evidence.attached", "evidence.detached"]


def test_evidence_lies_at_no_strange_question_nor_in_what_is_signed(team: made.Team) -> None:
    one = made.evidence(team)
    with pytest.raises(Refused):
        lay(team, one, made.started(team), "no-such-question")
    with pytest.raises(Refused, match="signed off"):
        lay(team, one, made.signed(team).round)


def test_evidence_of_one_institution_lies_in_no_round_of_another(
    team: made.Team, strangers: made.Team
) -> None:
    one, theirs = made.evidence(team), made.started(strangers)
    with pytest.raises(PermissionDenied):
        lay(team, one, theirs)
    strangers.adds(team[roles.RESPONDENT], roles.RESPONDENT)
    with pytest.raises(Refused, match="does not answer"):
        lay(team, one, theirs)
    assert not EvidenceUse.objects.exists()


def test_what_no_signed_round_used_is_removed_with_its_file(
    team: made.Team, django_capture_on_commit_callbacks: object
) -> None:
    one, at = made.evidence(team), made.started(team)
    lay(team, one, at)
    file = one.versions.get().file
    with django_capture_on_commit_callbacks(execute=True):
        assert not evidence.remove_evidence(user=team[roles.COORDINATOR], evidence_id=one.pk)
    file.refresh_from_db()
    assert file.state == PrivateFile.State.REMOVED
    with pytest.raises(FileNotFoundError):
        files.open_file(file)
    assert not EvidenceUse.objects.exists()
    assert not Upload.objects.exists()  # it takes no room any more
    with pytest.raises(Refused, match="removed"):
        lay(team, one, at)


def test_what_a_signed_round_used_stays_with_its_file(
    team: made.Team, django_capture_on_commit_callbacks: object
) -> None:
    one, signed, going_on = made.evidence(team), made.started(team), made.started(team)
    lay(team, one, signed)
    lay(team, one, going_on)
    services.sign_off(user=team[roles.APPROVER], round_id=signed.pk)
    with django_capture_on_commit_callbacks(execute=True):
        assert evidence.remove_evidence(user=team[roles.COORDINATOR], evidence_id=one.pk)
    assert [use.round for use in one.uses.all()] == [signed]
    assert files.open_file(one.versions.get().file).read() == b"a law"
    assert not Evidence.objects.kept().exists()
    assert AuditEvent.objects.get(verb="evidence.removed").detail == {"stays": True}


def test_only_who_may_answer_changes_evidence(team: made.Team, strangers: made.Team) -> None:
    one, at = made.evidence(team), made.started(team)
    lay(team, one, at, "staffing")
    refused = [team[role] for role in (roles.REVIEWER, roles.APPROVER, roles.OBSERVER)]
    place = {"evidence_id": one.pk, "round_id": at.pk}
    new = {"said": Said("public"), "given": Given(uuid4(), url=LINK)}
    deeds = [
        (evidence.attach, {**place, "indicator": "mandate"}),
        (evidence.detach, {**place, "indicator": "staffing"}),
        (evidence.remove_evidence, {"evidence_id": one.pk}),
        (evidence.add_version, {"evidence_id": one.pk, **new}),
        (
            evidence.add_evidence,
            {"institution_id": team.institution.pk, "title": "x", **new},
        ),
    ]
    for user in (*refused, *strangers.by_role.values()):
        for deed, words in deeds:
            with pytest.raises(PermissionDenied):
                deed(user=user, **words)
    assert verbs() == ["evidence.added", "evidence.attached"]


def test_one_rule_says_who_reads_evidence(team: made.Team, strangers: made.Team) -> None:
    made.evidence(team)
    for role in roles.LABELS:
        assert Evidence.objects.readable_by(team[role]).count() == 1
        assert Evidence.objects.readable_by(strangers[role]).count() == 0
