"""Every address of our own, what stands in it, and what it answers to each kind of visitor."""

import uuid
from collections.abc import Iterator, Mapping

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from assessments import services as assessments
from assessments.models import Evidence, Plan, Round
from assessments.services import evidence
from cms.people import invitations, roles
from cms.people.models import Membership, User
from cms.press import uploads
from cms.press.models import Job, Upload
from courses.models import Attempt, Certificate, LessonPage, QuizPage
from tests.courses.shipped import right_answers
from tests.people.made import logo

VISITORS = ("", "learner", "coordinator", "approver", "trainer", "administrator")
# Status for each of them, in that order
OPEN = (200, 200, 200, 200, 200, 200)
SENT_ON = (302, 302, 302, 302, 302, 302)
SIGNED_IN = (302, 200, 200, 200, 200, 200)
STRANGERS = (200, 302, 302, 302, 302, 302)
LEARNER = (302, 200, 404, 404, 404, 404)
MINISTRY = (302, 404, 200, 200, 404, 404)
COORDINATOR = (302, 403, 200, 403, 403, 403)
COORDINATOR_OF_OWN = (302, 404, 200, 403, 404, 404)
POST_ONLY = (405, 405, 405, 405, 405, 405)
POST_JSON = (401, 405, 405, 405, 405, 405)
POST_SIGNED_IN = (302, 405, 405, 405, 405, 405)

EVIDENCE = ("one", "version", "attach", "detach", "verify", "remove")

ANSWERS: Mapping[str, tuple[int, ...]] = {
    "door": SENT_ON,
    "health": OPEN,
    "robots": OPEN,
    "sitemap": OPEN,
    "desk": SIGNED_IN,
    "search": OPEN,
    "data_light": POST_ONLY,
    "contact": OPEN,
    "contact_thanks": OPEN,
    "confirm_plan": OPEN,
    "report_error": OPEN,
    "report_thanks": OPEN,
    "account_login": STRANGERS,
    "account_logout": SIGNED_IN,
    "account_inactive": OPEN,
    "account_signup": STRANGERS,
    "account_reauthenticate": SIGNED_IN,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": OPEN,
    "account_change_password": SIGNED_IN,
    "account_set_password": SENT_ON,
    "account_reset_password": OPEN,
    "account_confirm_login_code": SENT_ON,
    "account_confirm_email": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_done": OPEN,
    "mfa_index": SIGNED_IN,
    "mfa_activate_totp": (302, 200, 302, 302, 302, 302),
    "mfa_deactivate_totp": (302, 302, 200, 200, 200, 200),
    "mfa_authenticate": SENT_ON,
    "mfa_reauthenticate": (302, 302, 200, 200, 200, 200),
    "mfa_view_recovery_codes": (302, 302, 200, 200, 200, 200),
    "mfa_generate_recovery_codes": POST_SIGNED_IN,
    "mfa_download_recovery_codes": (302, 404, 404, 404, 404, 404),
    "people:profile": SIGNED_IN,
    "people:consent": SENT_ON,
    "log": (302, 404, 200, 404, 404, 404),
    "log_export": POST_SIGNED_IN,
    "people:team": MINISTRY,
    "people:logo": MINISTRY,
    "people:about": COORDINATOR_OF_OWN,
    "people:open-account": COORDINATOR_OF_OWN,
    "people:renew-code": POST_SIGNED_IN,
    "people:ask": SIGNED_IN,
    "people:code": STRANGERS,
    "people:leave": MINISTRY,
    "people:invite": COORDINATOR_OF_OWN,
    "people:member": COORDINATOR_OF_OWN,
    "people:resend": POST_SIGNED_IN,
    "people:revoke": POST_SIGNED_IN,
    "people:invitation": OPEN,
    "people:delete": (302, 404, 200, 403, 404, 200),
    "people:end-emergency": POST_SIGNED_IN,
    "people:emergency": (302, 404, 404, 404, 404, 200),
    "press:job": MINISTRY,
    "press:file": MINISTRY,
    "press:upload-begin": POST_JSON,
    "press:upload": (401, 404, 200, 404, 404, 404),
    "press:upload-finish": POST_JSON,
    "courses:begin": SENT_ON,
    "courses:certificate": SIGNED_IN,
    "courses:read": SENT_ON,
    "courses:start": SENT_ON,
    "courses:attempt": LEARNER,
    "courses:result": LEARNER,
    "courses:answer": POST_SIGNED_IN,
    "courses:look-up": OPEN,
    "courses:verify": OPEN,
    "assessments:rounds": SIGNED_IN,
    "assessments:start": COORDINATOR,
    "assessments:round": MINISTRY,
    "assessments:dimension": MINISTRY,
    "assessments:answer": POST_SIGNED_IN,
    "assessments:hand-in": POST_SIGNED_IN,
    "assessments:details": COORDINATOR_OF_OWN,
    "assessments:step": POST_SIGNED_IN,
    "assessments:team": COORDINATOR_OF_OWN,
    "assessments:give": POST_SIGNED_IN,
    "assessments:given": POST_SIGNED_IN,
    "assessments:part-with": POST_SIGNED_IN,
    "assessments:ask": COORDINATOR_OF_OWN,
    "assessments:unask": POST_SIGNED_IN,
    "assessments:join": (302, 410, 410, 410, 410, 410),
    "assessments:sign": MINISTRY,
    "assessments:result": MINISTRY,
    "assessments:explain": MINISTRY,
    "assessments:compare": MINISTRY,
    "assessments:carry-over": MINISTRY,
    "assessments:make-plan": POST_SIGNED_IN,
    "assessments:letters": SIGNED_IN,
    "assessments:plans": SIGNED_IN,
    "assessments:plan": MINISTRY,
    "assessments:refine": COORDINATOR_OF_OWN,
    "assessments:facts": MINISTRY,
    "assessments:desk": COORDINATOR_OF_OWN,
    "assessments:desk-compare": (302, 404, 404, 403, 404, 404),
    "assessments:desk-adopt": POST_SIGNED_IN,
    "assessments:desk-delete": POST_SIGNED_IN,
    "assessments:own": COORDINATOR_OF_OWN,
    "assessments:own-add": COORDINATOR_OF_OWN,
    "assessments:own-change": COORDINATOR_OF_OWN,
    "assessments:own-remove": COORDINATOR_OF_OWN,
    "assessments:evidence": MINISTRY,
    "assessments:evidence-add": COORDINATOR_OF_OWN,
    "assessments:evidence-one": MINISTRY,
    "assessments:evidence-version": COORDINATOR_OF_OWN,
    "assessments:evidence-attach": COORDINATOR_OF_OWN,
    "assessments:evidence-detach": POST_SIGNED_IN,
    "assessments:evidence-verify": POST_SIGNED_IN,
    "assessments:evidence-remove": COORDINATOR_OF_OWN,
    "assessments:evidence-file": MINISTRY,
    "assessments:approve": POST_SIGNED_IN,
    "assessments:board": MINISTRY,
    "assessments:board-action": MINISTRY,
    "assessments:replan": COORDINATOR_OF_OWN,
    "assessments:disclosure": POST_SIGNED_IN,
    "assessments:report": MINISTRY,
    "assessments:share": (302, 404, 403, 200, 404, 404),
    "assessments:unshare": POST_SIGNED_IN,
    "assessments:shared": MINISTRY,
    "assessments:shared-result": (302, 404, 404, 404, 404, 404),
    "assessments:archive": POST_SIGNED_IN,
}


