"""The workshop of models: who may open which of its pages."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from assessments import services
from assessments.modelling import urls
from assessments.models import ModelDraft
from cms import trainers
from cms.people import roles
from tests.assessments import frameworks as own
from tests.assessments.workshop import INDEX, A, address, signed_in
from tests.people import made as people

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Door:
    """An address, and whether publishing is what it asks for."""

    name: str
    args: tuple[Any, ...] = ()
    on_draft: bool = False
    publishes: bool = False
    post_only: bool = False


DOORS = [
    Door("index"),
    Door("create"),
    Door("import"),
    Door("blank"),
    Door("draft", on_draft=True),
    Door("general", on_draft=True),
    Door("add", ("dimensions",), on_draft=True),
    Door("edit", (A,), on_draft=True),
    Door("remove", (A,), on_draft=True),
    Door("publish", on_draft=True, publishes=True),
    Door("discard", on_draft=True),
    Door("revise", ("basics",), post_only=True),
    Door("copy", ("national-csirt", 1)),
    Door("preview", ("basics", 1)),
    Door("texts", ("basics", 1, "fr")),
    Door("export", ("basics", 1, "toml")),
]


# Pages that list the problems of a draft: all but those that only ask
LISTING = [
    door
    for door in DOORS
    if door.name == "texts" or (door.on_draft and door.name not in ("remove", "discard"))
]


def opened(client: Client, door: Door, draft: ModelDraft) -> Any:
    return client.get(address(door.name, *([draft.pk] if door.on_draft else []), *door.args))


def test_every_address_of_the_workshop_stands_in_the_matrix() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == {door.name for door in DOORS}


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_pages_open_for_those_with_the_right_and_nobody_else(draft: ModelDraft, door: Door) -> None:
    passed = 405 if door.post_only else 200
    administrator = people.person(is_staff=True, is_superuser=True)
    trainer = people.editor(trainers.establish(pages=()))
    ministry = people.member(roles.COORDINATOR, people.institution())
    expected = [
        (administrator, passed),
        (own.moderator(), passed),
        (own.editor(), 302 if door.publishes else passed),
        (trainer, 302),
        (ministry, 403),
    ]
    for user, status in expected:
        response = opened(signed_in(user), door, draft)
        if user is ministry:  # no editor at all: sent to sign in, which says why not
            response = signed_in(user).get(response["Location"], follow=True)
        assert response.status_code == status, (door.name, user)
    anonymous = opened(Client(), door, draft)
    assert anonymous.status_code == 302
    assert "/login/" in anonymous["Location"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "door", [door for door in DOORS if door.name not in ("revise", "export", "blank")],
    ids=lambda door: door.name,
)  # fmt: skip
def test_pages_are_sound_in_both_directions(draft: ModelDraft, door: Door, language: str) -> None:
    user = own.moderator()
    client = signed_in(user)
    client.cookies["django_language"] = language
    page = opened(client, door, draft).content.decode()
    if door.name != "preview":  # that speaks the language of the model
        assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert page.count("<h1") == 1
    assert "{%" not in page
    assert "{{" not in page


def test_the_menu_shows_the_models_to_those_who_may_see_them(writer: Client) -> None:
    assert INDEX in writer.get("/admin/").content.decode()
    trainer = people.editor(trainers.establish(pages=()))
    assert INDEX not in signed_in(trainer).get("/admin/").content.decode()


@pytest.mark.parametrize("door", LISTING, ids=lambda door: door.name)
def test_pages_of_a_draft_list_its_problems_with_the_way_to_each(
    writer: Client, draft: ModelDraft, door: Door
) -> None:
    broken = {**draft.content, "scale": ["One", "Two"]}
    services.save_draft(user=own.editor(), draft_id=draft.pk, revision=0, mapping=broken)
    page = opened(writer, door, draft).content.decode()
    assert "levels: expected 2, found 3" in page
    assert address("edit", draft.pk, A) in page


def test_administrators_give_the_rights_to_any_group() -> None:
    administrator = signed_in(people.person(is_staff=True, is_superuser=True))
    page = administrator.get("/admin/groups/new/").content.decode()
    right = Permission.objects.get(codename="add_publishedmodel")
    assert f'value="{right.pk}"' in page
