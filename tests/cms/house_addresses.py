"""Every address of our own, what stands in it, and what it answers to each kind of visitor."""

import uuid
from collections.abc import Iterator

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
from courses import keyring
from courses import services as courses
from courses.models import (
    Attempt,
    Certificate,
    Item,
    LearningPath,
    Note,
    ScenarioRun,
)
from tests.cms import house_made
from tests.cms.house_answers import ANSWERS, EVIDENCE, VISITORS
from tests.courses import shipped
from tests.courses.shipped import right_answers
from tests.people.made import logo

__all__ = ["ANSWERS", "VISITORS"]

COURSE, SCENARIO = "national-csirt", "hospital-ransomware"
FIRST_LESSON = f"{COURSE}/why-a-country-needs-a-team"
SCENARIO_PAGES = ("", "-begin", "-cards", "-sheet", "-scenes")


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
    """Read every lesson, note something, pass the quiz, take the certificate, begin it again."""
    with translation.override("en"):
        course = COURSE
        learner.post(reverse("courses:begin", args=(course,)))
        learner.post(reverse("courses:read", args=(course, FIRST_LESSON.partition("/")[2])))
        note = reverse("courses:note-new", args=(course, "a-mandate-that-holds"))
        learner.post(note, {"text": "Ask the host organisation."})
        shipped.finish(User.objects.get(email="learner@vellamar.example"))
        quiz = shipped.FIRST_QUIZ
        attempt = learner.post(reverse("courses:start", args=(course, quiz)))["Location"]
        chosen = {f"answer-{item}": options for item, options in right_answers().items()}
        learner.post(attempt, {**chosen, "do": "submit"})
        learner.post(reverse("courses:certificate", args=(course,)), {"name": "Lina Farouk"})
        learner.post(reverse("courses:start", args=(course, quiz)))


def play_a_scenario(learner: Client) -> None:
    """Play the shipped scenario to an ending, always by the first choice, and begin it again."""
    with translation.override("en"):
        begin = reverse("courses:scenario-begin", args=(COURSE, SCENARIO))
        learner.post(begin)
        while (run := ScenarioRun.objects.filter(ended_at=None).first()) is not None:
            state = run.state()
            sent = {"number": len(state.path) + 1, "event": uuid.uuid4()}
            choice = run.version.play.open(state.position)[0].id
            learner.post(reverse("courses:run", args=(run.pk,)), {**sent, "choice": choice})
        learner.post(begin)


def begin_a_round() -> None:
    """Begin a round, sign another, approve the roadmap, add evidence and an action."""
    signed = Round.objects.get(model_slug="national-csirt")
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
    later = Round.objects.get(title="Once more")
    job = Job.objects.filter(institution__isnull=False, file__isnull=False).first()
    opened = Attempt.objects.get(submitted_at=None)
    done = Attempt.objects.exclude(submitted_at=None).earliest("pk")
    item = opened.asked.earliest("position").version.item.name
    course = {"course": COURSE}
    lesson = {"kind": "lesson", "content_id": FIRST_LESSON}
    story = {**course, "scenario": SCENARIO}
    shared = LearningPath.objects.create(titles={"en": "First steps"}, lessons=[FIRST_LESSON])
    path = {"path_id": shared.pk}
    told, going = (ScenarioRun.objects.get(ended_at__isnull=x) for x in (False, True))
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
        "people:renew-learner": {"user_id": 1},
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
        "courses:book": course,
        "courses:book-pdf": course,
        "courses:take-away": {**course, "module": "mandate-and-constituency"},
        "courses:enrol": course,
        "courses:manage": course,
        "courses:arrival": {"arrival_id": house_made.arrival()},
        "courses:files": course,
        "courses:questions-gift": course,
        "courses:questions-xml": course,
        "courses:item-preview": {**course, "item": "first-tasks"},
        "courses:scenario-preview": {**course, "scenario": "hospital-ransomware"},
        "mend": {"language": "fr"},
        "mend-export": {"language": "fr"},
        "courses:translation-change": lesson,
        "courses:translation-course": {**course, "language": "fr"},
        "courses:translation-text": {**lesson, "language": "fr"},
        "courses:invited": {"token": house_made.invitation()},
        "courses:teaching-course": course,
        "courses:teaching-copy": course,
        "courses:path": path,
        "courses:path-remove": path,
        "courses:certificate": course,
        "courses:badge": course,
        "courses:badge-jwt": course,
        "signing_key": {"name": keyring.published()[0]["kid"]},
        "courses:target": course,
        "courses:calendar-file": {
            "token": courses.open_feed(user=User.objects.get(email="learner@vellamar.example"))
        },
        "courses:letters-stop": {
            "signed": courses.way_out(coordinator.user, "en").rstrip("/").rpartition("/")[2]
        },
        "courses:institution": ours,
        "courses:read": {**course, "lesson": "a-mandate-that-holds"},
        "courses:note-new": {**course, "lesson": "a-mandate-that-holds"},
        "courses:note": {"note_id": Note.objects.get().pk},
        "courses:note-delete": {"note_id": Note.objects.get().pk},
        "words:term": {"key": "mandate"},
        "courses:start": {**course, "quiz": "mandate-quiz"},
        "courses:attempt": {"attempt_id": opened.pk},
        "courses:result": {"attempt_id": done.pk},
        "courses:answer": {"attempt_id": opened.pk, "item": item},
        "courses:rescue": {"attempt_id": opened.pk},
        "courses:mark-essay": {"asked_id": 1},
        "courses:key": {"item_id": Item.objects.earliest("pk").pk},
        **{f"courses:scenario{rest}": story for rest in SCENARIO_PAGES},
        "courses:run": {"run_id": going.pk},
        "courses:ending": {"run_id": told.pk},
        "courses:verify": {"code": Certificate.objects.get().code},
        "assessments:round": one,
        "assessments:dimension": {**going_on, "dimension": "governance"},
        "assessments:answer": {**going_on, "indicator": "legal-basis"},
        "assessments:thread": {**going_on, "indicator": "legal-basis"},
        "assessments:agreement": going_on,
        "assessments:agree": {**going_on, "indicator": "legal-basis"},
        "assessments:approve-part": {**going_on, "dimension": "governance"},
        "assessments:hand-in": {**going_on, "dimension": "governance"},
        "assessments:confirm": {**going_on, "dimension": "governance"},
        "assessments:entered": going_on,
        "assessments:workshop": {**going_on, "part": "governance", "indicator": "legal-basis"},
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
        "assessments:ask-to-sign": going_on,
        "assessments:result": one,
        "assessments:explain": {**one, "node": "governance"},
        "assessments:compare": {"round_id": later.pk, "earlier_id": one["round_id"]},
        "assessments:carry-over": going_on,
        "assessments:workbook": going_on,
        "assessments:workbook-file": going_on,
        "assessments:workbook-paper": going_on,
        "assessments:workbook-preview": {**going_on, "upload_id": plan.pk},
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
        "assessments:role-lessons": {"plan_id": plan.pk},
        "assessments:disclosure": {"plan_id": plan.pk},
        "assessments:report": {"plan_id": plan.pk},
        "assessments:share": one,
        "assessments:unshare": {**one, "share_id": 1},
        "assessments:shared": ours,
        "assessments:shared-result": {**ours, "share_id": 1},
        "assessments:archive": ours,
    }
