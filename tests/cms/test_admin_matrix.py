"""The admin's matrix: what stands in the menu of each role, and what each may do to each type.

Types are read from Wagtail's registries, so that a page, a snippet, a model with a list in the
admin or a role that has no entry in `admin_answers.py` fails here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, admin_menu
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.people import roles
from courses.models import CourseIndexPage
from tests.cms import admin_answers as answers
from tests.cms import admin_world

ROLES = sorted(answers.OUTSIDE | set(answers.GROUPS))


OWN_PARTS: set[str] = set()
"""Where the tree of those begins who have rights in one language only."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[admin_world.World]:
    """One site for all roles: nobody changes it, and what a test does is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = admin_world.World(ROLES, kinds_of_pages())
        indexes = CourseIndexPage.objects.values_list("pk", flat=True)
        OWN_PARTS.update(reverse("wagtailadmin_explore", args=[pk]) for pk in indexes)
        yield made
        transaction.set_rollback(True)


def kinds_of_pages() -> list[type[Page]]:
    """Name every type of page of this site; Wagtail's own cannot be made."""
    return [kind for kind in get_page_models() if kind is not Page]


def lists() -> Iterator[ModelViewSet]:
    """Yield every model's list and forms in the admin, those of snippets included."""
    reverse("wagtailadmin_home")  # Wagtail fills its registry when addresses are first read
    return (one for one in viewsets.viewsets if isinstance(one, ModelViewSet))


def label(kind: type[Model]) -> str:
    return str(kind._meta.label)


def doors(world: admin_world.World) -> Iterator[tuple[str, str, str]]:
    """Yield every type, what may be done to it, and the address where that is done."""
    for kind, page in world.pages.items():
        parent, meta = page.get_parent().pk, kind._meta
        add = (meta.app_label, meta.model_name, parent)
        yield label(kind), "list", reverse("wagtailadmin_explore", args=[parent])
        yield label(kind), "add", reverse("wagtailadmin_pages:add", args=add)
        yield label(kind), "edit", reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield label(kind), "delete", reverse("wagtailadmin_pages:delete", args=[page.pk])
        yield label(kind), "publish", reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    for one in lists():
        thing = world.things[label(one.model)].pk
        everything = "list" if isinstance(one, SnippetViewSet) else "index"
        yield label(one.model), "list", reverse(one.get_url_name(everything))
        yield label(one.model), "add", reverse(one.get_url_name("add"))
        yield label(one.model), "edit", reverse(one.get_url_name("edit"), args=[thing])
        yield label(one.model), "delete", reverse(one.get_url_name("delete"), args=[thing])


def entries(role: str, world: admin_world.World) -> dict[str, str]:
    """Return the menu as this role sees it, with what stands below each entry: its addresses."""
    request = RequestFactory().get("/admin/")
    request.user = world.people[role]
    found: dict[str, str] = {}

    def walk(items: list[MenuItem], above: str) -> None:
        for item in items:
            name = f"{above}{item.name}"
            if isinstance(item, SubmenuMenuItem):
                walk(item.menu.menu_items_for_request(request), f"{name}/")
            else:
                found[name] = str(item.url)

    walk(admin_menu.menu_items_for_request(request), "")
    return found


def is_refused(answer: HttpResponse) -> bool:
    """Tell whether somebody was led to the start of the admin, to the login, or to where her own
    part of the tree begins, and shown nothing.

    Any answer but this one and an open page fails: there is no third.
    """
    if answer.status_code == 200:
        return False
    away = answer["Location"].partition("?")[0]
    assert (answer.status_code, answer.content) == (302, b"")
    starts = {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}
    assert away in starts or away in OWN_PARTS
    return True


@pytest.mark.django_db  # before those that empty the database
def test_every_type_and_every_role_has_its_entry(world: admin_world.World) -> None:
    assert {label(kind) for kind in kinds_of_pages()} == set(answers.PAGES)
    assert {label(one.model) for one in lists()} == set(answers.LISTS)
    assert {label(kind) for kind in get_snippet_models()} == answers.SNIPPETS
    assert {"anonymous", "learner", *roles.LABELS} == answers.OUTSIDE
    assert set(answers.MENU) == set(answers.GROUPS)
    groups = set(Group.objects.values_list("name", flat=True))
    assert groups | {None} == set(answers.GROUPS.values()), "a group: say what it may do"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_what_each_role_finds_in_the_menu_and_may_do_to_each_type(
    role: str, world: admin_world.World
) -> None:
    client = world.browser(role)
    may: dict[str, set[str]] = {}
    for kind, deed, address in doors(world):
        answer = client.get(address)
        may.setdefault(kind, set())
        if not is_refused(answer):
            may[kind].add(deed)
            _shows_nobodys_secrets(role, answer, address)
    assert may == {kind: by.get(role, set()) for kind, by in answers.ALL.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_menu_of_each_role_and_that_other_entries_do_not_open_for_it(
    role: str, world: admin_world.World
) -> None:
    client = world.browser(role)
    start = client.get(reverse("wagtailadmin_home"))
    assert is_refused(start) == (role in answers.OUTSIDE)
    _shows_nobodys_secrets(role, start, "/admin/")
    shown = {} if role in answers.OUTSIDE else entries(role, world)
    assert set(shown) == answers.MENU.get(role, set())
    opened = set()
    for name, address in entries("administrator", world).items():
        if name not in shown and address.startswith("/admin/"):
            answer = client.get(address)
            if not is_refused(answer):
                opened.add(name)
                _shows_nobodys_secrets(role, answer, address)
    assert opened == answers.OPEN_BUT_NOT_SHOWN.get(role, set())


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_a_form_that_is_sent_without_being_offered_changes_nothing(
    role: str, world: admin_world.World
) -> None:
    client = world.browser(role)
    before = world.state()
    for kind, deed, address in doors(world):
        if deed != "list" and deed not in answers.ALL[kind].get(role, set()):
            assert is_refused(client.post(address)), (role, address)
    assert world.state() == before


def _shows_nobodys_secrets(role: str, answer: HttpResponse, address: str) -> None:
    text = answer.content.decode()
    shown = {word for word in admin_world.SECRETS if word in text}
    assert not shown or role == "administrator", (role, address, shown)
