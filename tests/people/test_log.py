"""The log that a coordinator reads and takes away: who, what, on what, when; nothing else."""

import datetime as dt
import re
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms import log as pages
from cms.people import audit, roles
from cms.people.models import AuditEvent, Institution, User
from tests.people.made import institution, member, person, put_on_record


@pytest.fixture
def ministry(db: None) -> Institution:
    return institution(name="Ministry of Ports")


@pytest.fixture
def coordinator(ministry: Institution) -> User:
    return member(roles.COORDINATOR, ministry, display_name="Cora", time_zone="Africa/Nairobi")


def _in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(user: User, of: Institution, query: str = "", language: str = "en") -> str:
    answer = _in(user).get(_address(of, language) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def _address(of: Institution, language: str = "en", name: str = "log") -> str:
    with translation.override(language):
        return reverse(name, args=(of.pk,))


def _rows(page: str) -> list[list[str]]:
    """The cells of the table as a reader sees them."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.S)
    return [
        [
            " ".join(re.sub(r"<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        ]
        for row in rows
    ]


def _sheet(user: User, of: Institution, query: str = "") -> list[dict[str, object]]:
    answer = _in(user).post(_address(of, name="log_export") + query)
    assert answer.status_code == 200
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    ids, _headings, *rows = book.active.iter_rows()
    return [{one.value: cell for one, cell in zip(ids, row, strict=True)} for row in rows]


@pytest.mark.parametrize("role", roles.LABELS)
def test_only_who_manages_the_institution_opens_its_log(ministry: Institution, role: str) -> None:
    allowed = 200 if role == roles.COORDINATOR else 404
    inside, outside = _in(member(role, ministry)), _in(member(role, institution()))
    for client, status in ((inside, allowed), (outside, 404)):
        assert client.get(_address(ministry)).status_code == status
        assert client.post(_address(ministry, name="log_export")).status_code == status


def test_nobody_else_opens_it_and_it_is_kept_in_no_cache(
    ministry: Institution, coordinator: User
) -> None:
    for user in (person(), person(is_superuser=True, is_staff=True)):
        assert _in(user).get(_address(ministry)).status_code == 404
        assert _in(user).post(_address(ministry, name="log_export")).status_code == 404
    for name in ("log", "log_export"):
        answer = Client().post(_address(ministry, name=name))
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]
    assert not AuditEvent.objects.filter(verb="log.exported").exists()
    assert _in(coordinator).get(_address(ministry, name="log_export")).status_code == 405
    assert "no-store" in _in(coordinator).get(_address(ministry))["Cache-Control"]


def test_it_says_who_did_what_on_what_the_newest_first(
    ministry: Institution, coordinator: User
) -> None:
    guest, other = person(display_name="Omar"), institution()
    audit.record(actor=coordinator, verb="facts.confirmed", institution=ministry, subject=ministry)
    audit.record(
        actor=coordinator,
        verb="member.added",
        institution=ministry,
        subject=guest,
        detail={"role": "observer", "note": "nobody reads this"},
    )
    audit.record(actor=guest, verb="round.signed", institution=other, subject=other)
    page = _page(coordinator, ministry)
    assert [row[1:] for row in _rows(page)] == [
        ["Cora", "Role given to a person Observer", "Person Omar"],
        ["Cora", "Facts about the country answered", "Institution Ministry of Ports"],
    ]
    for hidden in ("nobody reads this", guest.email, coordinator.email):
        assert hidden not in page


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "2 Mar 2026, 00:30"), ("fr", "2 mars 2026, 00:30")]
)
def test_times_are_those_of_the_readers_zone_and_language(
    ministry: Institution, coordinator: User, language: str, shown: str
) -> None:
    put_on_record(dt.datetime(2026, 3, 1, 21, 30, tzinfo=dt.UTC), ministry)
    assert _rows(_page(coordinator, ministry, language=language))[0][0] == shown
    late = _page(coordinator, ministry, "?since=2026-03-02&until=2026-03-02", language)
    assert len(_rows(late)) == 1
    assert _rows(_page(coordinator, ministry, "?until=2026-03-01", language)) == []


def test_an_erased_person_and_the_site_itself_have_words(
    ministry: Institution, coordinator: User
) -> None:
    gone = member(roles.OBSERVER, ministry, display_name="Vera")
    audit.record(actor=gone, verb="round.started", institution=ministry)
    audit.record(actor=None, verb="member.added", institution=ministry, subject=gone)
    gone.delete()
    erased = "A person whose account was erased"
    page = _page(coordinator, ministry)
    assert "Vera" not in page
    assert [row[1] for row in _rows(page)] == ["The site itself", erased]
    assert _rows(page)[0][3] == f"Person {erased}"
    by_site = _rows(_page(coordinator, ministry, "?person=site"))
    by_erased = _rows(_page(coordinator, ministry, "?person=erased"))
    assert [[row[1] for row in found] for found in (by_site, by_erased)] == [
        ["The site itself"],
        [erased],
    ]


def test_a_person_without_a_name_is_not_shown_by_the_address(
    ministry: Institution, coordinator: User
) -> None:
    nameless = person(display_name="")
    audit.record(actor=nameless, verb="round.started", institution=ministry)
    page = _page(coordinator, ministry)
    assert nameless.email not in page
    assert _rows(page)[0][1] == "A person who has given no name"


def test_filters_narrow_and_offer_only_what_the_log_holds(
    ministry: Institution, coordinator: User
) -> None:
    omar = member(roles.APPROVER, ministry, display_name="Omar")
    member(roles.OBSERVER, ministry, display_name="Idle")
    audit.record(actor=coordinator, verb="round.started", institution=ministry)
    audit.record(actor=omar, verb="round.signed", institution=ministry)
    page = _page(coordinator, ministry)
    assert "Idle" not in page
    assert re.findall(r'<option value="([a-z]+\.[a-z]+)"', page) == [
        "round.signed",
        "round.started",
    ]
    for query in (f"?person={omar.pk}", "?kind=round.signed", f"?person={omar.pk}&kind="):
        assert [row[1] for row in _rows(_page(coordinator, ministry, query))] == ["Omar"]
    none = _page(coordinator, ministry, f"?person={omar.pk}&kind=round.started")
    assert "No event found" in none


@pytest.mark.parametrize(
    "query", ["?since=soon", "?person=0", "?kind=x.y", "?since=2026-02-02&until=2026-02-01"]
)
def test_a_filter_that_makes_no_sense_is_named_and_lists_nothing(
    ministry: Institution, coordinator: User, query: str
) -> None:
    audit.record(actor=coordinator, verb="round.started", institution=ministry)
    answer = _in(coordinator).get(_address(ministry) + query)
    assert answer.status_code == 422
    assert 'class="errorlist' in answer.content.decode()
    assert _rows(answer.content.decode()) == []
    sent_on = _in(coordinator).post(_address(ministry, name="log_export") + query)
    assert sent_on.status_code == 302
    assert not AuditEvent.objects.filter(verb="log.exported").exists()


def test_fifty_events_stand_on_a_page_and_filters_stay(
    ministry: Institution, coordinator: User
) -> None:
    for _ in range(51):
        audit.record(actor=coordinator, verb="round.started", institution=ministry)
    first = _page(coordinator, ministry, "?kind=round.started")
    assert len(_rows(first)) == pages.ON_A_PAGE
    assert 'href="?kind=round.started&amp;page=2"' in first
    assert len(_rows(_page(coordinator, ministry, "?kind=round.started&page=2"))) == 1
    assert len(_sheet(coordinator, ministry)) == 51


def test_a_page_of_events_takes_no_query_for_each(
    ministry: Institution, coordinator: User, django_assert_max_num_queries
) -> None:
    for _ in range(20):
        guest = person()
        audit.record(actor=guest, verb="member.added", institution=ministry, subject=guest)
    client = _in(coordinator)
    with django_assert_max_num_queries(14):
        client.get(_address(ministry))


def test_an_empty_log_says_what_will_stand_there_and_how_long(
    ministry: Institution, coordinator: User, settings
) -> None:
    page = _page(coordinator, ministry)
    assert "Nothing on record yet" in page
    assert "kept for 730 days" in page
    settings.AUDIT_LOG_DAYS = 0
    assert "for as long as this site exists" in _page(coordinator, ministry)


def test_the_workbook_holds_what_was_chosen_and_is_itself_on_record(
    ministry: Institution, coordinator: User
) -> None:
    put_on_record(dt.datetime(2026, 3, 1, 21, 30, tzinfo=dt.UTC), ministry)
    audit.record(actor=coordinator, verb="round.signed", institution=ministry, subject=ministry)
    rows = _sheet(coordinator, ministry, "?kind=round.started")
    assert [{name: cell.value for name, cell in row.items()} for row in rows] == [
        {
            "when": "2 Mar 2026, 00:30",
            "utc": "2026-03-01T21:30:00Z",
            "who": "The site itself",
            "what": "Assessment started",
            "kind": None,
            "name": None,
            "role": None,
        }
    ]
    event = AuditEvent.objects.get(verb="log.exported")
    assert (event.actor, event.institution) == (coordinator, ministry)
    assert event.detail == {"events": 1, "kind": "round.started"}
    assert _rows(_page(coordinator, ministry))[0][2] == "Log exported"


def test_a_name_that_looks_like_a_formula_stays_a_text(ministry: Institution) -> None:
    name = '=HYPERLINK("http://example.org")'
    user = member(roles.COORDINATOR, ministry, display_name=name)
    audit.record(actor=user, verb="round.started", institution=ministry, subject=user)
    (row,) = _sheet(user, ministry)
    for column in ("who", "name"):
        assert (row[column].value, row[column].data_type) == (name, "s")
        assert row[column].quotePrefix


def test_the_way_to_the_log_stands_where_a_coordinator_begins(
    ministry: Institution, coordinator: User
) -> None:
    link = f'href="{_address(ministry)}"'
    assert link in _in(coordinator).get("/en/assessments/").content.decode()
    reader = _in(member(roles.REVIEWER, ministry))
    assert link not in reader.get("/en/assessments/").content.decode()
