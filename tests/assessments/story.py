"""One story in which a ministry does all that stands in the log, with a mark in every free text."""

import uuid
from datetime import timedelta

from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import services
from assessments.models import Round, SnapshotShare
from assessments.services import deleting, evidence, sharing
from cms.people import (
    closing,
    codes,
    emergency,
    institutions,
    invitations,
    logins,
    opening,
    roles,
)
from cms.people import services as people
from cms.people.models import User
from cms.press import running
from tests.assessments import followed, made, teams
from tests.people.made import person, picture

C, R, V, A = roles.COORDINATOR, roles.RESPONDENT, roles.REVIEWER, roles.APPROVER
MARK = "zebrafinch"
"""Stands in every note, comment, reason and name of evidence, and must stand nowhere else."""
TEXT = f"The {MARK} says so."
LATER = timedelta(days=31)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seen(user: User, name: str, *args: object) -> None:
    assert browser(user).get(reverse(name, args=args)).status_code == 200, name


def of_a_team(team: made.Team, guests: made.Team) -> Round:
    """Take a round from its preparation to the archive, with another institution in it."""
    details = services.Details("Round", scope=TEXT)
    (draft,) = services.start_rounds(
        user=team[C],
        institution=team.institution,
        models=[made.OFFERED],
        details=details,
        draft=True,
    )
    services.take_step(user=team[C], round_id=draft.pk, step="open")
    asked = services.ask_to_join(user=team[C], round_id=draft.pk, label=TEXT, language="en")
    services.withdraw_question(user=team[C], round_id=draft.pk, invitation_id=asked.invitation.pk)
    services.ask_to_sign(user=team[C], round_id=draft.pk)
    one = teams.joined(team, guests)
    services.describe_round(user=team[C], round_id=one.pk, details=details)
    in_parts(team, guests, one)
    in_review(team, guests, one)
    services.sign_off(user=team[A], round_id=one.pk)
    services.take_step(user=team[C], round_id=one.pk, step="archive")
    return one


def in_parts(team: made.Team, guests: made.Team, one: Round) -> None:
    """Give, hand in, remind, take back; answer, and enter answers for others."""
    said = services.Said(1, TEXT)
    for name, value in teams.OURS.items():
        teams.says(team, one, name, value, said=said)
    for name, value in teams.THEIRS.items():
        teams.says(guests, one, name, value, said=said)
    theirs, place = guests.institution.pk, {"round_id": one.pk, "part": teams.PART}
    sent = services.Sent("", "1", None, said)
    services.enter_on_behalf(
        user=team[C], round_id=one.pk, indicator=teams.ALIKE, entries={theirs: sent}
    )
    services.confirm_on_behalf(user=guests[R], institution=str(theirs), **place)
    services.hand_in(user=guests[R], institution=str(theirs), **place)
    services.hand_in(user=guests[R], institution=str(theirs), done=False, **place)
    given = services.delegate(
        user=team[C], round_id=one.pk, parts=["people"], institution_id=theirs, note=TEXT
    )
    key = {"user": team[C], "round_id": one.pk, "delegation_id": given[0].pk}
    services.remind(**key)
    services.take_back(**key)


def in_review(team: made.Team, guests: made.Team, one: Round) -> None:
    """Comment, ask to look again, agree, approve, and go back and forth between the states."""
    place = {"round_id": one.pk, "indicator": teams.APART}
    said = services.comment(user=team[C], text=TEXT, mentions=[team[V].pk], **place)
    for resolved in (True, False):
        services.resolve(user=team[C], comment_id=said.pk, resolved=resolved, **place)
    ask = {"user": team[V], "institution_id": str(guests.institution.pk), "reason": TEXT, **place}
    no_more = services.ask_again(**ask)
    services.ask_no_more(user=team[V], round_id=one.pk, request_id=no_more.pk)
    services.ask_again(**ask)
    teams.says(guests, one, teams.APART, "2", said=services.Said(1, TEXT))
    teams.steps(team, one, "review", "reopen", "review")
    for _time in range(2):
        agree = {"value": "2", "rationale": TEXT, "seen": teams.seen(one)}
        services.agree(user=team[C], **place, **agree)
        if not _time:
            services.disagree(user=team[C], **place)
    seen(team[V], "assessments:agreement", one.pk)
    _settled(team, one)
    teams.steps(team, one, "agree")
    part = {"user": team[A], "round_id": one.pk, "part": teams.PART}
    services.approve_part(**part)
    services.unapprove_part(**part)
    services.take_step(user=team[V], round_id=one.pk, step="return")
    services.take_step(user=team[C], round_id=one.pk, step="agree")
    services.stop_taking_part(user=guests[C], round_id=one.pk, institution_id=guests.institution.pk)


