"""What an institution says of itself, its logo, and the one national lead of a country."""

import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from cms.people import institutions, pictures, roles, services
from cms.people.models import AuditEvent, Institution, Logo, User
from tests.people.made import institution, logo, member, person, picture

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def house() -> Institution:
    return institution(name="Ministry of Ports", names={"de": "Hafenministerium"})


@pytest.fixture
def boss(house: Institution) -> User:
    return member(roles.COORDINATOR, house)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(user: User, house: Institution, **changed: Any) -> Any:
    sent = {
        "name": house.name,
        "name_ar": "وزارة الموانئ",
        "kind": Institution.Kind.MINISTRY,
        "languages": ["en", "ar"],
        "time_zone": "UTC",
        **changed,
    }
    return browser(user).post(reverse("people:about", args=[house.pk]), sent)


def as_file(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def test_the_coordinator_says_what_it_is_called_and_the_names_of_before_stay(
    house: Institution, boss: User
) -> None:
    assert send(boss, house, kind="university").status_code == 302
    house.refresh_from_db()
    assert house.names == {"ar": "وزارة الموانئ", "de": "Hafenministerium"}
    assert (house.is_outside, house.languages, house.country) == (True, ["en", "ar"], "XMA")
    assert verbs() == ["institution.changed"]
    team = browser(boss).get(reverse("people:team", args=[house.pk])).content.decode()
    assert "Speaks as a view from outside" in team


def test_which_kinds_speak_from_outside() -> None:
    kinds = {kind.value for kind in Institution.Kind if Institution(kind=kind).is_outside}
    assert kinds == {"operator", "firm", "university", "civil-society"}


def test_a_refused_form_keeps_what_was_typed_and_stores_nothing(
    house: Institution, boss: User
) -> None:
    answer = send(boss, house, name="", name_en="Typed before", logo=as_file(picture()))
    assert answer.status_code == 422
    assert "Typed before" in answer.content.decode()
    assert not Logo.objects.exists()
    assert verbs() == []


@pytest.mark.parametrize("format", pictures.FORMATS)
def test_a_logo_is_drawn_anew_and_given_to_members_only(
    house: Institution, boss: User, format: str
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken in a secret place"
    sent = picture(format, size=(900, 300), exif=exif)
    assert send(boss, house, logo=as_file(sent)).status_code == 302
    assert verbs() == ["institution.changed", "logo.changed"]
    place = reverse("people:logo", args=[house.pk])
    answer = browser(member(roles.OBSERVER, house)).get(place)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert b"secret place" not in answer.content
    with Image.open(io.BytesIO(answer.content)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (480, 160))
    for stranger in (person(is_superuser=True, is_staff=True), member(roles.OBSERVER, person_of())):
        assert browser(stranger).get(place).status_code == 404
    assert send(boss, house, remove_logo="on").status_code == 302
    assert browser(boss).get(place).status_code == 404
    assert verbs()[-1] == "logo.removed"


def person_of() -> Institution:
    return institution(name="Another")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (SVG, "no picture that can be read"),
        (b"GIF89a" + b"\0" * 40, "no picture that can be read"),
        (picture()[:60], "no picture that can be read"),
        (picture("BMP"), "no picture that can be read"),
        (picture(size=(4001, 2)), "This picture is too large"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * pictures.LARGEST_BYTES, "This picture is too large"),
    ],
    ids=["svg", "gif", "cut", "bmp", "wide", "heavy"],
)
def test_what_is_no_logo_gets_a_sentence_at_its_field(
    house: Institution, boss: User, content: bytes, sentence: str
) -> None:
    logo(house)
    answer = send(boss, house, logo=as_file(content), name="Another name")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Institution.objects.get(pk=house.pk).name == "Ministry of Ports"
    assert bytes(Logo.objects.get().png) == picture()


def test_only_who_manages_it_describes_it(house: Institution, boss: User) -> None:
    for other in (member(roles.APPROVER, house), person(is_superuser=True)):
        with pytest.raises(PermissionDenied):
            institutions.describe(actor=other, institution_id=house.pk, name="Mine")
    assert Institution.objects.get(pk=house.pk).name == "Ministry of Ports"


def test_a_country_has_one_national_lead_and_taking_it_over_is_one_step(
    house: Institution, boss: User
) -> None:
    administrator, other = person(is_superuser=True), institution(name="Agency of Ports")
    with pytest.raises(PermissionDenied):
        institutions.appoint_lead(actor=boss, institution=house)
    institutions.appoint_lead(actor=administrator, institution=house)
    with pytest.raises(services.Refused, match="Ministry of Ports is the national lead"):
        institutions.appoint_lead(actor=administrator, institution=other)
    institutions.appoint_lead(actor=administrator, institution=other, take_over=True)
    assert institutions.lead_of("XMA") == other
    told = AuditEvent.objects.order_by("pk").values_list("verb", "institution")
    assert list(told) == [
        ("lead.appointed", house.pk),
        ("lead.ended", house.pk),
        ("lead.appointed", other.pk),
    ]
    other.refresh_from_db()
    with pytest.raises(services.Refused, match="keeps its country"):
        services.update_institution(actor=administrator, institution_id=other.pk, country="KEN")


def test_an_administrator_names_the_lead_and_reads_who_it_is(house: Institution) -> None:
    client = browser(person(is_superuser=True, is_staff=True))
    other = institution(name="Agency of Ports", is_national_lead=True)
    place = f"/admin/institutions/edit/{house.pk}/"
    sent = {
        "name": house.name,
        "country": house.country,
        "kind": house.kind,
        "time_zone": "UTC",
        "lead": "on",
    }
    refused = client.post(place, sent)
    assert "Agency of Ports is the national lead of" in refused.content.decode()
    assert client.post(place, {**sent, "take_over": "on"}).status_code == 302
    assert institutions.lead_of("XMA") == house
    other.refresh_from_db()
    assert not other.is_national_lead
    team = reverse("people:team", args=[house.pk])
    page = browser(member(roles.OBSERVER, house)).get(team).content.decode()
    assert "National lead" in page
    del sent["lead"]
    assert client.post(place, sent).status_code == 302
    assert institutions.lead_of("XMA") is None


def test_the_desk_names_every_institution_with_its_roles(house: Institution, boss: User) -> None:
    other = institution(name="Agency of Ships", is_national_lead=True)
    for role in (roles.REVIEWER, roles.OBSERVER):
        services.add_member(actor=None, institution=other, user=boss, role=role)
    page = browser(boss).get(reverse("desk")).content.decode()
    _before, mine = page.split("My institutions")
    first, second = mine.split("Ministry of Ports")
    assert ("Reviewer" in first, "Observer" in first, "National lead" in first) == (True,) * 3
    assert reverse("people:about", args=[other.pk]) not in page
    assert "Coordinator" in second
    assert reverse("people:about", args=[house.pk]) in second
    nobody = browser(person()).get(reverse("desk")).content.decode()
    assert reverse("people:ask") in nobody
