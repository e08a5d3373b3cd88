"""Readers report errors without an account; trainers read them and mark them as done."""

import pytest
from django.core.cache import cache
from django.test import Client

from cms import addresses, letterbox, trainers
from cms.models import ErrorReport
from cms.people.models import User
from tests.cms import crawler
from tests.people import made as people

FORM = "/en/report-error/"
LESSON = "/en/courses/small/start/first/"
TYPED = {"page": LESSON, "text": "A teh instead of a the."}


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> None:
    cache.clear()


@pytest.fixture
def trainer(db: None) -> User:
    """Somebody of the group that looks after the texts."""
    return people.editor(trainers.establish(pages=[]))


@pytest.mark.usefixtures("course")
def test_every_public_text_leads_to_a_form_that_knows_it(client: Client) -> None:
    page = client.get(LESSON).content.decode()
    link = next(link for link in crawler.links(page) if "report-error" in link)
    assert link == f"{FORM}?page={LESSON}"
    answer = client.get(link)
    assert f'value="{LESSON}"' in answer.content.decode()
    assert crawler.faults(answer.content.decode(), "en") == []
    assert "noindex" in answer.content.decode()
    assert not client.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_report_is_kept_as_typed_and_thanked_for(language: str) -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {**TYPED, "correction": "the", "email": "reader@example.org", "website": ""}
    answer = client.post(f"/{language}/report-error/", typed, follow=True)
    assert answer.redirect_chain[0][0].startswith(f"/{language}/report-error/thanks/")
    assert crawler.faults(answer.content.decode(), language) == []
    assert LESSON in crawler.links(answer.content.decode())
    assert not client.cookies
    kept = ErrorReport.objects.get()
    assert (kept.page, kept.text, kept.done) == (LESSON, TYPED["text"], False)
    assert (kept.correction, kept.email) == ("the", "reader@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"page": "https://example.org/en/"}, "This is no page of this site."),
        ({"page": "/admin/"}, "This is no page of this site."),
        ({"page": "//example.org/en/"}, "This is no page of this site."),
        ({"page": ""}, "This field is required."),
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 2001}, "at most 2000 characters"),
        ({"correction": "x" * 2001}, "at most 2000 characters"),
        ({"email": "nobody"}, "Enter a valid email address."),
    ],
)
def test_what_cannot_be_kept_is_answered_with_a_sentence(
    client: Client, change: dict[str, str], sentence: str
) -> None:
    answer = client.post(FORM, {**TYPED, **change})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "Nothing that you entered is lost." in page
    assert crawler.faults(page, "en") == []
    assert not ErrorReport.objects.exists()
    assert not client.cookies


@pytest.mark.django_db
def test_a_machine_that_fills_in_everything_is_thanked_and_not_kept(client: Client) -> None:
    answer = client.post(FORM, {**TYPED, "website": "https://spam.example/"})
    assert answer.status_code == 302
    assert not ErrorReport.objects.exists()


@pytest.mark.django_db
def test_one_address_can_report_so_often_and_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterbox, "MOST_AN_HOUR", 2)
    codes = [client.post(FORM, TYPED).status_code for _ in range(3)]
    assert codes == [302, 302, 429]
    assert client.post(FORM, TYPED, REMOTE_ADDR="198.51.100.7").status_code == 302
    assert client.get(FORM).status_code == 200
    assert ErrorReport.objects.count() == 3


@pytest.mark.django_db
def test_another_site_cannot_post_here(client: Client) -> None:
    answer = client.post(FORM, TYPED, headers={"origin": "https://example.org"})
    assert answer.status_code == 403
    here = client.post(FORM, TYPED, headers={"origin": "http://testserver"})
    assert here.status_code == 302


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/en/courses/?q=1#top", "/en/courses/"),
        ("http://testserver/ar/", "/ar/"),
        ("http://other.example/ar/", ""),
        ("javascript:alert(1)", ""),
        ("/\\example.org/en/", ""),
        ("http://[en/", ""),
        ("/de/", ""),
        ("/en/" + "x" * 300, ""),
    ],
)
def test_only_pages_of_this_site_are_taken(address: str, path: str) -> None:
    assert addresses.own_path(address, host="testserver") == path


@pytest.mark.django_db
def test_a_trainer_reads_reports_and_marks_them_as_done(client: Client, trainer: User) -> None:
    report = letterbox.take_report(**TYPED, email="reader@example.org")
    client.force_login(trainer)
    assert TYPED["text"] in client.get("/admin/error-reports/").content.decode()
    edit = f"/admin/error-reports/edit/{report.pk}/"
    assert "reader@example.org" in client.get(edit).content.decode()
    assert client.post(edit, {"done": "on", "text": "Another text"}).status_code == 302
    report.refresh_from_db()
    assert (report.done, report.text) == (True, TYPED["text"])


@pytest.mark.django_db
def test_a_trainer_neither_adds_nor_removes_reports(client: Client, trainer: User) -> None:
    report = letterbox.take_report(**TYPED)
    client.force_login(trainer)
    for path in ("new/", f"delete/{report.pk}/"):
        client.post(f"/admin/error-reports/{path}", TYPED)
    assert ErrorReport.objects.count() == 1


@pytest.mark.django_db
def test_other_people_do_not_see_reports(client: Client) -> None:
    letterbox.take_report(**TYPED)
    for person in (None, people.person()):
        if person:
            client.force_login(person)
        answer = client.get("/admin/error-reports/")
        assert answer.status_code == 302
        assert TYPED["text"] not in answer.content.decode()