def _settled(team: made.Team, one: Round) -> None:
    for name in services.unsettled(one):
        services.agree(
            user=team[C],
            round_id=one.pk,
            indicator=name,
            value="1",
            rationale=TEXT,
            seen=teams.seen(one, name),
        )


def of_evidence(team: made.Team) -> None:
    """Add, renew, lay, verify, fetch and remove evidence whose names say what they must not."""
    one = made.started(team)
    law = made.evidence(team, title=TEXT, name=f"{MARK}.txt", content=TEXT.encode())
    key = {"user": team[R], "evidence_id": law.pk}
    more = made.sent(team, f"{TEXT} Again.".encode(), f"{MARK}-2.txt")
    evidence.add_version(
        **key, said=evidence.Said("document"), given=evidence.Given(uuid.uuid4(), more.pk)
    )
    place = {"round_id": one.pk, "indicator": "mandate"}
    evidence.attach(**key, **place)
    evidence.verify(user=team[V], evidence_id=law.pk, version=2)
    seen(team[C], "assessments:evidence-file", law.versions.first().pk)
    evidence.detach(**key, **place)
    evidence.remove_evidence(**key)


def of_a_roadmap(team: made.Team, others: made.Team) -> None:
    """Adopt a roadmap, follow it, share its result, have it confirmed, and take all that back."""
    plan = followed.adopted(team)
    action = followed.library_actions(plan)[0]
    followed.report(team, plan, action, "blocked", reason=TEXT)
    key = {"user": team[C], "plan_id": plan.pk, "action": action}
    services.comment_action(**key, text=TEXT)
    link = services.link_progress(**key, title=TEXT, url=f"https://{MARK}.example/")
    services.unlink_progress(**key, link_id=link.pk)
    services.allow_confirmation(user=team[C], plan_id=plan.pk)
    services.withdraw_confirmation(user=team[C], plan_id=plan.pk)
    code = sharing.make_code(user=others[C], institution_id=others.institution.pk)
    services.share(user=team[A], round_id=plan.snapshot.round_id, code=code)
    share = SnapshotShare.objects.get()
    services.unshare(user=team[A], round_id=plan.snapshot.round_id, share_id=share.pk)
    job = services.request_report(user=team[C], plan_id=plan.pk, language="en", edition="brief")
    running.perform(job.pk)
    job.refresh_from_db()
    seen(team[C], "press:file", job.file_id)


def of_people(team: made.Team) -> None:
    """Invite, add, change, print and take; and everything that an administrator may do."""
    house, boss, root = team.institution, team[C], person(is_superuser=True, is_staff=True)
    invite = {"actor": boss, "institution": house, "role": roles.OBSERVER, "language": "en"}
    first, second = invitations.invite(**invite), invitations.invite(**invite)
    key = {"actor": boss, "institution": house}
    again = invitations.resend(**key, invitation_id=first.invitation.pk)
    invitations.revoke(**key, invitation_id=second.invitation.pk)
    token = again.link.rstrip("/").rpartition("/")[2]
    held = invitations.accept(user=person(), token=token)
    people.change_role(actor=boss, membership=held, role=R)
    letter = codes.open_account(
        actor=boss, institution=house, name="Amal", role=roles.OBSERVER, language="en"
    )
    letter = codes.renew(actor=boss, membership=letter.user.memberships.get())
    login = logins.shown(letter.user.email)
    codes.use(login=login, code=letter.code, password="quite another long walk")
    institutions.describe(actor=boss, institution_id=house.pk, logo=picture(), name="New name")
    institutions.describe(actor=boss, institution_id=house.pk, remove_logo=True)
    institutions.appoint_lead(actor=root, institution=house)
    institutions.end_lead(actor=root, institution=house)
    row = emergency.ask(user=root, institution=house, reason="We must look at it ourselves.")
    seen(root, "people:team", house.pk)
    emergency.end(user=boss, institution=house, emergency_id=row.pk)


def of_institutions(root: User) -> None:
    """Ask for institutions, open one, decline another, and delete the one that was opened."""
    said = {"country": "KEN", "kind": "ministry", "function": "Head", "reasons": TEXT}
    wanted = opening.ask(user=person(), name="Harbours", **said)
    unwanted = opening.ask(user=person(), name="Lighthouses", **said)
    house = opening.open_institution(actor=root, request_id=wanted.pk, verification=TEXT)
    opening.decline(actor=root, request_id=unwanted.pk, answer="Ask the ministry.")
    closing.ask(user=root, institution=house, typed="Harbours")
    closing.cancel(user=root, institution=house)
    closing.ask(user=root, institution=house, typed="Harbours")
    deleting.delete_due(timezone.now() + LATER)


def told(team: made.Team, guests: made.Team) -> None:
    """Tell all of it."""
    cache.clear()
    of_a_team(team, guests)
    of_evidence(team)
    of_a_roadmap(team, guests)
    of_people(team)
    of_institutions(person(is_superuser=True, is_staff=True))
