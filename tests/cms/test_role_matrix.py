"""The role matrix of the whole site: whose every address is, and who is refused.

What belongs to an institution is tried for each role, in one's own institution and in another:
pages and forms in tests/assessments/test_access.py, downloads and fragments here. What belongs to
a learner is tried for that learner and for another, and what belongs to a team in
tests/people/test_team.py and test_invitations.py. A new address without an entry fails. The
workshop of models, below the admin, has its own matrix in tests/assessments/test_modelling.py.
"""

from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments import editions
from assessments import services as assessments
from cms.people import roles
from cms.people.models import AuditEvent, User
from cms.press import running
from cms.press.models import Job
from courses import services as courses
from courses.models import Attempt
from tests import kept
from tests.assessments import made as ministries
from tests.assessments import test_access
from tests.cms import house_addresses
from tests.courses import made as learners
from tests.people import made as people
from tests.people import test_team

EVERYBODY = frozenset(roles.LABELS)
EXPORTING = frozenset({roles.COORDINATOR, roles.REVIEWER, roles.APPROVER})
ANSWERING = frozenset({roles.COORDINATOR, roles.RESPONDENT})

# Pages for whoever comes, and forms that act in nobody's name
PUBLIC = {
    "door", "health", "robots", "sitemap", "search", "data_light", "report_error", "report_thanks",
    "contact", "contact_thanks", "confirm_plan", "courses:look-up", "courses:verify",
    "courses:calendar-file", "courses:letters-stop",
    "courses:offline", "words:glossary", "words:term", "signing_key", "signing_keys",
    "people:invitation", "people:code", "courses:book", "courses:book-pdf", "courses:take-away",
    "courses:scenario", "courses:scenario-cards",
    "courses:scenario-sheet", "courses:scenario-scenes", "courses:invited",
}  # fmt: skip
# One's own account, and lists that show nothing but one's own
PERSONAL = {
    "desk", "people:profile", "people:consent", "people:ask", "assessments:rounds",
    "assessments:plans", "assessments:join", "assessments:start", "assessments:letters",
    "own_data", "own_data_erase",
    "courses:mine", "courses:target", "courses:calendar", "courses:letters", "courses:sharing",
    "courses:transcript", "courses:transcript-json", "courses:notes", "courses:notes-file",
}  # fmt: skip
COURSE_OF_ONES_OWN = {
    "courses:begin", "courses:read", "courses:start", "courses:certificate",
    "courses:scenario-begin", "courses:enrol", "courses:note-new",
}  # fmt: skip
# Of one's own certificate: tests/courses/test_credentials.py
OF_A_HOLDER = {"courses:badge", "courses:badge-jwt"}
# Of whose attempt it is: tests/courses/test_quiz_kinds.py
OF_A_SENDER_OF_ANSWERS = {"courses:rescue"}
# Of who plays: tests/courses/test_scenario_pages.py
OF_A_PLAYER = {"courses:run", "courses:ending"}
# Of who wrote it: tests/courses/test_notes.py
OF_A_WRITER = {"courses:note", "courses:note-delete"}
OF_A_LEARNER = {"courses:attempt", "courses:result", "courses:answer"}
# Of the coordinators of one institution: tests/people/test_log.py, tests/courses/test_sharing.py
OF_A_COORDINATOR = {"log", "log_export", "courses:institution"}
# Of administrators only: tests/people/test_emergency.py
OF_AN_ADMINISTRATOR = {"people:emergency"}
# Of trainers: tests/people/test_learners.py, each her own; tests/courses/test_quiz_kinds.py,
# tests/courses/test_rekeying.py
OF_A_TRAINER = {
    "people:learners", "people:renew-learner",
    "courses:marking", "courses:mark-essay", "courses:extra-time", "courses:keys", "courses:key",
}  # fmt: skip
# Of those who decide who may enrol: tests/courses/test_enrolment.py
OF_A_MANAGER = {
    "courses:managed", "courses:manage", "courses:teaching", "courses:teaching-new",
    "courses:teaching-course", "courses:teaching-copy",
}  # fmt: skip
# Of who may change the courses of a language: tests/courses/test_translating_pages.py, and
# tests/cms/test_mending.py
OF_A_TRANSLATOR = {
    "mend", "mend-export",
    "courses:translation", "courses:translation-changes", "courses:translation-change",
    "courses:translation-questions", "courses:translation-course", "courses:translation-text",
}  # fmt: skip
# Of who may change a course: tests/courses/test_question_bank.py, test_writing_scenarios.py
OF_AN_AUTHOR = {"courses:item-preview", "courses:scenario-preview"}
# Of those who bring courses in and take them out: tests/courses/test_arrivals.py
OF_A_CARRIER = {
    "courses:bring", "courses:arrival", "courses:files",
    "courses:questions-gift", "courses:questions-xml",
}  # fmt: skip
# For everybody or of one person: tests/courses/test_paths.py
OF_A_PATH = {"courses:path", "courses:path-remove"}
OF_A_TEAM = {f"people:{name}" for name in test_team.ANSWERS}
# Of who sends a file for an institution: tests/press/test_uploading.py
OF_A_SENDER = {"press:upload-begin", "press:upload", "press:upload-finish"}
OF_AN_INSTITUTION = {f"assessments:{door.name}" for door in test_access.DOORS} | {
    "press:job",
    "press:file",
}


