"""Who may enrol: open, by code, by invitation; decided in services, counted once, put on record."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from cms.people import roles
from cms.people.models import AuditEvent
from cms.people.refusals import Refused
from cms.press.models import OutboxMessage
from courses import services
from courses.models import (
    CourseInvitation,
    Enrolment,
    EnrolmentCode,
    EnrolmentRule,
    ScenarioRun,
    Way,
)
from tests.cms import crawler
from tests.courses import made
from tests.people.made import institution, member

pytestmark = pytest.mark.django_db
ENROL, MANAGE = "/en/learn/small/enrol/", "/en/learn/small/manage/"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def trainer(db):
    user = made.person(display_name="Nour Haddad")
    user.user_permissions.add(Permission.objects.get(codename="manage_enrolment"))
    return user


@pytest.fixture
def by_code(course, trainer):
    services.set_way(actor=trainer, course=course, way=Way.CODE)
    return course


@pytest.fixture
def invited_only(course, trainer):
    services.set_way(actor=trainer, course=course, way=Way.INVITATION)
    return course


def code(trainer, course, limit=2, days=1):
    until = timezone.localdate() + timedelta(days=days)
    return services.make_code(actor=trainer, course=course, until=until, limit=limit, note="Room 4")


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def letter() -> str:
    return re.findall(
        r"/learn/invitations/([^/\s]+)/", OutboxMessage.objects.latest("created_at").text
    )[0]


def test_a_closed_course_takes_nobody_in_any_language(by_code, learner):
    for language in made.LANGUAGES:
        with pytest.raises(services.ClosedCourse, match="takes a code"):
            services.enrol(user=learner, course=made.page("small", language))
        with pytest.raises(services.ClosedCourse):
            services.complete_lesson(user=learner, lesson=made.page("small/first", language))
    with pytest.raises(services.ClosedCourse):
        services.start_attempt(user=learner, page=made.page("small/quiz"))
    with pytest.raises(services.ClosedCourse):
        services.begin_scenario(user=learner, course=by_code, scenario=made.scenario())
    assert not Enrolment.objects.exists()
    assert not ScenarioRun.objects.exists()


@pytest.mark.parametrize(
    "path", ["begin/", "first/read/", "quiz/attempt/", "scenarios/call/begin/"]
)
def test_whoever_is_not_enrolled_is_led_to_enrolling_and_reads_on(by_code, signed_in, path):
    assert signed_in.post(f"/en/learn/small/{path}")["Location"] == ENROL
    text = signed_in.get(ENROL).content.decode()
    assert "takes a code" in text
    assert crawler.faults(text, "en") == []
    assert signed_in.get("/en/courses/small/start/first/").status_code == 200


def test_who_is_enrolled_stays_so_when_a_course_is_closed(course, learner, trainer):
    services.enrol(user=learner, course=course)
    services.set_way(actor=trainer, course=course, way=Way.INVITATION)
    made.finish(learner)
    assert services.issue(user=learner, course=course, name="Amina")


def test_a_code_lets_people_in_and_counts_each_once(by_code, learner, trainer):
    found = code(trainer, by_code)
    typed = found.code.lower().replace("-", " ")
    for _again in range(2):
        services.enter_code(user=learner, course=made.page("small", "ar"), code=typed)
    found.row.refresh_from_db()
    assert found.row.uses == 1
    assert Enrolment.objects.get().user == learner
    event = AuditEvent.objects.get(verb="course.begun")
    assert event.detail == {"course": "small", "by": "enrolmentcode"}
    made.finish(learner)


def test_a_code_is_kept_nowhere_and_shown_once(by_code, trainer):
    client = browser(trainer)
    sent = {"do": "code", "until": f"{timezone.localdate()}", "limit": "3", "note": "Room"}
    text = client.post(MANAGE, sent).content.decode()
    signs = re.search(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", text)[0]
    assert crawler.faults(text, "en") == []
    stored = [*EnrolmentCode.objects.values(), *AuditEvent.objects.values()]
    assert signs not in json.dumps(stored, default=str)
    assert signs not in client.get(MANAGE).content.decode()


def refused(learner, course, typed: str) -> str:
    with pytest.raises(Refused) as caught:
        services.enter_code(user=learner, course=course, code=typed)
    assert not Enrolment.objects.filter(user=learner).exists()
    return caught.value.sentence


def test_every_code_that_does_not_open_says_why(by_code, learner, trainer):
    late, full, gone = (code(trainer, by_code, limit=1) for _ in range(3))
    now = timezone.now()
    EnrolmentCode.objects.filter(pk=late.row.pk).update(expires_at=now)
    services.enter_code(user=made.person(), course=by_code, code=full.code)
    services.revoke_code(actor=trainer, course=by_code, code_id=gone.row.pk)
    assert "has expired" in refused(learner, by_code, late.code)
    assert "As many people" in refused(learner, by_code, full.code)
    assert "was withdrawn" in refused(learner, by_code, gone.code)
    for typed in ("", "0000-0000-0000-0000", "é" * 60, "' OR 1=1 --"):
        assert "is not known" in refused(learner, by_code, typed)


def test_a_code_of_another_course_is_not_known(by_code, learner, trainer):
    found = code(trainer, by_code)
    EnrolmentCode.objects.update(course_key=made.page("small/quiz").translation_key)
    assert "is not known" in refused(learner, by_code, found.code)


def test_guesses_are_limited_and_the_page_says_so(by_code, signed_in, learner, trainer):
    for _guess in range(5):
        answer = signed_in.post(ENROL, {"code": "0000-0000-0000-0000"})
        assert answer.status_code == 422
    assert "is not known" in answer.content.decode()
    right = signed_in.post(ENROL, {"code": code(trainer, by_code).code})
    assert right.status_code == 429
    assert "Wait five minutes" in right.content.decode()
    assert not Enrolment.objects.exists()


def test_the_page_takes_the_code_and_leads_to_the_first_lesson(by_code, signed_in, trainer):
    answer = signed_in.post(ENROL, {"code": code(trainer, by_code).code})
    assert answer["Location"] == "/en/courses/small/start/first/"
    assert signed_in.get(ENROL)["Location"] == "/en/courses/small/"


def test_an_invitation_goes_by_mail_in_its_language_and_works_once(invited_only, learner, trainer):
    services.invite(actor=trainer, course=invited_only, email=learner.email.upper(), language="ar")
    message = OutboxMessage.objects.get()
    assert (message.to, message.language) == (learner.email, "ar")
    assert "عربي course" in message.text
    token = letter()
    assert token not in json.dumps([*CourseInvitation.objects.values()], default=str)
    page = f"/en/learn/invitations/{token}/"
    assert "Sign in" in Client().get(page).content.decode()
    assert Client().post(page).status_code == 302
    client = browser(learner)
    text = client.get(page).content.decode()
    assert crawler.faults(text, "en") == []
    assert client.post(page)["Location"] == "/en/courses/small/start/first/"
    assert CourseInvitation.objects.get().email == ""
    again = client.get(page)
    assert again.status_code == 410
    assert "accepted already" in again.content.decode()


def test_an_invitation_is_for_one_address(invited_only, learner, trainer):
    services.invite(actor=trainer, course=invited_only, email="other@example.org", language="en")
    answer = browser(learner).post(f"/en/learn/invitations/{letter()}/")
    assert answer.status_code == 410
    assert "another e-mail address" in answer.content.decode()
    assert not Enrolment.objects.exists()


def test_invitations_that_are_over_say_so(invited_only, learner, trainer):
    mine = {"actor": trainer, "course": invited_only}
    row = services.invite(**mine, email=learner.email, language="en")
    first = letter()
    again = services.invite(**mine, email=learner.email, language="en")
    assert again == row
    assert OutboxMessage.objects.count() == 2
    assert CourseInvitation.objects.count() == 1
    client = browser(learner)

    def said(token: str) -> str:
        answer = client.get(f"/en/learn/invitations/{token}/")
        assert answer.status_code == 410
        return answer.content.decode()

    assert "newer letter has replaced it" in said(first)
    assert "not valid" in said("nothing")
    CourseInvitation.objects.update(expires_at=timezone.now())
    assert "has expired" in said(letter())
    services.resend(**mine, invitation_id=row.pk)
    services.withdraw(**mine, invitation_id=row.pk)
    services.withdraw(**mine, invitation_id=row.pk)
    assert "was withdrawn" in said(letter())
    assert CourseInvitation.objects.get().email == ""
    with pytest.raises(Refused):
        services.resend(**mine, invitation_id=row.pk)


def test_a_code_does_not_open_what_admits_by_invitation(invited_only, learner, trainer):
    assert "by invitation" in refused(learner, invited_only, code(trainer, invited_only).code)


def test_only_who_may_decides_and_every_change_is_on_record(course, trainer):
    house = institution()
    others = [made.person(), *(member(role, house) for role in roles.LABELS)]
    day = timezone.localdate()
    for user in others:
        mine = {"actor": user, "course": course}
        for deed in (
            lambda mine=mine: services.set_way(**mine, way=Way.CODE),
            lambda mine=mine: services.make_code(**mine, until=day, limit=1),
            lambda mine=mine: services.invite(**mine, email="a@example.org", language="en"),
            lambda mine=mine: services.release(**mine),
            lambda mine=mine: services.admissions(**mine),
        ):
            with pytest.raises(PermissionDenied):
                deed()
        client = browser(user)
        for method in (client.get, client.post):
            assert method(MANAGE, {"do": "way", "way": "code"}).status_code == 404
        assert client.get("/en/learn/manage/").status_code == 404
    assert not EnrolmentRule.objects.exists()
    services.set_way(actor=trainer, course=course, way=Way.CODE)
    services.set_way(actor=trainer, course=course, way=Way.CODE)
    found = code(trainer, course)
    services.revoke_code(actor=trainer, course=course, code_id=found.row.pk)
    services.revoke_code(actor=trainer, course=course, code_id=found.row.pk)
    verbs = AuditEvent.objects.filter(actor=trainer).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["enrolment.ruled", "course_code.made", "course_code.revoked"]


@pytest.mark.parametrize(
    "sent",
    [
        {"do": "nothing"},
        {"do": "way", "way": "barred"},
        {"do": "revoke-code", "id": "1; DROP"},
        {"do": "resend"},
        {},
    ],
)
def test_a_forged_form_of_a_trainer_is_refused(course, trainer, sent):
    assert browser(trainer).post(MANAGE, sent).status_code == 400


def test_forms_with_mistakes_come_back_and_say_what(course, trainer):
    client = browser(trainer)
    over = {"do": "code", "until": "2020-01-01", "limit": "0"}
    for sent in (over, {"do": "invite", "email": "nobody", "language": "xx"}):
        answer = client.post(MANAGE, sent)
        assert answer.status_code == 422
        assert crawler.faults(answer.content.decode(), "en") == []
    assert not EnrolmentCode.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert client.post(MANAGE, {"do": "way", "way": "code"}).status_code == 302
    assert client.get("/en/learn/manage/").status_code == 200
    sent = {"do": "invite", "email": "nobody@code.invalid", "language": "en"}
    assert client.post(MANAGE, sent).status_code == 422


def test_one_learner_enrols_for_nobody_else(by_code, learner, trainer):
    services.enter_code(user=learner, course=by_code, code=code(trainer, by_code).code)
    with pytest.raises(services.ClosedCourse):
        services.enrol(user=made.person(), course=by_code)
