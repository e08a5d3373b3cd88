"""The questions on paper: of one's own parts, in every language, for whom has the seat now."""

import io

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from assessments import papers, services
from assessments.answering import parts_of
from assessments.exports import questionnaire
from cms.people import roles
from cms.people.models import AuditEvent
from cms.press import running
from cms.press.models import Job, PrivateFile
from tests.assessments import made
from tests.assessments.saying import browser

pytestmark = pytest.mark.django_db
C, R, V = roles.COORDINATOR, roles.RESPONDENT, roles.REVIEWER


def asked(team: made.Team, one: object, content: str, language: str = "en") -> Job:
    address = reverse("assessments:workbook-paper", args=[one.pk])
    sent = {"institution": team.institution.pk, "language": language, "content": content}
    response = browser(team, R).post(address, sent)
    assert response.status_code == 302, response.content.decode()
    return Job.objects.latest("created_at")


def text_of(file: PrivateFile) -> str:
    from cms.press import files

    with files.open_file(file) as content:
        pages = PdfReader(io.BytesIO(content.read())).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_filled_paper_holds_what_was_answered_and_a_blank_one_does_not(
    team: made.Team,
) -> None:
    one = made.started(team)
    said = services.Said(3, "decree 12 of the cabinet")
    services.save_answer(user=team[R], round_id=one.pk, indicator="mandate", value="2", said=said)
    blank, full = (asked(team, one, content) for content in ("blank", "filled"))
    assert blank.pk != full.pk
    assert asked(team, one, "filled").pk == full.pk
    for job in (blank, full):
        running.perform(str(job.pk))
        job.refresh_from_db()
    told = text_of(full.file)
    assert "decree 12" in told
    assert "decree 12" not in text_of(blank.file)
    for word in ("mandate", "TLP:AMBER", "National round", team.institution.name, str(one.pk)[:8]):
        assert word in told
    event = AuditEvent.objects.filter(verb="questionnaire.requested").first()
    assert "decree" not in str(event.detail)


def test_the_file_opens_for_whom_has_the_seat_now(team: made.Team, strangers: made.Team) -> None:
    one = made.answered(team, {"mandate": "1"})
    job = asked(team, one, "filled")
    running.perform(str(job.pk))
    job.refresh_from_db()
    address = reverse("press:file", args=[job.file_id])
    for role, status in ((R, 200), (C, 200), (V, 404)):
        assert browser(team, role).get(address).status_code == status
    assert browser(strangers, C).get(address).status_code == 404
    other = made.Team(name="Regulator")
    services.take_part(user=other[C], round_id=one.pk, institution=other.institution)
    services.delegate(
        user=team[C], round_id=one.pk, parts=["task"], institution_id=other.institution.pk
    )
    # the part is another institution's now: its respondents no longer see what they printed
    assert browser(team, R).get(address).status_code == 404
    assert browser(other, R).get(address).status_code == 404
    theirs = asked(other, one, "filled")
    assert theirs.args["parts"] == ["task"]
    team[R].memberships.all().delete()
    assert browser(team, R).get(address).status_code == 404


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_has_its_words_and_direction(team: made.Team, language: str) -> None:
    one = made.answered(team, {"mandate": "1"})
    names = [part.id for part in parts_of(one)]
    paper = papers.of(one, team.institution.pk, names, language)
    with translation.override(language):
        page = questionnaire.html(paper)
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert page.count('class="asked"') == 6
    assert page.count("×") == 1