def test_every_address_of_ours_has_an_owner() -> None:
    names = set(house_addresses.names())
    account = {name for name in names if name.startswith(("account_", "mfa_"))}
    ours = OF_AN_INSTITUTION | OF_A_TEAM | OF_A_COORDINATOR | OF_A_SENDER | OF_AN_ADMINISTRATOR
    ours |= OF_A_TRAINER | OF_A_HOLDER | OF_A_PLAYER | OF_A_SENDER_OF_ANSWERS
    ours |= OF_A_MANAGER | OF_A_PATH | OF_A_WRITER | OF_A_TRANSLATOR | OF_A_CARRIER
    ours |= OF_AN_AUTHOR
    known = PUBLIC | PERSONAL | COURSE_OF_ONES_OWN | OF_A_LEARNER | ours | account
    assert names - known == set(), "a new address: say in this file or in test_access whose it is"
    assert known - names == set(), "an address that is gone is still in the matrix"


@dataclass
class Downloads:
    """A planned institution with every edition of its report written in every format."""

    team: ministries.Team
    jobs: list[Job] = field(default_factory=list)

    def addresses(self) -> list[tuple[str, dict[str, str]]]:
        """Every address of the documents, with the headers that ask for it."""
        found: list[tuple[str, dict[str, str]]] = []
        for job in self.jobs:
            page = reverse("press:job", args=[job.pk])
            found += [(page, {}), (page, {"HX-Request": "true"})]
            found.append((reverse("press:file", args=[job.file_id]), {}))
        return found


@pytest.fixture
def downloads(db: None) -> Downloads:
    team = ministries.Team(name="Ministry of Digital Affairs")
    plan = ministries.planned(team)
    found = Downloads(team)
    for edition, formats in editions.FORMATS.items():
        for written_as in formats:
            job = assessments.request_report(
                user=team[roles.COORDINATOR],
                plan_id=plan.pk,
                language="en",
                edition=edition,
                written_as=written_as,
            )
            running.perform(str(job.pk))
            found.jobs.append(Job.objects.get(pk=job.pk))
    return found


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_documents_and_their_fragments_open_for_those_who_export_and_nobody_else(
    downloads: Downloads,
) -> None:
    strangers = ministries.Team(name="Other ministry")
    others = [people.person(), people.person(is_staff=True, is_superuser=True)]
    for address, headers in downloads.addresses():
        for role in EVERYBODY:
            own = signed_in(downloads.team[role]).get(address, headers=headers).status_code
            assert own == (200 if role in EXPORTING else 404), (address, role)
            assert signed_in(strangers[role]).get(address, headers=headers).status_code == 404
        for user in others:
            assert signed_in(user).get(address, headers=headers).status_code == 404
        assert Client().get(address, headers=headers).status_code == 302


def test_whoever_leaves_the_institution_loses_its_documents(downloads: Downloads) -> None:
    coordinator = downloads.team[roles.COORDINATOR]
    coordinator.memberships.all().delete()
    for address, headers in downloads.addresses():
        assert signed_in(coordinator).get(address, headers=headers).status_code == 404


def test_sign_off_export_and_download_are_on_record(downloads: Downloads) -> None:
    reviewer = downloads.team[roles.REVIEWER]
    address = reverse("press:file", args=[downloads.jobs[0].file_id])
    signed_in(reviewer).get(address)
    verbs = list(
        AuditEvent.objects.filter(institution=downloads.team.institution).values_list(
            "verb", "actor"
        )
    )
    approver = downloads.team[roles.APPROVER].pk
    coordinator = downloads.team[roles.COORDINATOR].pk
    assert ("round.signed", approver) in verbs
    assert ("plan.made", coordinator) in verbs
    assert verbs.count(("report.requested", coordinator)) == len(downloads.jobs)
    assert ("file.downloaded", reviewer.pk) in verbs


def test_the_fragment_that_saves_an_answer_tells_strangers_nothing(db: None) -> None:
    team, strangers = ministries.Team(name="Ministry"), ministries.Team(name="Other")
    one = ministries.started(team)
    address = reverse("assessments:answer", args=[one.pk, "mandate"])
    sent = {"answer-mandate": "2", "client-mandate": uuid4().hex}
    for role in EVERYBODY:
        for headers in ({}, {"HX-Request": "true"}):
            foreign = signed_in(strangers[role]).post(address, sent, headers=headers)
            assert foreign.status_code == 404
            assert "Ministry" not in foreign.content.decode()
    assert not one.answers.exists()
    for role in EVERYBODY:
        own = signed_in(team[role]).post(
            address, sent | {"client-mandate": uuid4().hex}, headers={"HX-Request": "true"}
        )
        assert (own.status_code == 403) == (role not in ANSWERING), (role, own.status_code)


@pytest.fixture
def attempt(db: None) -> Attempt:
    kept.once("the small course", learners.small_course)
    page = learners.page("small/quiz")
    return courses.start_attempt(user=learners.person(), page=page)


@pytest.mark.parametrize("name", sorted(OF_A_LEARNER))
def test_what_a_learner_did_exists_for_that_learner_only(attempt: Attempt, name: str) -> None:
    words = [attempt.pk, "one"] if name == "courses:answer" else [attempt.pk]
    address = reverse(name, args=words)
    post = name == "courses:answer"

    def status(client: Client) -> int:
        sent = {"answer-one": "b", "event-one": uuid4()}
        return (client.post(address, sent) if post else client.get(address)).status_code

    if name == "courses:result":
        sent = {"answer-one": "b", "answer-several": ["a", "b"], "do": "submit"}
        signed_in(attempt.user).post(reverse("courses:attempt", args=[attempt.pk]), sent)
    assert status(signed_in(attempt.user)) == 200
    team = ministries.Team(name="Ministry")
    administrator = people.person(is_staff=True, is_superuser=True)
    for other in (learners.person(), administrator, *team.by_role.values()):
        assert status(signed_in(other)) == 404
    assert status(Client()) == 302
