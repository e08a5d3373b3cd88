"""What a page that uploads speaks with: every address, answer and visitor."""

import io
from typing import Any

import pytest
from django.test import Client

from cms.people import roles
from cms.people.models import Institution
from cms.press import uploads
from cms.press.models import Upload
from tests.people.made import institution, member, person
from tests.press import handed

PART = uploads.LEAST_OF_A_PART


@pytest.fixture
def ministry(db: None) -> Institution:
    return institution()


def browser(role: str, of: Institution, *, strict: bool = False) -> Client:
    client = Client(enforce_csrf_checks=strict)
    client.force_login(member(role, of))
    return client


def begin(client: Client, ministry: Institution, size: int, name: str = "law.pdf") -> Any:
    address = f"/en/press/uploads/of/{ministry.pk}/"
    return client.post(address, {"name": name, "size": size})


def put(client: Client, upload: str, offset: object, content: bytes) -> Any:
    address = f"/en/press/uploads/{upload}/"
    headers = {"Upload-Offset": str(offset)}
    return client.put(address, content, "application/octet-stream", headers=headers)


def test_a_file_travels_in_parts_and_is_looked_through_at_the_end(ministry: Institution) -> None:
    client, content = browser(roles.RESPONDENT, ministry), b"x" * (PART + 5)
    told = begin(client, ministry, len(content)).json()
    assert (told["offset"], told["state"]) == (0, "open")
    assert put(client, told["id"], 0, content[:PART]).json()["offset"] == PART
    assert put(client, told["id"], 0, content[:PART]).json()["offset"] == PART
    wrong = put(client, told["id"], 7, content[7:])
    assert (wrong.status_code, wrong.json()["offset"]) == (409, PART)
    early = client.post(f"/en/press/uploads/{told['id']}/finish/")
    assert (early.status_code, early.json()["offset"]) == (409, PART)
    assert client.get(f"/en/press/uploads/{told['id']}/").json()["offset"] == PART
    put(client, told["id"], PART, content[PART:])
    done = client.post(f"/en/press/uploads/{told['id']}/finish/")
    assert (done.status_code, done.json()["state"]) == (200, "done")
    assert "no-store" in done["Cache-Control"]


def test_what_is_refused_is_told_in_a_sentence(ministry: Institution) -> None:
    client = browser(roles.RESPONDENT, ministry)
    large = begin(client, ministry, 2_000_000_000)
    assert large.status_code == 422
    assert "25\xa0MB" in large.json()["sentence"]
    for size in ("", "-5", "many", "9" * 40):
        assert begin(client, ministry, size).status_code == 422
    script = handed.pdf_with_script()
    upload = begin(client, ministry, len(script)).json()["id"]
    put(client, upload, 0, script)
    refused = client.post(f"/en/press/uploads/{upload}/finish/")
    assert refused.status_code == 422
    assert "script" in refused.json()["sentence"]


def test_a_part_without_a_place_or_too_large_is_not_taken(ministry: Institution) -> None:
    client = browser(roles.RESPONDENT, ministry)
    upload = begin(client, ministry, 5_000_000).json()["id"]
    assert put(client, upload, "here", b"x" * PART).status_code == 409
    assert put(client, upload, 0, b"x" * (uploads.MOST_OF_A_PART + 1)).status_code == 413
    assert put(client, upload, 0, b"x").status_code == 422
    assert Upload.objects.get().received == 0


def test_a_part_that_was_cut_on_its_way_is_not_taken(ministry: Institution) -> None:
    client = browser(roles.RESPONDENT, ministry)
    upload = begin(client, ministry, 5_000_000).json()["id"]
    answer = client.put(
        f"/en/press/uploads/{upload}/",
        b"x" * PART,
        "application/octet-stream",
        headers={"Upload-Offset": "0"},
        **{"wsgi.input": io.BytesIO(b"x" * 100)},
    )
    assert answer.status_code == 408
    assert Upload.objects.get().received == 0


@pytest.mark.parametrize("role", sorted(roles.LABELS))
def test_only_who_may_answer_begins_and_only_who_began_goes_on(
    ministry: Institution, role: str
) -> None:
    owner, other = browser(roles.RESPONDENT, ministry), browser(role, ministry)
    stranger = browser(role, institution())
    administrator = Client()
    administrator.force_login(person(is_staff=True, is_superuser=True))
    answering = role in roles.granting(roles.ANSWER)
    assert begin(other, ministry, 10).status_code == (201 if answering else 403)
    upload = begin(owner, ministry, 10).json()["id"]
    for client in (stranger, administrator):
        assert begin(client, ministry, 10).status_code == 404
    for client in (other, stranger, administrator):
        assert client.get(f"/en/press/uploads/{upload}/").status_code == 404
        assert put(client, upload, 0, b"0123456789").status_code == 404
        assert client.post(f"/en/press/uploads/{upload}/finish/").status_code == 404
    assert Upload.objects.get(pk=upload).received == 0


def test_a_visitor_is_told_that_nobody_is_signed_in(ministry: Institution) -> None:
    upload = begin(browser(roles.RESPONDENT, ministry), ministry, 10).json()["id"]
    assert begin(Client(), ministry, 10).status_code == 401
    assert put(Client(), upload, 0, b"0123456789").status_code == 401
    assert Client().post(f"/en/press/uploads/{upload}/finish/").status_code == 401


def test_another_site_can_send_nothing(ministry: Institution) -> None:
    client = browser(roles.RESPONDENT, ministry, strict=True)
    assert begin(client, ministry, 10).status_code == 403
    upload = uploads.begin(
        user=member(roles.RESPONDENT, ministry), institution_id=ministry.pk, name="a", size=10
    )
    assert put(client, str(upload.pk), 0, b"0123456789").status_code == 403