def client(visitor: str) -> Client:
    """Return a browser in which this account of the demonstration has signed in."""
    made = Client()
    if visitor:
        made.force_login(User.objects.get(email=f"{visitor}@vellamar.example"))
    return made


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """Yield the names of all addresses but Wagtail's own."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            if not str(one.pattern).startswith(("admin/", "documents/")):
                yield from names(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and one.name and not one.name.startswith("wagtail"):
            yield f"{space}{one.name}"


def take_the_course(learner: Client) -> None:
    """Read every lesson, pass the quiz, take the certificate, and begin the quiz once more."""
    with translation.override("en"):
        course = "national-csirt"
        learner.post(reverse("courses:begin", args=(course,)))
        for lesson in LessonPage.objects.filter(locale__language_code="en"):
            learner.post(reverse("courses:read", args=(course, _name(lesson))))
        quiz = _name(QuizPage.objects.get(locale__language_code="en"))
        attempt = learner.post(reverse("courses:start", args=(course, quiz)))["Location"]
        chosen = {f"answer-{item}": options for item, options in right_answers().items()}
        learner.post(attempt, {**chosen, "do": "submit"})
        learner.post(reverse("courses:certificate", args=(course,)), {"name": "Lina Farouk"})
        learner.post(reverse("courses:start", args=(course, quiz)))


def begin_a_round() -> None:
    """Begin a round, sign another, approve the roadmap, add evidence and an action."""
    signed = Round.objects.get()
    coordinator, approver = (
        User.objects.get(email=f"{name}@vellamar.example") for name in ("coordinator", "approver")
    )
    for title in ("Once more", "Going on"):
        one = assessments.start_round(
            user=coordinator,
            institution=signed.institution,
            model=signed.model_slug,
            title=title,
        )
        if title == "Once more":
            assessments.save_answer(
                user=coordinator, round_id=one.pk, indicator="legal-basis", value="3"
            )
            assessments.sign_off(user=approver, round_id=one.pk)
    assessments.approve_plan(user=approver, plan_id=Plan.objects.earliest("created_at").pk)
    law = uploads.take_whole(
        user=coordinator, institution_id=signed.institution_id, name="law.txt", content=b"Law"
    )
    evidence.add_evidence(
        user=coordinator,
        institution_id=signed.institution_id,
        title="Law",
        said=evidence.Said("document"),
        given=evidence.Given(uuid.uuid4(), law.pk),
    )
    sums = dict.fromkeys(("set_up_low", "set_up_likely", "set_up_high"), 0)
    words = {"title": "Radio", "outcome": "Heard.", "done_when": "Sent.", "language": "en"}
    assessments.save_own_action(
        user=coordinator,
        institution_id=signed.institution_id,
        values={**words, **sums, "area": "A", "lead": "education", "months": 2},
    )


def words() -> dict[str, dict[str, object]]:
    """Return what stands in the addresses that need something, by their names."""
    plan = Plan.objects.earliest("created_at")
    one = {"round_id": plan.snapshot.round_id}
    going_on = {"round_id": Round.objects.get(state=Round.State.OPEN).pk}
    later = Round.objects.exclude(state=Round.State.OPEN).exclude(pk=one["round_id"]).get()
    job = Job.objects.filter(institution__isnull=False, file__isnull=False).first()
    opened, done = (Attempt.objects.get(submitted_at__isnull=x) for x in (True, False))
    item = next(iter(right_answers()))
    course = {"course": "national-csirt"}
    ours = {"institution_id": plan.institution_id}
    coordinator = Membership.objects.filter(role=roles.COORDINATOR, **ours).earliest("pk")
    made = invitations.invite(
        actor=coordinator.user,
        institution=plan.institution,
        role=roles.OBSERVER,
        language="en",
    )
    logo(plan.institution)
    law = Evidence.objects.get()
    shown, sent = {"evidence_id": law.pk}, {"upload_id": Upload.objects.get().pk}
    invited = {**ours, "invitation_id": made.invitation.pk}
    return {
        "account_confirm_email": {"key": "unknown"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "unknown"},
        "log": ours,
        "log_export": ours,
        "people:team": ours,
        "people:leave": ours,
        "people:about": ours,
        "people:logo": ours,
        "people:open-account": ours,
        "people:renew-code": {**ours, "membership_id": coordinator.pk},
        "people:invite": ours,
        "people:member": {**ours, "membership_id": coordinator.pk},
        "people:resend": invited,
        "people:revoke": invited,
        "people:invitation": {"token": made.link.rstrip("/").rpartition("/")[2]},
        "people:delete": ours,
        "people:end-emergency": {**ours, "emergency_id": 1},
        "press:job": {"job_id": job.pk},
        "press:file": {"file_id": job.file_id},
        "press:upload-begin": ours,
        "press:upload": sent,
        "press:upload-finish": sent,
        "courses:begin": course,
        "courses:certificate": course,
        "courses:read": {**course, "lesson": "a-mandate-that-holds"},
        "courses:start": {**course, "quiz": "mandate-quiz"},
        "courses:attempt": {"attempt_id": opened.pk},
        "courses:result": {"attempt_id": done.pk},
        "courses:answer": {"attempt_id": opened.pk, "item": item},
        "courses:verify": {"code": Certificate.objects.get().code},
        "assessments:round": one,
        "assessments:dimension": {**going_on, "dimension": "governance"},
        "assessments:answer": {**going_on, "indicator": "legal-basis"},
        "assessments:hand-in": {**going_on, "dimension": "governance"},
        "assessments:details": going_on,
        "assessments:step": going_on,
        "assessments:team": going_on,
        "assessments:give": going_on,
        "assessments:given": {**going_on, "delegation_id": 1},
        "assessments:part-with": {**going_on, "institution_id": plan.institution_id},
        "assessments:ask": going_on,
        "assessments:unask": {**going_on, "invitation_id": plan.pk},
        "assessments:join": {"token": "none"},
        "assessments:sign": going_on,
        "assessments:result": one,
        "assessments:explain": {**one, "node": "governance"},
        "assessments:compare": {"round_id": later.pk, "earlier_id": one["round_id"]},
        "assessments:carry-over": going_on,
        "assessments:make-plan": one,
        "assessments:plan": {"plan_id": plan.pk},
        "assessments:refine": {"plan_id": plan.pk},
        "assessments:facts": ours,
        "assessments:desk": {"plan_id": plan.pk},
        "assessments:desk-compare": {"plan_id": plan.pk},
        "assessments:desk-adopt": {"plan_id": plan.pk, "variant_id": plan.pk},
        "assessments:desk-delete": {"plan_id": plan.pk, "variant_id": plan.pk},
        "assessments:own": ours,
        "assessments:own-add": ours,
        "assessments:own-change": {**ours, "identifier": "own-1"},
        "assessments:own-remove": {**ours, "identifier": "own-1"},
        "assessments:evidence": ours,
        "assessments:evidence-add": ours,
        **{f"assessments:evidence-{name}": shown for name in EVIDENCE},
        "assessments:evidence-file": {"version_id": law.versions.get().pk},
        "assessments:approve": {"plan_id": plan.pk},
        "assessments:board": {"plan_id": plan.pk},
        "assessments:board-action": {
            "plan_id": plan.pk,
            "action": plan.result["actions"][0]["id"],
        },
        "assessments:replan": {"plan_id": plan.pk},
        "assessments:disclosure": {"plan_id": plan.pk},
        "assessments:report": {"plan_id": plan.pk},
        "assessments:share": one,
        "assessments:unshare": {**one, "share_id": 1},
        "assessments:shared": ours,
        "assessments:shared-result": {**ours, "share_id": 1},
        "assessments:archive": ours,
    }


def _name(page: LessonPage | QuizPage) -> str:
    return page.content_id.rpartition("/")[2]
