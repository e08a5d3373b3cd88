"""The days of grace: in an institution that is being deleted nothing is started or changed."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Delegation, Plan, Round
from assessments.services import evidence, reminders
from cms.people import closing, roles
from cms.people.models import AuditEvent
from cms.press.models import OutboxMessage
from tests.assessments import made, teams

C, R, V, A = roles.COORDINATOR, roles.RESPONDENT, roles.REVIEWER, roles.APPROVER
SENTENCE = "being deleted"


@dataclass
class Scene:
    """A round of two institutions that differ, a roadmap, and evidence of the first one."""

    ours: made.Team
    guests: made.Team
    one: Round
    plan: Plan
    request: int
    comment: int
    theirs: Delegation
    evidence: Any

    def said(self, team: made.Team) -> dict[str, Any]:
        return {"round_id": self.one.pk, "institution": str(team.institution.pk)}

    def given(self, team: made.Team, **more: Any) -> dict[str, Any]:
        return {"round_id": self.one.pk, "institution_id": team.institution.pk, **more}


@pytest.fixture
def scene(team: made.Team, strangers: made.Team) -> Scene:
    plan, one, law = made.planned(team), teams.apart(team, strangers), made.evidence(team)
    asked = services.ask_again(
        user=team[V],
        round_id=one.pk,
        indicator=teams.APART,
        institution_id=str(strangers.institution.pk),
        reason="Look at the decree.",
    )
    said = services.comment(
        user=team[C], round_id=one.pk, indicator=teams.APART, text="Which decree?"
    )
    theirs = one.delegations.get(institution=strangers.institution)
    return Scene(team, strangers, one, plan, asked.pk, said.pk, theirs, law)


def ends(team: made.Team) -> None:
    closing.ask(user=team[C], institution=team.institution, typed=team.institution.name)


Deed = Callable[[Scene], object]
S = services


def _request(s: Scene) -> object:
    return S.ask_again(
        user=s.ours[V],
        round_id=s.one.pk,
        indicator=teams.ALIKE,
        institution_id=str(s.guests.institution.pk),
        reason="And this one.",
    )


def _entered(s: Scene) -> object:
    sent = services.Sent("", "1", None, None)
    return S.enter_on_behalf(
        user=s.ours[C],
        round_id=s.one.pk,
        indicator="constituency",
        entries={s.ours.institution.pk: sent},
    )


OF_THE_ROUND: Mapping[str, Deed] = {
    "save_answer": lambda s: teams.says(s.ours, s.one, "staffing", "1"),
    "enter_on_behalf": _entered,
    "take_step": lambda s: S.take_step(user=s.ours[C], round_id=s.one.pk, step="review"),
    "agree": lambda s: teams.agreed(s.ours, s.one),
    "disagree": lambda s: S.disagree(user=s.ours[C], round_id=s.one.pk, indicator=teams.APART),
    "approve_part": lambda s: S.approve_part(user=s.ours[A], round_id=s.one.pk, part=teams.PART),
    "unapprove_part": lambda s: S.unapprove_part(
        user=s.ours[A], round_id=s.one.pk, part=teams.PART
    ),
    "sign_off": lambda s: S.sign_off(user=s.ours[A], round_id=s.one.pk),
    "describe_round": lambda s: S.describe_round(
        user=s.ours[C], round_id=s.one.pk, details=S.Details("Another title")
    ),
    "delegate": lambda s: S.delegate(
        user=s.ours[C], parts=[teams.PART], **s.given(s.guests, note="x")
    ),
    "delegate_all": lambda s: S.delegate_all(
        [(s.guests.institution.pk, None)], user=s.ours[C], round_id=s.one.pk, parts=[teams.PART]
    ),
    "take_back": lambda s: S.take_back(
        user=s.ours[C], round_id=s.one.pk, delegation_id=s.theirs.pk
    ),
    "hand_in": lambda s: S.hand_in(user=s.ours[C], part=teams.PART, **s.said(s.ours)),
    "confirm_on_behalf": lambda s: S.confirm_on_behalf(
        user=s.guests[C], part=teams.PART, **s.said(s.guests)
    ),
    "confirm_entered": lambda s: S.confirm_entered(user=s.guests[C], **s.given(s.guests, seen={})),
    "stop_taking_part": lambda s: S.stop_taking_part(user=s.ours[C], **s.given(s.guests)),
    "take_part": lambda s: S.take_part(
        user=s.guests[C], round_id=s.one.pk, institution=s.guests.institution
    ),
    "ask_again": _request,
    "ask_no_more": lambda s: S.ask_no_more(user=s.ours[V], round_id=s.one.pk, request_id=s.request),
    "ask_to_sign": lambda s: S.ask_to_sign(user=s.ours[C], round_id=s.one.pk),
    "remind": lambda s: S.remind(user=s.ours[C], round_id=s.one.pk, delegation_id=s.theirs.pk),
    "ask_to_join": lambda s: S.ask_to_join(
        user=s.ours[C], round_id=s.one.pk, label="Third", language="en"
    ),
    "comment": lambda s: S.comment(
        user=s.guests[C], round_id=s.one.pk, indicator=teams.APART, text="This one."
    ),
    "resolve": lambda s: S.resolve(
        user=s.ours[C], round_id=s.one.pk, indicator=teams.APART, comment_id=s.comment
    ),
}
OF_THE_INSTITUTION: Mapping[str, Deed] = {
    "start_rounds": lambda s: S.start_rounds(
        user=s.ours[C],
        institution=s.ours.institution,
        models=[made.OFFERED],
        details=S.Details("x"),
    ),
    "start_round": lambda s: S.start_round(
        user=s.ours[C], institution=s.ours.institution, model=made.OFFERED, title="x"
    ),
    "make_plan": lambda s: S.make_plan(user=s.ours[C], snapshot_id=s.plan.snapshot_id),
    "approve_plan": lambda s: S.approve_plan(user=s.ours[A], plan_id=s.plan.pk),
    "allow_confirmation": lambda s: S.allow_confirmation(user=s.ours[C], plan_id=s.plan.pk),
    "save_own_action": lambda s: made.own_action(s.ours),
    "remove_own_action": lambda s: S.remove_own_action(
        user=s.ours[C], institution_id=s.ours.institution.pk, identifier="own-1"
    ),
    "save_variant": lambda s: S.save_variant(
        user=s.ours[C], plan_id=s.plan.pk, name="x", wish=S.Wish({"start": s.plan.result["start"]})
    ),
    "confirm_facts": lambda s: S.confirm_facts(
        user=s.ours[C], institution_id=s.ours.institution.pk, said={}
    ),
    "make_code": lambda s: S.make_code(user=s.ours[C], institution_id=s.ours.institution.pk),
    "share": lambda s: S.share(user=s.ours[A], round_id=s.plan.snapshot.round_id, code="x"),
    "evidence": lambda s: made.evidence(s.ours, url="https://a.example/"),
    "verify": lambda s: evidence.verify(user=s.ours[V], evidence_id=s.evidence.pk, version=1),
    "attach": lambda s: evidence.attach(
        user=s.ours[R], evidence_id=s.evidence.pk, round_id=s.one.pk, indicator=teams.APART
    ),
    "remove": lambda s: evidence.remove_evidence(user=s.ours[R], evidence_id=s.evidence.pk),
}
BY_A_GUEST: Mapping[str, Deed] = {
    "answer": lambda s: teams.says(s.guests, s.one, teams.ALIKE, "1"),
    "hand_in": lambda s: S.hand_in(user=s.guests[C], part=teams.PART, **s.said(s.guests)),
    "confirm": OF_THE_ROUND["confirm_on_behalf"],
    "confirm all": OF_THE_ROUND["confirm_entered"],
    "comment": OF_THE_ROUND["comment"],
    "pass on": lambda s: S.delegate(
        user=s.guests[C], parts=[teams.PART], person=s.guests[R], **s.given(s.guests)
    ),
    "remind": lambda s: S.remind(user=s.guests[C], round_id=s.one.pk, delegation_id=s.theirs.pk),
    "leave": lambda s: S.stop_taking_part(user=s.guests[C], **s.given(s.guests)),
}
ELSEWHERE = {
    "adopt_variant": "makes a plan",
    "apply_workbook": "saves answers by the rules of each single one",
    "comment_action": "the board refuses as a whole: services/boards.py, _opened",
    "delete_variant": "opens a variant as adopt_variant does",
    "join": "takes part",
    "link_progress": "the board",
    "plan_together": "makes a plan",
    "replan": "makes a plan",
    "report_progress": "the board",
    "unlink_progress": "the board",
}
STAYS = {
    "choose_digest": "letters to oneself", "forget_person": "a person goes",
    "hand_out": "reads", "request_archive": "reads", "request_questionnaire": "reads",
    "request_report": "reads", "take_up": "stores a file to look at",
    "compare_workbook": "reads", "boards_for": "reads", "desk": "reads", "may_report": "reads",
    "received": "reads", "newest_plan": "reads", "standings": "reads", "try_plan": "reads",
    "try_replan": "reads", "wants_digest": "reads", "note_answers_seen": "reads",
    "note_plan_seen": "reads", "note_round_seen": "reads", "note_share_seen": "reads",
    "unshare": "takes back what was lent",
    "withdraw_confirmation": "takes back what was lent",
    "withdraw_question": "takes back what was lent",
    "copy_model": "models are the site's", "create_draft": "models are the site's",
    "discard": "models are the site's", "import_draft": "models are the site's",
    "publish": "models are the site's", "revise": "models are the site's",
    "save_draft": "models are the site's", "save_texts": "models are the site's",
}  # fmt: skip


def test_every_service_says_what_becomes_of_it_in_the_days_of_grace() -> None:
    asked = {
        name
        for name in services.__all__
        if inspect.isfunction(deed := getattr(services, name))
        and "user" in inspect.signature(deed).parameters
    }
    tried = (OF_THE_ROUND.keys() | OF_THE_INSTITUTION.keys()) & asked
    assert asked == tried | ELSEWHERE.keys() | STAYS.keys()


def refused(deed: Deed, scene: Scene) -> None:
    before = AuditEvent.objects.count(), OutboxMessage.objects.count()
    with pytest.raises(services.Refused, match=SENTENCE):
        deed(scene)
    assert (AuditEvent.objects.count(), OutboxMessage.objects.count()) == before


def test_nothing_of_a_round_changes_while_its_institution_is_being_deleted(scene: Scene) -> None:
    ends(scene.ours)
    for deed in (*OF_THE_ROUND.values(), *OF_THE_INSTITUTION.values()):
        refused(deed, scene)
    assert scene.one.answers.count() == 5
    closing.cancel(user=scene.ours[C], institution=scene.ours.institution)
    assert S.take_step(user=scene.ours[C], round_id=scene.one.pk, step="review")


def test_of_a_guest_that_is_being_deleted_its_own_acts_end_and_no_others(scene: Scene) -> None:
    ends(scene.guests)
    for deed in BY_A_GUEST.values():
        refused(deed, scene)
    teams.says(scene.ours, scene.one, "staffing", "1")
    OF_THE_ROUND["delegate"](scene)
    OF_THE_ROUND["resolve"](scene)
    teams.steps(scene.ours, scene.one, "review")
    teams.agreed(scene.ours, scene.one)
    OF_THE_ROUND["stop_taking_part"](scene)


def test_a_guest_may_leave_the_round_of_an_institution_that_is_being_deleted(scene: Scene) -> None:
    ends(scene.ours)
    BY_A_GUEST["leave"](scene)
    assert not scene.one.participations.exists()


@pytest.mark.parametrize("of", ["ours", "guests"])
def test_the_site_reminds_nobody_of_what_cannot_be_answered_any_more(scene: Scene, of: str) -> None:
    today = timezone.localdate()
    Delegation.objects.update(deadline=today + timedelta(days=1))
    scene.one.answers.filter(institution=scene.ours.institution, indicator=teams.APART).delete()
    ends(getattr(scene, of))
    OutboxMessage.objects.all().delete()
    reminders.remind_all(today)
    letters = set(OutboxMessage.objects.values_list("to", flat=True))
    assert letters.isdisjoint(one.email for one in getattr(scene, of).by_role.values())
    assert bool(letters) == (of == "guests")


def _addresses(scene: Scene) -> Mapping[str, tuple[str, Mapping[str, object]]]:
    one, plan, ours = [scene.one.pk], [scene.plan.pk], [scene.ours.institution.pk]
    return {
        reverse("assessments:step", args=one): (C, {"do": "review"}),
        reverse("assessments:details", args=one): (C, {"title": "Kept", "depth": "full",
                                                       "tlp": "amber"}),
        reverse("assessments:give", args=one): (C, {"parts": teams.PART, "whom": str(ours[0])}),
        reverse("assessments:given", args=[*one, scene.theirs.pk]): (C, {"do": "remind"}),
        reverse("assessments:part-with", args=[*one, scene.guests.institution.pk]): (C, {}),
        reverse("assessments:agree", args=[*one, teams.APART]): (C, {"rationale": "Kept"}),
        reverse("assessments:approve-part", args=[*one, teams.PART]): (A, {}),
        reverse("assessments:hand-in", args=[*one, teams.PART]): (C, {}),
        reverse("assessments:approve", args=plan): (A, {}),
        reverse("assessments:disclosure", args=plan): (C, {"do": "allow"}),
        reverse("people:invite", args=ours): (C, {"role": "observer", "language": "en"}),
        reverse("people:open-account", args=ours): (
            C, {"name": "Kept", "role": "observer", "language": "en"}
        ),
    }  # fmt: skip


def test_every_form_answers_with_the_sentence_and_keeps_what_was_typed(scene: Scene) -> None:
    ends(scene.ours)
    for address, (role, sent) in _addresses(scene).items():
        client = Client()
        client.force_login(scene.ours[role])
        answer = client.post(address, sent, follow=True)
        page = answer.content.decode()
        assert answer.status_code in (200, 422), address
        assert SENTENCE in page, address
        if "Kept" in sent.values():
            assert "Kept" in page, address
